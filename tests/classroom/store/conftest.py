"""The store on every database: each test runs on a file and on PostgreSQL."""

import secrets
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest

from evaluator.classroom.store import engine, open_store
from evaluator.classroom.store.store import Store
from tests.classroom.store.servers import Server, found, running
from tests.machine import POSTGRESQL, lacking


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL of our own; where there is none, the tests on SQLite still run."""
    programs = found()
    if programs is None:
        lacking(POSTGRESQL, "there is none here")
    with running(programs) as server:
        yield server


@pytest.fixture(scope="session")
def file_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without a class, to be copied: making its tables takes longer than most tests."""
    file = tmp_path_factory.mktemp("tables") / "classes.db"
    with closing(open_store(f"sqlite:///{file}")) as store:
        store.ping()
    return file


@pytest.fixture(scope="session")
def database_with_tables(server: Server) -> str:
    """The same on the server."""
    with closing(open_store(server.new("tables"))) as store:
        store.ping()
    return "tables"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database; where a test takes a store, it has its tables."""
    ready, file = "store" in request.fixturenames, tmp_path / "classes.db"
    if request.param == "sqlite":
        if ready:
            copy(request.getfixturevalue("file_with_tables"), file)
        return f"sqlite:///{file}"
    server: Server = request.getfixturevalue("server")
    return server.new(f"t{secrets.token_hex(6)}", request.getfixturevalue("database_with_tables") if ready else "")


@pytest.fixture
def backwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite finds its rows the other way round wherever a query leaves that to the database."""
    monkeypatch.setattr(engine, "PRAGMAS", (*engine.PRAGMAS, "reverse_unordered_selects = 1"))


@pytest.fixture
def clock() -> list[float]:
    """The time as the store sees it, in a list so that a test can move it: 1 December 2026, noon."""
    return [1_796_126_400.0]


@pytest.fixture
def store(url: str, clock: list[float]) -> Iterator[Store]:
    """A store without a class."""
    store = open_store(url)
    store._clock = lambda: clock[0]
    yield store
    store.close()
