"""What a visitor sees when something is wrong: a page that says what to change, never a trace."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Flask, Response, jsonify, make_response, redirect, request
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    InternalServerError,
    RequestEntityTooLarge,
    RequestURITooLarge,
)
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as AnyResponse

from evaluator.api.shapes import ErrorData, ProblemsData
from evaluator.assess import report_text
from evaluator.assess.answers import Problem, Reading
from evaluator.assess.web.problem_links import mend
from evaluator.web.context import for_programs, language, render

# What programs are told; people get a page in their language.
ERRORS = {
    400: "This request cannot be read.",
    404: "There is nothing at this address; /api/openapi.json lists what there is.",
    405: "This address can only be read: GET, HEAD and OPTIONS.",
    413: "What was sent is too large; nothing under /api takes a body.",
    414: "This address is over 8,000 bytes long.",
}
OUR_FAULT = "Something went wrong here; the fault is ours."
DRAFT = 512 * 1024  # bytes; a draft has 256 KB at most, and a form spells some of them with three
REPORTS = 560 * 1024  # bytes; two class reports of 256 KB at most
# The views that read a body, and how large it may be; all others take less than the application's limit.
BODIES = {
    **dict.fromkeys(("ethics.opened", "ethics.step", "ethics.preview", "ethics.document"), DRAFT),
    "class_files.shown_again": REPORTS,
}
MAX_QUERY = 8000  # bytes; the longest honest address is under 2,500


def init(app: Flask) -> None:
    """Refuse what cannot be read and give every error its page."""
    app.before_request(_refuse)
    app.before_request(_stay_here)
    app.register_error_handler(HTTPException, _page)
    app.register_error_handler(InternalServerError, _page)


def bad_request(reading: Reading, as_json: bool = False) -> Response:
    """Status 400 with every problem of an address, and a way on with what was good."""
    if as_json:
        return refused(reading.problems, dict(reading.assessment.parameters()))
    kept = len(reading.assessment.answers.given)
    page = render("assess/bad_request.html", mend=mend(reading.problems, reading.assessment), kept=kept)
    return make_response(page, 400)


def refused(problems: Sequence[Problem], kept: dict[str, str]) -> Response:
    """Status 400 as data: every problem, and what was good."""
    data: ProblemsData = {
        "error": "bad-request",
        "problems": [
            {
                "parameter": problem.parameter,
                "problem": problem.kind,
                "message": report_text.problem(problem, language()),
                "choices": list(problem.choices),
            }
            for problem in problems
        ],
        "kept": kept,
    }
    return make_response(jsonify(data), 400)


def _refuse() -> None:
    """Stop at the door what no page could read."""
    if len(request.query_string) > MAX_QUERY:
        raise RequestURITooLarge
    if request.endpoint in BODIES:
        request.max_content_length = BODIES[request.endpoint]
    if (request.content_length or 0) > (request.max_content_length or 0):
        raise RequestEntityTooLarge  # no page reads a body, so nothing else would notice
    try:
        request.query_string.decode()
    except UnicodeDecodeError:
        raise BadRequest from None


def _stay_here() -> AnyResponse | None:
    """To the address with the right slashes, but no host: that name came with the request and could be anyone's."""
    if not isinstance(request.routing_exception, RequestRedirect):
        return None
    parts = urlsplit(request.routing_exception.new_url)
    path = f"/{parts.path.lstrip('/')}"
    return redirect(f"{path}?{parts.query}" if parts.query else path, request.routing_exception.code)


def _page(error: HTTPException) -> Response:
    """The page of an HTTP error, or its data; what the error itself would have set (Allow, Location) is kept."""
    response = error.get_response()
    if (error.code or 500) < 400:
        return make_response(response)
    page = make_response(_data(error) if for_programs() else render("error.html", code=error.code), error.code or 500)
    for name in ("Allow", "Retry-After"):
        if name in response.headers:
            page.headers[name] = response.headers[name]
    return page


def _data(error: HTTPException) -> Response:
    """An HTTP error for a program: nothing of the request, which could be anything."""
    data: ErrorData = {
        "error": error.name.lower().replace(" ", "-"),
        "message": ERRORS.get(error.code or 500, OUR_FAULT),
    }
    return jsonify(data)
