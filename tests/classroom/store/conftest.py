"""The store on every database: each test runs on a file and on PostgreSQL."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from evaluator.classroom.store import open_store
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


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'classes.db'}"
    server: Server = request.getfixturevalue("server")
    return server.new(f"t{secrets.token_hex(6)}")


@pytest.fixture
def clock() -> list[float]:
    """The time as the store sees it, in a list so that a test can move it: 1 December 2026, noon."""
    return [1_796_126_400.0]


@pytest.fixture
def store(url: str, clock: list[float]) -> Iterator[Store]:
    """A store on an empty database."""
    store = open_store(url)
    store._clock = lambda: clock[0]
    yield store
    store.close()
