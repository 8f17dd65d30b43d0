"""What all views of a class share: the store, who may send a form, and pages that are sent only when they changed.

A form is refused when the browser says that another site sent it (`Sec-Fetch-Site`), or when `Origin` names another
host. Our own forms carry `Origin: null`, because no page here tells where one came from. Browsers too old for either
header are kept out by the cookie's SameSite, and by host keys that nobody else can know.
"""

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, make_response, redirect, request
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response as AnyResponse

from evaluator.classroom.question_sets import known_questions, question_set
from evaluator.classroom.records import ClassRow
from evaluator.classroom.store import open_store
from evaluator.classroom.web.rate_limits import Pace, WrongCodes
from evaluator.content.models.questionnaire import Question, Questionnaire
from evaluator.web.context import language, library

if TYPE_CHECKING:
    from evaluator.classroom.store.store import Store

OWN = {"same-origin", "none"}
Thing = TypeVar("Thing")
OPENING = Lock()


def blueprint(name: str, module: str) -> Blueprint:
    """A blueprint under /{lang}/class whose forms only this site may send."""
    made = Blueprint(name, module, url_prefix="/<lang>/class")
    made.before_request(refuse_strangers)
    return made


def refuse_strangers() -> None:
    """Stop a form that another site sent. Raises Forbidden."""
    if request.method != "POST":
        return
    site_said, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin", "null")
    foreign = origin != "null" and urlsplit(origin).netloc != request.host
    if (site_said and site_said not in OWN) or foreign:
        raise Forbidden


def store() -> "Store":
    """The classes. Nothing is opened before the first class; no other page ever asks."""
    known, config = current_app.extensions, current_app.config
    if "store" not in known:
        with OPENING:
            if "store" not in known:
                known["store"] = open_store(config["DATABASE"], config["CONNECTIONS"])
    return cast("Store", known["store"])


def in_use() -> bool:
    """False as long as no class was ever started here: then there is no database to look after."""
    kind, _, place = current_app.config["DATABASE"].partition(":///")
    return not kind.startswith("sqlite") or Path(place).exists()


def wrong_codes() -> WrongCodes:
    """The wrong codes that this process has seen lately."""
    return cast("WrongCodes", current_app.extensions.setdefault("wrong_codes", WrongCodes()))


def pace() -> Pace:
    """How fast the seats of this process answer."""
    return cast("Pace", current_app.extensions.setdefault("pace", Pace()))


def visitor() -> str:
    """The network address of the request: for the count of wrong codes, and for nothing else."""
    return request.remote_addr or ""


def go(address: str) -> AnyResponse:
    """On to a page after a form, so that loading it again sends nothing twice."""
    return redirect(address, 303)


def unless_seen(tag: object, make: Callable[[str], str]) -> Response:
    """A page under a name made of what it shows; 304 without making it when the browser has it already."""
    name = blake2b(repr((language().code, tag)).encode(), digest_size=12).hexdigest()
    response = Response(status=304) if request.if_none_match.contains_weak(name) else make_response(make(name))
    response.set_etag(name, weak=True)  # a strong one would change when it is compressed
    return response


def found(thing: Thing | None) -> Thing:
    """The thing, or the page that says that there is none."""
    if thing is None:
        abort(404)
    return thing


def form_of(row: ClassRow) -> Questionnaire:
    """The form that a class answers: its set of questions, in the language of the request."""
    return question_set(library().questionnaire, row.settings.set)


def questions_of(row: ClassRow) -> tuple[Question, ...]:
    """The questions of a class that this program still knows and that a class may be asked, in order."""
    return known_questions(library().questionnaire, row.settings.questions)
