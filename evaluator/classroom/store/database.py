"""Run one transaction within a second: it is done, it is refused by the class, or it never happened.

When a connection turns out to be dead before anything was committed, the work is done again on a new one.
"""

import logging
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from threading import Event, Lock
from time import monotonic
from typing import Any, TypeVar

from sqlalchemy import Connection, exc
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from evaluator.classroom.errors import StoreBroken, StoreUnavailable
from evaluator.classroom.store.engine import BEGIN, POOL_TIMEOUT_S, STATEMENT_TIMEOUT_S, address, engine
from evaluator.classroom.store.models import Base
from evaluator.classroom.store.socket_deadline import SocketDeadlines

Done = TypeVar("Done")
EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"  # nothing of what was deleted stays in the file beside the file
# Who still sees what was deleted keeps PostgreSQL from cleaning it away: whose snapshot is older than this moment's.
OLD_READERS = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
AND backend_xmin IS NOT NULL AND age(backend_xmin) > age(pg_snapshot_xmax(pg_current_snapshot())::xid)
"""
OPTIONS: Mapping[bool, Mapping[str, Any]] = {True: {BEGIN: "BEGIN IMMEDIATE"}, False: {BEGIN: "BEGIN"}}
ALONE: Mapping[str, Any] = {"isolation_level": "AUTOCOMMIT"}  # on a server: without words for start and end
COOL_DOWN_S = 1.0  # nobody asks a server so long that has just kept someone waiting


log = logging.getLogger(__name__)


class FairSemaphore:
    """A semaphore that serves threads in the order in which they came.

    Python's own lets whoever is quick go first, and under load the same few are always quick.
    """

    def __init__(self, places: int) -> None:
        self._lock, self._free = Lock(), places
        self._waiting: deque[Lock] = deque()

    @contextmanager
    def acquire(self, patience: float) -> Iterator[None]:
        """Hold a place for the block. Raises StoreUnavailable when none comes free in so many seconds."""
        self._take(patience)
        try:
            yield
        finally:
            self._give()

    def _take(self, patience: float) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        if not mine.acquire(timeout=patience):
            with self._lock:
                if mine in self._waiting:  # else it was given to us at the last moment
                    self._waiting.remove(mine)
                    raise StoreUnavailable

    def _give(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


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

        return self._run(in_session, write, patience, OPTIONS[write])

    def run_plain(
        self, work: Callable[[Connection], Done], write: bool = True, patience: float = STATEMENT_TIMEOUT_S
    ) -> Done:
        """Run prepared statements: what every phone of a class asks for costs no session.

        What writes is one transaction; of what reads, each statement sees one moment, and a server is asked once.
        """
        return self._run(work, write, patience, OPTIONS[write] if write or self.is_file else ALONE)

    def _run(
        self, work: Callable[[Connection], Done], write: bool, patience: float, options: Mapping[str, Any]
    ) -> Done:
        if monotonic() < self._cools_until:
            raise StoreUnavailable
        try:
            return self._attempt(work, write, patience, options)
        except _LostError:
            try:
                return self._attempt(work, write, patience, options)
            except _LostError:
                raise StoreUnavailable from None

    def scrub(self) -> bool:
        """Overwrite what was deleted. Returns False where a reader is in the way; the purge tries again."""
        try:
            with (
                self._turn(False, STATEMENT_TIMEOUT_S),
                self.engine.connect() as connection,
                self._deadline(connection, STATEMENT_TIMEOUT_S),
            ):
                free = connection.execution_options(**ALONE)
                done = _empty_log(free) if self.is_file else _vacuum(free)
        except (DBAPIError, exc.TimeoutError, StoreUnavailable):
            done = False
        if not done:
            log.warning("what was deleted could not be overwritten yet; it is tried again each minute")
        return done

    @property
    def holds_old_pages(self) -> bool:
        """Whether the file beside the file has anything in it, as after a stop in the middle."""
        file = Path(f"{self.url.database}-wal")
        return self.is_file and file.is_file() and file.stat().st_size > 0

    def _attempt(
        self, work: Callable[[Connection], Done], write: bool, patience: float, options: Mapping[str, Any]
    ) -> Done:
        start, committing = monotonic(), False
        try:
            with self._turn(write, patience), self.engine.connect() as connection:
                connection = connection.execution_options(**options)
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


# Errors of drivers, and ours for them: come back in a moment, or call whoever keeps the server.
SOON = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM}
REMEDIES: Mapping[int, str] = {
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; its folder must exist and be writable for the server",
    sqlite3.SQLITE_READONLY: "cannot be written; give the server the right to write the file and its folder",
    sqlite3.SQLITE_PERM: "cannot be written; give the server the right to write the file and its folder",
    sqlite3.SQLITE_CORRUPT: "is damaged; put a backup in its place, or move it away to start with none",
    sqlite3.SQLITE_NOTADB: "is no database; name another file in DATABASE_URL, or move this one away",
}
# Classes of SQLSTATE: connection, rollback, resources, not ready, operator, system; 25006 is a standby.
COMES_BACK = ("08", "40", "53", "55", "57", "58", "25006")
REFUSED = {
    "28": "refuses the user or password of DATABASE_URL",
    "3D": "has no such database; create it with createdb",
    "42501": "lets this user make no tables; grant CREATE on the schema",
}
TOLD = {
    "authentication failed": "28",
    "certificate": "28",
    "no pg_hba.conf entry": "28",
    'role "': "28",
    "no password": "28",
}


def map_error(error: DBAPIError, url: URL) -> Exception:
    """Map a driver error to the one to raise instead; a fault of the program stays itself."""
    return _sqlite(error, url) if isinstance(error.orig, sqlite3.Error) else _postgres(error, url)


def _sqlite(error: DBAPIError, url: URL) -> Exception:
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # the rest tells details
    if code in SOON:
        return StoreUnavailable()
    remedy = REMEDIES.get(code)
    return StoreBroken(f"the database {url.database} {remedy}") if remedy else error


def _postgres(error: DBAPIError, url: URL) -> Exception:
    state = getattr(error.orig, "sqlstate", None) or _told(str(error.orig))
    place = f"the database server at {url.host or 'this machine'}"
    for start, remedy in REFUSED.items():
        if state.startswith(start):
            return _with_words(StoreBroken(f"{place} {remedy}"), error)
    lost = error.connection_invalidated or type(error.orig).__name__ in ("OperationalError", "ConnectionTimeout")
    away = state.startswith(COMES_BACK) or (lost and not state)
    return _with_words(StoreUnavailable(), error) if away else error


def _with_words(told: StoreBroken | StoreUnavailable, error: DBAPIError) -> Exception:
    """Add what the server said when it let nobody in; what it says of a statement could hold what it was about."""
    words = " ".join(str(error.orig).split())
    if words.startswith("connection "):
        told.said = words
    return told


def _told(text: str) -> str:
    """Return what a refused connection means: it comes without a code."""
    if 'database "' in text and "does not exist" in text:
        return "3D"
    return next((state for words, state in TOLD.items() if words in text), "")


def _empty_log(connection: Connection) -> bool:
    """Empty the write-ahead log of a file; whoever reads an older state of it is waited for a second."""
    busy: int = connection.exec_driver_sql(EMPTY_LOG).one()[0]
    return not busy


def _vacuum(connection: Connection) -> bool:
    """Clean the tables of PostgreSQL."""
    readers: int = connection.exec_driver_sql(OLD_READERS).scalar_one()
    for name in Base.metadata.tables:
        connection.exec_driver_sql(f'VACUUM "{name}"')
    return not readers
