"""Set and read a pupil's seat in the browser: the one cookie of the whole site.

It holds a random token of the store and nothing else. Its path is `/` because a pupil may change language, which is
the first part of every path; a test proves that no page outside the class reads it. Lax and not Strict: a link on a
school's own pages must find the seat again, or the pupil would sit twice. On https its name begins with `__Host-`, so
that neither a neighbour's host nor anybody on plain http can plant one.
"""

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from evaluator.web.context import site

MAX_AGE_S = 24 * 3600
MAX_LENGTH = 200  # characters; a token is far shorter


def is_secure() -> bool:
    """Tell whether visitors come by https: as this request did, or as the address of the site says."""
    return request.is_secure or site().base_url.startswith("https://")


def name() -> str:
    """Give the name of the cookie."""
    return "__Host-seat" if is_secure() else "seat"


def token() -> str:
    """Read the token that came with the request, "" without one."""
    sent = request.cookies.get(name(), "")
    return sent if len(sent) <= MAX_LENGTH else ""


def take(response: AnyResponse, new: str) -> AnyResponse:
    """Give the browser its seat."""
    response.set_cookie(name(), new, max_age=MAX_AGE_S, path="/", httponly=True, samesite="Lax", secure=is_secure())
    return response


def leave(response: AnyResponse) -> AnyResponse:
    """Take the seat away from the browser, if it has one."""
    if name() in request.cookies:
        response.delete_cookie(name(), path="/", httponly=True, samesite="Lax", secure=is_secure())
    return response
