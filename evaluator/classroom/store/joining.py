"""Starting a class, and coming in: door, tickets and seats."""

from datetime import UTC, datetime
from secrets import choice

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluator.classroom.codes import MIN_KEY, digest, new_code, new_key, new_ticket, read, screen_key
from evaluator.classroom.errors import BadTicket, DoorClosed, Full, NotAllowed
from evaluator.classroom.records import Opened, Seat
from evaluator.classroom.settings import MAX_SEATS, ClassSettings, seats
from evaluator.classroom.states import State
from evaluator.classroom.store.models import ClassRoom, SeatRow, TicketRow
from evaluator.classroom.store.queries import hosted, is_over, locked, seat

PAPER = "paper"


def hour(now: float) -> int:
    """Hours since 1970."""
    return int(now // 3600)


def start(session: Session, chosen: ClassSettings, now: float) -> Opened:
    """Return a new class, with its keys."""
    host_key = new_key()
    projector = screen_key(host_key)
    room = ClassRoom(
        code=_free_code(session),
        host=digest(host_key),
        screen=digest(projector),
        platform=chosen.platform,
        set=chosen.set,
        questions=" ".join(chosen.questions),
        mode=chosen.mode,
        expected=chosen.expected,
        keep_days=chosen.keep_days,
        tickets=0,
        state=State.LOBBY,
        round=1,
        question="",
        version=1,
        step=1,
        seats=0,
        limit=seats(chosen.expected),
        door_open=True,
        published=False,
        left_out=0,
        day=datetime.fromtimestamp(now, UTC).toordinal(),
        active_hour=hour(now),
    )
    session.add(room)
    session.flush()
    return Opened(room.id, room.code, host_key, projector, _tickets(session, room, chosen.tickets))


def tickets(session: Session, host_key: str, number: int) -> tuple[str, ...]:
    """So many more tickets; from the first one on, nobody comes in without. Raises NoClass, NotAllowed."""
    room = hosted(session, host_key)
    if is_over(room) or not 0 < number <= MAX_SEATS - room.tickets:
        raise NotAllowed
    _seen(room)
    return _tickets(session, room, number)


def door(session: Session, host_key: str, is_open: bool, new: bool, expected: int | None) -> ClassRoom:
    """Open or close the door, change the code, or expect another number. Raises NoClass, NotAllowed."""
    room = hosted(session, host_key)
    if is_over(room):
        raise NotAllowed
    room.door_open = is_open
    if new:
        room.code = _free_code(session)
    if expected is not None:
        room.expected, room.limit = expected, seats(expected)
    _seen(room)
    room.step += 1
    return room


def join(session: Session, class_id: int, ticket: str, token: str, now: float) -> Seat:
    """Return a seat: a new one, or the one that this token has. Raises NoClass, DoorClosed, Full, BadTicket."""
    room = locked(session, class_id)
    wanted = select(SeatRow).where(SeatRow.class_id == class_id, SeatRow.token == digest(token))
    if token and (row := session.scalar(wanted)):
        return seat(row, token, room.round)
    if is_over(room) or not room.door_open or room.mode == PAPER:
        raise DoorClosed
    if room.seats >= room.limit:
        raise Full
    if room.tickets:
        _use(session, room, ticket)
    token = token if len(token) >= MIN_KEY else new_key()
    row = SeatRow(
        class_id=room.id, token=digest(token), number=_free_number(session, room), ignored=False, finished=0
    )
    session.add(row)
    room.seats += 1
    room.active_hour = hour(now)
    _seen(room)
    return seat(row, token, room.round)


def _seen(room: ClassRoom) -> None:
    room.version += 1


def _free_code(session: Session) -> str:
    while session.scalar(select(ClassRoom.id).where(ClassRoom.code == (code := new_code()))):
        pass
    return code


def _free_number(session: Session, room: ClassRoom) -> int:
    taken = set(session.scalars(select(SeatRow.number).where(SeatRow.class_id == room.id)))
    return choice([number for number in range(MAX_SEATS) if number not in taken])


def _tickets(session: Session, room: ClassRoom, number: int) -> tuple[str, ...]:
    made: set[str] = set()
    while len(made) < number:
        made.add(new_ticket())
    session.add_all(TicketRow(class_id=room.id, digest=digest(each), used=False) for each in made)
    room.tickets += number
    return tuple(made)


def _use(session: Session, room: ClassRoom, ticket: str) -> None:
    row = session.get(TicketRow, (room.id, digest(read(ticket, "ticket"))))
    if row is None or row.used:
        raise BadTicket
    row.used = True
