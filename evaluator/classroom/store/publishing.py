"""From answers to the counts that a class sees, by the rule of `evaluator.classroom.publishing`.

A class of 300 has thousands of answers, and a teacher presses Reveal once for all of them: they are counted in
one question, and what was seen of them is written down for all alike at once.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session, aliased

from evaluator.classroom.publishing import Vote, floored, published, remembered
from evaluator.classroom.records import Counted
from evaluator.classroom.store.joining import PAPER
from evaluator.classroom.store.models import AnswerRow, ClassRoom, CountRow, SeatRow
from evaluator.classroom.store.queries import ANSWERS, MOVED, typed
from evaluator.classroom.tally import FEWEST

ABSENT = "-"  # at a look at which an answer did not count


@dataclass(frozen=True)
class Ballot:
    """Answers to a question that are alike: the option, what was seen so far, and whether the seat is ignored."""

    option: str
    seen: str
    ignored: bool

    @property
    def vote(self) -> Vote:
        """The same for the rule."""
        looks = tuple(None if option == ABSENT else option for option in self.seen.split())
        return Vote(None if self.ignored else self.option, looks)


def publish(session: Session, room: ClassRoom, round: int) -> None:
    """Bring what is shown of a round up to date, as far as that tells nobody's answer."""
    session.flush()
    if room.mode == PAPER:
        by_hand = typed(session, room.id, round)
        _show(session, room, round, {name: floored(Counter(options)) for name, options in by_hand.items()})
        return
    shown: dict[str, Counted] = {}
    seen: dict[tuple[Ballot, str], set[str]] = defaultdict(set)
    for question, ballots in _ballots(session, room.id, round).items():
        votes = Counter[Vote]()
        for ballot, count in ballots.items():
            votes[ballot.vote] += count
        new = published(votes)
        if new is None:
            continue
        shown[question] = new
        if new.options:
            looks = remembered(votes)
            for ballot in ballots:
                seen[ballot, " ".join(option or ABSENT for option in looks[ballot.vote])].add(question)
    _show(session, room, round, shown)
    for (ballot, now), questions in seen.items():
        _remember(session, room, round, ballot, now, questions)


def _ballots(session: Session, class_id: int, round: int) -> Mapping[str, Mapping[Ballot, int]]:
    alike = (AnswerRow.question, AnswerRow.option, AnswerRow.seen, SeatRow.ignored)
    wanted = (
        select(*alike, func.count())
        .join(SeatRow, SeatRow.id == AnswerRow.seat_id)
        .where(SeatRow.class_id == class_id, AnswerRow.round == round)
        .group_by(*alike)
    )
    found: dict[str, dict[Ballot, int]] = defaultdict(dict)
    for question, option, seen, ignored, count in session.execute(wanted):
        found[question][Ballot(option, seen, ignored)] = count
    return found


def _remember(session: Session, room: ClassRoom, round: int, ballot: Ballot, now: str, questions: set[str]) -> None:
    seats = select(SeatRow.id).where(SeatRow.class_id == room.id, SeatRow.ignored == ballot.ignored)
    which = (
        AnswerRow.seat_id.in_(seats),
        AnswerRow.round == round,
        AnswerRow.question.in_(sorted(questions)),
        AnswerRow.option == ballot.option,
        AnswerRow.seen == ballot.seen,
    )
    session.execute(update(AnswerRow).where(*which).values(seen=now).execution_options(synchronize_session=False))


def _moved(session: Session, room: ClassRoom, round: int, question: str) -> int | None:
    """How many chose something else than the last time; None when under five did, or there was no last time."""
    earlier = select(func.max(CountRow.round)).where(
        CountRow.class_id == room.id, CountRow.question == question, CountRow.round < round
    )
    last = session.scalar(earlier)
    if last is None:
        return None
    now, then = aliased(AnswerRow), aliased(AnswerRow)
    wanted = (
        select(func.count())
        .select_from(SeatRow)
        .join(now, (now.seat_id == SeatRow.id) & (now.round == round) & (now.question == question))
        .join(then, (then.seat_id == SeatRow.id) & (then.round == last) & (then.question == question))
        .where(SeatRow.class_id == room.id, ~SeatRow.ignored, now.option != then.option)
    )
    moved = session.scalar(wanted) or 0
    return moved if moved >= FEWEST else None


def _show(session: Session, room: ClassRoom, round: int, shown: Mapping[str, Counted]) -> None:
    which = (CountRow.class_id == room.id, CountRow.round == round, CountRow.question.in_(sorted(shown)))
    session.execute(delete(CountRow).where(*which, ~CountRow.typed).execution_options(synchronize_session=False))
    rows = []
    for question, counted in shown.items():
        numbers = {ANSWERS: counted.n, **counted.options}
        moved = _moved(session, room, round, question) if round > 1 and counted.options else None
        if moved is not None:
            numbers[MOVED] = moved
        rows += [{"question": question, "option": option, "n": n} for option, n in numbers.items()]
    if rows:
        same = {"class_id": room.id, "round": round, "typed": False}
        session.execute(insert(CountRow), [{**same, **row} for row in rows])
