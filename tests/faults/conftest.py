"""A class under load on every database, and a server that may be broken."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.classroom.store.conftest import server, url
from tests.classroom.store.servers import Server, found, running
from tests.faults.harness import Load, answering

__all__ = ["server", "url"]


@pytest.fixture
def load(url: str, tmp_path: Path) -> Iterator[Load]:
    """A class whose answers have begun to come."""
    with answering(url, tmp_path) as load:
        yield load


@pytest.fixture
def fragile(server: Server) -> Iterator[Server]:
    """A server of this test alone, to be stopped and frozen."""
    del server  # where there is none, this test says so as all others do
    programs = found()
    assert programs is not None
    with running(programs) as fragile:
        yield fragile
