"""The counts of a class as a table for a spreadsheet. No cell of it is ever a formula."""

from collections.abc import Iterator
from dataclasses import replace

from evaluator.classroom.report import ClassReport, Counts
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import DONT_KNOW
from evaluator.documents import csv_cells
from evaluator.i18n.language import Language


def write(report: ClassReport, library: Library, language: Language) -> bytes:
    """Return a row for each option of each question and vote; under five answers the number of answers alone."""
    gettext = language.gettext
    head = (
        gettext("Vote"), gettext("Question (id)"), gettext("Question"), gettext("Answer (id)"), gettext("Answer"),
        gettext("Number"), gettext("Answers in all"),
    )  # fmt: skip
    library = replace(library, questionnaire=library.questionnaire.of_method(report.method))
    rows = (
        (str(vote), *row, str(counts.n))
        for vote, counts in _votes(report)
        for row in _rows(counts, library, language)
    )
    return csv_cells.as_csv([head, *rows])


def _votes(report: ClassReport) -> Iterator[tuple[int, Counts]]:
    """Return every count with the number of its vote on that question."""
    yield from ((1, counts) for counts in report.counts)
    seen: dict[str, int] = {}
    for one in report.again:
        seen[one.after.question] = seen.get(one.after.question, 1) + 1
        yield seen[one.after.question], one.after


def _rows(counts: Counts, library: Library, language: Language) -> Iterator[tuple[str, str, str, str, str]]:
    question = library.questionnaire.question(counts.question)
    if question and question.speaks_of_harm:  # in a file from before
        return
    asked = question.text if question else ""
    if not counts.options:
        yield counts.question, asked, "", "", ""
        return
    words = {option.id: option.text for option in question.options} if question else {}
    words[DONT_KNOW] = language.gettext("I don’t know")
    for option in dict.fromkeys([*words, *counts.options]):
        yield counts.question, asked, option, words.get(option, ""), str(counts.options.get(option, 0))
