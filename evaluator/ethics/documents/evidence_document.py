"""Outline the private sheet behind a code of ethics: how each promise is proved, by whom, how often, what is open.

It must not be published by mistake, so its title, its first line and the foot of every page say that it is internal.
"""

from collections.abc import Iterator

from evaluator.documents.blocks import Block, Bullets, Heading, Link, Outline, Span, Table, text
from evaluator.ethics.documents.code_document import business, foot, gap_text, numbered, short_business
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.draft import text_in
from evaluator.ethics.law import LawWords, law_lead, laws_behind, laws_of_code
from evaluator.ethics.rule_context import HINT
from evaluator.ethics.wording import finding_sentences, promise_text
from evaluator.i18n.language import Language

WIDTHS = (0.55, 1.95, 1.75, 1.25, 1.15, 2.0)  # “responsable” and “trimestre” fit their columns


def evidence_outline(context: CodeContext) -> Outline:
    """Outline the whole sheet."""
    first, name = context.first, short_business(context)
    blocks = context.in_each_language(lambda language, level: _sheet(context, language, level), apart=True)
    plain = title("", first)  # the name stands beside it at the foot of each page
    return Outline(plain, name, first, context.day, blocks, foot(context, first), context.internal_mark)


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
        language.gettext("The law behind it"),
    )


def rows(context: CodeContext, language: Language) -> Iterator[tuple[str, ...]]:
    """Yield a row for each promise, under the same number as in the code."""
    here, who, often = context.ethics(language), who_words(language), often_words(language)
    for number, chosen, promise in numbered(context):
        translated = here.promise(promise.id) or promise
        evidence = translated.evidence
        yield (
            str(number),
            promise_text(here, context.draft, chosen, language),
            evidence.how,
            who[evidence.who],
            often[evidence.often],
            language.semicolon.join(law.title for law in laws_behind(here, context.draft, (promise.id,))) or "–",
        )


def _sheet(context: CodeContext, language: Language, level: int) -> Iterator[Block]:
    yield Heading(level, title(business(context), language))
    yield text(language.gettext("Not for publication: this sheet is for those who keep the promises."), "lead")
    yield Table(head(language), tuple(rows(context, language)), numbers=(0,), widths=WIDTHS)
    yield from _laws(context, language, level + 1)
    yield from _shown(context, language, level + 1)
    yield from _open(context, language, level + 1)
    yield from _remarks(context, language, level + 1)
    yield from _dated(context, language, level + 1)


def _laws(context: CodeContext, language: Language, level: int) -> Iterator[Block]:
    """Say what the law asks where the readers live, with source, day of checking, and what is about to change."""
    found = laws_of_code(context.ethics(language), context.draft, language)
    yield Heading(level, language.gettext("What the law says"))
    yield text(law_lead(language, bool(found)), "small")
    for place, laws in found:
        yield Heading(level + 1, place)
        yield Bullets(tuple(_law(law, language) for law in laws))


def law_rows(context: CodeContext, language: Language) -> Iterator[tuple[str, ...]]:
    """Yield the same for a spreadsheet: place, what is asked, law, address, how it was checked, what changes."""
    for place, laws in laws_of_code(context.ethics(language), context.draft, language):
        for law in laws:
            yield place, law.text, law.title, law.url, law.checked, law.soon or "–"


def _law(law: LawWords, language: Language) -> tuple[Span, ...]:
    soon = language.gettext("About to change: %(what)s", what=law.soon) if law.soon else ""
    return (f"{law.text} ", Link(law.title, law.url), f" ({law.checked}). {soon}".rstrip())


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


def _shown(context: CodeContext, language: Language, level: int) -> Iterator[Block]:
    """Say what the last review found about each promise."""
    found = tuple(shown(context, language))
    if found:
        yield Heading(level, language.gettext("What the last review found"))
        yield Table(shown_head(language), found, numbers=(0,), widths=(0.5, 2.4, 0.9, 2.4, 1.4))


def shown_head(language: Language) -> tuple[str, ...]:
    """List the columns of what the last review found."""
    return (
        language.gettext("No."),
        language.gettext("Promise"),
        language.gettext("Kept?"),
        language.gettext("What shows it"),
        language.gettext("Looked at on"),
    )


def shown(context: CodeContext, language: Language) -> Iterator[tuple[str, ...]]:
    """Yield a row for each promise that a review looked at."""
    here = context.ethics(language)
    kept = {True: language.gettext("It was kept"), False: language.gettext("It was not kept")}
    for number, chosen, promise in numbered(context):
        proof = context.draft.proofs.get(promise.id)
        if proof:
            words = text_in(proof.text, language.code) or "–"
            promised = promise_text(here, context.draft, chosen, language)
            yield str(number), promised, kept[proof.kept], words, language.day(proof.day)


def _remarks(context: CodeContext, language: Language, level: int) -> Iterator[Block]:
    """List what a second person said, and whether it is settled."""
    lines = []
    for one in context.draft.remarks:
        chosen = context.draft.find(one.about)
        about = promise_text(context.ethics(language), context.draft, chosen, language) if chosen else ""
        day, state = language.day(one.day) if one.day else "", language.gettext("settled") if one.settled else ""
        who = language.comma.join(part for part in (one.by, day, state) if part)
        lines.append(language.dash.join(part for part in (about, one.text, who) if part))
    if lines:
        yield Heading(level, language.gettext("Remarks of a second person"))
        yield Bullets(tuple((line,) for line in lines))


def _dated(context: CodeContext, language: Language, level: int) -> Iterator[Block]:
    lines = [
        language.gettext("%(what)s Until: %(day)s.", what=gap_text(gap, language), day=language.day(gap.day))
        for gap in context.draft.gaps
        if text_in(gap.text, language.code)
    ]
    if lines:
        yield Heading(level, language.gettext("Promised for a day to come"))
        yield Bullets(tuple((line,) for line in lines))


def who_words(language: Language) -> dict[str, str]:
    """Name who looks after a promise."""
    return {
        "owner": language.gettext("The owner"),
        "poster": language.gettext("Whoever posts"),
        "web": language.gettext("Whoever runs the website"),
    }


def often_words(language: Language) -> dict[str, str]:
    """Say how often somebody looks."""
    return {
        "each-time": language.gettext("each time"),
        "month": language.gettext("every month"),
        "quarter": language.gettext("every three months"),
        "year": language.gettext("every year"),
    }
