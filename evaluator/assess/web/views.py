"""The way in, and the report: every page is a pure function of its address."""

from dataclasses import replace

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from evaluator.assess.answers import SETS, Assessment, read
from evaluator.assess.documents.formats import FORMATS, render
from evaluator.assess.documents.worksheet_document import worksheet_outline
from evaluator.assess.progress import asking_order, first_open
from evaluator.assess.report import build_report
from evaluator.assess.web.bad_request import bad_request, bad_request_data
from evaluator.assess.web.forms import StartForm, WeightsForm
from evaluator.assess.web.question_views import QUICK, bp, minutes, steps
from evaluator.content.topic import file_name, own_answers, worksheet_name
from evaluator.documents import write
from evaluator.documents.blocks import LETTER, PAPERS
from evaluator.validation.parameters import choose
from evaluator.web.context import help_for_visitor, language, library, site, today
from evaluator.web.headers import A_WHILE, cache_control
from evaluator.web.responses import document_cache, download

worksheet = Blueprint("worksheet", __name__, url_prefix="/<lang>")

WORKSHEET_ENDINGS = ("pdf", "docx")
OPEN_DEEDS = 5  # of the platform itself, before the fold
OPEN_FINDINGS = 4  # shown in full on the page; the others are folded


@bp.get("/assess")
def start() -> AnyResponse:
    """Lead from the first page's form to the first questions, or back with what to mend."""
    form = StartForm(request.args)
    if not form.validate():
        return make_response(home(form), 400)
    first = asking_order(library().questionnaire)[0]
    return redirect(url_for("assess.ask", question_id=first.id, platform=form.platform.data, set=form.set.data))


def home(form: StartForm) -> str:
    """Render the first page, with what was typed and what is wrong with it."""
    places = {"platform": "#platform", "set": "#set-full"}
    return render_template(
        "pages/home.html",
        form=form,
        problems=[(error, places[field.name]) for field in form for error in field.errors],
        platforms=library().platforms,
        minutes_full=minutes(steps("")),
        minutes_quick=minutes(steps(QUICK)),
        ours=own_answers(library().questionnaire, language()),
    )


@bp.get("/report")
def report() -> Response | str:
    """Show the report as a page."""
    form = library().questionnaire
    reading = read(form, request.args.items(multi=True), today())
    if reading.problems:
        return bad_request(reading.problems, reading.assessment)
    assessment = _dated(reading.assessment)
    built = build_report(library(), assessment, today())
    return render_template(
        "assess/report.html",
        report=built,
        help_countries=help_for_visitor() if built.help_lines else (),
        pairs=assessment.query,
        carried=replace(assessment.current, weights={}).parameters(),
        full_pairs=_full_set(assessment.current),
        next_question=first_open(asking_order(form), assessment.answers) or asking_order(form)[0],
        weights=WeightsForm(form),
        open_findings=OPEN_FINDINGS,
        open_deeds=OPEN_DEEDS,
        files=_files(),
    )


@bp.get("/report.<ending>")
def document(ending: str) -> Response:
    """Hand out the report as a document."""
    if ending not in FORMATS:
        abort(404)
    form = library().questionnaire
    reading = read(form, request.args.items(multi=True), today())
    paper, wrong = choose("paper", request.args.getlist("paper"), tuple(PAPERS))
    problems = (*reading.problems, *wrong)
    if problems and ending == "json":
        return bad_request_data(problems, dict(reading.assessment.parameters()))
    if problems:
        return bad_request(problems, reading.assessment)
    assessment = _dated(reading.assessment)
    base = site().base_url
    link = f"{base}{url_for('assess.report')}?{assessment.query}" if base else ""
    made = render(ending, build_report(library(), assessment, today()), language(), link, paper)
    return download(made, ending, file_name(form, language()))


def _files() -> list[tuple[str, str, str]]:
    """List the documents of a report: the words of the link, the ending, and what its address adds to the query."""
    gettext = language().gettext
    return [
        (gettext("PDF (A4)"), "pdf", ""),
        (gettext("PDF (US Letter)"), "pdf", f"&paper={LETTER}"),
        ("Word", "docx", ""),
        ("Markdown", "md", ""),
        (gettext("Plain text"), "txt", ""),
        ("JSON", "json", ""),
    ]


def _dated(assessment: Assessment) -> Assessment:
    return replace(assessment, day=assessment.day or today())


def _full_set(assessment: Assessment) -> str:
    """Build the query that goes on from a quick check to all the questions; empty for a report that has them."""
    return replace(assessment, set=SETS[0], day=None).query if assessment.set == QUICK else ""


@worksheet.get("/worksheet.<ending>", endpoint="document")
@cache_control(A_WHILE)
def worksheet_document(ending: str) -> Response:
    """Hand out the full set or the quick check on paper: the same file for everybody."""
    if ending not in WORKSHEET_ENDINGS:
        abort(404)
    paper, wrong_paper = choose("paper", request.args.getlist("paper"), tuple(PAPERS))
    chosen, wrong_set = choose("set", request.args.getlist("set"), SETS)
    if wrong_paper or wrong_set:
        return bad_request(wrong_paper + wrong_set)
    form = library().questionnaire
    home = f"{site().base_url}{url_for('pages.home')}" if site().base_url else ""
    made = document_cache().get(
        ("worksheet", language().code, chosen, ending, paper, today()),
        lambda: write(
            ending, worksheet_outline(form.core if chosen == QUICK else form, language(), today(), home), paper
        ),
    )
    return download(made, ending, worksheet_name(form, language()))
