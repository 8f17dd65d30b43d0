"""What the store gives out and what leaves it: frozen, without a table behind it."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from datetime import date

from evaluator.classroom.settings import ClassSettings
from evaluator.classroom.states import State


@dataclass(frozen=True)
class Opened:
    """A class that has just started. The keys and tickets are told here and nowhere else again."""

    class_id: int
    code: str
    host_key: str  # secret, the teacher's
    screen_key: str  # reads only, the projector's
    tickets: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClassRow:
    """A class as it stands."""

    id: int
    code: str
    state: State
    round: int  # 1, and one more for each vote again
    question: str  # on the projector, talked about or voted on again; "" for all
    settings: ClassSettings
    version: int  # grows with every change that anyone can see: for polling
    step: int  # grows with every move of the teacher
    joined: int
    door_open: bool
    day: date  # when it started
    left_out: int = 0  # seats that do not count
    published: bool = False  # counts have been shown: from now on the same seats count


@dataclass(frozen=True)
class Seat:
    """One device, or one turn at it. The token is known only to who has just joined or sent it."""

    class_id: int
    number: int  # drawn at random: it says nothing about the order of joining
    token: str
    ignored: bool = False
    finished: bool = False  # in this round
    away: bool = False  # set aside when the door started anew; back in as soon as its device asks for anything


@dataclass(frozen=True)
class SeatView:
    """A seat with its class and its own answers, question -> option."""

    row: ClassRow
    seat: Seat
    own: Mapping[str, str]  # of this round
    whole: Mapping[str, str]  # as they stand after all rounds
    late: bool = False  # a vote again on a question that was shown before this seat answered it


@dataclass(frozen=True)
class StoredAnswer:
    """An answer that is stored. `repeated` when it had been before: the same key with the same option."""

    question: str
    option: str
    round: int
    follows: str  # the next question of the class; "" after the last, when the seat is through with the round
    repeated: bool = False


@dataclass(frozen=True)
class Progress:
    """How many have joined and how many are through with this round."""

    joined: int
    finished: int
    ignored: int = 0


@dataclass(frozen=True)
class QuestionCounts:
    """One question: how many answered, and how many chose what; no options when there are too few to show."""

    n: int
    options: Mapping[str, int] = field(default_factory=dict)
    moved: int | None = None  # in a vote again: how many chose something else than before, where that is told


@dataclass(frozen=True)
class Ended:
    """What went when a class ended, and the rows with a token that are left: none."""

    seats: int
    answers: int
    left: int


@dataclass(frozen=True)
class Purged:
    """What a purge did."""

    ended: int = 0  # classes that nobody had touched for a day
    deleted: int = 0  # classes whose time was over: their counts and all else
    seats: int = 0
    answers: int = 0

    def __add__(self, other: "Purged") -> "Purged":
        """Return both together."""
        pairs = zip(astuple(self), astuple(other), strict=True)
        return Purged(*(one + another for one, another in pairs))
