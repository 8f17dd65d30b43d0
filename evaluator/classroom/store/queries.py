"""From rows to what the program knows: a class, a seat, progress and counts."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select, text
from sqlalchemy.orm import Session

from evaluator.classroom.codes import digest
from evaluator.classroom.errors import NoClass, NotRevealed
from evaluator.classroom.records import ClassRow, QuestionCounts, Seat
from evaluator.classroom.settings import ClassSettings
from evaluator.classroom.states import OVER, State, counts_shown
from evaluator.classroom.store.models import ClassRoom, CountRow, SeatRow

TAKEN = frozenset({State.OPEN, State.PAUSED})  # answers are taken, or will be again
CHOICES = [each.name for each in fields(ClassSettings) if each.name != "questions"]  # columns of the same name
ANSWERS, MOVED = "#answers", "#moved"  # kept beside the options of a question; no option id looks so


def class_row(room: ClassRoom | Row[Any]) -> ClassRow:
    """Return a class as it stands."""
    return ClassRow(
        id=room.id,
        code=room.code,
        state=State(room.state),
        round=room.round,
        question=room.question,
        settings=class_settings(room),
        version=room.version,
        step=room.step,
        joined=room.seats,
        door_open=room.door_open,
        day=date.fromordinal(room.day),
        published=room.published,
        left_out=room.left_out,
    )


def class_settings(room: ClassRoom | Row[Any]) -> ClassSettings:
    """Return what the teacher chose."""
    return ClassSettings(tuple(room.questions.split()), **{name: getattr(room, name) for name in CHOICES})


def locked(session: Session, class_id: int) -> ClassRoom:
    """Return a class that nobody else changes until the transaction ends. Raises NoClass."""
    room = session.get(ClassRoom, class_id, with_for_update=True)
    if room is None:
        raise NoClass
    return room


def hosted(session: Session, host_key: str) -> ClassRoom:
    """Return the class of a host key, locked. Raises NoClass."""
    wanted = select(ClassRoom).where(ClassRoom.host == digest(host_key)).with_for_update()
    room = session.scalar(wanted)
    if room is None:
        raise NoClass
    return room


def seat(row: SeatRow | Row[Any], token: str, round: int) -> Seat:
    """Return a seat for whoever holds its token."""
    return Seat(row.class_id, row.number, token, row.ignored, row.finished >= round, row.away)


def seats(session: Session, class_id: int) -> Mapping[int, bool]:
    """Return the numbers of all seats, and whether they are ignored. Sorted: no order of joining."""
    wanted = select(SeatRow.number, SeatRow.ignored).where(SeatRow.class_id == class_id, ~SeatRow.away)
    return {number: ignored for number, ignored in session.execute(wanted.order_by(SeatRow.number))}


def ping(session: Session) -> None:
    """Ask nothing; whoever is there answers."""
    session.execute(text("SELECT 1")).scalar()


def counts(session: Session, class_id: int, round: int) -> Mapping[str, QuestionCounts]:
    """Return what the class may see of a round, by question. Raises NoClass, NotRevealed."""
    room = session.get(ClassRoom, class_id)
    if room is None:
        raise NoClass
    if not counts_shown(State(room.state), room.round, round):
        raise NotRevealed
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in session.scalars(_of(class_id, round, typed=False)):
        found[row.question][row.option] = row.n
    return {question: _counted(found[question]) for question in room.questions.split() if question in found}


def typed(session: Session, class_id: int, round: int) -> Mapping[str, Mapping[str, int]]:
    """Return what the teacher typed for a round: question -> option -> number."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in session.scalars(_of(class_id, round, typed=True)):
        found[row.question][row.option] = row.n
    return dict(found)


def typed_by(session: Session, host_key: str, round: int) -> Mapping[str, Mapping[str, int]]:
    """Return the same by the key of the class. Raises NoClass."""
    return typed(session, hosted(session, host_key).id, round)


def _of(class_id: int, round: int, typed: bool) -> Select[tuple[CountRow]]:
    """Select counts by the names of their options: the order of the rows is that in which seats came in."""
    wanted = select(CountRow).where(CountRow.class_id == class_id, CountRow.round == round, CountRow.typed == typed)
    return wanted.order_by(CountRow.question, CountRow.option)


def _counted(numbers: Mapping[str, int]) -> QuestionCounts:
    options = {option: n for option, n in numbers.items() if not option.startswith("#")}
    return QuestionCounts(numbers[ANSWERS], options, numbers.get(MOVED))


def has_closed(row: ClassRow | ClassRoom | Row[Any], closes: int | None, now: float) -> bool:
    """Tell whether the time of homework is over and it still stands open: whoever comes next finds it locked."""
    return closes is not None and row.round == 1 and State(row.state) in TAKEN and now >= closes * 60


def is_over(room: ClassRoom) -> bool:
    """Tell whether nothing can happen in this class any more."""
    return State(room.state) in OVER
