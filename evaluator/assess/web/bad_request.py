"""Status 400 for an address of which a part cannot be used: every problem, and a way on with what was good."""

from collections.abc import Mapping, Sequence

from flask import Response, jsonify, make_response, render_template

from evaluator.assess.answers import Assessment
from evaluator.assess.web.problem_links import mend
from evaluator.validation.messages import parameter_problem
from evaluator.validation.parameters import Problem
from evaluator.web.context import language
from evaluator.web.error_data import ProblemsData


def bad_request(problems: Sequence[Problem], assessment: Assessment | None = None) -> Response:
    """Make the page: the problems as links, and a form that goes on with the good part of an assessment."""
    page = render_template(
        "assess/bad_request.html",
        mend=mend(problems, assessment),
        kept=len(assessment.answers.given) if assessment else None,
    )
    return make_response(page, 400)


def bad_request_data(problems: Sequence[Problem], kept: Mapping[str, str]) -> Response:
    """Make the same as data."""
    data: ProblemsData = {
        "error": "bad-request",
        "problems": [
            {
                "parameter": problem.parameter,
                "problem": problem.kind,
                "message": parameter_problem(problem, language()),
                "choices": list(problem.choices),
            }
            for problem in problems
        ],
        "kept": dict(kept),
    }
    return make_response(jsonify(data), 400)
