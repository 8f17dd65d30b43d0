"""A pupil's way through a class: the door, the own seat with one question at a time, and out again.

What a seat shows is decided by the state of the class alone (SCREENS). Nothing here needs JavaScript: with it the
page follows by itself, and an answer that found no network is sent again under the same key.
"""

from contextlib import suppress
from typing import Any

from flask import Blueprint, Response, abort, after_this_request, make_response, render_template, request, url_for
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response as AnyResponse

from evaluator.classroom import codes, simulation
from evaluator.classroom.errors import (
    DoorClosed,
    NoClass,
    NoCookie,
    NotForPeople,
    StoreBroken,
    StoreUnavailable,
    TooManyAtOnce,
    UnknownAnswer,
)
from evaluator.classroom.records import ClassRow
from evaluator.classroom.settings import YOUNG, class_form
from evaluator.classroom.states import OVER
from evaluator.classroom.web import entrance, pupil_screens
from evaluator.classroom.web.current import rate_limits, store, visitor
from evaluator.classroom.web.forms import AnswerForm, HandOnForm, JoinForm, SeatForm, blueprint, form_token
from evaluator.classroom.web.labels import treats
from evaluator.classroom.web.poll_cache import poll_cache
from evaluator.classroom.web.pupil_screens import PupilWish
from evaluator.classroom.web.responses import BLOCK_BYTES, LARGE_BLOCK_BYTES, go, pad, unless_seen
from evaluator.web.context import best_language, help_for_visitor, language, library
from evaluator.web.headers import A_WHILE, NEVER, cache_control

bp = blueprint("class_pupil", __name__)
door = Blueprint("class_door", __name__)


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
        _guessed()
        problem = language().gettext("No class has this code now. Please look at the projector again.")
        return make_response(_door(codes.as_read(typed), codes.as_read(ticket, "ticket"), problem=problem), 404)
    _people_only(row)
    known = store().seat(entrance.token()) if entrance.token() else None
    if known and known.class_id == row.id:
        return go(url_for("class_pupil.seat"))
    if known and not form.move.data:
        return make_response(_door(codes.shown(row.code), ticket, ready=True, elsewhere=True), 409)
    ticket = codes.read(ticket or typed, "ticket")  # a pasted link holds both
    ticket = "" if ticket == row.code else ticket
    store().check_door(row.id, ticket)
    return entrance.knock(
        go(url_for("class_pupil.seat", joined=1)), row.code, ticket, entrance.lasts(row.settings, store().now())
    )


@bp.get("/young")
@cache_control(A_WHILE)
def young() -> Response:
    """Show pupils of 11 to 15 years who listens to them, and what their class is asked."""
    form = class_form(library().questionnaire, YOUNG)
    if not form.quick:
        abort(404)
    parts = [part for part in form.dimensions if part.questions]
    response = make_response(
        render_template("classroom/young.html", parts=parts, help_countries=help_for_visitor("teen"))
    )
    response.vary.add("Accept-Language")
    return response


@bp.get("/seat")
def seat() -> AnyResponse:
    """Show what this seat shows now."""
    token, asked = _own_token(), SeatForm(request.args)
    if not token and asked.joined.data:
        raise NoCookie
    if not token:
        return go(url_for("class_pupil.join"))
    if asked.joined.data:
        return go(url_for("class_pupil.seat"))
    if (known := poll_cache().not_modified(token, request.if_none_match)) is not None:
        return known
    here = pupil_screens.of_seat(token)
    if here is None:
        return entrance.leave(unless_seen("over", lambda _: _door("", "", over=True)))
    shown = pupil_screens.screen(here, PupilWish(asked.q.data, asked.step.data), asked.vote.data)
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
        shown = pupil_screens.screen(here, PupilWish(question, problem=problem), str(here.row.round))
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
    """Take the seat away from this device; its answers stay counted, and without any the seat counts no more."""
    if token := entrance.token():
        poll_cache().invalidate(token)
        with suppress(StoreUnavailable, StoreBroken):  # the browser forgets its seat all the same
            store().leave(token)
    return entrance.leave(go(url_for("class_pupil.join")))


@bp.post("/hand-on")
def hand_on() -> AnyResponse:
    """Give the device to the next person: a new seat, and a screen that shows nothing of the last one."""
    here = pupil_screens.of_seat(_own_token())
    if here is None:
        return go(url_for("class_pupil.join"))
    if here.row.settings.mode != "pass":
        raise DoorClosed
    _pace(here.row)
    seat = store().join(here.row.id, token=HandOnForm(request.form).next.data or "")
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

    Raises NoClass, DoorClosed, Full, TooManyAtOnce, BadTicket.
    """
    waiting = entrance.waiting()
    if waiting is None:
        return entrance.token()
    row = store().class_by_code(waiting.code)
    if row is None:
        _guessed()
        raise NoClass
    _people_only(row)
    if store().seat(waiting.token) is None:
        store().check_door(row.id, waiting.ticket)
        _pace(row)
    seat = store().join(row.id, waiting.ticket, waiting.token)
    seconds = entrance.lasts(row.settings, store().now())
    after_this_request(lambda response: entrance.keep(response, seat.token, seconds))
    return seat.token


def _guessed() -> None:
    """Count a code that opens no class, typed or in a cookie. Raises TooManyRequests."""
    if not rate_limits().wrong_codes.hit(visitor()):
        raise TooManyRequests(retry_after=60)


def _people_only(row: ClassRow) -> None:
    """Let nobody into a class whose other answers are known to whoever leads it. Raises NotForPeople."""
    if row.settings.mode == simulation.MODE:
        raise NotForPeople


def _pace(row: ClassRow) -> None:
    """Let no address fill a class faster than people can come in, where neither a number nor tickets bound it.

    Raises TooManyAtOnce.
    """
    unbounded = row.settings.expected is None and not row.settings.tickets
    if unbounded and not rate_limits().joins.hit(visitor(), row.code):
        raise TooManyAtOnce


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
