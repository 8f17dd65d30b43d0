"""Purge on schedule: classes that nobody has touched for a day end, counts go when their time is over.

All times are whole hours, rounded so that nothing stays longer than was said.
"""

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from evaluator.classroom.records import Purged
from evaluator.classroom.states import State
from evaluator.classroom.store.joining import hour
from evaluator.classroom.store.models import ClassRoom
from evaluator.classroom.store.teacher_actions import end, forget

IDLE_HOURS = DAY_HOURS = 24
MAX_CLASSES = 5  # classes in one transaction, so that it is short
AHEAD_HOURS = 48  # that a class may lie in the future before the clock must have been wrong


def purge(session: Session, now: float) -> Purged:
    """Purge some of what is due; nothing is left when nothing was purged."""
    at, purged = hour(now), Purged()
    _mend(session, at)
    due = or_(
        and_(ClassRoom.state != State.ENDED, ClassRoom.active_hour <= at - IDLE_HOURS),
        and_(ClassRoom.state == State.ENDED, ClassRoom.active_hour + ClassRoom.keep_days * DAY_HOURS <= at),
    )
    for room in session.scalars(
        select(ClassRoom).where(due).limit(MAX_CLASSES).with_for_update(skip_locked=True)
    ).all():
        purged += _forget(session, room) if room.state == State.ENDED else _end(session, room)
    return purged


def _end(session: Session, room: ClassRoom) -> Purged:
    """End it as at the end of its last day."""
    gone = end(session, room, (room.active_hour + IDLE_HOURS) * 3600)
    return Purged(1, int(room.state == State.PURGED), gone.seats, gone.answers)


def _forget(session: Session, room: ClassRoom) -> Purged:
    forget(session, room.id)
    return Purged(deleted=1)


def _mend(session: Session, at: int) -> None:
    """Return a class made while the clock was far ahead would stay too long."""
    ahead = update(ClassRoom).where(ClassRoom.active_hour > at + AHEAD_HOURS).values(active_hour=at)
    session.execute(ahead.execution_options(synchronize_session=False))
