"""Answer requests of a class: redirects after a form, pages that are sent only when they changed, 404."""

from collections.abc import Callable
from hashlib import blake2b
from typing import TypeVar

from flask import Response, make_response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from evaluator.classroom.errors import NoClass
from evaluator.web.context import language

Thing = TypeVar("Thing")


def go(address: str) -> AnyResponse:
    """On to a page after a form, so that loading it again sends nothing twice."""
    return redirect(address, 303)


def unless_seen(tag: object, make: Callable[[str], str]) -> Response:
    """Return a page under a name made of what it shows; 304 without making it when the browser has it already."""
    name = blake2b(repr((language().code, tag)).encode(), digest_size=12).hexdigest()
    response = Response(status=304) if request.if_none_match.contains_weak(name) else make_response(make(name))
    response.set_etag(name, weak=True)  # a strong one would change when it is compressed
    return response


def found(thing: Thing | None) -> Thing:
    """Return the thing. Raises NoClass when there is none: answers of a class are in no address."""
    if thing is None:
        raise NoClass
    return thing
