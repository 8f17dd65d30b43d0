"""The private sheet behind a code of ethics: how each promise is proved, by whom and how often, and what is open.

It must not be published by mistake, so its title, its first line and the foot of every page say that it is internal.
"""

from collections.abc import Iterator

from evaluator.documents.blocks import Block, Bullets, Heading, Outline, PageBreak, Part, Table, text
from evaluator.ethics.documents.code_document import business, foot, gap_text, numbered, signed
from evaluator.ethics.documents.context import Told
from evaluator.ethics.draft import said
from evaluator.ethics.rule_context import HINT
from evaluator.ethics.wording import promise_text, sides
from evaluator.i18n.language import Language

WIDTHS = (0.6, 2.3, 2.1, 0.95, 0.9, 1.8)


def evidence_outline(told: Told) -> Outline:
    """The whole sheet."""
    first, *others = told.languages
    blocks: list[Block] = list(_sheet(told, first, 1))
    for language in others:
        blocks += [PageBreak(), Part(language, tuple(_sheet(told, language, 2)))]
    marks = (first.gettext("INTERNAL"), told.mark)
    mark = first.dash.join(mark for mark in marks if mark)
    plain = title("", first)  # the name stands beside it at the foot of each page
    return Outline(plain, signed(told), first, told.day, tuple(blocks), foot(told, first), mark)


def title(name: str, language: Language) -> str:
    """What the sheet is called, with the name of a business if there is one."""
    if not name:
        return language.gettext("Internal: evidence sheet for our code of ethics")
    return language.gettext("%(name)s, internal: evidence sheet for our code of ethics", name=name)


def head(language: Language) -> tuple[str, ...]:
    """The columns of the table."""
    return (
        language.gettext("No."),
        language.gettext("Promise"),
        language.gettext("How to prove it"),
        language.gettext("Who"),
        language.gettext("How often"),
        language.gettext("Where the law touches it (to check)"),
    )


def rows(told: Told, language: Language) -> Iterator[tuple[str, ...]]:
    """A row for each promise, under the same number as in the code."""
    here, who, often = told.ethics(language), _who(language), _often(language)
    for number, chosen, promise in numbered(told):
        told_here = here.promise(promise.id) or promise
        evidence = told_here.evidence
        yield (
            str(number),
            promise_text(here, told.draft, chosen, language),
            evidence.how,
            who[evidence.who],
            often[evidence.often],
            told_here.law or "–",
        )


def _sheet(told: Told, language: Language, level: int) -> Iterator[Block]:
    yield Heading(level, title(business(told), language))
    yield text(language.gettext("Not for publication: this sheet is for those who keep the promises."), "lead")
    yield text(
        language.gettext("The last column says where the law may speak of it. It is a hint, no legal advice."),
        "small",
    )
    yield Table(head(language), tuple(rows(told, language)), numbers=(0,), widths=WIDTHS)
    yield from _open(told, language, level + 1)
    yield from _dated(told, language, level + 1)


def _open(told: Told, language: Language, level: int) -> Iterator[Block]:
    found = tuple(still_open(told, language))
    if found:
        yield Heading(level, language.gettext("Still open"))
        yield Bullets(tuple((line,) for line in found))


def still_open(told: Told, language: Language) -> Iterator[str]:
    """Both sides of each finding that nobody settled."""
    for finding in told.found(language):
        if finding.severity != HINT and not finding.settled:
            yield " ".join(sides(finding, told.ethics(language), told.draft, language))


def _dated(told: Told, language: Language, level: int) -> Iterator[Block]:
    lines = [
        language.gettext("%(what)s Until: %(day)s.", what=gap_text(gap, language), day=language.day(gap.day))
        for gap in told.draft.gaps
        if said(gap.text, language.code)
    ]
    if lines:
        yield Heading(level, language.gettext("Promised for a day to come"))
        yield Bullets(tuple((line,) for line in lines))


def _who(language: Language) -> dict[str, str]:
    return {
        "owner": language.gettext("The owner"),
        "poster": language.gettext("Whoever posts"),
        "web": language.gettext("Whoever keeps the website"),
    }


def _often(language: Language) -> dict[str, str]:
    return {
        "each-time": language.gettext("each time"),
        "month": language.gettext("every month"),
        "quarter": language.gettext("every three months"),
        "year": language.gettext("every year"),
    }
