"""A class for a test: started, joined, answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, func, select

from evaluator.classroom.records import ClassRow, Opened, Seat
from evaluator.classroom.settings import ClassSettings
from evaluator.classroom.store.models import Base
from evaluator.classroom.store.store import Store

QUESTIONS = ("data-use", "money-source")


@dataclass
class Lesson:
    """A class as its teacher and its pupils hold it."""

    store: Store
    opened: Opened
    seats: list[Seat]

    def act(self, *actions: str, question: str = "") -> ClassRow:
        """The teacher presses one button after another."""
        for action in actions:
            row = self.store.act(self.opened.host_key, action, question)
        return row

    def answer(self, options: Sequence[str], question: str = QUESTIONS[0]) -> None:
        """The first seat gives the first answer, and so on."""
        for seat, option in zip(self.seats, options, strict=False):
            self.store.answer(seat.token, question, option)

    def row(self) -> ClassRow:
        """The class as it stands."""
        row = self.store.class_by_id(self.opened.class_id)
        assert row is not None
        return row

    def counts(self, voted: int = 1, question: str = QUESTIONS[0]) -> tuple[int, dict[str, int]]:
        """What the class sees of a question: n, and the options, of the first vote or a later one."""
        counted = self.store.counts(self.opened.class_id, voted)[question]
        return counted.n, dict(counted.options)


def own(store: Store, token: str) -> dict[str, str]:
    """The own answers of a seat as they stand."""
    view = store.seat_view(token)
    assert view
    return dict(view.whole)


def rows(engine: Engine) -> dict[str, int]:
    """How many rows each table has."""
    with engine.connect() as connection:
        tables = Base.metadata.tables.items()
        return {name: connection.scalar(select(func.count()).select_from(table)) or 0 for name, table in tables}


def lesson(store: Store, pupils: int = 6, **chosen: Any) -> Lesson:
    """A class in its lobby with so many pupils."""
    opened = store.start(ClassSettings(QUESTIONS, **chosen))
    return Lesson(store, opened, [store.join(opened.class_id) for _ in range(pupils)])
