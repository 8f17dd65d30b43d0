"""The code of ethics that the public reads, as an outline: same promises and numbers in every language and format.

A promise's number is its place in the code. In a document of two languages each has its whole text.
"""

from collections.abc import Iterator

from evaluator.content.models.ethics import BLANK, Promise, Section
from evaluator.documents.blocks import Block, Bullets, Day, Heading, Outline, PageBreak, Paragraph, Part, Span, text
from evaluator.ethics.documents.context import Told
from evaluator.ethics.draft import Chosen, Gap, said
from evaluator.ethics.wording import fact_answer, promise_text
from evaluator.i18n.language import Language

AT_FOOT = 60  # characters of the business's name at the foot of a page
ENDS = (".", "!", "?", "…")
SIZE = 1.15  # of the type: a code is short and hangs on walls
CHILDREN, ADULTS = "S6", ("audience-age", "adults")
ACCOUNTS, PURPOSE = "S1", "account-purpose"


def code_outline(told: Told, paged: bool = False) -> Outline:
    """The whole code; where there are pages, version and review stand at the foot of each as well."""
    first, *others = told.languages
    blocks: list[Block] = list(_code(told, first, 1))
    for language in others:
        blocks += [*([PageBreak()] if paged else []), Part(language, tuple(_code(told, language, 2)))]
    at_foot = foot(told, first) if paged else ""
    title = first.gettext("Our code of ethics on social media")
    return Outline(title, signed(told), first, told.day, tuple(blocks), at_foot, told.mark, SIZE)


def business(told: Told) -> str:
    """The name of the business, as typed."""
    return told.draft.facts.text("business-name")


def signed(told: Told) -> str:
    """The name of the business, short enough for the foot of a page."""
    name = business(told)
    return name if len(name) <= AT_FOOT else f"{name[: AT_FOOT - 1].rstrip()}…"


def heading(told: Told, language: Language) -> str:
    """What the code is called."""
    name = business(told)
    if not name:
        return language.gettext("Our code of ethics on social media")
    return language.gettext("%(name)s: our code of ethics on social media", name=name)


def plain_sentence(language: Language) -> str:
    """What a code is not: it stands in every document."""
    return language.gettext("These are our own promises: no legal advice, no badge and no score.")


def opening(language: Language) -> str:
    """What the code is about, for whoever reads it first."""
    return language.gettext(
        "This page says why we are on social media, and what we do with what we see of you there. It also says what "
        "we will not do. It is short, so that you can read it and we can keep it."
    )


def foot(told: Told, language: Language) -> str:
    """Version, day and review in a line."""
    return "".join(map(str, _foot(told, language)))


def _foot(told: Told, language: Language) -> Iterator[Span]:
    if told.draft.version:
        yield language.gettext("Version %(version)s", version=told.draft.version) + language.comma
    yield Day(language.day(told.day), told.day)
    if told.draft.review:
        yield language.dash + language.gettext("next review") + language.colon
        yield Day(language.day(told.draft.review), told.draft.review)


def promises(told: Told, section: Section) -> tuple[tuple[int, Chosen, Promise], ...]:
    """The promises of a section with their numbers; those that the library does not know are left out."""
    return tuple(one for one in numbered(told) if one[2].section == section.id)


def numbered(told: Told) -> tuple[tuple[int, Chosen, Promise], ...]:
    """Every promise of the code in its order, counted from 1."""
    here = told.ethics(told.first)
    known = [(chosen, promise) for promise in here.promises if (chosen := told.draft.of(promise.id))]
    return tuple((number, chosen, promise) for number, (chosen, promise) in enumerate(known, start=1))


def _code(told: Told, language: Language, level: int) -> Iterator[Block]:
    yield Heading(level, heading(told, language))
    yield text(opening(language))
    yield text(plain_sentence(language), "small")
    yield from _reasons(told, language, level + 1)
    for section in told.ethics(language).sections:
        yield from _section(told, section, language, level + 1)
    yield from _gaps(told, language, level + 1)
    yield from _exits(told, language, level + 1)
    yield Paragraph(tuple(_foot(told, language)), "small")


def _section(told: Told, section: Section, language: Language, level: int) -> Iterator[Block]:
    here, found = told.ethics(language), promises(told, section)
    if found:
        yield Heading(level, section.title)
        yield text(f"{section.question} {section.intro}")
        yield Bullets(
            tuple((promise_text(here, told.draft, chosen, language),) for _, chosen, _ in found),
            numbered=True,
            start=found[0][0],
            ids=tuple(promise.id for _, _, promise in found),
        )
    elif section.id == CHILDREN and told.draft.facts.text(ADULTS[0]) == ADULTS[1]:
        yield Heading(level, section.title)
        yield text(language.gettext("We write for adults, and we do not aim at children."))
    if section.id == ACCOUNTS and told.draft.platforms:
        yield text(language.gettext("Our accounts, and what each one is for:"))
        yield Bullets(tuple(_accounts(told, language)))


def _accounts(told: Told, language: Language) -> Iterator[tuple[Span, ...]]:
    for platform in told.draft.platforms:
        values = platform.facts.values(PURPOSE)
        answers = (fact_answer(told.ethics(language), PURPOSE, value, language) for value in values)
        purposes = [answer[:1].lower() + answer[1:] for answer in answers]
        yield ("".join([platform.name, *([language.colon, language.list(purposes)] if purposes else [])]),)


def _reasons(told: Told, language: Language, level: int) -> Iterator[Block]:
    """What readers lost since an older version, and why: it is told first."""
    lines = []
    for name, words in told.draft.reasons.items():
        why, promise = said(words, language.code), told.ethics(language).promise(name)
        if why and promise:
            chosen = told.draft.of(name)
            sentence = (
                language.gettext("We promise less than before: “%(promise)s” Why: %(reason)s")
                if chosen
                else language.gettext("We no longer promise: “%(promise)s” Why: %(reason)s")
            )
            told_as = promise_text(told.ethics(language), told.draft, chosen or Chosen(name), language)
            told_as = told_as if chosen else BLANK.sub("…", told_as)  # nobody knows any more what stood there
            lines.append((sentence % {"promise": told_as, "reason": why},))
    if lines:
        yield Heading(level, language.gettext("What we changed, and why"))
        yield Bullets(tuple(lines))


def _gaps(told: Told, language: Language, level: int) -> Iterator[Block]:
    lines = [
        (gap_text(gap, language), language.gettext(" Until: "), Day(language.day(gap.day), gap.day), ".")
        for gap in told.draft.gaps
        if said(gap.text, language.code)
    ]
    if lines:
        yield Heading(level, language.gettext("Where we are not there yet"))
        yield Bullets(tuple(lines))


def gap_text(gap: Gap, language: Language) -> str:
    """A line on what is not there yet, as a sentence: its day follows."""
    words = said(gap.text, language.code)
    return words if words.endswith(ENDS) else f"{words}."


def _exits(told: Told, language: Language, level: int) -> Iterator[Block]:
    lines: list[tuple[Span, ...]] = []
    for one in told.draft.exits:
        left = one.day <= told.day
        words = language.gettext("left on") if left else language.gettext("we leave on")
        lines.append((f"{one.name}{language.colon}{words} ", Day(language.day(one.day), one.day)))
    if lines:
        yield Heading(level, language.gettext("Where you no longer find us"))
        yield Bullets(tuple(lines))
