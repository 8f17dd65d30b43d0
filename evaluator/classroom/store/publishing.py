"""Publish counts from answers, by the rule of `evaluator.classroom.publishing`.

A class of 300 has thousands of answers, and a teacher presses Reveal once for all of them: a first vote is counted in
one query. A later vote is on one question, whose ballots are read one by one.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from evaluator.classroom.publishing import MIN_CHANGES, MIN_GROUP_CHANGES, Ballot, first_count, later_count
from evaluator.classroom.records import QuestionCounts
from evaluator.classroom.store.joining import PAPER
from evaluator.classroom.store.models import AnswerRow, ClassRoom, CountRow, SeatRow
from evaluator.classroom.store.queries import ANSWERS, MOVED, typed

GROUPS = "groups"


def publish(session: Session, room: ClassRoom, round: int) -> None:
    """Count what was answered in a round and is not shown yet. What is shown stays as it is."""
    if room.mode == PAPER:  # the teacher's own figures, corrected at will
        by_hand = typed(session, room.id, round)
        _show(session, room, round, {name: first_count(options) for name, options in by_hand.items()})
        return
    shown = _shown_rounds(session, room.id)
    new: dict[str, QuestionCounts] = {}
    for question, options in _answers(session, room.id, round).items():
        if round in shown[question]:
            continue
        earlier = [each for each in shown[question] if each < round]
        new[question] = _later(session, room, question, round, earlier) if earlier else first_count(options)
    _show(session, room, round, new)
    room.published = room.published or any(counts.options for counts in new.values())


def _shown_rounds(session: Session, class_id: int) -> Mapping[str, list[int]]:
    """Find the rounds of each question whose options have been shown, the earliest first."""
    wanted = (
        select(CountRow.question, CountRow.round)
        .where(CountRow.class_id == class_id, CountRow.option.not_like("#%"))
        .distinct()
        .order_by(CountRow.round)
    )
    found: dict[str, list[int]] = defaultdict(list)
    for question, round in session.execute(wanted):
        found[question].append(round)
    return found


def _answers(session: Session, class_id: int, round: int) -> Mapping[str, Mapping[str, int]]:
    """Count the options of a round, without those of seats that are left out."""
    alike = (AnswerRow.question, AnswerRow.option)
    wanted = (
        select(*alike, func.count())
        .join(SeatRow, SeatRow.id == AnswerRow.seat_id)
        .where(SeatRow.class_id == class_id, AnswerRow.round == round, ~SeatRow.ignored)
        .group_by(*alike)
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for question, option, count in session.execute(wanted):
        found[question][option] = count
    return found


def _later(session: Session, room: ClassRoom, question: str, round: int, earlier: list[int]) -> QuestionCounts:
    """Count a vote again, of the seats that stand in the first count which was shown."""
    wanted = (
        select(AnswerRow.seat_id, AnswerRow.round, AnswerRow.option)
        .join(SeatRow, SeatRow.id == AnswerRow.seat_id)
        .where(SeatRow.class_id == room.id, ~SeatRow.ignored)
        .where(AnswerRow.question == question)
    )
    by_seat: dict[int, dict[int, str]] = defaultdict(dict)
    for seat, answered_in, option in session.execute(wanted):
        by_seat[seat][answered_in] = option
    ballots = Counter(
        Ballot(_standing(given, round), tuple(_standing(given, each) for each in earlier), round in given)
        for given in by_seat.values()
        if earlier[0] in given
    )
    return later_count(ballots, MIN_GROUP_CHANGES if room.mode == GROUPS else MIN_CHANGES)


def _standing(given: Mapping[int, str], round: int) -> str:
    """Find the answer of a seat as it stands in a round: the last one given up to then."""
    return given[max(answered_in for answered_in in given if answered_in <= round)]


def _show(session: Session, room: ClassRoom, round: int, counts: Mapping[str, QuestionCounts]) -> None:
    which = (CountRow.class_id == room.id, CountRow.round == round, CountRow.question.in_(sorted(counts)))
    session.execute(delete(CountRow).where(*which, ~CountRow.typed).execution_options(synchronize_session=False))
    rows = []
    for question, counted in counts.items():
        numbers = {ANSWERS: counted.n, **counted.options}
        if counted.moved is not None:
            numbers[MOVED] = counted.moved
        rows += [{"question": question, "option": option, "n": n} for option, n in sorted(numbers.items())]
    if rows:
        same = {"class_id": room.id, "round": round, "typed": False}
        session.execute(insert(CountRow), [{**same, **row} for row in rows])
