"""One transaction at a time, tried within a second: it is done, it is refused by the class, or it never happened.

When a connection turns out to be dead before anything was committed, the work is done again on a new one.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from threading import Event
from time import monotonic
from typing import Any, TypeVar

from sqlalchemy import Connection, exc
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from evaluator.classroom.errors import StoreUnavailable
from evaluator.classroom.store.engine import BEGIN, PATIENCE, QUEUE, address, engine
from evaluator.classroom.store.error_mapping import meaning
from evaluator.classroom.store.fair_semaphore import Turns
from evaluator.classroom.store.socket_deadline import Deadlines

Done = TypeVar("Done")
REST = 1.0  # seconds in which nobody asks a server that has just kept someone waiting


class _LostError(Exception):
    """The connection was dead before the commit."""


class Database:
    """A database by its address. `run` is all one can do with it."""

    def __init__(self, url: str, connections: int) -> None:
        self.url = address(url)
        self.engine = engine(self.url, connections)
        self.is_file = self.url.get_backend_name() == "sqlite"
        self._connected = Turns(connections)
        self._writing = Turns(1)  # a file has one writer
        self._rest = 0.0
        self._deadlines = Deadlines()

    def run(self, work: Callable[[Session], Done], write: bool = True, patience: float = PATIENCE) -> Done:
        """Do the work in one transaction. Raises StoreUnavailable, StoreBroken, and what the work raises."""

        def in_session(connection: Connection) -> Done:
            with Session(connection, join_transaction_mode="rollback_only") as session:
                done = work(session)
                session.commit()  # writes all down; the transaction is committed by whoever began it
                return done

        return self.run_plain(in_session, write, patience)

    def run_plain(self, work: Callable[[Connection], Done], write: bool = True, patience: float = PATIENCE) -> Done:
        """The same for statements that are ready: what every phone of a class asks for costs no session."""
        if monotonic() < self._rest:
            raise StoreUnavailable
        try:
            return self._attempt(work, write, patience)
        except _LostError:
            try:
                return self._attempt(work, write, patience)
            except _LostError:
                raise StoreUnavailable from None

    def outside(self, statements: Sequence[str]) -> None:
        """Run statements that stand in no transaction, as far as the database is free for them."""
        try:
            with (
                self._turn(False, PATIENCE),
                self.engine.connect() as connection,
                self._deadline(connection, PATIENCE),
            ):
                free = connection.execution_options(isolation_level="AUTOCOMMIT")
                for statement in statements:
                    free.exec_driver_sql(statement)
        except (DBAPIError, exc.TimeoutError, StoreUnavailable):
            return

    def _attempt(self, work: Callable[[Connection], Done], write: bool, patience: float) -> Done:
        start, committing = monotonic(), False
        try:
            with self._turn(write, patience), self.engine.connect() as connection:
                connection = connection.execution_options(**{BEGIN: "BEGIN IMMEDIATE" if write else "BEGIN"})
                with self._deadline(connection, patience) as expired:
                    try:
                        with connection.begin():
                            done = work(connection)
                            committing = True
                    except DBAPIError as error:
                        if error.connection_invalidated and not committing and not expired.is_set():
                            raise _LostError from None
                        raise
                return done
        except exc.TimeoutError:
            raise StoreUnavailable from None
        except StoreUnavailable:
            self._maybe_rest(start, patience)
            raise
        except DBAPIError as error:
            self._maybe_rest(start, patience)
            raise meaning(error, self.url) from None

    def _maybe_rest(self, start: float, patience: float) -> None:
        if not self.is_file and monotonic() - start >= patience:
            self._rest = monotonic() + REST

    @contextmanager
    def _turn(self, write: bool, patience: float) -> Iterator[None]:
        with ExitStack() as turns:
            if write and self.is_file:
                turns.enter_context(self._writing.one(patience))
            turns.enter_context(self._connected.one(QUEUE))
            yield

    def _deadline(self, connection: Connection, patience: float) -> AbstractContextManager[Event]:
        if self.is_file:
            return nullcontext(Event())
        talk: Any = connection.connection.driver_connection  # psycopg's, which knows its socket
        return self._deadlines.shut_after(patience, talk.fileno())
