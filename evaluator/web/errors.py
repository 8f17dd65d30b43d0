"""What a visitor sees when something is wrong: a page that says what to change, never a trace."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, jsonify, make_response, redirect, request
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    InternalServerError,
    RequestEntityTooLarge,
    RequestURITooLarge,
)
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as AnyResponse

from evaluator import sentences
from evaluator.answers import Problem, Reading
from evaluator.web.problems import mend
from evaluator.web.site import language, render

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
        return make_response(jsonify(_problems_as_data(reading.problems, reading)), 400)
    kept = len(reading.assessment.answers.given)
    page = render("bad_request.html", mend=mend(reading.problems, reading.assessment), kept=kept)
    return make_response(page, 400)


def _problems_as_data(problems: Sequence[Problem], reading: Reading) -> dict[str, Any]:
    return {
        "error": "bad-request",
        "problems": [
            {
                "parameter": problem.parameter,
                "problem": problem.kind,
                "message": sentences.problem(problem, language()),
                "choices": list(problem.choices),
            }
            for problem in problems
        ],
        "kept": dict(reading.assessment.parameters()),
    }


def _refuse() -> None:
    """Stop at the door what no page could read."""
    if len(request.query_string) > MAX_QUERY:
        raise RequestURITooLarge
    if (request.content_length or 0) > current_app.config["MAX_CONTENT_LENGTH"]:
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
    """The page of an HTTP error; what the error itself would have set (Allow, Location) is kept."""
    response = error.get_response()
    if (error.code or 500) < 400:
        return make_response(response)
    page = make_response(render("error.html", code=error.code), error.code or 500)
    if "Allow" in response.headers:
        page.headers["Allow"] = response.headers["Allow"]
    return page
