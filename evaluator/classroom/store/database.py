"""Run one transaction within a second: it is done, it is refused by the class, or it never happened.

When a connection turns out to be dead before anything was committed, the work is done again on a new one.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from threading import Event
from time import monotonic
from typing import Any, TypeVar

from sqlalchemy import Connection, exc
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from evaluator.classroom.errors import StoreUnavailable
from evaluator.classroom.store.engine import BEGIN, POOL_TIMEOUT_S, STATEMENT_TIMEOUT_S, address, engine
from evaluator.classroom.store.error_mapping import map_error
from evaluator.classroom.store.fair_semaphore import FairSemaphore
from evaluator.classroom.store.models import Base
from evaluator.classroom.store.socket_deadline import SocketDeadlines

Done = TypeVar("Done")
SCRUB_FILE = ("PRAGMA wal_checkpoint(TRUNCATE)",)  # nothing of it stays in the file beside the file
COOL_DOWN_S = 1.0  # nobody asks a server so long that has just kept someone waiting


log = logging.getLogger(__name__)


class _LostError(Exception):
    """The connection was dead before the commit."""


class Database:
    """Run transactions on the database of a URL; `run` is all one can do with it."""

    def __init__(self, url: str, connections: int) -> None:
        self.url = address(url)
        self.engine = engine(self.url, connections)
        self.is_file = self.url.get_backend_name() == "sqlite"
        self._connected = FairSemaphore(connections)
        self._writing = FairSemaphore(1)  # a file has one writer
        self._cools_until = 0.0
        self._socket_deadlines = SocketDeadlines()

    def run(self, work: Callable[[Session], Done], write: bool = True, patience: float = STATEMENT_TIMEOUT_S) -> Done:
        """Run the work in one transaction. Raises StoreUnavailable, StoreBroken, and what the work raises."""

        def in_session(connection: Connection) -> Done:
            with Session(connection, join_transaction_mode="rollback_only") as session:
                done = work(session)
                session.commit()  # writes all down; the transaction is committed by whoever began it
                return done

        return self.run_plain(in_session, write, patience)

    def run_plain(
        self, work: Callable[[Connection], Done], write: bool = True, patience: float = STATEMENT_TIMEOUT_S
    ) -> Done:
        """Run prepared statements in one transaction: what every phone of a class asks for costs no session."""
        if monotonic() < self._cools_until:
            raise StoreUnavailable
        try:
            return self._attempt(work, write, patience)
        except _LostError:
            try:
                return self._attempt(work, write, patience)
            except _LostError:
                raise StoreUnavailable from None

    def scrub(self) -> None:
        """Overwrite what was deleted; where someone is in the way, the next purge does it."""
        self._autocommit(SCRUB_FILE if self.is_file else tuple(f'VACUUM "{name}"' for name in Base.metadata.tables))

    def _autocommit(self, statements: Sequence[str]) -> None:
        """Run statements that stand in no transaction, as far as the database is free for them."""
        try:
            with (
                self._turn(False, STATEMENT_TIMEOUT_S),
                self.engine.connect() as connection,
                self._deadline(connection, STATEMENT_TIMEOUT_S),
            ):
                free = connection.execution_options(isolation_level="AUTOCOMMIT")
                for statement in statements:
                    free.exec_driver_sql(statement)
        except (DBAPIError, exc.TimeoutError, StoreUnavailable) as error:
            log.warning(
                "deleted rows could not be overwritten yet (%s); the next purge does it", type(error).__name__
            )

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
            self._cool_down(start, patience)
            raise
        except DBAPIError as error:
            self._cool_down(start, patience)
            raise map_error(error, self.url) from None

    def _cool_down(self, start: float, patience: float) -> None:
        if not self.is_file and monotonic() - start >= patience:
            self._cools_until = monotonic() + COOL_DOWN_S

    @contextmanager
    def _turn(self, write: bool, patience: float) -> Iterator[None]:
        with ExitStack() as turns:
            if write and self.is_file:
                turns.enter_context(self._writing.acquire(patience))
            turns.enter_context(self._connected.acquire(POOL_TIMEOUT_S))
            yield

    def _deadline(self, connection: Connection, patience: float) -> AbstractContextManager[Event]:
        if self.is_file:
            return nullcontext(Event())
        talk: Any = connection.connection.driver_connection  # psycopg's, which knows its socket
        return self._socket_deadlines.shut_after(patience, talk.fileno())
