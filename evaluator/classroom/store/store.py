"""All one can ask of the classes in the database, and all one can change: each is one transaction.

Everything here can raise StoreUnavailable (come back in a moment) and StoreBroken (a sentence for whoever keeps the
server); what else is raised is named with each method. Times are seconds since 1970.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from threading import Lock
from time import time
from typing import TypeVar, TypeVarTuple

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from evaluator.classroom.codes import digest, read
from evaluator.classroom.errors import NoClass, StoreUnavailable
from evaluator.classroom.records import (
    ClassRow,
    Ended,
    Opened,
    Progress,
    Purged,
    QuestionCounts,
    Seat,
    SeatView,
    StoredAnswer,
)
from evaluator.classroom.settings import ClassSettings
from evaluator.classroom.states import TeacherAction
from evaluator.classroom.store import answering, fast_queries, joining, queries, teacher_actions
from evaluator.classroom.store.auto_migrate import prepare
from evaluator.classroom.store.database import Database
from evaluator.classroom.store.engine import POOL_TIMEOUT_S
from evaluator.classroom.store.models import ClassRoom

Done = TypeVar("Done")
Given = TypeVarTuple("Given")
SLOW_TIMEOUT_S = 3.0  # for the moves of a teacher, which count what all have answered


class Store:
    """The classes of one database. Threads share it."""

    def __init__(self, url: str, connections: int, clock: Callable[[], float] = time) -> None:
        self.database = Database(url, connections)
        self._clock = clock
        self._preparing, self._ready = Lock(), False
        self._purged_hour = -1
        self._scrubbed = not self.database.holds_old_pages

    def start(self, settings: ClassSettings, form: str = "") -> Opened:
        """Start a class: its code, its keys and its tickets, which are told only once.

        With the secret of a form, the same form sent twice starts one class only.
        """
        return self._write(joining.start, settings, form, self._clock())

    def class_by_id(self, class_id: int) -> ClassRow | None:
        """Return the class of a seat; None once it is purged."""
        return self._class("id", class_id)

    def class_by_code(self, code: str) -> ClassRow | None:
        """Return a class by its code as typed: case, spaces and hyphens do not matter."""
        return self._class("code", plain) if (plain := read(code)) else None

    def class_by_host(self, host_key: str) -> ClassRow | None:
        """Return a class by the teacher's key."""
        return self._class("host", digest(host_key))

    def class_by_screen(self, screen_key: str) -> ClassRow | None:
        """Return a class by the projector's key."""
        return self._class("screen", digest(screen_key))

    def join(self, class_id: int, ticket: str = "", token: str = "") -> Seat:
        """Take a seat. With a token proposed by the page, the same request sent twice takes one seat only.

        Raises NoClass, DoorClosed, Full, BadTicket.
        """
        return self._write(joining.join, class_id, ticket, token, self._clock())

    def check_door(self, class_id: int, ticket: str = "") -> None:
        """Find out whether a device could join now. Raises NoClass, DoorClosed, Full, BadTicket."""
        self._read(joining.check_door, class_id, ticket)

    def come_back(self, seat_token: str) -> None:
        """Count a seat again that was set aside when the door started anew. Raises NoSeat."""
        self._write_fast(answering.come_back, seat_token)

    def leave(self, seat_token: str) -> None:
        """Count a seat no more that its device gives up before it has answered anything; others stay as they are."""
        self._write(joining.leave, seat_token)

    def seat(self, token: str) -> Seat | None:
        """Return the seat of a token; None when there is none any more."""
        return self._read_fast(fast_queries.seat, token)

    def seats(self, class_id: int) -> Mapping[int, bool]:
        """For the teacher: the numbers of all seats, and whether they are ignored. Sorted: no order of joining."""
        return self._read(queries.seats, class_id)

    def seat_view(self, seat_token: str) -> SeatView | None:
        """Read a seat with its class and its own answers, in one query; None when there is no such seat any more."""
        view = self._read_fast(fast_queries.seat_view, seat_token)
        if view and self._closes_now(view.row):
            return self._read_fast(fast_queries.seat_view, seat_token)
        return view

    def answer(self, seat_token: str, question: str, option: str, idem_key: str = "") -> StoredAnswer:
        """Store an answer, or change it; with the last one the seat is through.

        Raises NoSeat, NotOpen, UnknownAnswer.
        """
        return self._write_fast(answering.answer, seat_token, question, option, idem_key, self._clock())

    def finish(self, seat_token: str) -> None:
        """This seat is through with the round. Raises NoSeat, NotOpen."""
        self._write_fast(answering.finish, seat_token, self._clock())

    def act(self, host_key: str, action: str, question: str = "", expected_step: int | None = None) -> ClassRow:
        """Make one move of the teacher; `expected_step` is the step the page was made at.

        Raises NoClass, Moved, NotAllowed (also for no action at all), UnknownAnswer.
        """
        chosen = TeacherAction.read(action)
        row = self._move_slow(teacher_actions.act, host_key, chosen, question, expected_step, self._clock())
        if chosen == TeacherAction.END:
            self._scrub()
        return row

    def end(self, host_key: str) -> Ended:
        """End the class and delete all that belongs to a device. Raises NoClass, NotAllowed."""
        ended = self._write_slow(teacher_actions.end_of, host_key, self._clock())
        self._scrub()
        return ended

    def delete(self, host_key: str) -> Purged:
        """Delete the counts now, and all else of the class. Raises NoClass."""
        purged = self._write_slow(teacher_actions.delete_now, host_key, self._clock())
        self._scrub()
        return purged

    def progress(self, class_id: int) -> Progress:
        """Return how many are there and through. Raises NoClass."""
        return self._read_fast(fast_queries.progress, class_id)

    def counts(self, class_id: int, round: int = 1) -> Mapping[str, QuestionCounts]:
        """Return what the class may see of a round, by question in their order. Raises NoClass, NotRevealed."""
        return self._read(queries.counts, class_id, round)

    def tally_in(self, host_key: str, counts: Mapping[str, Mapping[str, int]]) -> ClassRow:
        """Counts of hands or cards. Raises NoClass, NotAllowed (not on paper, or over), UnknownAnswer."""
        return self._move_slow(teacher_actions.tally_in, host_key, counts, self._clock())

    def typed(self, host_key: str, round: int = 1) -> Mapping[str, Mapping[str, int]]:
        """For the teacher: what was typed so far. Raises NoClass."""
        return self._read(queries.typed_by, host_key, round)

    def ignore(self, host_key: str, seat_number: int, ignored: bool) -> ClassRow:
        """Leave a device's answers out, or let them count again; only before the first count is shown.

        Raises NoClass, NoSeat, NotAllowed, TooManyLeftOut (one device in ten can be left out, and always one).
        """
        return self._move_slow(teacher_actions.ignore, host_key, seat_number, ignored, self._clock())

    def door(
        self,
        host_key: str,
        is_open: bool,
        new_code: bool = False,
        expected: int | None = None,
        step: int | None = None,
    ) -> ClassRow:
        """Open or close the door; change the code; expect another number. Raises NoClass, Moved, NotAllowed."""
        return self._move(joining.door, host_key, step, is_open, new_code, expected)

    def make_room(self, host_key: str, step: int | None = None) -> ClassRow:
        """Let ten more join. Raises NoClass, Moved, NotAllowed."""
        return self._move(joining.make_room, host_key, step)

    def start_anew(self, host_key: str, step: int | None = None) -> ClassRow:
        """Change the code and set aside the seats that have answered nothing, until their devices come back.

        Raises NoClass, Moved, NotAllowed.
        """
        return self._move_slow(joining.start_anew, host_key, step)

    def known_tickets(self, host_key: str, slips: Sequence[str]) -> tuple[str, ...]:
        """Return those of some tickets that open the door."""
        return self._read(joining.known_tickets, host_key, slips)

    def new_tickets(self, host_key: str, number: int, have: int | None = None) -> tuple[str, ...]:
        """Make so many more tickets than the teacher's page showed. Raises NoClass, NotAllowed."""
        return self._write(joining.tickets, host_key, number, have)

    def purge(self, now: float | None = None) -> Purged:
        """Delete all whose time is over, and wipe it from the file."""
        at = self._clock() if now is None else now
        purged = Purged()
        while (some := self._write_slow(teacher_actions.purge, at)) != Purged():
            purged += some
        self._scrub()
        self._purged_hour = joining.hour(at)
        return purged

    def due(self, now: float | None = None) -> bool:
        """Tell whether this store has not purged in this hour, or not overwritten all it deleted. Costs nothing."""
        return self.scrubbing or joining.hour(self._clock() if now is None else now) != self._purged_hour

    @property
    def scrubbing(self) -> bool:
        """Whether bytes of what was deleted may still be there, since somebody is reading the database."""
        return not self._scrubbed

    def now(self) -> float:
        """Return the time by the clock that closes and purges classes."""
        return self._clock()

    def ping(self) -> None:
        """Returns when the database answers."""
        self._read(queries.ping)

    def close(self) -> None:
        """Let go of every connection."""
        self.database.engine.dispose()

    def _class(self, name: str, value: int | str) -> ClassRow | None:
        row = self._read_fast(fast_queries.class_by, name, value)
        if row and self._closes_now(row):
            return self._read_fast(fast_queries.class_by, name, value)
        return row

    def _closes_now(self, row: ClassRow) -> bool:
        """Lock homework whose time is over; tell whether it came to that. Nothing runs at that moment by itself."""
        now = self._clock()
        if not queries.has_closed(row, row.settings.closes, now):
            return False
        with suppress(NoClass):
            self._write(teacher_actions.close_when_due, row.id, now)
        return True

    def _read_fast(self, work: Callable[[Connection, *Given], Done], *given: *Given) -> Done:
        self._prepare()
        return self.database.run_plain(lambda connection: work(connection, *given), write=False)

    def _write_fast(self, work: Callable[[Connection, *Given], Done], *given: *Given) -> Done:
        self._prepare()
        return self.database.run_plain(lambda connection: work(connection, *given))

    def _read(self, work: Callable[[Session, *Given], Done], *given: *Given) -> Done:
        self._prepare()
        return self.database.run(lambda session: work(session, *given), write=False)

    def _write(self, work: Callable[[Session, *Given], Done], *given: *Given) -> Done:
        self._prepare()
        return self.database.run(lambda session: work(session, *given))

    def _write_slow(self, work: Callable[[Session, *Given], Done], *given: *Given) -> Done:
        self._prepare()
        return self.database.run(lambda session: work(session, *given), patience=SLOW_TIMEOUT_S)

    def _move(self, work: Callable[[Session, *Given], ClassRoom], *given: *Given) -> ClassRow:
        """Change a class, and return it as it then stands."""
        return self._write(lambda session: queries.class_row(work(session, *given)))

    def _move_slow(self, work: Callable[[Session, *Given], ClassRoom], *given: *Given) -> ClassRow:
        return self._write_slow(lambda session: queries.class_row(work(session, *given)))

    def _prepare(self) -> None:
        if self._ready:
            return
        if not self._preparing.acquire(timeout=POOL_TIMEOUT_S):  # a frozen server holds one thread here, not all
            raise StoreUnavailable
        try:
            if not self._ready:
                prepare(self.database)
                self._ready = True
        finally:
            self._preparing.release()

    def _scrub(self) -> None:
        self._scrubbed = self.database.scrub()
