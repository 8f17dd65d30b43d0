"""Status 400 for an address of which a part cannot be used: every problem, and a way on with what was good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, jsonify, make_response, render_template, url_for

from evaluator.assess.answers import Assessment
from evaluator.assess.report_text import parameter_words
from evaluator.validation.parameters import Problem, parameter_problem
from evaluator.web.context import language, library
from evaluator.web.errors import ProblemData, ProblemsData


def bad_request(problems: Sequence[Problem], assessment: Assessment | None = None) -> Response:
    """Make the page: the problems as links, and a form that goes on with the good part of an assessment."""
    page = render_template(
        "assess/bad_request.html",
        mend=mend(problems, assessment),
        kept=len(assessment.given) if assessment else None,
    )
    return make_response(page, 400)


def bad_request_data(problems: Sequence[Problem], kept: Mapping[str, str]) -> Response:
    """Make the same as data."""
    told = tuple(
        ProblemData(each.parameter, each.kind, parameter_problem(each, language()), each.choices) for each in problems
    )
    return make_response(jsonify(ProblemsData("bad-request", told, kept)), 400)


@dataclass(frozen=True)
class Mend:
    """What a page needs to show problems and to keep what was good."""

    links: tuple[tuple[str, str], ...]  # sentence, where it can be mended ("" when nowhere)
    platform: str | None  # the sentence about the platform's name
    typed: str  # the platform's name as typed
    carried: tuple[tuple[str, str], ...]  # everything that was good


def mend(problems: Sequence[Problem], assessment: Assessment | None, here: Sequence[str] = ()) -> Mend:
    """Make sentences and links for problems; `here` are the questions on the page itself."""
    form = library().questionnaire
    pairs = assessment.parameters() if assessment else []
    query = urlencode(pairs) if problems else ""
    platform = next((problem for problem in problems if problem.parameter == "platform"), None)
    return Mend(
        links=tuple((parameter_words(each, form, language()), _where(each, query, here)) for each in problems),
        platform=parameter_words(platform, form, language()) if platform else None,
        typed=platform.value if platform else "",
        carried=tuple(pair for pair in pairs if not (platform and pair[0] == "platform")),
    )


def _where(problem: Problem, query: str, here: Sequence[str]) -> str:
    if problem.parameter == "platform":
        return "#platform"
    question = library().questionnaire.question(problem.parameter)
    if question is None:
        return ""
    if question.id in here:
        return f"#q-{question.id}"
    return f"{url_for('assess.page', dimension=question.dimension)}?{query}#q-{question.id}"
