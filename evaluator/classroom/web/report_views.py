"""The report of a class as files, and a saved one shown again: alone, or two side by side."""

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, make_response, render_template, request, url_for

from evaluator.classroom import report_text
from evaluator.classroom.documents import formats
from evaluator.classroom.errors import NotRevealed
from evaluator.classroom.records import ClassRow
from evaluator.classroom.report import ClassReport, comparable, unknown
from evaluator.classroom.settings import class_form
from evaluator.classroom.states import counts_shown
from evaluator.classroom.web import results
from evaluator.classroom.web.current import store
from evaluator.classroom.web.forms import TWO, ReportsForm, blueprint
from evaluator.classroom.web.responses import found
from evaluator.documents.blocks import LETTER, PAPERS
from evaluator.validation.parameters import choose
from evaluator.web.context import language, library
from evaluator.web.errors import max_body

bp = blueprint("class_files", __name__)
MAX_REPORTS_BODY_BYTES = 560 * 1024  # two class reports of 256 KB at most


@bp.get("/host/<key>/report.<ending>")
def document(key: str, ending: str) -> Response:
    """Show the report of a class that has been revealed or is over. Raises NotRevealed."""
    if ending not in formats.FORMATS:
        abort(404)
    row = found(store().class_by_host(key))
    if not counts_shown(row.state, row.round, 1):
        raise NotRevealed
    paper, _ = choose("paper", request.args.getlist("paper"), tuple(PAPERS))
    report = results.report_of(row)
    made = formats.write(ending, report, library(), language(), paper)
    response = Response(made, content_type=formats.FORMATS[ending].media_type)
    name = formats.file_name(report, language())
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


@bp.get("/again")
def again() -> str:
    """Ask for the file of a report, or two."""
    return _page([], [])


@bp.post("/again")
@max_body(MAX_REPORTS_BODY_BYTES)
def shown_again() -> Response:
    """Show a saved report as it was on the projector. Nothing of it is kept."""
    reports, problems = ReportsForm(request.files).reading()
    return make_response(_page(problems, reports), 400 if problems else 200)


def links(key: str, row: ClassRow) -> list[tuple[str, str]]:
    """Return the files that can be had now: words and address."""
    if not counts_shown(row.state, row.round, 1):
        return []
    gettext = language().gettext
    offered = [
        (gettext("PDF (A4)"), "pdf", ""),
        (gettext("PDF (US Letter)"), "pdf", f"?paper={LETTER}"),
        ("Word", "docx", ""),
        (gettext("Table (CSV)"), "csv", ""),
        (gettext("To show again (JSON)"), "json", ""),
    ]
    return [
        (words, url_for("class_files.document", key=key, ending=ending) + paper) for words, ending, paper in offered
    ]


def _page(problems: Sequence[tuple[str, str]], reports: Sequence[ClassReport]) -> str:
    both = len(reports) == TWO
    return render_template(
        "classroom/reopen_report.html",
        problems=problems,
        reports=[_values(report) for report in reports],
        side_by_side=both and comparable(reports[0], reports[1]),
        unlike=both and not comparable(reports[0], reports[1]),
    )


def _values(report: ClassReport) -> dict[str, Any]:
    form = class_form(library().questionnaire.of_method(report.method))
    return {
        "title": report_text.platform(report, language()),
        "day": language().day(report.day),
        "set": report_text.set_name(report.set, form, language()),
        "limits": report_text.limits(report, language()),
        "unknown": len(unknown(report, form)),
        "results": results.results(report),
        "again": [results.twice(report, one.after.question) for one in report.again],
        **results.four(report),
        **results.splits(report),
    }
