"""The journey: from the first question to the report. Every page is a pure function of its address."""

from dataclasses import replace
from math import ceil
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, make_response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from evaluator.assess.answers import SETS, Answers, Assessment, Reading, choose, listed_worst_first, read
from evaluator.assess.documents import formats
from evaluator.assess.documents.formats import FORMATS
from evaluator.assess.report import build_report
from evaluator.assess.web.downloads import handed_out, report_files
from evaluator.assess.web.problem_links import mend
from evaluator.content.models.questionnaire import Dimension, Question
from evaluator.content.topic import file_name, own_answers
from evaluator.documents.paper import PAPERS
from evaluator.web.context import address, form_class, help_for_visitor, language, library, render, site, today
from evaluator.web.errors import bad_request
from evaluator.web.forms import GetForm, questions_form, start_form, weights_form

bp = Blueprint("assess", __name__, url_prefix="/<lang>")

QUICK = "quick"
BACK_TO_REPORT = ("back", "report")
OPEN_FINDINGS = 4  # told in full on the page; the others are folded

Step = tuple[str, tuple[Question, ...]]  # a page's name in the address, and its questions


@bp.get("/assess")
def start() -> AnyResponse:
    """Where the first page's form goes: on to the first questions, or back with what to mend."""
    form = form_class("start", start_form)(request.args)
    if not form.validate():
        return make_response(home(form), 400)
    pairs = [("platform", form["platform"].data), ("set", form["set"].data)]
    first = QUICK if form["set"].data == QUICK else library().questionnaire.dimensions[0].id
    return redirect(address("assess.page", urlencode(pairs), dimension=first))


def home(form: GetForm) -> bytes:
    """The first page, with what was typed and what is wrong with it."""
    places = {"platform": "#platform", "set": "#set-full"}
    problems = [(error, places[field.name]) for field in form for error in field.errors]
    return render(
        "pages/home.html",
        form=form,
        problems=problems,
        platforms=library().platforms,
        minutes_full=_minutes(_steps("")),
        minutes_quick=_minutes(_steps(QUICK)),
        ours=own_answers(library().questionnaire, language()),
    )


@bp.get("/assess/<dimension>")
def page(dimension: str) -> Response | bytes:
    """The questions of one dimension, or the core questions of the quick check."""
    steps = _steps(dimension)
    here = next((number for number, step in enumerate(steps) if step[0] == dimension), None)
    if here is None:
        abort(404)
    questions = steps[here][1]
    form = form_class(f"questions-{dimension}", lambda words: questions_form(questions, words))(request.args)
    form.validate()
    reading = _read()
    problems = mend(reading.problems, reading.assessment, [question.id for question in questions])
    returning = request.args.get(BACK_TO_REPORT[0]) == BACK_TO_REPORT[1]
    after = None if returning or here + 1 == len(steps) else steps[here + 1][0]
    before = None if returning or here == 0 else steps[here - 1][0]
    html = render(
        "assess/questions.html",
        assessment=reading.assessment,
        dimension=_dimension(dimension),
        questions=questions,
        form=form,
        worst_first=listed_worst_first(reading.assessment.platform),
        carried=_carried(problems.carried, questions, dimension),
        mend=problems,
        step=here + 1,
        steps=len(steps),
        minutes=_minutes(steps[here:]),
        action=address("assess.page", dimension=after) if after else address("assess.report"),
        previous_action=address("assess.page", dimension=before) if before else None,
        next=_dimension(after),
        previous=_dimension(before),
        returning=returning,
    )
    return make_response(html, 400) if reading.problems else html


@bp.get("/report")
def report() -> Response | bytes:
    """The report as a page."""
    reading = _read()
    if reading.problems:
        return bad_request(reading)
    form = library().questionnaire
    assessment = replace(reading.assessment, day=reading.assessment.day or today())
    pairs = assessment.query
    built = build_report(library(), assessment, today())
    return render(
        "assess/report.html",
        gaps={"pairs": pairs, "back": f"{pairs}&{BACK_TO_REPORT[0]}={BACK_TO_REPORT[1]}"},
        report=built,
        help_countries=help_for_visitor() if built.help_lines else (),
        pairs=pairs,
        unanswered=replace(assessment, answers=Answers(), weights={}).parameters(),
        full_pairs=_full_set(assessment),
        first_dimension=form.dimensions[0].id,
        weights=tuple(assessment.weights.items()),
        weights_form=lambda: form_class("weights", lambda words: weights_form(form, words))(request.args),
        open_findings=OPEN_FINDINGS,
        files=report_files,
    )


def _full_set(assessment: Assessment) -> str:
    """From a quick check on to all the questions; the query is empty for a report that has them."""
    return replace(assessment, set=SETS[0], day=None).query if assessment.set == QUICK else ""


@bp.get("/report.<ending>")
def document(ending: str) -> Response:
    """The report as a document."""
    if ending not in FORMATS:
        abort(404)
    reading = _read()
    paper, wrong = choose("paper", request.args.getlist("paper"), tuple(PAPERS))
    if reading.problems or wrong:
        return bad_request(replace(reading, problems=(*reading.problems, *wrong)), as_json=ending == "json")
    assessment = replace(reading.assessment, day=reading.assessment.day or today())
    base = site().base_url
    link = f"{base}{address('assess.report', assessment.query)}" if base else ""
    made = formats.render(ending, build_report(library(), assessment, today()), language(), link, paper)
    return handed_out(made, ending, file_name(library().questionnaire, language()))


def _read() -> Reading:
    return read(library().questionnaire, request.args.items(multi=True), today())


def _steps(dimension: str) -> list[Step]:
    """The pages of the set that this page belongs to."""
    form = library().questionnaire
    if dimension == QUICK:
        return [(QUICK, form.core.questions)]
    return [(part.id, part.questions) for part in form.dimensions]


def _dimension(name: str | None) -> Dimension | None:
    return None if name in (None, QUICK) else library().questionnaire.dimension(str(name))


def _minutes(steps: list[Step]) -> int:
    """Minutes left from the start of this page, rounded up."""
    return ceil(sum(len(questions) for _, questions in steps) * library().questionnaire.seconds_per_question / 60)


def _carried(
    good: tuple[tuple[str, str], ...], questions: tuple[Question, ...], dimension: str
) -> list[tuple[str, str]]:
    """What travels on in hidden fields: everything but the questions on this page."""
    shown = {"set", *(question.id for question in questions)}
    return [*(pair for pair in good if pair[0] not in shown), ("set", QUICK if dimension == QUICK else SETS[0])]
