"""Outline the two short forms of a code: a poster with a few promises, and a line for a profile."""

from collections.abc import Iterator

from evaluator.content.models.ethics import Promise
from evaluator.documents.blocks import Block, Bullets, Heading, Outline, Part, text
from evaluator.ethics.documents.code_document import business, foot, heading, numbered, plain_sentence, short_business
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.draft import ChosenPromise
from evaluator.ethics.wording import promise_text
from evaluator.i18n.language import Language

MAX_ON_POSTER = 5
MAX_PROFILE_LENGTH = 150  # characters
SIZE, SIZE_OF_TWO = 1.7, 1.1  # of the type, in one language and in two
LAST = "S10"  # who answers: at the foot of a poster anyway


def poster_outline(context: CodeContext) -> Outline:
    """Outline five promises for a shop window, on A5."""
    first, *others = context.languages
    blocks: list[Block] = list(_poster(context, first, 1))
    blocks += [Part(language, tuple(_poster(context, language, 2))) for language in others]
    size = SIZE_OF_TWO if others else SIZE
    title = first.gettext("Our code of ethics on social media")
    return Outline(title, short_business(context), first, context.day, tuple(blocks), "", context.mark, size)


def poster_promises(context: CodeContext) -> tuple[tuple[ChosenPromise, Promise], ...]:
    """Pick the first promise of each section, then the second of each, until there are five."""
    count_by_section: dict[str, int] = {}
    turns = []
    for number, chosen, promise in numbered(context):
        count_by_section[promise.section] = count_by_section.get(promise.section, 0) + 1
        turns.append((promise.section == LAST, count_by_section[promise.section], number, chosen, promise))
    first = sorted(turns, key=lambda turn: turn[:3])[:MAX_ON_POSTER]
    return tuple((chosen, promise) for _, _, _, chosen, promise in sorted(first, key=lambda turn: turn[2]))


def profile(context: CodeContext, language: Language) -> str:
    """Write one line of at most 150 characters; what does not fit is left out, from the end."""
    name, count = business(context), len(numbered(context))
    parts = [
        context.mark,
        language.gettext("%(name)s: our code of ethics.", name=name)
        if name
        else language.gettext("Our code of ethics."),
        language.ngettext("%(count)s promise we keep.", "%(count)s promises we keep.", count),
        language.gettext("Ask: %(contact)s", contact=context.draft.contact) if context.draft.contact else "",
    ]
    line = ""
    for part in filter(None, parts):
        longer = f"{line} {part}".strip()
        line = longer if len(longer) <= MAX_PROFILE_LENGTH else line
    return line


def _poster(context: CodeContext, language: Language, level: int) -> Iterator[Block]:
    here = context.ethics(language)
    yield Heading(level, heading(context, language))
    yield Bullets(
        tuple((promise_text(here, context.draft, chosen, language),) for chosen, _ in poster_promises(context)),
        ids=tuple(promise.id for _, promise in poster_promises(context)),
    )
    if context.draft.contact:
        yield text(language.gettext("The whole code, and your questions: %(contact)s", contact=context.draft.contact))
    yield text(f"{foot(context, language)}. {plain_sentence(language)}", "small")
