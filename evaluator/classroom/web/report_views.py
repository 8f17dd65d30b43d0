"""The report of a class as files, and a saved one shown again: alone, or two side by side."""

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, make_response, render_template, request, url_for

from evaluator.classroom import report_text
from evaluator.classroom.documents import formats
from evaluator.classroom.documents.class_poster import write_poster
from evaluator.classroom.documents.evidence_cards import evidence_outline
from evaluator.classroom.errors import NotRevealed
from evaluator.classroom.records import ClassRow
from evaluator.classroom.report import ClassReport, comparable, unknown
from evaluator.classroom.settings import class_form
from evaluator.classroom.states import counts_shown
from evaluator.classroom.web import results
from evaluator.classroom.web.current import store
from evaluator.classroom.web.forms import TWO, PosterForm, ReportsForm, blueprint
from evaluator.classroom.web.responses import found
from evaluator.documents import write
from evaluator.documents.blocks import LETTER
from evaluator.web.context import language, library, today
from evaluator.web.errors import max_body
from evaluator.web.forms import PaperForm
from evaluator.web.responses import check_turn, download, named_file

bp = blueprint("class_files", __name__)
MAX_REPORTS_BODY_BYTES = 560 * 1024  # two class reports of 256 KB at most


@bp.get("/host/<key>/report.<ending>")
def document(key: str, ending: str) -> Response:
    """Show the report of a class that has been revealed or is over. Raises NotRevealed."""
    if ending not in formats.FORMATS:
        abort(404)
    check_turn(ending)
    report, paper = results.report_of(_shown(key)), PaperForm(request.args).paper.data
    made = formats.write(ending, report, library(), language(), paper)
    name = formats.file_name(report, ending, paper, language())
    return named_file(made, formats.FORMATS[ending].media_type, name)


@bp.get("/host/<key>/evidence.<ending>")
def evidence(key: str, ending: str) -> Response:
    """Show the cards of this class on paper. Raises NotRevealed."""
    profile = library().profile(found(store().class_by_host(key)).settings.platform)
    if ending not in ("pdf", "docx") or profile is None:
        abort(404)
    row = _shown(key)
    check_turn(ending)
    outline = evidence_outline(results.evidence(row), profile, library(), language(), today())
    return download(write(ending, outline), ending, language().gettext("evidence"))


@bp.get("/host/<key>/poster")
def compose_poster(key: str) -> str:
    """Ask for the sentences of the poster. Raises NotRevealed."""
    _shown(key)
    return _poster_page(key, PosterForm(None))


@bp.post("/host/<key>/poster.pdf")
def make_poster(key: str) -> Response:
    """Make the poster with the sentences that were typed; they are kept nowhere. Raises NotRevealed."""
    row, form = _shown(key), PosterForm(request.form)
    if not form.validate():
        return make_response(_poster_page(key, form), 400)
    check_turn("pdf")
    report = results.report_of(row)
    made = write_poster(report, form.lines, form.paper.data, library(), language())
    return download(made, "pdf", f"{language().gettext('poster')}-{form.paper.data}")


def _shown(key: str) -> ClassRow:
    """Return the class of a key, once its counts are shown. Raises NoClass, NotRevealed."""
    row = found(store().class_by_host(key))
    if not counts_shown(row.state, row.round, 1):
        raise NotRevealed
    return row


def _poster_page(key: str, form: PosterForm) -> str:
    return render_template(
        "classroom/poster.html",
        form=form,
        here=url_for("class_files.make_poster", key=key),
        back=url_for("class_teacher.controls", key=key),
    )


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


def papers(key: str, row: ClassRow) -> list[tuple[str, str]]:
    """Return what can be printed for the class now: words and address."""
    if not counts_shown(row.state, row.round, 1):
        return []
    offered = [(language().gettext("Poster for the wall"), url_for("class_files.compose_poster", key=key))]
    if library().profile(row.settings.platform):
        evidence_pdf = url_for("class_files.evidence", key=key, ending="pdf")
        offered.append((language().gettext("Evidence cards (PDF)"), evidence_pdf))
    return offered


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
    form = class_form(library().questionnaire.of_method(report.method), report.set)
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
