"""The report of a class in every format, behind one table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from evaluator.classroom import report_file
from evaluator.classroom.documents.report_document import class_outline
from evaluator.classroom.report import ClassReport, Counts
from evaluator.classroom.settings import class_form
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import DONT_KNOW, Questionnaire
from evaluator.documents import PAGED, WRITERS, Format, csv_cells
from evaluator.documents import write as write_outline
from evaluator.documents.blocks import A4
from evaluator.i18n.language import Language
from evaluator.validation import text

FORMATS: Mapping[str, Format] = {
    **{ending: WRITERS[ending] for ending in ("pdf", "docx", "md")},
    "csv": Format("", "text/csv; charset=utf-8"),
    "json": Format("", "application/json"),
}


def write(kind: str, report: ClassReport, library: Library, language: Language, paper: str = A4) -> bytes:
    """Write the report in a format; KeyError for one that is not in FORMATS. `report_file` can read the JSON."""
    if kind in WRITERS and kind in FORMATS:
        return write_outline(kind, class_outline(report, library, language), paper)
    return _DATA[kind](report, library, language)


def file_name(report: ClassReport, kind: str, paper: str, language: Language) -> str:
    """Return what the file is called: plain letters, with the day, and with a paper that is not the usual one."""
    sheet = paper if kind in PAGED and paper != A4 else ""
    parts = (language.gettext("class-report"), report.platform, report.day.isoformat(), sheet)
    return f"{text.file_name(*parts)}.{kind}"


def write_csv(report: ClassReport, library: Library, language: Language) -> bytes:
    """Write the counts as a table for a spreadsheet: a row for each option of each question and vote.

    Under five answers the number of answers alone. No cell of it is ever a formula.
    """
    gettext = language.gettext
    head = (
        gettext("Vote"), gettext("Question (id)"), gettext("Question"), gettext("Answer (id)"), gettext("Answer"),
        gettext("Number"), gettext("Answers in all"),
    )  # fmt: skip
    whole = library.questionnaire.of_method(report.method)
    rows = (
        (str(vote), *row, str(counts.n))
        for vote, counts in _votes(report)
        for row in _rows(counts, report.set, whole, language)
    )
    return csv_cells.as_csv([head, *rows], csv_cells.separator(language))


def _votes(report: ClassReport) -> Iterator[tuple[int, Counts]]:
    """Return every count with the number of its vote on that question."""
    yield from ((1, counts) for counts in report.counts)
    seen: dict[str, int] = {}
    for one in report.again:
        seen[one.after.question] = seen.get(one.after.question, 1) + 1
        yield seen[one.after.question], one.after


def _rows(
    counts: Counts, name: str, whole: Questionnaire, language: Language
) -> Iterator[tuple[str, str, str, str, str]]:
    known = whole.question(counts.question)
    if known and known.speaks_of_harm:  # in a file from before
        return
    question = class_form(whole, name).question(counts.question) or known
    asked = question.text if question else ""
    if not counts.options:
        yield counts.question, asked, "", "", ""
        return
    words = {option.id: option.text for option in question.options} if question else {}
    words[DONT_KNOW] = language.gettext("I don’t know")
    for option in dict.fromkeys([*words, *counts.options]):
        yield counts.question, asked, option, words.get(option, ""), str(counts.options.get(option, 0))


def _for_all(report: ClassReport, library: Library) -> ClassReport:
    """Return a report without what speaks of harm, which a class could be asked once."""
    known = library.questionnaire.of_method(report.method)
    alone = {question.id for question in known.questions if question.speaks_of_harm}
    return replace(
        report,
        counts=tuple(each for each in report.counts if each.question not in alone),
        again=tuple(each for each in report.again if each.after.question not in alone),
    )


_DATA: Mapping[str, Callable[[ClassReport, Library, Language], bytes]] = {
    "csv": write_csv,
    "json": lambda report, library, language: report_file.write(_for_all(report, library)),
}
