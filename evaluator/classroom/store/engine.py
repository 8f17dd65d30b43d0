"""Create engines for SQLite and PostgreSQL, safe and impatient: no page waits longer than about a second."""

import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from evaluator.classroom.errors import StoreBroken, StoreUnavailable

STATEMENT_TIMEOUT_S = 1.0  # a transaction may take or wait so long
POOL_TIMEOUT_S = 0.5  # one waits so long for a free connection
PRIVATE, OTHERS = 0o600, 0o077  # nobody but the server reads or writes
BESIDE = ("-wal", "-shm")
BEGIN = "begin"  # the name of an execution option: how the transaction starts
PRAGMAS = (
    "synchronous = FULL",  # an answer that was acknowledged survives a power cut
    "secure_delete = ON",  # what is deleted is overwritten
    "foreign_keys = ON",
    "temp_store = MEMORY",
)


def address(url: str) -> URL:
    """Parse the URL of a database. Raises StoreBroken when it is none that we can use."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        message = "DATABASE_URL cannot be read; it is like sqlite:////folder/file.db or postgresql://user@host/name"
        raise StoreBroken(message) from error
    kind = "postgresql" if parsed.drivername == "postgres" else parsed.get_backend_name()
    if kind not in ENGINES:
        message = f"DATABASE_URL names '{kind}'; it must be sqlite or postgresql"
        raise StoreBroken(message)
    return parsed.set(drivername={"postgresql": "postgresql+psycopg"}.get(kind, kind))


def engine(url: URL, connections: int) -> Engine:
    """Create the engine for a URL from `address`; connects to nothing. Raises StoreBroken without its driver."""
    try:
        return ENGINES[url.get_backend_name()](url, connections)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        message = "PostgreSQL needs its driver; install it with: pip install 'four-questions[postgres]'"
        raise StoreBroken(message) from error


def _pool(connections: int) -> dict[str, Any]:
    return {"poolclass": QueuePool, "pool_size": connections, "max_overflow": 0, "pool_timeout": POOL_TIMEOUT_S}


def _sqlite(url: URL, connections: int) -> Engine:
    waits = {"timeout": STATEMENT_TIMEOUT_S, "isolation_level": None, "check_same_thread": False}
    made = create_engine(url, connect_args=waits, hide_parameters=True, **_pool(connections))

    @event.listens_for(made, "do_connect")
    def folder(*_: object) -> None:
        file = Path(url.database or "")
        if file.name and file.parts[0] != "file:":  # such an address has a file of its own
            _make(file)

    @event.listens_for(made, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            connection.execute("PRAGMA journal_mode = WAL")
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get(BEGIN, "BEGIN"))

    return made


def _make(file: Path) -> None:
    """Make the file and its folder for our eyes only; SQLite makes the files beside it alike."""
    folder = file.parent
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        message = f"the folder {folder} for the database cannot be made: {error.strerror}; name one in EVALUATOR_DATA"
        raise StoreBroken(message) from error
    with suppress(OSError):  # SQLite says better what is the matter
        file.touch(mode=PRIVATE)
        for each in (file, *(file.with_name(file.name + end) for end in BESIDE)):
            if each.exists() and each.stat().st_mode & OTHERS:
                each.chmod(PRIVATE)


def _postgres(url: URL, connections: int) -> Engine:
    milliseconds = int(STATEMENT_TIMEOUT_S * 900)  # the server gives up before we shut the connection
    waits = {
        "connect_timeout": 2,
        "tcp_user_timeout": 2000,
        "keepalives_idle": 30,
        "options": f"-c statement_timeout={milliseconds} -c lock_timeout={milliseconds}"
        " -c idle_in_transaction_session_timeout=5000",
    }
    made = create_engine(url, connect_args=waits, hide_parameters=True, use_native_hstore=False, **_pool(connections))
    connecting = ThreadPoolExecutor(connections, "connecting")

    @event.listens_for(made, "do_connect")
    def connect(dialect: Dialect, _: object, places: tuple[Any, ...], names: dict[str, Any]) -> Any:
        """Connect with a deadline: a frozen server takes a connection and says nothing; the driver would wait."""
        coming = connecting.submit(dialect.connect, *places, **names)
        try:
            return coming.result(STATEMENT_TIMEOUT_S)
        except TimeoutError:
            if not coming.cancel():
                coming.add_done_callback(_close)
            raise StoreUnavailable from None

    return made


def _close(late: Future[Any]) -> None:
    if not late.exception():
        late.result().close()


ENGINES: Mapping[str, Callable[[URL, int], Engine]] = {"sqlite": _sqlite, "postgresql": _postgres}
