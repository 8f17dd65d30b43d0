"""Carry out the teacher's moves: the next state, a tally typed in, a device ignored, the end, and the purge.

Classes that nobody has touched for a day end, homework not before three days after it closed; and counts go when
their time is over. All times are whole hours,
rounded so that nothing stays longer than was said.
"""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import CursorResult, and_, delete, distinct, func, or_, select, update
from sqlalchemy.orm import Session

from evaluator.classroom.errors import Moved, NoSeat, NotAllowed, TooManyLeftOut, UnknownAnswer
from evaluator.classroom.publishing import max_left_out
from evaluator.classroom.records import Ended, Purged
from evaluator.classroom.settings import ID, KEPT_AFTER_DAYS, MAX_HOMEWORK_DAYS, MAX_SEATS
from evaluator.classroom.states import SHOWN, State, TeacherAction, after
from evaluator.classroom.store.joining import PAPER, hour
from evaluator.classroom.store.models import AnswerRow, ClassRoom, CountRow, SeatRow, TicketRow
from evaluator.classroom.store.publishing import publish
from evaluator.classroom.store.queries import has_closed, hosted, is_over, locked

ABOUT_ONE = {TeacherAction.NEXT, TeacherAction.DISCUSS, TeacherAction.EVIDENCE, TeacherAction.VOTE_AGAIN}
FREES = {(TeacherAction.OPEN, state) for state in (State.LOBBY, State.OPEN, State.LOCKED, State.REVEALED)}
KEEPS = {TeacherAction.EVIDENCE, TeacherAction.VOTE_AGAIN}  # the question talked about, when none is named


def act(
    session: Session, host_key: str, action: TeacherAction, question: str, step: int | None, now: float
) -> ClassRoom:
    """Make one move. Raises NoClass, Moved, NotAllowed, UnknownAnswer."""
    room = hosted(session, host_key)
    _close_when_due(room, now)
    if step is not None and step != room.step:
        raise Moved
    state = after(State(room.state), action, room.round, room.published)
    if action == TeacherAction.END:
        end(session, room, now)
        return room
    if action in ABOUT_ONE:
        _turn_to(room, action, question)
    elif room.round == 1 and (action == TeacherAction.LOCK or (action, room.state) in FREES):
        room.question = ""  # at the own pace; and the first thing to see is all of it
    if action == TeacherAction.VOTE_AGAIN:
        room.round += 1
    if action == TeacherAction.OPEN and room.closes is not None and now >= room.closes * 60:
        room.closes = None  # open again after its time: until the teacher locks
    room.state = state
    if action == TeacherAction.REVEAL:
        publish(session, room, room.round)
    _changed(room, now)
    return room


def close_when_due(session: Session, class_id: int, now: float) -> None:
    """Lock the answers of homework whose time is over. Raises NoClass."""
    _close_when_due(locked(session, class_id), now)


def _close_when_due(room: ClassRoom, now: float) -> None:
    if has_closed(room, room.closes, now):
        room.state, room.question = State.LOCKED, ""
        room.version += 1
        room.step += 1


def tally_in(session: Session, host_key: str, counts: Mapping[str, Mapping[str, int]], now: float) -> ClassRoom:
    """Counts of hands or cards by question, all or none; they take the place of earlier ones. Only on paper.

    Raises NoClass, NotAllowed, UnknownAnswer.
    """
    room = hosted(session, host_key)
    if room.mode != PAPER or is_over(room) or (room.round > 1 and {*counts} - {room.question}):
        raise NotAllowed
    for question, options in counts.items():
        good = all(ID.fullmatch(option) and n >= 0 for option, n in options.items())
        if not good or question not in room.questions.split() or sum(options.values()) > MAX_SEATS:
            raise UnknownAnswer
        key = {"class_id": room.id, "round": room.round, "question": question, "typed": True}
        session.execute(delete(CountRow).filter_by(**key))
        session.add_all(CountRow(**key, option=option, n=n) for option, n in options.items())
    _republish(session, room)
    _changed(room, now)
    return room


def ignore(session: Session, host_key: str, number: int, ignored: bool, now: float) -> ClassRoom:
    """Leave a device's answers out, or let them count again; only before the first count is shown.

    Raises NoClass, NoSeat, NotAllowed, TooManyLeftOut.
    """
    room = hosted(session, host_key)
    if is_over(room) or room.published:
        raise NotAllowed
    row = session.scalar(select(SeatRow).where(SeatRow.class_id == room.id, SeatRow.number == number))
    if row is None:
        raise NoSeat
    if row.ignored == ignored:  # pressed twice: nothing has changed, and the page that is open stays good
        return room
    if ignored and room.left_out >= max_left_out(_answering(session, room)):
        raise TooManyLeftOut
    room.left_out += 1 if ignored else -1
    row.ignored = ignored
    _republish(session, room)
    _changed(room, now)
    return room


def _answering(session: Session, room: ClassRoom) -> int:
    """Count the seats that have answered anything; anybody can bring empty ones by the hundred."""
    seats = select(func.count(distinct(AnswerRow.seat_id))).join(SeatRow, SeatRow.id == AnswerRow.seat_id)
    return session.scalars(seats.where(SeatRow.class_id == room.id)).one()


def end_of(session: Session, host_key: str, now: float) -> Ended:
    """End a class by its key. Raises NoClass, NotAllowed."""
    room = hosted(session, host_key)
    after(State(room.state), TeacherAction.END)
    return end(session, room, now)


def end(session: Session, room: ClassRoom, now: float) -> Ended:
    """Delete all that belongs to one device, keep the counts that may be shown, for as long as the teacher chose."""
    for round in range(1, room.round + 1):
        publish(session, room, round)
    gone = _delete_seats(session, room)
    session.execute(delete(CountRow).where(CountRow.class_id == room.id, CountRow.typed))
    room.state, room.door_open = State.ENDED, False
    _changed(room, now)
    if room.keep_days == 0:
        room.state = State.PURGED
        forget(session, room.id)
    return gone


def delete_now(session: Session, host_key: str, now: float) -> Purged:
    """End a class if it is not over, and forget it. Raises NoClass."""
    room = hosted(session, host_key)
    purged = Purged(deleted=1)
    if not is_over(room):
        gone = end(session, room, now)
        purged += Purged(seats=gone.seats, answers=gone.answers)
    forget(session, room.id)
    return purged


def forget(session: Session, class_id: int) -> None:
    """Delete a class and its counts: nothing is left of it."""
    session.execute(delete(CountRow).where(CountRow.class_id == class_id))
    session.execute(delete(ClassRoom).where(ClassRoom.id == class_id).execution_options(synchronize_session=False))


def _delete_seats(session: Session, room: ClassRoom) -> Ended:
    seats = select(SeatRow.id).where(SeatRow.class_id == room.id)
    answers = delete(AnswerRow).where(AnswerRow.seat_id.in_(seats))
    gone = [
        cast("CursorResult[Any]", session.execute(statement.execution_options(synchronize_session=False))).rowcount
        for statement in (answers, delete(SeatRow).where(SeatRow.class_id == room.id))
    ]
    session.execute(delete(TicketRow).where(TicketRow.class_id == room.id))
    left = select(func.count()).select_from(SeatRow).where(SeatRow.class_id == room.id)
    return Ended(seats=gone[1], answers=gone[0], left=session.scalars(left).one())


def _turn_to(room: ClassRoom, action: TeacherAction, question: str) -> None:
    """Turn to the question talked about; without one, `next` shows all and `discuss` where all are divided."""
    wanted = question or (room.question if action in KEEPS else "")
    if wanted not in room.questions.split() and (wanted or action == TeacherAction.VOTE_AGAIN):
        raise UnknownAnswer
    room.question = wanted


def _republish(session: Session, room: ClassRoom) -> None:
    rounds = room.round + (State(room.state) in SHOWN)
    for round in range(1, rounds):
        publish(session, room, round)


def _changed(room: ClassRoom, now: float) -> None:
    room.version += 1
    room.step += 1
    room.active_hour = hour(now)


IDLE_HOURS = DAY_HOURS = 24
HOMEWORK_HOURS = KEPT_AFTER_DAYS * DAY_HOURS  # after it closed
AHEAD_MINUTES = (MAX_HOMEWORK_DAYS + 2) * DAY_HOURS * 60  # likewise, of the time at which homework closes
MAX_CLASSES = 5  # classes in one transaction, so that it is short
AHEAD_HOURS = 48  # that a class may lie in the future before the clock must have been wrong


def purge(session: Session, now: float) -> Purged:
    """Purge some of what is due; nothing is left when nothing was purged."""
    at, purged = hour(now), Purged()
    _mend(session, at)
    due = or_(
        and_(
            ClassRoom.state != State.ENDED,
            ClassRoom.active_hour <= at - IDLE_HOURS,
            or_(ClassRoom.closes.is_(None), ClassRoom.closes < (at - HOMEWORK_HOURS + 1) * 60),
        ),
        and_(ClassRoom.state == State.ENDED, ClassRoom.active_hour + ClassRoom.keep_days * DAY_HOURS <= at),
    )
    for room in session.scalars(
        select(ClassRoom).where(due).limit(MAX_CLASSES).with_for_update(skip_locked=True)
    ).all():
        purged += _forget(session, room) if room.state == State.ENDED else _end(session, room)
    return purged


def _end(session: Session, room: ClassRoom) -> Purged:
    """End it as at the end of its last day."""
    last = room.active_hour + IDLE_HOURS
    if room.closes is not None:
        last = max(last, room.closes // 60 + HOMEWORK_HOURS)
    gone = end(session, room, last * 3600)
    return Purged(1, int(room.state == State.PURGED), gone.seats, gone.answers)


def _forget(session: Session, room: ClassRoom) -> Purged:
    forget(session, room.id)
    return Purged(deleted=1)


def _mend(session: Session, at: int) -> None:
    """Bring classes back to now that were made while the clock was far ahead: they would stay too long."""
    ahead = update(ClassRoom).where(ClassRoom.active_hour > at + AHEAD_HOURS).values(active_hour=at)
    session.execute(ahead.execution_options(synchronize_session=False))
    late = update(ClassRoom).where(ClassRoom.closes > at * 60 + AHEAD_MINUTES).values(closes=at * 60)
    session.execute(late.execution_options(synchronize_session=False))
