"""Decide which counts are shown, so that no two of them tell one pupil's answer.

A question is counted once in a round, and never again. Its first count that is shown fixes the seats that it counts:
later votes count the same seats, and a seat that does not answer again keeps its answer. A later count is shown when
two thirds of those seats answered again and nobody, or at least five, changed their answer since any count shown
before; else its number alone is told. So nobody but the pupils themselves makes one count differ from another.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from evaluator.classroom.records import QuestionCounts
from evaluator.classroom.tally import MIN_ANSWERS

MIN_CHANGES = 5  # as many as a first count needs: changes are a vote of their own
MIN_GROUP_CHANGES = 3  # a group's answer is nobody's own
LEFT_OUT_SHARE = 10  # one seat in so many that have answered may be left out, and always one


@dataclass(frozen=True)
class Ballot:
    """The answer of one seat to a question that was shown before."""

    standing: str
    shown: tuple[str, ...]  # as it stood at each count that was shown
    again: bool  # it answered in this round


def first_count(options: Mapping[str, int]) -> QuestionCounts:
    """Count a question of which nothing was shown yet; the number alone under five answers."""
    n = sum(options.values())
    return QuestionCounts(n, dict(options) if n >= MIN_ANSWERS else {})


def later_count(ballots: Mapping[Ballot, int], min_changes: int = MIN_CHANGES) -> QuestionCounts:
    """Count a question that was shown before, of the same seats; the number of new answers alone where that tells."""
    again = sum(count for ballot, count in ballots.items() if ballot.again)
    if again < MIN_ANSWERS or 3 * again < 2 * sum(ballots.values()):
        return QuestionCounts(again)
    changes = _changes(ballots)
    if any(0 < each < min_changes for each in changes):
        return QuestionCounts(again)
    options = Counter[str]()
    for ballot, count in ballots.items():
        options[ballot.standing] += count
    moved = changes[-1] if changes[-1] >= MIN_ANSWERS else None
    return QuestionCounts(options.total(), dict(options), moved)


def max_left_out(seats: int) -> int:
    """Give how many seats may be left out, of so many that have answered: doubles, and not the class."""
    return max(1, seats // LEFT_OUT_SHARE)


def _changes(ballots: Mapping[Ballot, int]) -> list[int]:
    """Count the seats whose answer differs from each count shown before."""
    looks = max(len(ballot.shown) for ballot in ballots)
    return [
        sum(count for ballot, count in ballots.items() if ballot.standing != ballot.shown[look])
        for look in range(looks)
    ]
