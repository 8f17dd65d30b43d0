"""A pupil's way through a class: the door, the own seat with one question at a time, and out again.

What a seat shows is decided by the state of the class alone (SCREENS). Nothing here needs JavaScript: with it the
page follows by itself, and an answer that found no network is sent again under the same key.
"""

from typing import Any

from flask import Blueprint, after_this_request, make_response, render_template, request, url_for
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response as AnyResponse

from evaluator.classroom import codes
from evaluator.classroom.errors import DoorClosed, NoClass, NoCookie, UnknownAnswer
from evaluator.classroom.settings import class_form
from evaluator.classroom.states import OVER
from evaluator.classroom.web import entrance, pupil_screens
from evaluator.classroom.web.current import rate_limits, store, visitor
from evaluator.classroom.web.forms import AnswerForm, JoinForm, blueprint, form_token
from evaluator.classroom.web.labels import treats
from evaluator.classroom.web.poll_cache import poll_cache
from evaluator.classroom.web.responses import BLOCK_BYTES, LARGE_BLOCK_BYTES, go, pad, unless_seen
from evaluator.web.context import best_language, language, library
from evaluator.web.headers import NEVER, cache_control

bp = blueprint("class_pupil", __name__)
door = Blueprint("class_door", __name__)

JOINED = "joined"  # in the address on the way from the door to the seat: the browser should have a cookie by now


@bp.get("/join")
@cache_control(NEVER)
def join() -> str:
    """Show the door: type the code, or confirm the one that was scanned."""
    form = JoinForm(request.args)
    code = codes.read(form.code.data)
    return _door(codes.shown(code) if code else "", form.ticket.data, ready=bool(code))


@bp.post("/join")
def enter() -> AnyResponse:
    """Take a seat. A browser that sits in this class already keeps its seat."""
    form = JoinForm(request.form)
    typed, ticket = form.code.data, form.ticket.data
    row = store().class_by_code(typed)
    if row is None or row.state in OVER:
        if not rate_limits().wrong_codes.hit(visitor()):
            raise TooManyRequests(retry_after=60)
        problem = language().gettext("No class has this code now. Please look at the projector again.")
        return make_response(_door(typed, ticket, problem=problem), 404)
    known = store().seat(entrance.token()) if entrance.token() else None
    if known and known.class_id == row.id:
        return go(url_for("class_pupil.seat"))
    if known and not form.move.data:
        return make_response(_door(codes.shown(row.code), ticket, ready=True, elsewhere=True), 409)
    if row.settings.expected is None and not rate_limits().joins.hit(visitor(), row.code):
        raise TooManyRequests(retry_after=20)
    ticket = codes.read(ticket or typed, "ticket")  # a pasted link holds both
    ticket = "" if ticket == row.code else ticket
    store().check_door(row.id, ticket)
    return entrance.knock(go(url_for("class_pupil.seat", joined=1)), row.code, ticket)


@bp.get("/seat")
def seat() -> AnyResponse:
    """Show what this seat shows now."""
    token = _own_token()
    if not token and JOINED in request.args:
        raise NoCookie
    if not token:
        return go(url_for("class_pupil.join"))
    if JOINED in request.args:
        return go(url_for("class_pupil.seat"))
    if (known := poll_cache().not_modified(token, request.if_none_match)) is not None:
        return known
    here = pupil_screens.of_seat(token)
    if here is None:
        return entrance.leave(unless_seen("over", lambda _: _door("", "", over=True)))
    shown = pupil_screens.screen(here, *(request.args.get(name, "") for name in ("q", "step", "vote")))
    response = pad(
        unless_seen(shown.tag, lambda tag: render_template("classroom/seat.html", tag=tag, **shown.values())),
        LARGE_BLOCK_BYTES if shown.screen in ("done", "results") else BLOCK_BYTES,
    )
    poll_cache().remember(token, response, here.row)
    return response


@bp.post("/answer")
def answer() -> AnyResponse:
    """Keep one answer, and lead to the next question."""
    form = AnswerForm(request.form)
    question, option = form.question.data, form.option.data
    token = _own_token()
    known = class_form(library().questionnaire).question(question)
    if known is None:
        raise UnknownAnswer
    if not option:
        here = pupil_screens.of_seat(token)
        problem = language().gettext("Please choose an answer, or skip the question.")
        if here is None:
            return go(url_for("class_pupil.seat"))
        shown = pupil_screens.screen(here, question, "", str(here.row.round), problem)
        return pad(make_response(render_template("classroom/seat.html", tag="", **shown.values()), 400))
    option = pupil_screens.option_of(known, option)
    if not rate_limits().answers.hit(token):
        raise TooManyRequests(retry_after=5)
    poll_cache().invalidate(token)
    return go(pupil_screens.after(store().answer(token, question, option, form.key.data)))


@bp.post("/through")
def through() -> AnyResponse:
    """Note that this seat is through with the questions."""
    token = _own_token()
    poll_cache().invalidate(token)
    store().finish(token)
    return go(f"{url_for('class_pupil.seat')}?step=done")


@bp.post("/leave")
def leave() -> AnyResponse:
    """Take the seat away from this device; its answers stay counted."""
    poll_cache().invalidate(entrance.token())
    return entrance.leave(go(url_for("class_pupil.join")))


@bp.post("/hand-on")
def hand_on() -> AnyResponse:
    """Give the device to the next person: a new seat, and a screen that shows nothing of the last one."""
    here = pupil_screens.of_seat(_own_token())
    if here is None:
        return go(url_for("class_pupil.join"))
    if here.row.settings.mode != "pass":
        raise DoorClosed
    seat = store().join(here.row.id)
    return entrance.take(go(f"{url_for('class_pupil.seat')}?step=hand-on"), seat.token)


@door.get("/join")
def short() -> AnyResponse:
    """Lead from the address on the projector to the door, in the language that the browser asks for."""
    query = request.query_string.decode(errors="replace")
    place = url_for("class_pupil.join", lang=best_language().code)
    response = go(f"{place}?{query}" if query else place)
    response.status_code = 302
    response.vary.add("Accept-Language")
    return response


def _own_token() -> str:
    """Read the token of this device; whoever brings it back for the first time takes the seat by that.

    Raises NoClass, DoorClosed, Full, BadTicket.
    """
    waiting = entrance.waiting()
    if waiting is None:
        return entrance.token()
    row = store().class_by_code(waiting.code)
    if row is None:
        raise NoClass
    seat = store().join(row.id, waiting.ticket, waiting.token)
    after_this_request(lambda response: entrance.keep(response, seat.token))
    return seat.token


def _door(code: str, ticket: str, **changed: Any) -> str:
    token = entrance.token()
    return render_template(
        "classroom/join.html",
        code=code,
        ticket=ticket,
        form=form_token(),
        back=bool(token) and store().seat(token) is not None,
        **{"ready": False, "problem": "", "over": False, "elsewhere": False, **changed},
        treats=lambda: treats(library(), language()),
    )
