"""A pupil's seat in the browser: the one cookie of the whole site.

It holds a random token of the store and nothing else. Its path is `/` because a pupil may change language, which is
the first part of every path; a test proves that no page outside the class reads it. Lax and not Strict: a link on a
school's own pages must find the seat again, or the pupil would sit twice.
"""

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from evaluator.web.context import site

COOKIE = "seat"
HOURS = 24
LONGEST = 200  # characters; a token is far shorter


def token() -> str:
    """The token that came with the request, "" without one."""
    sent = request.cookies.get(COOKIE, "")
    return sent if len(sent) <= LONGEST else ""


def take(response: AnyResponse, new: str) -> AnyResponse:
    """Give the browser its seat."""
    response.set_cookie(
        COOKIE, new, max_age=HOURS * 3600, path="/", httponly=True, samesite="Lax",
        secure=site().base_url.startswith("https://"),
    )  # fmt: skip
    return response


def leave(response: AnyResponse) -> AnyResponse:
    """Take the seat away from the browser, if it has one."""
    if COOKIE in request.cookies:
        response.delete_cookie(
            COOKIE, path="/", httponly=True, samesite="Lax", secure=site().base_url.startswith("https://")
        )
    return response


def seated(page: bytes, new: str) -> Response:
    """A page that brings the seat along."""
    response = Response(page)
    take(response, new)
    return response
