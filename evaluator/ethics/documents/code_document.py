"""Outline the public code of ethics: the same promises and numbers in every language and format.

A promise's number is its place in the code. In a document of two languages each has its whole text.
"""

from collections.abc import Iterator

from evaluator.content.models.ethics import WILL, WILL_NOT, Ethics, Promise, Section
from evaluator.content.models.questionnaire import DONT_KNOW
from evaluator.documents.blocks import Block, Bullets, Day, Heading, Outline, PageBreak, Paragraph, Span, text
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.draft import ChosenPromise, Draft, Gap, text_in
from evaluator.ethics.history import versions
from evaluator.ethics.suggest import pick_front
from evaluator.ethics.wording import (
    change_sentence,
    fact_answer,
    front_text,
    hold_us_sentences,
    promise_text,
    today_sentences,
)
from evaluator.i18n.language import Language

AT_FOOT = 60  # characters of the business's name at the foot of a page
ENDS = (".", "!", "?", "…")
DEEPEST = 3  # level of heading; site builders keep no more
SIZE = 1.45  # of the type: a code is short and hangs on walls
PURPOSE, CHANNELS, NO_CHANNEL = "account-purpose", "other-channels", "none"


def code_outline(context: CodeContext, paged: bool = False) -> Outline:
    """Outline the whole code; where there are pages, version and review stand at the foot of each as well."""
    first = context.first
    blocks = context.in_each_language(lambda language, level: _code(context, language, level, paged), apart=paged)
    at_foot = foot(context, first) if paged else ""
    title = first.gettext("Our code of ethics on social media")
    return Outline(title, short_business(context), first, context.day, blocks, at_foot, context.mark, SIZE)


def business(context: CodeContext) -> str:
    """Look up the name of the business, as typed."""
    return context.draft.facts.text("business-name")


def short_business(context: CodeContext) -> str:
    """Shorten the name of the business for the foot of a page."""
    name = business(context)
    return name if len(name) <= AT_FOOT else f"{name[: AT_FOOT - 1].rstrip()}…"


def heading(context: CodeContext, language: Language) -> str:
    """Title the code, with the name of the business if there is one."""
    name = business(context)
    if not name:
        return language.gettext("Our code of ethics on social media")
    return language.gettext("How %(name)s uses social media", name=name)


def plain_sentence(language: Language) -> str:
    """Say what a code is not; this stands in every document."""
    return language.gettext("These are our own promises: no legal advice, no badge and no score.")


def foot(context: CodeContext, language: Language) -> str:
    """Format version, day and review as a line."""
    return "".join(map(str, _foot(context, language)))


def _foot(context: CodeContext, language: Language) -> Iterator[Span]:
    if context.draft.version:
        yield language.gettext("Version %(version)s", version=context.draft.version) + language.comma
    yield Day(language.day(context.day), context.day)
    if context.draft.review:
        yield language.dash + language.gettext("next review") + language.colon
        yield Day(language.day(context.draft.review), context.draft.review)


def promises(context: CodeContext, section: Section) -> tuple[tuple[int, ChosenPromise, Promise], ...]:
    """List the promises of a section with their numbers; those that the library does not know are left out."""
    return tuple(one for one in numbered(context) if one[2].section == section.id)


def numbered(context: CodeContext) -> tuple[tuple[int, ChosenPromise, Promise], ...]:
    """Number every promise of the code in its order, from 1."""
    here = context.ethics(context.first)
    known = [(chosen, promise) for promise in here.promises if (chosen := context.draft.find(promise.id))]
    return tuple((number, chosen, promise) for number, (chosen, promise) in enumerate(known, start=1))


def front(context: CodeContext) -> tuple[tuple[ChosenPromise, Promise], ...]:
    """List the promises of the front page as they were chosen."""
    picked = pick_front(context.ethics(context.first), context.draft)
    return tuple((chosen, promise) for promise in picked if (chosen := context.draft.find(promise.id)))


def front_list(context: CodeContext, language: Language, side: str) -> Bullets:
    """List the promises of one side of the front page."""
    here = context.ethics(language)
    some = [(chosen, promise) for chosen, promise in front(context) if promise.side == side]
    texts = [front_text(here, context.draft, chosen, language) for chosen, _ in some]
    return Bullets(tuple((words,) for words in texts), ids=tuple(promise.id for _, promise in some))


def side_titles(language: Language) -> dict[str, str]:
    """Head the lists of the front page; their lines go on from these words."""
    return {WILL_NOT: language.gettext("We will not"), WILL: language.gettext("We will")}


def _code(context: CodeContext, language: Language, level: int, paged: bool) -> Iterator[Block]:
    yield Heading(level, heading(context, language))
    why = text_in(context.draft.why, language.code)
    if why:
        yield text(why, "quote")
    yield from _reasons(context, language, level + 1)
    for side, title in side_titles(language).items():
        some = front_list(context, language, side)
        if some.items:
            yield from (Heading(level + 1, title), some)
    yield from _gaps(context, language, level + 1)
    today = today_sentences(context.ethics(language), context.draft)
    if today:
        yield Heading(level + 1, language.gettext("How it is today"))
        yield text(" ".join(today))
    yield from _where(context, language, level + 1)
    yield from _foot_of_front(context, language, level + 1)
    yield from [PageBreak()] if paged else []
    yield Heading(level + 1, language.gettext("Everything we promise, in full"))
    for section in context.ethics(language).sections:
        yield from _section(context, section, language, min(level + 2, DEEPEST))
    yield from _history(context, language, level + 1)


def _where(context: CodeContext, language: Language, level: int) -> Iterator[Block]:
    """Say where the business is, and what for; and where it no longer is."""
    if context.draft.platforms:
        yield Heading(level, language.gettext("Where you find us"))
        yield Bullets(tuple(_accounts(context, language)))
    channels = channel_words(context.ethics(language), context.draft, language)
    if channels:
        yield text(channels)
    yield from _exits(context, language, level)


def channel_words(ethics: Ethics, draft: Draft, language: Language) -> str:
    """Say how else people reach the business; empty when nothing is known, or in no other way."""
    values = [value for value in draft.facts.values(CHANNELS) if value != NO_CHANNEL]
    answers = [fact_answer(ethics, CHANNELS, value, language) for value in values if value != DONT_KNOW]
    if not answers:
        return ""
    ways = language.list([answer[:1].lower() + answer[1:] for answer in answers])
    return language.gettext("Without a network: %(ways)s.", ways=ways)


def _foot_of_front(context: CodeContext, language: Language, level: int) -> Iterator[Block]:
    """Say who answers, where the rest stands, and from when to when this holds."""
    draft, answering = context.draft, hold_us_sentences(context.ethics(language), context.draft, language)
    if answering:
        yield Heading(level, language.gettext("Hold us to it"))
        yield text(" ".join(answering))
    lines = [
        (language.gettext("This code on our site"), draft.website),
        (language.gettext("What we do with your data"), draft.policy),
    ]
    for label, words in lines:
        if words:
            yield text(f"{label}{language.colon}{words}")
    yield text(plain_sentence(language), "small")
    yield Paragraph(tuple(_foot(context, language)), "small")


def _section(context: CodeContext, section: Section, language: Language, level: int) -> Iterator[Block]:
    here, found = context.ethics(language), promises(context, section)
    if found:
        yield Heading(level, section.title)
        yield Bullets(
            tuple((promise_text(here, context.draft, chosen, language),) for _, chosen, _ in found),
            numbered=True,
            start=found[0][0],
            ids=tuple(promise.id for _, _, promise in found),
        )


def _accounts(context: CodeContext, language: Language) -> Iterator[tuple[Span, ...]]:
    for platform in context.draft.platforms:
        values = platform.facts.values(PURPOSE)
        answers = (fact_answer(context.ethics(language), PURPOSE, value, language) for value in values)
        purposes = [answer[:1].lower() + answer[1:] for answer in answers]
        yield ("".join([platform.name, *([language.colon, language.list(purposes)] if purposes else [])]),)


def _reasons(context: CodeContext, language: Language, level: int) -> Iterator[Block]:
    """Say what readers lost since an older version, and why; this comes first."""
    lines = []
    for name, words in context.draft.reasons.items():
        why, promise = text_in(words, language.code), context.ethics(language).promise(name)
        if why and promise:
            chosen = context.draft.find(name)
            sentence = (
                language.gettext("We promise less than before: “%(promise)s” Why: %(reason)s")
                if chosen
                else language.gettext("We no longer promise: “%(promise)s” Why: %(reason)s")
            )
            empty = None if chosen else "…"  # what stood there is unknown
            before = promise_text(
                context.ethics(language), context.draft, chosen or ChosenPromise(name), language, empty
            )
            lines.append((sentence % {"promise": before, "reason": why},))
    if lines:
        yield Heading(level, language.gettext("What we changed, and why"))
        yield Bullets(tuple(lines))


def _history(context: CodeContext, language: Language, level: int) -> Iterator[Block]:
    """Say of every version what changed, the newest first; nothing before there is a second one."""
    here = context.ethics(language)
    told = tuple(versions(here, context.draft))
    if told:
        yield Heading(level, language.gettext("The versions of this code"))
    for one in told:
        when = language.gettext("Version %(version)s", version=one.version) + language.comma + language.day(one.day)
        nothing = language.gettext("The first version.") if one.first else language.gettext("Nothing changed.")
        lines = [change_sentence(change, here, language) for change in one.changes] or [nothing]
        yield Heading(min(level + 1, DEEPEST), when)
        yield Bullets(tuple((line,) for line in lines))


def _gaps(context: CodeContext, language: Language, level: int) -> Iterator[Block]:
    lines = [
        (gap_text(gap, language), language.gettext(" By "), Day(language.day(gap.day), gap.day), ".")
        for gap in context.draft.gaps
        if text_in(gap.text, language.code)
    ]
    if lines:
        yield Heading(level, language.gettext("Not yet"))
        yield Bullets(tuple(lines))


def gap_text(gap: Gap, language: Language) -> str:
    """End a dated line as a sentence: its day follows."""
    words = text_in(gap.text, language.code)
    return words if words.endswith(ENDS) else f"{words}."


def _exits(context: CodeContext, language: Language, level: int) -> Iterator[Block]:
    lines: list[tuple[Span, ...]] = []
    for one in context.draft.exits:
        left = one.day <= context.day
        words = language.gettext("left on") if left else language.gettext("we leave on")
        lines.append((f"{one.name}{language.colon}{words} ", Day(language.day(one.day), one.day)))
    if lines:
        yield Heading(level, language.gettext("Where you no longer find us"))
        yield Bullets(tuple(lines))
