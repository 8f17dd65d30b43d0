"""What a visitor sees when something is wrong: a page that says what to change, never a trace."""

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Literal, TypeVar
from urllib.parse import quote

from flask import Flask, Request, Response, current_app, jsonify, make_response, redirect, render_template, request
from flask.globals import request_ctx
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    InternalServerError,
    NotFound,
    RequestEntityTooLarge,
    RequestURITooLarge,
)
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as AnyResponse

from evaluator.content.models.types import content
from evaluator.settings import is_among
from evaluator.validation.pasted_link import AFTER_ADDRESSES, is_utf8, mend_query
from evaluator.web.context import for_programs, site

View = TypeVar("View", bound=Callable[..., object])

# What programs are told; people get a page in their language.
ERRORS = {
    400: "This request cannot be read.",
    404: "There is nothing at this address; /api/openapi.json lists what there is.",
    405: "This address can only be read: GET, HEAD and OPTIONS.",
    413: "What was sent is too large; nothing under /api takes a body.",
    414: "This address is over 8,000 bytes long.",
}
OUR_FAULT = "Something went wrong here; the fault is ours."
MAX_QUERY_BYTES = 8000  # the longest honest address is under 2,500
MAX_FIELDS = 2000  # of a form; the longest honest draft has under a thousand
FORM = "application/x-www-form-urlencoded"


@content
class ProblemData:
    """What is wrong with one parameter."""

    parameter: str
    problem: str
    """unknown-value, repeated, too-long, control-characters, store or bad-date."""
    message: str
    choices: tuple[str, ...]


@content
class ProblemsData:
    """Everything that is wrong with an address, and what was good in it."""

    error: Literal["bad-request"]
    problems: tuple[ProblemData, ...]
    kept: Mapping[str, str]


@content
class ErrorData:
    """Why there is no answer."""

    error: str
    """The name of the status, in lower case with hyphens."""
    message: str


class BoundedRequest(Request):
    """A request of bounded size, nothing of which is written to a file."""

    max_form_parts = MAX_FIELDS

    def _get_file_stream(self, *_: object, **__: object) -> BytesIO:
        return BytesIO()  # Werkzeug's own writes a file of more than 500 KB to disk


def init(app: Flask) -> None:
    """Refuse what cannot be read and give every error its page."""
    app.request_class = BoundedRequest
    app.before_request(_refuse)
    app.before_request(_stay_here)
    app.before_request(_mend)
    app.register_error_handler(HTTPException, _page)
    app.register_error_handler(InternalServerError, _page)


def max_body(size_bytes: int) -> Callable[[View], View]:
    """Decorate a view that reads a larger body than others may send; stand below the decorator of its route."""

    def mark(view: View) -> View:
        view.max_body_bytes = size_bytes  # type: ignore[attr-defined]  # functions take attributes; _refuse reads it
        return view

    return mark


def _refuse() -> None:
    """Stop at the door what no page could read."""
    hosts = current_app.config["HOSTS"]
    if hosts and not is_among(request.host, hosts):
        request_ctx.url_adapter = current_app.url_map.bind("")  # the page that says so needs paths, and no such host
        raise BadRequest
    if len(request.query_string) > MAX_QUERY_BYTES:
        raise RequestURITooLarge
    view = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, "max_body_bytes", request.max_content_length)
    if (request.content_length or 0) > (request.max_content_length or 0):
        raise RequestEntityTooLarge  # no page reads a body, so nothing else would notice
    if request.mimetype == FORM and request.get_data().count(b"&") >= MAX_FIELDS:
        raise RequestEntityTooLarge
    try:
        query = request.query_string.decode()
    except UnicodeDecodeError:
        raise BadRequest from None
    if for_programs() and not is_utf8(query):
        raise BadRequest  # people are led to what was meant, see _mend


def _mend() -> AnyResponse | None:
    """Lead to the address as it was before mail or paper changed its query."""
    if request.method not in ("GET", "HEAD") or for_programs() or request.routing_exception:
        return None
    sent = request.query_string.decode()
    mended = "".join(mend_query(sent).splitlines())  # what was encoded may have held a mail's line breaks
    return None if mended == sent else redirect(f"{quote(request.root_path + request.path)}?{mended}")


def _stay_here() -> AnyResponse | None:
    """Lead to the address with the right slashes, but to no host: that came with the request."""
    if not isinstance(request.routing_exception, RequestRedirect):
        return None
    elsewhere = _tidy()
    if elsewhere is None:
        raise NotFound  # with the right slashes it would lead nowhere either
    return elsewhere


def _tidy() -> AnyResponse | None:
    """Lead a path with a slash, a capital or a mark too many to the page that was meant; None when there is none."""
    path = _meant(request.path)
    if path is None:
        return None
    query = f"?{request.query_string.decode(errors='replace')}" if request.query_string else ""
    slash_only = isinstance(request.routing_exception, RequestRedirect) and path.rstrip("/") == request.path
    return redirect(f"{quote(request.root_path)}{path}{query}", 308 if slash_only else 302)


def _meant(path: str) -> str | None:
    """Find the path of a page that differs in nothing but marks at its end, slashes (doubled too) and capitals."""
    bare = re.sub("//+", "/", path).rstrip("/" + AFTER_ADDRESSES)
    for candidate in dict.fromkeys((bare, f"{bare}/", bare.lower(), f"{bare.lower()}/")):
        if candidate != path and _leads_somewhere(candidate):
            return quote(candidate)
    return None


def _leads_somewhere(path: str) -> bool:
    try:
        endpoint, values = request_ctx.url_adapter.match(path, method=request.method)  # type: ignore[union-attr]  # bound with every request
    except HTTPException:
        return False
    known = site().languages
    return endpoint != "static" and values.get("lang", next(iter(known))) in known and "key" not in values


def _page(error: HTTPException) -> Response:
    """Make the page of an HTTP error, or its data; what the error itself would have set (Allow, Location) is kept."""
    response = error.get_response()
    if (error.code or 500) < 400:
        return make_response(response)
    if isinstance(error, NotFound) and (elsewhere := _tidy()):
        return make_response(elsewhere)
    page = make_response(
        _data(error) if for_programs() else render_template("error.html", code=error.code), error.code or 500
    )
    for name in ("Allow", "Retry-After"):
        if name in response.headers:
            page.headers[name] = response.headers[name]
    return page


def _data(error: HTTPException) -> Response:
    """Return an HTTP error for a program: nothing of the request, which could be anything."""
    return jsonify(ErrorData(error.name.lower().replace(" ", "-"), ERRORS.get(error.code or 500, OUR_FAULT)))
