"""My apps: the shelf travels in the form, as it lies in the file or in the browser, and the answer is the page.

Nothing is stored here and no cookie is set, so there is nothing that a forged form could do, and no token.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import CombinedMultiDict, FileStorage
from werkzeug.wrappers import Response as AnyResponse

from evaluator.assess import shelf_text
from evaluator.assess.answers import LIMITS
from evaluator.assess.documents.formats import FORMATS, render
from evaluator.assess.documents.shelf_document import shelf_calendar, shelf_outline
from evaluator.assess.progress import asking_order
from evaluator.assess.report_text import parameter_words, platform
from evaluator.assess.shelf import (
    KeptApp,
    Shelf,
    ShownApp,
    find,
    report_on,
    shown,
    united,
    with_decision,
    without,
)
from evaluator.assess.shelf_file import MAX_BYTES, ParsedShelf, decision_data, dump, dump_compact, load, load_report
from evaluator.assess.web.forms import DecisionForm, ShelfForm
from evaluator.assess.web.question_views import AGAIN
from evaluator.content.topic import file_name
from evaluator.documents import PAGED, WRITERS, write
from evaluator.validation.text import clean
from evaluator.validation.untrusted_json import FileProblem
from evaluator.web.context import language, library, today
from evaluator.web.errors import max_body
from evaluator.web.headers import BY_THE_BROWSER, cache_control
from evaluator.web.responses import check_turn, download, named_file

bp = Blueprint("mine", __name__, url_prefix="/<lang>/mine")
BOTH = ["GET", "POST"]  # a GET comes from a bookmark, without a shelf: it leads to the first page
MAX_SHELF_BODY_BYTES = 2 * MAX_BYTES + 32 * 1024  # the shelf that travels, a file beside it, and what was typed
OWN_FORMATS = {"json": "application/json", "ics": "text/calendar; charset=utf-8"}  # beside those of any outline


class AppLinks(NamedTuple):
    """Where an app leads: its last report, the same beside the one before, and the questions again."""

    report: str
    compare: str
    again: str


@bp.route("", methods=BOTH)
@cache_control(BY_THE_BROWSER)
@max_body(MAX_SHELF_BODY_BYTES)
def shelf() -> AnyResponse:
    """Show the shelf that was sent, with what was laid upon it; empty when none was."""
    form = _sent()
    before, problems = _carried(form)
    if form.decide.data and find(library(), before, form.decide.data):
        return _decided(form, before)
    now = before
    for parsed in _files(form):
        problems += [(sentence, "#file") for sentence in _sentences(parsed)]
        now = united(library(), now, parsed.shelf)
    for query in form.report.data:
        parsed = load_report(query, library().questionnaire, today())
        problems += [(sentence, "") for sentence in _sentences(parsed)]
        now = united(library(), now, parsed.shelf)
    return _page(without(library(), now, form.drop.data) if form.drop.data else now, problems)


@bp.route("/app", methods=BOTH)
@cache_control(BY_THE_BROWSER)
@max_body(MAX_SHELF_BODY_BYTES)
def app() -> AnyResponse:
    """Show one app: the decision, the notes on answers, the documents that hold both."""
    form = _sent()
    kept, _ = _carried(form)
    found = find(library(), kept, form.app.data or "")
    if found is None:
        return redirect(url_for("mine.shelf"))
    typed = DecisionForm(library().questionnaire.questions, request.form) if "reason" in request.form else None
    return make_response(_app_page(form.app.data, found, kept, typed))  # with what was typed in another language


@bp.route("/shelf.<ending>", methods=BOTH)
@max_body(MAX_SHELF_BODY_BYTES)
def document(ending: str) -> AnyResponse:
    """Hand out the shelf: as the file that opens it again, as a calendar, or as a document."""
    if ending not in (*OWN_FORMATS, *WRITERS):
        abort(404)
    if request.method != "POST":
        return redirect(url_for("mine.shelf"))
    check_turn(ending)
    kept, problems = _carried(_sent())
    if problems:
        return _page(kept, problems)
    apps = shown(library(), kept, today())
    made = {
        "json": lambda: dump(kept),
        "ics": lambda: shelf_calendar(apps, language(), today()),
    }.get(ending, lambda: write(ending, shelf_outline(apps, library().questionnaire, language(), today())))()
    name = language().gettext("my-apps")
    return named_file(made, OWN_FORMATS.get(ending) or WRITERS[ending].media_type, f"{name}.{ending}")


@bp.route("/report.<ending>", methods=BOTH)
@max_body(MAX_SHELF_BODY_BYTES)
def report(ending: str) -> AnyResponse:
    """Hand out the last report on an app, with the decision and the notes."""
    if ending not in FORMATS:
        abort(404)
    check_turn(ending)
    form = _sent()
    kept, _ = _carried(form)
    found = find(library(), kept, form.app.data or "")
    if found is None:
        return redirect(url_for("mine.shelf"))
    made = render(ending, report_on(library(), found, today()), language())
    return download(made, ending, file_name(library().questionnaire, language()))


def _sent() -> ShelfForm:
    return ShelfForm(CombinedMultiDict([request.files, request.form]))


def _carried(form: ShelfForm) -> tuple[Shelf, list[tuple[str, str]]]:
    """Read the shelf that travels in the page; what is wrong with it was nobody's typing, so no field is named."""
    if not form.shelf.data:
        return Shelf(), []
    parsed = load(form.shelf.data.encode(errors="replace"), library().questionnaire, today())
    return united(library(), parsed.shelf), [(sentence, "") for sentence in _sentences(parsed)]


def _files(form: ShelfForm) -> list[ParsedShelf]:
    sent = form.file.data
    if not isinstance(sent, FileStorage) or not sent.filename:
        return []
    return [load(sent.stream.read(MAX_BYTES + 1), library().questionnaire, today())]


def _sentences(parsed: ParsedShelf) -> list[str]:
    form, words = library().questionnaire, [shelf_text.problem(each, language()) for each in parsed.problems]
    return words + [parameter_words(each, form, language()) for each in parsed.unknown]


def _page(kept: Shelf, problems: Sequence[tuple[str, str]]) -> Response:
    apps = shown(library(), kept, today())
    html = render_template(
        "assess/mine.html",
        apps=apps,
        links={one.key: _links(one) for one in apps},
        carried=dump_compact(kept) if apps else "",
        problems=problems,
        asked=request.method == "POST",
        now=today(),
        most=MAX_BYTES,
        shelf_text=shelf_text,
        files=PAGED,
    )
    return make_response(html, 400 if problems else 200)


def _links(one: ShownApp) -> AppLinks:
    first, before = asking_order(library().questionnaire)[0], one.app.before
    fresh = [pair for pair in one.app.now.current.parameters() if pair[0] != "date"]
    both = urlencode([("report", each.query) for each in (before, one.app.now) if each])
    return AppLinks(
        report=f"{url_for('assess.report')}?{one.app.now.query}",
        compare=f"{url_for('assess.compare_reports')}?{both}" if before else "",
        again=f"{url_for('assess.ask', question_id=first.id)}?{urlencode([*fresh, ('back', AGAIN)])}",
    )


def _decided(form: ShelfForm, before: Shelf) -> Response:
    """Take over a decision with its notes, or show the page again with what to mend."""
    key = form.decide.data
    found = find(library(), before, key)
    typed = DecisionForm(library().questionnaire.questions, request.form)
    decision, notes = typed.read()
    if typed.problems and found:
        return make_response(_app_page(key, found, before, typed), 400)
    return _page(with_decision(library(), before, key, decision, notes), [])


def _app_page(key: str, found: KeptApp, kept: Shelf, typed: DecisionForm | None) -> str:
    form, built = library().questionnaire, report_on(library(), found, today())
    problems = typed.problems if typed else []
    return render_template(
        "assess/mine_app.html",
        key=key,
        kept=found,
        report=built,
        name=platform(built, language()),
        values=_typed(typed) if typed else _values(found),
        wrong={each.place: _bare(each) for each in problems},
        problems=[(_bare(each), f"#{each.place}") for each in problems],
        later=today() + timedelta(days=form.scoring.recheck_after_days),
        carried=dump_compact(kept),
        shelf_text=shelf_text,
        with_limits=LIMITS,
        files=_files_of_a_report(),
    )


def _files_of_a_report() -> list[tuple[str, str]]:
    return [(ending, each.called(language())) for ending, each in FORMATS.items()]


def _bare(problem: FileProblem) -> str:
    """Word a problem of a field, whose place the page itself shows."""
    return shelf_text.problem(FileProblem(problem.kind, "", problem.limit), language())


def _typed(form: DecisionForm) -> Mapping[str, object]:
    """Return what was typed, to show it again as people see it."""
    return {field.name: clean(field.data) if isinstance(field.data, str) else field.data or "" for field in form}


def _values(found: KeptApp) -> Mapping[str, object]:
    """Return what was decided and noted, as the fields show it."""
    said = decision_data(found.decision) if found.decision else {}
    noted = {
        f"{part}@{question}": value
        for question, note in found.notes.items()
        for part, value in (("text", note.text), ("source", note.source))
    }
    return {**said, **noted}
