"""What a teacher chooses when a class starts. It checks itself: a value that cannot be is a ValueError."""

import re
from dataclasses import dataclass

from evaluator.validation.parameters import check_platform
from evaluator.validation.text import clean

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
MODES = ("devices", "groups", "pass", "paper")
KEEP_DAYS = (0, 1, 7, 30)
MAX_SEATS = 300
MAX_QUESTIONS = 60
MAX_EXPECTED = 250
MORE_SEATS = 10  # that a teacher lets in with one press
SLACK = 10  # one seat more for each ten that are expected


@dataclass(frozen=True)
class ClassSettings:
    """The choices, all with a default; `questions` are the ids of the set, in order."""

    questions: tuple[str, ...]
    set: str = "quick"  # "quick", "full" or the id of a dimension
    platform: str = ""  # "" when each group chooses its own
    mode: str = "devices"
    expected: int | None = None
    keep_days: int = 7
    tickets: int = 0  # one-time tickets to print; none: whoever has the code can join

    def __post_init__(self) -> None:
        """Clean the platform's name and check every value."""
        unreadable = check_platform(self.platform)
        object.__setattr__(self, "platform", clean(self.platform))
        checks = (
            (1 <= len(self.questions) <= MAX_QUESTIONS, f"a class has 1 to {MAX_QUESTIONS} questions"),
            (all(ID.fullmatch(each) for each in (*self.questions, self.set)), "sets and questions are named by ids"),
            (len({*self.questions}) == len(self.questions), "a question stands in a class once"),
            (unreadable is None, f"the platform's name has a problem: {unreadable and unreadable.kind}"),
            (self.mode in MODES, f"the mode is one of {', '.join(MODES)}"),
            (self.keep_days in KEEP_DAYS, f"counts are kept for {', '.join(map(str, KEEP_DAYS))} days"),
            (self.expected is None or 1 <= self.expected <= MAX_EXPECTED, f"1 to {MAX_EXPECTED} are expected"),
            (0 <= self.tickets <= MAX_SEATS, f"a class has at most {MAX_SEATS} tickets"),
        )
        faults = [what for good, what in checks if not good]
        if faults:
            raise ValueError("; ".join(faults))


def seats(expected: int | None) -> int:
    """Return how many can join: a tenth more than expected, at least one more."""
    return MAX_SEATS if expected is None else min(MAX_SEATS, expected + max(1, expected // SLACK))
