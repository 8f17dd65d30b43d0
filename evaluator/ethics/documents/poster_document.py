"""The two short forms of a code: a poster with a few promises, and a line for a profile."""

from collections.abc import Iterator

from evaluator.content.models.ethics import Promise
from evaluator.documents.blocks import Block, Bullets, Heading, Outline, Part, text
from evaluator.ethics.documents.code_document import business, foot, heading, numbered, plain_sentence, signed
from evaluator.ethics.documents.context import Told
from evaluator.ethics.draft import Chosen
from evaluator.ethics.wording import promise_text
from evaluator.i18n.language import Language

ON_A_POSTER = 5
IN_A_PROFILE = 150  # characters
SIZE, SIZE_OF_TWO = 1.7, 1.1  # of the type, in one language and in two
LAST = "S10"  # who answers: at the foot of a poster anyway


def poster_outline(told: Told) -> Outline:
    """Five promises for a shop window, on A5."""
    first, *others = told.languages
    blocks: list[Block] = list(_poster(told, first, 1))
    blocks += [Part(language, tuple(_poster(told, language, 2))) for language in others]
    size = SIZE_OF_TWO if others else SIZE
    title = first.gettext("Our code of ethics on social media")
    return Outline(title, signed(told), first, told.day, tuple(blocks), "", told.mark, size)


def on_a_poster(told: Told) -> tuple[tuple[Chosen, Promise], ...]:
    """The first promise of each section, then the second of each, until there are five."""
    told_once: dict[str, int] = {}
    turns = []
    for number, chosen, promise in numbered(told):
        told_once[promise.section] = told_once.get(promise.section, 0) + 1
        turns.append((promise.section == LAST, told_once[promise.section], number, chosen, promise))
    first = sorted(turns, key=lambda turn: turn[:3])[:ON_A_POSTER]
    return tuple((chosen, promise) for _, _, _, chosen, promise in sorted(first, key=lambda turn: turn[2]))


def profile(told: Told, language: Language) -> str:
    """One line of at most 150 characters; what does not fit is left out, from the end."""
    name, count = business(told), len(numbered(told))
    parts = [
        told.mark,
        language.gettext("%(name)s: our code of ethics.", name=name)
        if name
        else language.gettext("Our code of ethics."),
        language.ngettext("%(count)s promise we keep.", "%(count)s promises we keep.", count),
        language.gettext("Ask: %(contact)s", contact=told.draft.contact) if told.draft.contact else "",
    ]
    line = ""
    for part in filter(None, parts):
        longer = f"{line} {part}".strip()
        line = longer if len(longer) <= IN_A_PROFILE else line
    return line


def _poster(told: Told, language: Language, level: int) -> Iterator[Block]:
    here = told.ethics(language)
    yield Heading(level, heading(told, language))
    yield Bullets(
        tuple((promise_text(here, told.draft, chosen, language),) for chosen, _ in on_a_poster(told)),
        ids=tuple(promise.id for _, promise in on_a_poster(told)),
    )
    if told.draft.contact:
        yield text(language.gettext("The whole code, and your questions: %(contact)s", contact=told.draft.contact))
    yield text(f"{foot(told, language)}. {plain_sentence(language)}", "small")
