"""The entrance of a class: the address on the wall, and the seat in the browser, the one cookie of the whole site.

The cookie holds a random token of the store and nothing else; until the browser has brought it back once, also the
code (and the ticket) that was typed. The seat is made by the request that brings it back: a browser that keeps no
cookie takes no seat. Its path is `/` because a pupil may change language, which is the first part of every path; a
test proves that no page outside the class reads it. Lax and not Strict: a link on a school's own pages must find the
seat again, or the pupil would sit twice. On https its name begins with `__Host-`, so that neither a neighbour's host
nor anybody on plain http can plant one.
"""

from typing import NamedTuple

from flask import Response, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from evaluator.classroom.codes import new_key
from evaluator.classroom.settings import KEPT_AFTER_DAYS, ClassSettings
from evaluator.documents.blocks import SquareCode
from evaluator.web.context import site

MAX_AGE_S = 24 * 3600
MAX_LENGTH = 200  # characters; a token is far shorter
MARK = "."  # between code, ticket and token; in none of them


class Waiting(NamedTuple):
    """Somebody at the door, whose browser has brought the cookie back."""

    code: str
    ticket: str
    token: str


def is_secure() -> bool:
    """Tell whether visitors come by https: as this request did, or as the address of the site says."""
    return request.is_secure or site().base_url.startswith("https://")


def name() -> str:
    """Give the name of the cookie."""
    return "__Host-seat" if is_secure() else "seat"


def token() -> str:
    """Read the token that came with the request, "" without one."""
    return _sent().rpartition(MARK)[2]


def waiting() -> Waiting | None:
    """Read who comes in with this request; None for a seat that was taken before."""
    parts = _sent().split(MARK)
    return Waiting(*parts) if len(parts) == len(Waiting._fields) else None


def _sent() -> str:
    sent = request.cookies.get(name(), "")
    return sent if len(sent) <= MAX_LENGTH else ""


def lasts(chosen: ClassSettings, now: float) -> int:
    """Return for how many seconds a browser keeps a seat: a day, and as long as the answers of homework are kept."""
    if chosen.closes is None:
        return MAX_AGE_S
    return max(MAX_AGE_S, int(chosen.closes * 60 + KEPT_AFTER_DAYS * MAX_AGE_S - now))


def knock(response: AnyResponse, code: str, ticket: str, seconds: int) -> AnyResponse:
    """Give the browser a token for a seat that is made when it comes back."""
    return take(response, MARK.join(Waiting(code, ticket, new_key())), seconds)


def take(response: AnyResponse, new: str, seconds: int = MAX_AGE_S) -> AnyResponse:
    """Give the browser its seat."""
    response.set_cookie(name(), new, max_age=seconds, path="/", httponly=True, samesite="Lax", secure=is_secure())
    return response


def keep(response: Response, token: str, seconds: int) -> Response:
    """Give the browser its seat, unless the page itself has taken one or let it go."""
    if "Set-Cookie" not in response.headers:
        take(response, token, seconds)
    return response


def leave(response: AnyResponse) -> AnyResponse:
    """Take the seat away from the browser, if it has one."""
    if name() in request.cookies:
        response.delete_cookie(name(), path="/", httponly=True, samesite="Lax", secure=is_secure())
    return response


def address(code: str = "", ticket: str = "") -> str:
    """Return the door's address: the site's own where it knows it, else the one that the teacher came by."""
    base = site().base_url or request.host_url.rstrip("/")
    parts = [f"{name}={value}" for name, value in (("code", code), ("ticket", ticket)) if value]
    return f"{base}{request.root_path}/join" + (f"?{'&'.join(parts)}" if parts else "")


def typed() -> str:
    """Return the same as one types it."""
    return address().partition("://")[2]


def qr_code(code: str, ticket: str = "") -> Markup:
    """Draw the door's address with the code, to be scanned."""
    return Markup(SquareCode(address(code, ticket), typed()).svg)  # noqa: S704  # drawn by segno: squares, and no text of anyone
