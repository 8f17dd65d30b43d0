"""Give views what belongs to this process or request: the store, the limits, the form of a class, a pupil's seat.

The seat is the one cookie of the whole site. It holds a random token of the store and nothing else. Its path is `/`
because a pupil may change language, which is the first part of every path; a test proves that no page outside the
class reads it. Lax and not Strict: a link on a school's own pages must find the seat again, or the pupil would sit
twice. On https its name begins with `__Host-`, so that neither a neighbour's host nor anybody on plain http can plant
one.
"""

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

from flask import current_app, request
from werkzeug.wrappers import Response as AnyResponse

from evaluator.classroom.records import ClassRow
from evaluator.classroom.settings import known_questions, question_set
from evaluator.classroom.store import open_store
from evaluator.classroom.web.rate_limits import RateLimits
from evaluator.content.models.questionnaire import Question, Questionnaire
from evaluator.web.context import library, site

if TYPE_CHECKING:
    from evaluator.classroom.store.store import Store


OPENING = Lock()


def store() -> "Store":
    """Return the classes. Nothing is opened before the first class; no other page ever asks."""
    known, config = current_app.extensions, current_app.config
    if "store" not in known:
        with OPENING:
            if "store" not in known:
                known["store"] = open_store(config["DATABASE"], config["CONNECTIONS"])
    return cast("Store", known["store"])


def in_use() -> bool:
    """Return false as long as no class was ever started here: then there is no database to look after."""
    kind, _, place = current_app.config["DATABASE"].partition(":///")
    return not kind.startswith("sqlite") or Path(place).exists()


def rate_limits() -> RateLimits:
    """Give the rate limits of this process."""
    return cast("RateLimits", current_app.extensions.setdefault("rate_limits", RateLimits()))


def visitor() -> str:
    """Give the network address of the request: for rate limits, and for nothing else."""
    return request.remote_addr or ""


def form_of(row: ClassRow) -> Questionnaire:
    """Return the form that a class answers: its set of questions, in the language of the request."""
    return question_set(library().questionnaire, row.settings.set)


def questions_of(row: ClassRow) -> tuple[Question, ...]:
    """Return the questions of a class that this program still knows and that a class may be asked, in order."""
    return known_questions(library().questionnaire, row.settings.questions)


SEAT_MAX_AGE_S = 24 * 3600
MAX_TOKEN = 200  # characters; a token is far shorter


def is_secure() -> bool:
    """Tell whether visitors come by https: as this request did, or as the address of the site says."""
    return request.is_secure or site().base_url.startswith("https://")


def seat_cookie() -> str:
    """Give the name of the cookie."""
    return "__Host-seat" if is_secure() else "seat"


def seat_token() -> str:
    """Read the token that came with the request, "" without one."""
    sent = request.cookies.get(seat_cookie(), "")
    return sent if len(sent) <= MAX_TOKEN else ""


def take_seat(response: AnyResponse, new: str) -> AnyResponse:
    """Give the browser its seat."""
    response.set_cookie(
        seat_cookie(), new, max_age=SEAT_MAX_AGE_S, path="/", httponly=True, samesite="Lax", secure=is_secure()
    )
    return response


def leave_seat(response: AnyResponse) -> AnyResponse:
    """Take the seat away from the browser, if it has one."""
    if seat_cookie() in request.cookies:
        response.delete_cookie(seat_cookie(), path="/", httponly=True, samesite="Lax", secure=is_secure())
    return response
