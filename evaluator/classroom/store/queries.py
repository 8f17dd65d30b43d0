"""From rows to what the program knows: a class, a seat, progress and counts."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from evaluator.classroom.codes import digest
from evaluator.classroom.errors import NoClass, NotRevealed
from evaluator.classroom.records import ClassRow, Progress, QuestionCounts, Seat
from evaluator.classroom.settings import ClassSettings
from evaluator.classroom.states import OVER, State, counts_shown
from evaluator.classroom.store.models import ClassRoom, CountRow, SeatRow

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
    return ClassSettings(
        questions=tuple(room.questions.split()),
        set=room.set,
        platform=room.platform,
        mode=room.mode,
        expected=room.expected,
        keep_days=room.keep_days,
        tickets=room.tickets,
    )


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


def progress(session: Session, class_id: int) -> Progress:
    """Return how many are there and through. Raises NoClass."""
    room = session.get(ClassRoom, class_id)
    if room is None:
        raise NoClass
    seats = select(func.count()).select_from(SeatRow).where(SeatRow.class_id == class_id, ~SeatRow.away)
    finished = session.scalar(seats.where(SeatRow.finished >= room.round)) or 0
    return Progress(room.seats, finished, session.scalar(seats.where(SeatRow.ignored)) or 0)


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
    order = {question: place for place, question in enumerate(room.questions.split())}
    return {question: _counted(found[question]) for question in sorted(found, key=lambda each: order.get(each, 0))}


def typed(session: Session, class_id: int, round: int) -> Mapping[str, Mapping[str, int]]:
    """Return what the teacher typed for a round: question -> option -> number."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in session.scalars(_of(class_id, round, typed=True)):
        found[row.question][row.option] = row.n
    return dict(found)


def _of(class_id: int, round: int, typed: bool) -> Select[tuple[CountRow]]:
    return select(CountRow).where(CountRow.class_id == class_id, CountRow.round == round, CountRow.typed == typed)


def _counted(numbers: Mapping[str, int]) -> QuestionCounts:
    options = {option: n for option, n in numbers.items() if not option.startswith("#")}
    return QuestionCounts(numbers.get(ANSWERS, 0), options, numbers.get(MOVED))


def is_over(room: ClassRoom) -> bool:
    """Tell whether nothing can happen in this class any more."""
    return State(room.state) in OVER
