"""Outline the private sheet behind a code of ethics: how each promise is proved, by whom, how often, what is open.

It must not be published by mistake, so its title, its first line and the foot of every page say that it is internal.
"""

from collections.abc import Iterator

from evaluator.documents.blocks import Block, Bullets, Heading, Outline, PageBreak, Part, Table, text
from evaluator.ethics.documents.code_document import business, foot, gap_text, numbered, short_business
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.draft import text_in
from evaluator.ethics.rule_context import HINT
from evaluator.ethics.wording import finding_sentences, promise_text
from evaluator.i18n.language import Language

WIDTHS = (0.6, 2.1, 2.0, 1.25, 1.15, 1.55)  # “responsable” and “trimestre” fit their columns


def evidence_outline(context: CodeContext) -> Outline:
    """Outline the whole sheet."""
    first, *others = context.languages
    blocks: list[Block] = list(_sheet(context, first, 1))
    for language in others:
        blocks += [PageBreak(), Part(language, tuple(_sheet(context, language, 2)))]
    marks = (first.gettext("INTERNAL"), context.mark)
    mark = first.dash.join(mark for mark in marks if mark)
    plain = title("", first)  # the name stands beside it at the foot of each page
    return Outline(plain, short_business(context), first, context.day, tuple(blocks), foot(context, first), mark)


def title(name: str, language: Language) -> str:
    """Title the sheet, with the name of the business if there is one."""
    if not name:
        return language.gettext("Internal: evidence sheet for our code of ethics")
    return language.gettext("%(name)s, internal: evidence sheet for our code of ethics", name=name)


def head(language: Language) -> tuple[str, ...]:
    """List the columns of the table."""
    return (
        language.gettext("No."),
        language.gettext("Promise"),
        language.gettext("How to prove it"),
        language.gettext("Who"),
        language.gettext("How often"),
        language.gettext("Where the law touches it (to check)"),
    )


def rows(context: CodeContext, language: Language) -> Iterator[tuple[str, ...]]:
    """Yield a row for each promise, under the same number as in the code."""
    here, who, often = context.ethics(language), _who(language), _often(language)
    for number, chosen, promise in numbered(context):
        translated = here.promise(promise.id) or promise
        evidence = translated.evidence
        yield (
            str(number),
            promise_text(here, context.draft, chosen, language),
            evidence.how,
            who[evidence.who],
            often[evidence.often],
            translated.law or "–",
        )


def _sheet(context: CodeContext, language: Language, level: int) -> Iterator[Block]:
    yield Heading(level, title(business(context), language))
    yield text(language.gettext("Not for publication: this sheet is for those who keep the promises."), "lead")
    yield text(
        language.gettext("The last column says where the law may speak of it. It is a hint, no legal advice."),
        "small",
    )
    yield Table(head(language), tuple(rows(context, language)), numbers=(0,), widths=WIDTHS)
    yield from _open(context, language, level + 1)
    yield from _dated(context, language, level + 1)


def _open(context: CodeContext, language: Language, level: int) -> Iterator[Block]:
    found = tuple(still_open(context, language))
    if found:
        yield Heading(level, language.gettext("Still open"))
        yield Bullets(tuple((line,) for line in found))


def still_open(context: CodeContext, language: Language) -> Iterator[str]:
    """Word both sides of each finding that nobody settled."""
    for finding in context.findings_in(language):
        if finding.severity != HINT and not finding.settled:
            yield " ".join(finding_sentences(finding, context.ethics(language), context.draft, language))


def _dated(context: CodeContext, language: Language, level: int) -> Iterator[Block]:
    lines = [
        language.gettext("%(what)s Until: %(day)s.", what=gap_text(gap, language), day=language.day(gap.day))
        for gap in context.draft.gaps
        if text_in(gap.text, language.code)
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
