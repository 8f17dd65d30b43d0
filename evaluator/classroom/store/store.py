"""All one can ask of the classes in the database, and all one can change: each is one transaction.

Everything here can raise StoreUnavailable (come back in a moment) and StoreBroken (a sentence for whoever keeps the
server); what else is raised is named with each method. Times are seconds since 1970.
"""

from collections.abc import Callable, Mapping
from threading import Lock
from time import time
from typing import TypeVar

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from evaluator.classroom.codes import digest, read
from evaluator.classroom.errors import StoreUnavailable
from evaluator.classroom.records import Accepted, ClassRow, Counted, Ended, Here, Opened, Progress, Purged, Seat
from evaluator.classroom.settings import ClassSettings
from evaluator.classroom.states import Action
from evaluator.classroom.store import answering, fast_queries, joining, purging, teacher_actions
from evaluator.classroom.store import queries as reading
from evaluator.classroom.store.auto_migrate import prepare
from evaluator.classroom.store.database import Database
from evaluator.classroom.store.engine import QUEUE
from evaluator.classroom.store.models import SeatRow
from evaluator.classroom.store.scrub import wipe

Done = TypeVar("Done")
FOR_ALL = 3.0  # seconds for the moves of a teacher, which count what all have answered


class Store:
    """The classes of one database. Threads share it."""

    def __init__(self, url: str, connections: int, clock: Callable[[], float] = time) -> None:
        self.database = Database(url, connections)
        self._clock = clock
        self._preparing, self._ready = Lock(), False
        self._purged_hour = -1

    def start(self, settings: ClassSettings) -> Opened:
        """A new class: its code, its keys and its tickets, which are told only once."""
        return self._do(lambda session: joining.start(session, settings, self._clock()))

    def class_by_id(self, class_id: int) -> ClassRow | None:
        """The class of a seat; None once it is purged."""
        return self._class("id", class_id)

    def class_by_code(self, code: str) -> ClassRow | None:
        """A class by its code as typed: case, spaces and hyphens do not matter."""
        return self._class("code", plain) if (plain := read(code)) else None

    def class_by_host(self, host_key: str) -> ClassRow | None:
        """A class by the teacher's key."""
        return self._class("host", digest(host_key))

    def class_by_screen(self, screen_key: str) -> ClassRow | None:
        """A class by the projector's key."""
        return self._class("screen", digest(screen_key))

    def join(self, class_id: int, ticket: str = "", token: str = "") -> Seat:
        """A seat. With a token proposed by the page, the same request sent twice takes one seat only.

        Raises NoClass, DoorClosed, Full, BadTicket.
        """
        return self._do(lambda session: joining.join(session, class_id, ticket, token, self._clock()))

    def seat(self, token: str) -> Seat | None:
        """The seat of a token; None when there is none any more."""
        return self._look(lambda connection: fast_queries.seat(connection, token))

    def seats(self, class_id: int) -> Mapping[int, bool]:
        """For the teacher: the numbers of all seats, and whether they are ignored. Sorted: no order of joining."""
        wanted = select(SeatRow.number, SeatRow.ignored).where(SeatRow.class_id == class_id).order_by(SeatRow.number)
        return self._ask(lambda session: {number: ignored for number, ignored in session.execute(wanted)})

    def own(self, seat_token: str, round: int | None = None) -> Mapping[str, str]:
        """A seat's own answers, question -> option: of one round, or as they stand after all. Raises NoSeat."""
        return self._look(lambda connection: fast_queries.own(connection, seat_token, round))

    def here(self, seat_token: str) -> Here | None:
        """A seat with its class and its own answers, in one look; None when there is no such seat any more."""
        return self._look(lambda connection: fast_queries.here(connection, seat_token))

    def answer(self, seat_token: str, question: str, option: str, idem_key: str = "") -> Accepted:
        """Store an answer, or change it; with the last one the seat is through.

        Raises NoSeat, NotOpen, UnknownAnswer.
        """
        return self._plain(
            lambda connection: answering.answer(connection, seat_token, question, option, idem_key, self._clock())
        )

    def finish(self, seat_token: str) -> None:
        """This seat is through with the round. Raises NoSeat, NotOpen."""
        self._plain(lambda connection: answering.finish(connection, seat_token, self._clock()))

    def act(self, host_key: str, action: str, question: str = "", expected_step: int | None = None) -> ClassRow:
        """One move of the teacher; `expected_step` is the step the page was made at.

        Raises NoClass, Moved, NotAllowed (also for no action at all), UnknownAnswer.
        """
        chosen = Action.read(action)
        row = self._do_for_all(
            lambda session: reading.class_row(
                teacher_actions.act(session, host_key, chosen, question, expected_step, self._clock())
            )
        )
        if chosen == Action.END:
            self._wipe()
        return row

    def end(self, host_key: str) -> Ended:
        """End the class and delete all that belongs to a device. Raises NoClass, NotAllowed."""
        ended = self._do_for_all(lambda session: teacher_actions.end_of(session, host_key, self._clock()))
        self._wipe()
        return ended

    def delete(self, host_key: str) -> Purged:
        """Delete the counts now, and all else of the class. Raises NoClass."""
        purged = self._do_for_all(lambda session: teacher_actions.delete_now(session, host_key, self._clock()))
        self._wipe()
        return purged

    def progress(self, class_id: int) -> Progress:
        """How many are there and through. Raises NoClass."""
        return self._ask(lambda session: reading.progress(session, class_id))

    def counts(self, class_id: int, round: int = 1) -> Mapping[str, Counted]:
        """What the class may see of a round, by question in their order. Raises NoClass, NotRevealed."""
        return self._ask(lambda session: reading.counts(session, class_id, round))

    def tally_in(self, host_key: str, question: str, options: Mapping[str, int]) -> ClassRow:
        """Counts of hands or cards. Raises NoClass, NotAllowed (not on paper, or over), UnknownAnswer."""
        return self._do_for_all(
            lambda session: reading.class_row(
                teacher_actions.tally_in(session, host_key, question, options, self._clock())
            )
        )

    def typed(self, host_key: str, round: int = 1) -> Mapping[str, Mapping[str, int]]:
        """For the teacher: what was typed so far. Raises NoClass."""
        return self._ask(lambda session: reading.typed(session, reading.hosted(session, host_key).id, round))

    def ignore(self, host_key: str, seat_number: int, ignored: bool) -> ClassRow:
        """Leave a device's answers out, or let them count again. Raises NoClass, NoSeat, NotAllowed."""
        return self._do_for_all(
            lambda session: reading.class_row(
                teacher_actions.ignore(session, host_key, seat_number, ignored, self._clock())
            )
        )

    def door(self, host_key: str, is_open: bool, new_code: bool = False, expected: int | None = None) -> ClassRow:
        """Open or close the door; change the code; expect another number. Raises NoClass, NotAllowed."""
        return self._do(
            lambda session: reading.class_row(joining.door(session, host_key, is_open, new_code, expected))
        )

    def new_tickets(self, host_key: str, number: int) -> tuple[str, ...]:
        """More tickets, told only once. Raises NoClass, NotAllowed."""
        return self._do(lambda session: joining.tickets(session, host_key, number))

    def purge(self, now: float | None = None) -> Purged:
        """Delete all whose time is over, and wipe it from the file."""
        at = self._clock() if now is None else now
        purged = Purged()
        while (some := self._do_for_all(lambda session: purging.purge(session, at))) != Purged():
            purged += some
        self._wipe()
        self._purged_hour = joining.hour(at)
        return purged

    def due(self, now: float | None = None) -> bool:
        """True when this store has not purged in this hour. Costs nothing."""
        return joining.hour(self._clock() if now is None else now) != self._purged_hour

    def ping(self) -> None:
        """Returns when the database answers."""
        self._ask(lambda session: session.execute(text("SELECT 1")).scalar())

    def close(self) -> None:
        """Let go of every connection."""
        self.database.engine.dispose()

    def _class(self, name: str, value: int | str) -> ClassRow | None:
        return self._look(lambda connection: fast_queries.class_by(connection, name, value))

    def _look(self, work: Callable[[Connection], Done]) -> Done:
        return self._plain(work, write=False)

    def _plain(self, work: Callable[[Connection], Done], write: bool = True) -> Done:
        self._prepare()
        return self.database.run_plain(work, write)

    def _do(self, work: Callable[[Session], Done]) -> Done:
        self._prepare()
        return self.database.run(work)

    def _do_for_all(self, work: Callable[[Session], Done]) -> Done:
        self._prepare()
        return self.database.run(work, patience=FOR_ALL)

    def _ask(self, work: Callable[[Session], Done]) -> Done:
        self._prepare()
        return self.database.run(work, write=False)

    def _prepare(self) -> None:
        if self._ready:
            return
        if not self._preparing.acquire(timeout=QUEUE):  # a server that is frozen holds one thread here, not all
            raise StoreUnavailable
        try:
            if not self._ready:
                prepare(self.database)
                self._ready = True
        finally:
            self._preparing.release()

    def _wipe(self) -> None:
        wipe(self.database)
