"""Starting a class, and coming in: door, tickets and seats."""

from collections.abc import Sequence
from datetime import date
from itertools import islice
from secrets import choice
from typing import Any, cast

from sqlalchemy import CursorResult, Update, delete, exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from evaluator.classroom import codes
from evaluator.classroom.codes import MIN_KEY, digest, new_code, new_key, read, screen_key
from evaluator.classroom.errors import BadTicket, DoorClosed, Full, Moved, NoClass, NotAllowed
from evaluator.classroom.records import Opened, Seat
from evaluator.classroom.settings import MAX_EXPECTED, MAX_SEATS, MORE_SEATS, ClassSettings, seats
from evaluator.classroom.states import State
from evaluator.classroom.store.models import AnswerRow, ClassRoom, SeatRow, TicketRow
from evaluator.classroom.store.queries import hosted, is_over, locked, seat

PAPER = "paper"
SILENT = ~exists().where(AnswerRow.seat_id == SeatRow.id)  # a seat that has answered nothing


def hour(now: float) -> int:
    """Hours since 1970."""
    return int(now // 3600)


def start(session: Session, chosen: ClassSettings, form: str, now: float) -> Opened:
    """Return a new class with its keys, or the one of this form, if its teacher has done nothing yet."""
    for host_key in codes.host_keys(form, repr(chosen)):
        room = _by_host(session, host_key) or _new(session, host_key, chosen, now) or _by_host(session, host_key)
        if room and room.step == 1:
            made = tuple(islice(codes.tickets(host_key), room.tickets))
            return Opened(room.id, room.code, host_key, screen_key(host_key), made)
    raise NotAllowed  # there are always more keys


def _by_host(session: Session, host_key: str) -> ClassRoom | None:
    return session.scalar(select(ClassRoom).where(ClassRoom.host == digest(host_key)))


def _new(session: Session, host_key: str, chosen: ClassSettings, now: float) -> ClassRoom | None:
    """Make a class; None when its key or its code has just been taken."""
    room = ClassRoom(
        code=_free_code(session),
        host=digest(host_key),
        screen=digest(screen_key(host_key)),
        state=State.LOBBY if chosen.closes is None else State.OPEN,
        round=1,
        question="",
        version=1,
        step=1,
        seats=0,
        limit=seats(chosen.expected),
        door_open=True,
        published=False,
        left_out=0,
        day=date.fromtimestamp(now).toordinal(),  # of the server, as every day that a page says
        active_hour=hour(now),
        **{**vars(chosen), "questions": " ".join(chosen.questions), "tickets": 0},  # made below, one by one
    )
    try:
        with session.begin_nested():
            session.add(room)
    except IntegrityError:  # the same form at the same moment, or the same code
        return None
    _tickets(session, room, host_key, chosen.tickets)
    return room


def tickets(session: Session, host_key: str, number: int, have: int | None) -> tuple[str, ...]:
    """So many more tickets; from the first one on, nobody comes in without. Raises NoClass, NotAllowed.

    Whoever says how many there were before, and asks twice, has the same ones again.
    """
    room = hosted(session, host_key)
    if have is not None and 0 < number <= room.tickets - have:
        return tuple(islice(codes.tickets(host_key), have, have + number))
    if is_over(room) or not 0 < number <= MAX_SEATS - room.tickets:
        raise NotAllowed
    _seen(room)
    return _tickets(session, room, host_key, number)


def door(
    session: Session, host_key: str, step: int | None, is_open: bool, new: bool, expected: int | None
) -> ClassRoom:
    """Open or close the door, change the code, or expect another number. Raises NoClass, Moved, NotAllowed."""
    room = _at_step(session, host_key, step)
    room.door_open = is_open
    if new:
        room.code = _free_code(session)
    if expected is not None:
        room.expected, room.limit = expected, seats(expected, room.tickets)
    _seen(room)
    room.step += 1
    return room


def _at_step(session: Session, host_key: str, step: int | None) -> ClassRoom:
    """Return a class that runs, at the step that the teacher's page showed. Raises NoClass, Moved, NotAllowed."""
    room = hosted(session, host_key)
    if is_over(room):
        raise NotAllowed
    if step is not None and step != room.step:
        raise Moved
    return room


def make_room(session: Session, host_key: str, step: int | None) -> ClassRoom:
    """Let ten more in than could join up to now. Raises NoClass, Moved, NotAllowed."""
    room = _at_step(session, host_key, step)
    if room.expected is not None:
        room.expected = min(MAX_EXPECTED, room.expected + MORE_SEATS)
    room.limit = min(MAX_SEATS, room.limit + MORE_SEATS)
    _seen(room)
    room.step += 1
    return room


def start_anew(session: Session, host_key: str, step: int | None) -> ClassRoom:
    """Open the door under a new code, and set aside the seats that have answered nothing.

    Each of them counts again as soon as its device asks for anything, whether there is room or not: only a seat that
    no device holds stays away. Raises NoClass, Moved, NotAllowed.
    """
    room = _at_step(session, host_key, step)
    aside = update(SeatRow).where(SeatRow.class_id == room.id, ~SeatRow.ignored, ~SeatRow.away, SILENT)
    room.seats -= _count(session, aside.values(away=True))
    room.door_open, room.code = True, _free_code(session)
    _seen(room)
    room.step += 1
    return room


def check_door(session: Session, class_id: int, ticket: str) -> None:
    """Find out whether a device could join now. Raises NoClass, DoorClosed, Full, BadTicket."""
    room = session.get(ClassRoom, class_id)
    if room is None:
        raise NoClass
    _admit(room)
    if room.tickets:
        _ticket(session, room, ticket)


def join(session: Session, class_id: int, ticket: str, token: str, now: float) -> Seat:
    """Take a seat: a new one, or the one that this token has. Raises NoClass, DoorClosed, Full, BadTicket."""
    room = locked(session, class_id)
    known = session.scalar(select(SeatRow).where(SeatRow.token == digest(token)))
    if known and known.class_id == class_id:
        _back_in(room, known)
        return seat(known, token, room.round)
    _admit(room)
    if room.tickets:
        _ticket(session, room, ticket).used = True
    token = new_key() if known or len(token) < MIN_KEY else token
    number = _free_number(session, room)
    row = SeatRow(class_id=room.id, token=digest(token), number=number, ignored=False, finished=0, away=False)
    session.add(row)
    room.seats += 1
    room.active_hour = hour(now)
    _seen(room)
    return seat(row, token, room.round)


def leave(session: Session, token: str) -> None:
    """Set a seat aside that its device gives up; one that has answered, or is left out, stays as it is."""
    row = session.scalar(select(SeatRow).where(SeatRow.token == digest(token)))
    if row is None:
        return
    room = locked(session, row.class_id)
    gone = update(SeatRow).where(SeatRow.id == row.id, ~SeatRow.ignored, ~SeatRow.away, SILENT)
    if _count(session, gone.values(away=True)):
        room.seats -= 1
        _seen(room)


def _count(session: Session, change: Update) -> int:
    """Make a change, and count the rows that it found."""
    done = session.execute(change.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", done).rowcount


def _back_in(room: ClassRoom, row: SeatRow) -> None:
    if row.away:
        row.away, room.seats = False, room.seats + 1
        _seen(room)


def _admit(room: ClassRoom) -> None:
    """Look whether the door lets one more in. Raises DoorClosed, Full."""
    if not room.door_open or room.mode == PAPER:  # the end closes it, too
        raise DoorClosed
    if room.seats >= room.limit:
        raise Full


def _seen(room: ClassRoom) -> None:
    room.version += 1


def _free_code(session: Session) -> str:
    while session.scalar(select(ClassRoom.id).where(ClassRoom.code == (code := new_code()))):
        pass
    return code


def _free_number(session: Session, room: ClassRoom) -> int:
    taken = set(session.scalars(select(SeatRow.number).where(SeatRow.class_id == room.id)))
    free = [number for number in range(MAX_SEATS) if number not in taken]
    return choice(free) if free else _number_of_one_away(session, room)


def _number_of_one_away(session: Session, room: ClassRoom) -> int:
    """Take the place of a seat that no device has come back to. There is one: fewer are in than can be."""
    away = select(SeatRow).where(SeatRow.class_id == room.id, SeatRow.away).order_by(SeatRow.number).limit(1)
    row = session.scalars(away).one()
    session.execute(delete(SeatRow).where(SeatRow.id == row.id).execution_options(synchronize_session=False))
    return row.number


def _tickets(session: Session, room: ClassRoom, host_key: str, number: int) -> tuple[str, ...]:
    made = tuple(islice(codes.tickets(host_key), room.tickets, room.tickets + number))
    session.add_all(TicketRow(class_id=room.id, digest=digest(each), used=False) for each in made)
    room.tickets += number
    room.limit = min(MAX_SEATS, room.limit + number)  # whoever holds one comes in, however many sit there already
    return made


def known_tickets(session: Session, host_key: str, slips: Sequence[str]) -> tuple[str, ...]:
    """Return those of some tickets that open the door: an older version drew its own at random."""
    room = session.scalar(select(ClassRoom.id).where(ClassRoom.host == digest(host_key)))
    return tuple(each for each in slips if session.get(TicketRow, (room, digest(each))))


def _ticket(session: Session, room: ClassRoom, ticket: str) -> TicketRow:
    row = session.get(TicketRow, (room.id, digest(read(ticket, "ticket"))))
    if row is None or row.used:
        raise BadTicket
    return row
