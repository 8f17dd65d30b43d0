"""The questions: one at a time, or all of a dimension on one page. Every page is a pure function of its address."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from werkzeug.routing import BaseConverter

from evaluator.assess.answers import FACT, SETS, Answers, Assessment, listed_worst_first
from evaluator.assess.progress import QuestionProgress, answers_to_letter, progress
from evaluator.assess.provenance import facts_beside, judged, options_of
from evaluator.assess.scoring import Score, score
from evaluator.assess.web.bad_request import mend
from evaluator.assess.web.forms import AnswersForm, TraceForm
from evaluator.content.models.platforms import PlatformFact, PlatformProfile
from evaluator.content.models.questionnaire import Dimension, Option, Question, Situation
from evaluator.web.context import language, library, today
from evaluator.web.headers import BY_THE_BROWSER, cache_control

bp = Blueprint("assess", __name__, url_prefix="/<lang>")

QUICK = "quick"
RETURNING = "report"  # value of the parameter `back` when one answer of a report is changed
AGAIN = "again"  # and when all are gone through again, answered or not


class QuestionConverter(BaseConverter):
    """The id of a question in an address: words with at least one hyphen, which no dimension of ours has."""

    regex = "[a-z0-9]+(?:-[a-z0-9]+)+"
    weight = 50  # looked at before the names of dimensions


@dataclass(frozen=True)
class DocumentedAnswer:
    """What a source says about one question, and for each answer that it fits the address that takes it over."""

    profile: PlatformProfile
    fact: PlatformFact
    takes: tuple[tuple[Option, str], ...]


class QuestionPage(NamedTuple):
    """One page of questions."""

    name: str  # in the address
    questions: tuple[Question, ...]
    dimension: Dimension | None  # None: the core questions of the quick check
    situation: Situation | None = None  # asked on the first page


@dataclass(frozen=True)
class AskPage:
    """One question, and whether it is asked on the way or changes a report."""

    question: Question
    assessment: Assessment
    returning: bool
    again: bool = False

    @property
    def progress(self) -> QuestionProgress:
        """Where the question stands: among the core ones in the quick check, else among all."""
        form = library().questionnaire
        among = form.core if self.assessment.set == QUICK and self.question.core else form
        return progress(among, self.assessment.answers, self.question)

    @property
    def situation(self) -> Situation | None:
        """What is asked of the visitor, beside the first question."""
        return library().questionnaire.situation if self.progress.is_first and not self.returning else None

    @property
    def next(self) -> str:
        """The page that an answer leads to, and where to read on there."""
        onward = self.progress.next_in_order if self.again else self.progress.following
        following = None if self.returning else onward
        if following is None:
            return url_for("assess.report")
        return url_for("assess.ask", question_id=following.id, _anchor="asked")

    @property
    def trace(self) -> list[tuple[str, str]]:
        """What tells the next page which answer was given just now, or changed."""
        if self.returning:
            given = self.assessment.answers.given.get(self.question.id, "")
            return [("changed", self.question.id), ("was", given)]
        return [("after", self.question.id), *([("back", AGAIN)] if self.again else [])]

    def after(self, taken: Assessment) -> str:
        """Build the address of the next page once an answer is taken over."""
        path, _, place = self.next.partition("#")
        return f"{path}?{taken.query}&{urlencode(self.trace)}" + (f"#{place}" if place else "")

    @property
    def before(self) -> Question | None:
        """The question that was answered just now."""
        found = library().questionnaire.question(TraceForm(request.args).after.data)
        return found if found and found.id in self.assessment.answers.given and not self.returning else None


@bp.get("/assess/<question:question_id>")
@cache_control(BY_THE_BROWSER)
def ask(question_id: str) -> Response | str:
    """Show one question: each of its options is a button that leads to the next, or back to the report."""
    form = library().questionnaire
    question = form.question(question_id)
    if question is None:
        return page(question_id)
    sent = AnswersForm((question,))
    good = sent.validate()
    assessment = sent.reading.assessment.current
    problems = mend(sent.reading.problems, assessment, [question.id])
    back = TraceForm(request.args).back.data
    here = AskPage(question, assessment, back == RETURNING, back == AGAIN)
    html = render_template(
        "assess/ask.html",
        here=here,
        progress=here.progress,
        field=sent[question.id],
        rule=form.rule,
        earlier=sent.reading.assessment.carried,
        documented=list(documented_answers(here)),
        carried=_carried_past(problems.carried, here),
        mend=problems,
        result=score(form, assessment.answers),
        before=_without(assessment.answers, here.before),
        to_letter=answers_to_letter(form, assessment.answers),
        when=language().loose_day,
    )
    return html if good else make_response(html, 400)


def documented_answers(page: "AskPage") -> Iterator[DocumentedAnswer]:
    """Find what sources say about a question on this platform, for whom the answers are given."""
    question, assessment = page.question, page.assessment
    profile = judged(library(), assessment)
    if profile is None:
        return
    for fact in facts_beside(library(), assessment, question, today()):
        taking = [(option, assessment.taking(question, option.id, fact.id)) for option in options_of(fact, question)]
        yield DocumentedAnswer(profile, fact, tuple((option, page.after(taken)) for option, taken in taking))


def _without(answers: Answers, question: Question | None) -> Score | None:
    """Score what was known before this question was answered; None when it has no answer."""
    if question is None or question.id not in answers.given:
        return None
    others = {name: value for name, value in answers.given.items() if name != question.id}
    return score(library().questionnaire, Answers(others))


def _carried_past(good: Sequence[tuple[str, str]], page: "AskPage") -> list[tuple[str, str]]:
    """Choose what travels on in hidden fields: all but what is asked here, and the day of earlier answers."""
    shown = {
        page.question.id,
        f"{FACT}{page.question.id}",
        "date",
        *(part.id for part in (page.situation.parts if page.situation else ())),
    }
    return [*(pair for pair in good if pair[0] not in shown), *page.trace]


@bp.get("/assess/<dimension>")
@cache_control(BY_THE_BROWSER)
def page(dimension: str) -> Response | str:
    """Show the questions of one dimension, or the core questions of the quick check."""
    pages = steps(dimension)
    here = next((number for number, step in enumerate(pages) if step.name == dimension), None)
    if here is None:
        abort(404)
    step = pages[here]
    form = AnswersForm(step.questions)
    good = form.validate()
    assessment = form.reading.assessment.current
    problems = mend(form.reading.problems, assessment, [question.id for question in step.questions])
    returning = TraceForm(request.args).back.data == RETURNING
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
        steps=len(pages),
        minutes=minutes(pages[here:]),
        next=None if returning or here + 1 == len(pages) else pages[here + 1].dimension,
        previous=None if returning or here == 0 else pages[here - 1].dimension,
        returning=returning,
    )
    return html if good else make_response(html, 400)


def steps(name: str) -> list[QuestionPage]:
    """List the pages of the set that a page belongs to."""
    form = library().questionnaire
    if name == QUICK:
        return [QuestionPage(QUICK, form.core.questions, None, form.situation)]
    first, *others = form.dimensions
    steps = [QuestionPage(part.id, part.questions, part) for part in others]
    return [QuestionPage(first.id, first.questions, first, form.situation), *steps]


def minutes(pages: list[QuestionPage]) -> int:
    """Count the minutes left from the start of the first step, rounded up."""
    return ceil(sum(len(step.questions) for step in pages) * library().questionnaire.seconds_per_question / 60)


def _carried(good: tuple[tuple[str, str], ...], step: QuestionPage) -> list[tuple[str, str]]:
    """Choose what travels on in hidden fields: all but the questions on this page, and the day of earlier answers."""
    parts = step.situation.parts if step.situation else ()
    shown = {"set", "date", *(question.id for question in step.questions), *(part.id for part in parts)}
    return [*(pair for pair in good if pair[0] not in shown), ("set", SETS[0] if step.dimension else QUICK)]
