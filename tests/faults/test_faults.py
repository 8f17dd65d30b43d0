"""Every acknowledged answer is stored exactly once, whatever breaks; nobody gets more than "come back in a moment".

`make faults` runs the same with more of everything.
"""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

import psutil
import pytest
from sqlalchemy import text

from evaluator.classroom.errors import StoreUnavailable
from evaluator.classroom.settings import ClassSettings
from evaluator.classroom.store import open_store
from evaluator.classroom.store.auto_migrate import HEAD, version
from evaluator.classroom.store.store import Store
from tests.classroom.store.lessons import own
from tests.classroom.store.servers import Server
from tests.conftest import ROOT
from tests.faults.harness import LONG, QUESTIONS, WORKERS, Load, answering, until
from tests.machine import in_ci

KILLS = 10 if LONG else 3 if in_ci() else 1
SOON_S = 10  # against the minutes of a server that holds whoever asks
STARTS = 50 if LONG else 3 if in_ci() else 1


def test_workers_killed_under_load(load: Load) -> None:
    for turn in range(KILLS):
        number = turn % WORKERS
        load.kill(number)
        load.start(number)
        load.wait_for(60)
    load.finish()


def test_all_workers_killed_and_started_again(load: Load) -> None:
    for number in range(WORKERS):
        load.kill(number)
    load.check()
    load.start()
    load.finish()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_lost_answer_would_be_found(load: Load) -> None:
    load.finish()
    load.store.database.run(lambda session: session.execute(text("DELETE FROM answer WHERE question = 'question-7'")))
    with pytest.raises(AssertionError):
        load.check()


def test_a_server_that_stops_at_once_and_comes_back(fragile: Server, tmp_path: Path) -> None:
    with answering(fragile.address("postgres"), tmp_path) as load:
        fragile.stop("immediate")
        with pytest.raises(StoreUnavailable):
            load.store.ping()
        sleep(1)
        fragile.start()
        until(load.store.ping)
        load.finish()


def test_a_frozen_server_holds_nobody(fragile: Server, tmp_path: Path) -> None:
    """Twenty ask while it is frozen: all are sent away soon, and all goes on when it thaws."""
    with answering(fragile.address("postgres"), tmp_path) as load:
        with frozen(fragile), ThreadPoolExecutor(20) as threads:
            waits = list(threads.map(lambda _: refused_after(load.store.ping), range(20)))
            again = refused_after(load.store.ping)
        print(f"frozen: the longest of 20 waited {max(waits):.2f} s, the next {again:.2f} s")
        assert max(waits) < SOON_S
        until(load.store.ping)
        load.finish()


def test_a_lock_that_others_hold(load: Load, url: str) -> None:
    with locked(url):
        wait = refused_after(lambda: load.store.start(ClassSettings(QUESTIONS)))
        sleep(5 if LONG else 1)
    assert wait < SOON_S
    load.finish()


def test_a_full_disk(tmp_path: Path) -> None:
    """Answers are refused until there is room; those that were taken are there, and reading goes on."""
    with small_disk(tmp_path) as folder, closing(open_store(f"sqlite:///{folder / 'classes.db'}")) as store:
        opened = store.start(ClassSettings(QUESTIONS))
        store.act(opened.host_key, "open")
        seat = store.join(opened.class_id)
        filler = folder / "filler"
        taken = fill(store, seat.token, filler)
        assert own(store, seat.token) == dict.fromkeys(taken, "a")
        filler.unlink()
        until(lambda: store.answer(seat.token, QUESTIONS[-1], "a"))
        assert own(store, seat.token) == dict.fromkeys([*taken, QUESTIONS[-1]], "a")


def test_four_processes_start_at_once_on_an_empty_database(url: str, request: pytest.FixtureRequest) -> None:
    code = (
        "import sys; from evaluator.classroom.store import open_store as o; s = o(sys.argv[1]); s.ping(); s.close()"
    )
    for number in range(STARTS):
        address = (
            f"{url}{number}" if url.startswith("sqlite") else request.getfixturevalue("server").new(f"many{number}")
        )
        command = [sys.executable, "-W", "error", "-c", code, address]
        starts = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(4)]
        said = [process.communicate(timeout=60)[1] for process in starts]
        assert [(process.returncode, text) for process, text in zip(starts, said, strict=True)] == [(0, "")] * 4
        with closing(open_store(address)) as store:
            assert store.database.run(version, write=False) == HEAD


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_file_copied_under_load_is_whole(load: Load, url: str, tmp_path: Path) -> None:
    before = dict(load.acknowledged)
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        assert target.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    holds(f"sqlite:///{copy}", before, load)
    load.finish()


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_dump_under_load_is_whole(load: Load, server: Server, url: str, tmp_path: Path) -> None:
    before = dict(load.acknowledged)
    dump = Path(server.data.parent / "s" / f"dump-{os.getpid()}")
    server.run("pg_dump", "-Fc", "-f", str(dump), url)
    address = server.new(f"copy{os.getpid()}")
    server.run("pg_restore", "-d", address, str(dump))
    holds(address, before, load)
    load.finish()


def holds(address: str, answers: dict[tuple[str, str], str], load: Load) -> None:
    """A restored database has every answer that was acknowledged before the copy, and can be used."""
    with closing(open_store(address)) as store:
        for (token, question), key in answers.items():
            assert own(store, token)[question] == f"option-{key[0]}"
        assert store.class_by_host(load.opened.host_key) is not None


def refused_after(work: Callable[[], object]) -> float:
    """How long until the database was said to be unavailable."""
    start = monotonic()
    with pytest.raises(StoreUnavailable):
        work()
    return monotonic() - start


@contextmanager
def frozen(server: Server) -> Iterator[None]:
    """Stop every process of a server in its tracks, and let them go on."""
    main = psutil.Process(server.process())
    processes = [main, *main.children()]
    for process in processes:
        process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            process.send_signal(signal.SIGCONT)


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Someone else holds what every answer needs."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=30, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
        return
    with closing(open_store(url)) as store, store.database.engine.begin() as other_connection:
        other_connection.execute(text("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0"))
        other_connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        other_connection.execute(text("LOCK TABLE class IN ACCESS EXCLUSIVE MODE"))
        yield


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of one mebibyte. Only root can mount one."""
    place = folder / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("NOT RUN: only root can mount a small disk")  # a visitor of the project need not be root
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(store: Store, token: str, filler: Path) -> list[str]:
    """Fill the disk, then answer until the database has no room; gives the questions whose answer was taken."""
    taken: list[str] = []
    with suppress(OSError):
        filler.write_bytes(b"x" * 2_000_000)
    for question in QUESTIONS:
        try:
            store.answer(token, question, "a")
        except StoreUnavailable:
            return taken
        taken.append(question)
    pytest.fail("the disk never filled")
