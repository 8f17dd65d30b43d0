"""When the counts of a question may be shown, so that no two looks at them tell one pupil's answer.

Nothing under five answers. Counts that have been seen change only to counts in which at least three answers differ,
from the last and from every earlier look: late ones, changed ones, and those of a device that is ignored or let back.
Otherwise a teacher could leave three devices out, let them back in and leave out a fourth, and know its answer.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from evaluator.classroom.records import Counted
from evaluator.classroom.tally import FEWEST

STEP = 3  # answers that must differ before a new state is shown


@dataclass(frozen=True)
class Vote:
    """One seat's answer to one question: now, and at each look so far. None: it does not count, or was not there."""

    now: str | None
    seen: tuple[str | None, ...] = ()

    def at(self, look: int, looks: int) -> str | None:
        """What was seen of it at a look; one that came later was not there at the first ones."""
        place = look - (looks - len(self.seen))
        return self.seen[place] if place >= 0 else None


Votes = Mapping[Vote, int]  # how many there are of each


def published(votes: Votes) -> Counted | None:
    """What to show now; None when what was seen last must stay. Below five: the number alone."""
    if any(0 < step < STEP for step in _steps(votes)):
        return None
    options = Counter[str]()
    for vote, count in votes.items():
        if vote.now is not None:
            options[vote.now] += count
    return floored(options)


def remembered(votes: Votes) -> dict[Vote, tuple[str | None, ...]]:
    """The looks at each vote after what `published` gave has been shown: one more, unless it was seen before."""
    looks, new = _looks(votes), 0 not in _steps(votes)
    return {vote: (*(vote.at(look, looks) for look in range(looks)), *([vote.now] if new else [])) for vote in votes}


def _looks(votes: Votes) -> int:
    return max((len(vote.seen) for vote in votes), default=0)


def _steps(votes: Votes) -> list[int]:
    """For each look: in how many answers it differs from now."""
    looks = _looks(votes)
    return [sum(count for vote, count in votes.items() if vote.now != vote.at(look, looks)) for look in range(looks)]


def floored(options: Counter[str]) -> Counted:
    """Counts as they may be shown."""
    n = options.total()
    return Counted(n, dict(options) if n >= FEWEST else {})
