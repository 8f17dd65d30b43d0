"""The journey: from the first question to the report. Every page is a pure function of its address."""

from dataclasses import replace
from math import ceil
from typing import NamedTuple

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from evaluator.assess.answers import SETS, Assessment, listed_worst_first, read
from evaluator.assess.documents.formats import FORMATS, render
from evaluator.assess.documents.worksheet_document import worksheet_outline
from evaluator.assess.report import build_report
from evaluator.assess.web.bad_request import bad_request, bad_request_data, mend
from evaluator.assess.web.forms import AnswersForm, StartForm, WeightsForm
from evaluator.content.models.questionnaire import Dimension, Question, Situation
from evaluator.content.topic import file_name, own_answers, worksheet_name
from evaluator.documents import write
from evaluator.documents.blocks import LETTER, PAPERS
from evaluator.validation.parameters import choose
from evaluator.web.context import help_for_visitor, language, library, site, today
from evaluator.web.headers import A_WHILE, BY_THE_BROWSER, cache_control
from evaluator.web.responses import document_cache, download

bp = Blueprint("assess", __name__, url_prefix="/<lang>")
worksheet = Blueprint("worksheet", __name__, url_prefix="/<lang>")

QUICK = "quick"
RETURNING = "report"  # value of the parameter `back` when one answer of a report is changed
WORKSHEET_ENDINGS = ("pdf", "docx")
OPEN_DEEDS = 5  # of the platform itself, before the fold
OPEN_FINDINGS = 4  # shown in full on the page; the others are folded


class QuestionPage(NamedTuple):
    """One page of questions."""

    name: str  # in the address
    questions: tuple[Question, ...]
    dimension: Dimension | None  # None: the core questions of the quick check
    situation: Situation | None = None  # asked on the first page


@bp.get("/assess")
def start() -> AnyResponse:
    """Lead from the first page's form to the first questions, or back with what to mend."""
    form = StartForm(request.args)
    if not form.validate():
        return make_response(home(form), 400)
    first = QUICK if form.set.data == QUICK else library().questionnaire.dimensions[0].id
    return redirect(url_for("assess.page", dimension=first, platform=form.platform.data, set=form.set.data))


def home(form: StartForm) -> str:
    """Render the first page, with what was typed and what is wrong with it."""
    places = {"platform": "#platform", "set": "#set-full"}
    return render_template(
        "pages/home.html",
        form=form,
        problems=[(error, places[field.name]) for field in form for error in field.errors],
        platforms=library().platforms,
        minutes_full=_minutes(_steps("")),
        minutes_quick=_minutes(_steps(QUICK)),
        ours=own_answers(library().questionnaire, language()),
    )


@bp.get("/assess/<dimension>")
@cache_control(BY_THE_BROWSER)
def page(dimension: str) -> Response | str:
    """Show the questions of one dimension, or the core questions of the quick check."""
    steps = _steps(dimension)
    here = next((number for number, step in enumerate(steps) if step.name == dimension), None)
    if here is None:
        abort(404)
    step = steps[here]
    form = AnswersForm(step.questions)
    good = form.validate()
    assessment = form.reading.assessment.current
    problems = mend(form.reading.problems, assessment, [question.id for question in step.questions])
    returning = request.args.get("back") == RETURNING
    html = render_template(
        "assess/questions.html",
        assessment=assessment,
        rule=library().questionnaire.rule,
        situation=step.situation,
        earlier=form.reading.assessment.carried,
        dimension=step.dimension,
        questions=step.questions,
        form=form,
        worst_first=listed_worst_first(assessment.platform),
        carried=_carried(problems.carried, step),
        mend=problems,
        step=here + 1,
        steps=len(steps),
        minutes=_minutes(steps[here:]),
        next=None if returning or here + 1 == len(steps) else steps[here + 1].dimension,
        previous=None if returning or here == 0 else steps[here - 1].dimension,
        returning=returning,
    )
    return html if good else make_response(html, 400)


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
        first_dimension=form.dimensions[0].id,
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


def _steps(name: str) -> list[QuestionPage]:
    """List the pages of the set that a page belongs to."""
    form = library().questionnaire
    if name == QUICK:
        return [QuestionPage(QUICK, form.core.questions, None, form.situation)]
    first, *others = form.dimensions
    steps = [QuestionPage(part.id, part.questions, part) for part in others]
    return [QuestionPage(first.id, first.questions, first, form.situation), *steps]


def _minutes(steps: list[QuestionPage]) -> int:
    """Count the minutes left from the start of the first step, rounded up."""
    return ceil(sum(len(step.questions) for step in steps) * library().questionnaire.seconds_per_question / 60)


def _carried(good: tuple[tuple[str, str], ...], step: QuestionPage) -> list[tuple[str, str]]:
    """Choose what travels on in hidden fields: everything but the questions on this page."""
    parts = step.situation.parts if step.situation else ()
    shown = {"set", *(question.id for question in step.questions), *(part.id for part in parts)}
    return [*(pair for pair in good if pair[0] not in shown), ("set", SETS[0] if step.dimension else QUICK)]


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
