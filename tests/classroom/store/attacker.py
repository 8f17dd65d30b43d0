"""Somebody who wants to know what one pupil answered, with every power of a teacher and of a pupil.

The attacker leads the class, brings devices of the own, decides who may answer when, and keeps every count that was
ever shown. Beside it stands an oracle that knows all answers, and so which seats are behind each count: where two
counts differ by one pupil, and all else was the attacker's, that pupil's answer is told.
"""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Self

from evaluator.classroom.errors import ClassError, DoorClosed
from evaluator.classroom.records import ClassRow, Opened
from evaluator.classroom.settings import ClassSettings
from evaluator.classroom.store.store import Store
from tests.classroom.store.lessons import QUESTIONS

ASKED = QUESTIONS[0]
TWO = ClassSettings(QUESTIONS)
State = dict[int, str]  # the seats behind a count, each with its answer


@dataclass
class Attacker:
    """A class led by somebody with devices of the own."""

    store: Store
    opened: Opened
    settings: ClassSettings = TWO
    pupils: list[str] = field(default_factory=list)  # tokens; the first pupil is the one to be read
    own: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    answers: dict[tuple[int, int], str] = field(default_factory=dict)  # (seat, round) -> option, as accepted
    left_out: set[int] = field(default_factory=set)
    kept: dict[int, tuple[dict[str, int], State]] = field(default_factory=dict)  # round -> counts, and who is behind

    @classmethod
    def with_devices(cls, store: Store, pupils: int, own: int, settings: ClassSettings = TWO, **more: Any) -> Self:
        """A class of so many pupils and devices of the attacker, open for answers."""
        made = cls(store, store.start(settings), settings, **more)
        for _ in range(pupils):
            made.joins(made.pupils)
        for _ in range(own):
            made.joins(made.own)
        made.act("open")
        return made

    @property
    def asked(self) -> str:
        """The question whose answers are wanted."""
        return self.settings.questions[0]

    def joins(self, tokens: list[str]) -> None:
        """One more device, if the door lets it in."""
        with suppress(DoorClosed):
            seat = self.store.join(self.opened.class_id)
            tokens.append(seat.token)
            self.numbers[seat.token] = seat.number

    def act(self, *actions: str) -> None:
        """Press buttons, as far as they are allowed, and look at everything after each."""
        for action in actions:
            with suppress(ClassError):
                self.press(action)
            self.looks()

    def answer(self, token: str, option: str) -> None:
        """Answer with a device, if that is possible now."""
        with suppress(ClassError):
            self.answers[self.numbers[token], self.send(token, option)] = option

    def leave_out(self, token: str, ignored: bool = True) -> None:
        """Leave a device out, or take it back in, if that is possible now."""
        with suppress(ClassError):
            self.set_aside(self.numbers[token], ignored)
            (self.left_out.add if ignored else self.left_out.discard)(self.numbers[token])
        self.looks()

    def starts_the_door_anew(self) -> None:
        """Set aside whoever has not answered, if that is possible now."""
        with suppress(ClassError):
            self.start_anew()
        self.looks()

    def press(self, action: str) -> None:
        """Make a move of the class. Raises ClassError."""
        self.store.act(self.opened.host_key, action, self.asked)

    def send(self, token: str, option: str) -> int:
        """Send an answer; gives the round in which it counts. Raises ClassError."""
        return self.store.answer(token, self.asked, option).round

    def set_aside(self, number: int, ignored: bool) -> None:
        """Leave a device out, or take it back in. Raises ClassError."""
        self.store.ignore(self.opened.host_key, number, ignored)

    def start_anew(self) -> None:
        """Press the button of the door. Raises ClassError."""
        self.store.start_anew(self.opened.host_key)

    def looks(self) -> None:
        """Keep each new count. What was kept before must stand as it was."""
        row = self.row()
        for vote in range(1, (row.round if row else 0) + 1):
            try:
                counted = self.store.counts(self.opened.class_id, vote).get(self.asked)
            except ClassError:
                continue
            if counted is None or not counted.options:
                assert vote not in self.kept
            elif vote in self.kept:
                assert counted.options == self.kept[vote][0]
            else:
                behind = self.behind(vote)
                assert counted.options == Counter(behind.values())
                self.kept[vote] = (dict(counted.options), behind)

    def behind(self, vote: int) -> State:
        """Who is behind a count: the seats of the first one that was shown, each with its last answer up to now."""
        first = min(self.kept, default=vote)
        members = {seat for seat, given in self.answers if given == first} - self.left_out
        return {seat: next(o for r in range(vote, 0, -1) if (o := self.answers.get((seat, r)))) for seat in members}

    def row(self) -> ClassRow | None:
        """The class as it stands."""
        return self.store.class_by_id(self.opened.class_id)

    def told(self) -> list[int]:
        """For each two counts that differ, and for each alone: how many pupils make the difference. One is told."""
        pupils = {self.numbers[token] for token in self.pupils}
        states: list[State] = [{}, *(behind for _, behind in self.kept.values())]
        differ = [sum(one.get(each) != other.get(each) for each in pupils) for one, other in combinations(states, 2)]
        return [each for each in differ if each]
