"""The way in, and the report: every page is a pure function of its address."""

from dataclasses import replace
from math import ceil
from typing import NamedTuple
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from evaluator.assess import result_text
from evaluator.assess.answers import SETS, Answers, Assessment, read
from evaluator.assess.comparison import from_documents
from evaluator.assess.documents.formats import FORMATS, render
from evaluator.assess.documents.worksheet_document import worksheet_outline
from evaluator.assess.next_steps import Setting, as_you_set_it, settings, tonight
from evaluator.assess.progress import answers_to_letter, asking_order, first_open
from evaluator.assess.report import Report, build_report
from evaluator.assess.scoring import Score, score
from evaluator.assess.web.bad_request import bad_request, bad_request_data
from evaluator.assess.web.forms import StartForm, TraceForm, WeightsForm, WorksheetForm, sent_reading
from evaluator.assess.web.question_views import QUICK, bp
from evaluator.content.models.platforms import PlatformProfile
from evaluator.content.topic import file_name, own_answers, own_given, topic, worksheet_name
from evaluator.documents import write
from evaluator.documents.blocks import LETTER
from evaluator.web.context import help_for_visitor, language, library, site, today
from evaluator.web.forms import PaperForm, problems_of
from evaluator.web.headers import A_WHILE, cache_control
from evaluator.web.responses import check_turn, document_cache, download

worksheet = Blueprint("worksheet", __name__, url_prefix="/<lang>")

TILES = 8  # apps to begin with, on the first page
WORKSHEET_ENDINGS = ("pdf", "docx")
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
    questions = library().questionnaire
    least = answers_to_letter(questions, Answers()) or len(questions.questions)
    ours = own_answers(questions, language())
    return render_template(
        "pages/home.html",
        form=form,
        problems=[(error, "#platform") for field in form for error in field.errors],
        platforms=library().platforms,
        tiles=_tiles(),
        least=least,
        minutes_letter=ceil(least * questions.seconds_per_question / 60),
        example=_example(),
        ours=ours,
        own=Assessment(topic(questions, language()).title, SETS[0], Answers(own_given(questions))).query
        if ours
        else "",
    )


def _tiles() -> list[str]:
    """Choose the apps to begin with: those that the content puts first, then those about which most is documented."""
    terms, best = library().documented, _best_documented()
    order = {name: place for place, name in enumerate(terms.first if terms else ())}
    return [profile.name for profile in sorted(best, key=lambda one: order.get(one.id, len(order)))[:TILES]]


def _best_documented() -> list[PlatformProfile]:
    profiles = [profile for profile in library().profiles if profile.closed_on is None]
    return sorted(profiles, key=lambda profile: -len(profile.facts) - len(profile.deeds))


class Example(NamedTuple):
    """What documents alone say of a platform, where somebody of the first place lives."""

    name: str
    place: str
    score: Score
    query: str


def _example() -> Example | None:
    """Score the app about which most is documented from documents alone; nothing where none is."""
    form, best = library().questionnaire, _best_documented()
    if not best:
        return None
    first = best[0].name
    place = next((part for part in form.situation_parts if part.options[0].place), None)
    said = {place.id: place.options[0].id} if place else {}
    fresh = read(form, [("platform", first), *said.items()], today()).assessment
    known = from_documents(library(), fresh, today())
    words = place.options[0].text if place else ""
    return Example(first, words, score(form, known.answers), known.query)


@bp.get("/report")
def report() -> Response | str:
    """Show the report as a page."""
    form = library().questionnaire
    reading = sent_reading()
    if reading.problems:
        return bad_request(reading.problems, reading.assessment)
    assessment = reading.assessment.dated(today())
    built = build_report(library(), assessment, today())
    evening = tonight(built)
    return render_template(
        "assess/report.html",
        report=built,
        help_countries=help_for_visitor(country=built.country) if built.help_lines else (),
        pairs=assessment.query,
        carried=replace(assessment.current, weights={}).parameters(),
        full_pairs=_full_set(assessment.current),
        next_question=first_open(asking_order(form), assessment.answers) or asking_order(form)[0],
        weights=WeightsForm(form),
        open_findings=OPEN_FINDINGS,
        evening=evening,
        other_deeds=evening.others(built.deeds),
        best=as_you_set_it(built),
        switches=settings(built.questionnaire, assessment.answers),
        done=lambda setting: _done(assessment.current, setting),
        moved=_moved(built),
        ours=_is_ours(assessment),
        to_letter=answers_to_letter(form, assessment.answers),
        files=_files(),
    )


def _is_ours(assessment: Assessment) -> bool:
    """Tell whether a report is our own one on this site, as the first page links to it."""
    form = library().questionnaire
    given = dict(own_given(form))
    return (
        bool(given) and assessment.platform == topic(form, language()).title and assessment.answers == Answers(given)
    )


@bp.get("/report.<ending>")
def document(ending: str) -> Response:
    """Hand out the report as a document."""
    if ending not in FORMATS:
        abort(404)
    check_turn(ending)
    form = library().questionnaire
    reading = sent_reading()
    printed = PaperForm(request.args)
    problems = (*reading.problems, *problems_of(printed))
    if problems and ending == "json":
        return bad_request_data(problems, dict(reading.assessment.parameters()))
    if problems:
        return bad_request(problems, reading.assessment)
    assessment = reading.assessment.dated(today())
    base = site().base_url
    link = f"{base}{url_for('assess.report')}?{assessment.query}" if base else ""
    made = render(ending, build_report(library(), assessment, today()), language(), link, printed.paper.data)
    return download(made, ending, file_name(form, language()), assessment.platform, paper=printed.paper.data)


def _files() -> list[tuple[str, str, str]]:
    """List the documents of a report: the words of the link, the ending, and what its address adds to the query."""
    gettext = language().gettext
    return [
        (gettext("PDF (A4)"), "pdf", ""),
        (gettext("PDF (US Letter)"), "pdf", f"&paper={LETTER}"),
        *((each.called(language()), ending, "") for ending, each in FORMATS.items() if ending != "pdf"),
    ]


def _done(assessment: Assessment, setting: Setting) -> str:
    """Build the address of the report once a switch is set."""
    name = setting.question.id
    answers = Answers({**assessment.answers.given, name: setting.better.id})
    taken = {question: fact for question, fact in assessment.taken.items() if question != name}
    then = replace(assessment, answers=answers, taken=taken, day=None)
    trace = urlencode([("changed", name), ("was", assessment.answers.given[name])])
    return f"{url_for('assess.report')}?{then.query}&{trace}#result"


def _moved(report: Report) -> str:
    """Say what the answer that was changed just now has moved; nothing without one."""
    trace = TraceForm(request.args)
    question, was = report.questionnaire.question(trace.changed.data), trace.was.data
    if question is None or report.assessment.carried or (was and was not in question.choices):
        return ""
    others = {name: value for name, value in report.assessment.answers.given.items() if name != question.id}
    before = score(report.questionnaire, Answers({**others, question.id: was} if was else others))
    return result_text.moved(before, report.score, language())


def _full_set(assessment: Assessment) -> str:
    """Build the query that goes on from a quick check to all the questions; empty for a report that has them."""
    return replace(assessment, set=SETS[0], day=None).query if assessment.set == QUICK else ""


@worksheet.get("/worksheet.<ending>", endpoint="document")
@cache_control(A_WHILE)
def worksheet_document(ending: str) -> Response:
    """Hand out the full set or the quick check on paper: the same file for everybody."""
    if ending not in WORKSHEET_ENDINGS:
        abort(404)
    printed = WorksheetForm(request.args)
    if problems := problems_of(printed):
        return bad_request(problems)
    paper, chosen = printed.paper.data, printed.set.data
    form = library().questionnaire
    home = f"{site().base_url}{url_for('pages.home')}" if site().base_url else ""
    made = document_cache().get(
        ("worksheet", language().code, chosen, ending, paper, today()),
        lambda: write(
            ending, worksheet_outline(form.core if chosen == QUICK else form, language(), today(), home), paper
        ),
    )
    part = language().gettext("quick check") if chosen == QUICK else ""
    return download(made, ending, worksheet_name(form, language()), part, paper=paper)
