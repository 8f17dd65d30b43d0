"""What goes when: on time, whatever the clock does, and from the file too."""

import os
import sqlite3
import subprocess
import sys
from contextlib import AbstractContextManager, closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import inspect

from evaluator.classroom.records import Purged
from evaluator.classroom.states import State
from evaluator.classroom.store import open_store
from evaluator.classroom.store.store import Store
from evaluator.classroom.store.teacher_actions import purge
from tests.classroom.store.lessons import QUESTIONS, Lesson, lesson, rows
from tests.conftest import ROOT

HOUR, DAY = 3600.0, 86_400.0
CANARY = "canary-in-an-answer"


def answered(store: Store, **chosen: object) -> Lesson:
    """A class in which six have answered and all has been revealed."""
    a_class = lesson(store, 6, **chosen)
    a_class.act("open")
    a_class.answer([CANARY] * 6)
    a_class.act("lock", "reveal")
    return a_class


def test_a_class_that_nobody_touches_for_a_day_ends(store: Store, clock: list[float]) -> None:
    a_class = answered(store)
    assert store.purge(clock[0] + 23 * HOUR) == Purged()
    assert store.purge(clock[0] + 24 * HOUR) == Purged(ended=1, seats=6, answers=6)
    assert a_class.row().state == State.ENDED
    assert a_class.counts() == (6, {CANARY: 6})


@pytest.mark.parametrize("days", [0, 1, 7, 30])
def test_counts_go_after_the_days_that_the_teacher_chose(store: Store, clock: list[float], days: int) -> None:
    a_class = answered(store, keep_days=days)
    store.end(a_class.opened.host_key)
    if days:
        store.purge(clock[0] + days * DAY - HOUR)
        assert a_class.counts() == (6, {CANARY: 6})
        assert store.purge(clock[0] + days * DAY) == Purged(deleted=1)
    assert set(rows(store.database.engine).values()) == {0}


@pytest.mark.parametrize("days", [0, 1])
def test_a_class_that_runs_is_left_alone_however_short_its_counts_are_kept(
    store: Store, clock: list[float], days: int
) -> None:
    a_class = lesson(store, 1, keep_days=days)
    a_class.act("open")
    assert store.purge(clock[0] + 23 * HOUR) == Purged()
    assert a_class.row().state == State.OPEN
    assert store.purge(clock[0] + 24 * HOUR) == Purged(ended=1, deleted=int(days == 0), seats=1)


def test_many_classes_go_in_one_purge(store: Store, clock: list[float]) -> None:
    for _ in range(12):
        lesson(store, 1)
    assert store.purge(clock[0] + 2 * DAY) == Purged(ended=12, seats=12)
    assert store.purge(clock[0] + 9 * DAY) == Purged(deleted=12)


def test_activity_keeps_a_class(store: Store, clock: list[float]) -> None:
    a_class = lesson(store, 1)
    clock[0] += 20 * HOUR
    a_class.act("open")
    clock[0] += 20 * HOUR
    a_class.answer("a")
    clock[0] += 20 * HOUR
    assert store.purge() == Purged()


def test_who_comes_in_keeps_a_class(store: Store, clock: list[float]) -> None:
    opened = lesson(store, 0).opened
    clock[0] += 20 * HOUR
    store.join(opened.class_id)
    clock[0] += 20 * HOUR
    assert store.purge() == Purged()


def test_a_class_that_ended_by_itself_did_so_at_the_end_of_its_last_day(store: Store, clock: list[float]) -> None:
    """However late the purge comes: its counts stay for a week from then, no hour less and none more."""
    a_class = answered(store)
    end = clock[0] + DAY
    assert store.purge(end + 3 * DAY) == Purged(ended=1, seats=6, answers=6)
    assert store.purge(end + 7 * DAY - HOUR) == Purged()
    assert a_class.counts() == (6, {CANARY: 6})
    assert store.purge(end + 7 * DAY) == Purged(deleted=1)


def test_a_purge_goes_in_steps_so_that_pupils_need_not_wait_for_it(store: Store, clock: list[float]) -> None:
    for _ in range(7):
        lesson(store, 0)
    due = clock[0] + DAY
    steps = [store.database.run(lambda session: purge(session, due)).ended for _ in range(3)]
    assert steps == [5, 2, 0]


def test_a_clock_two_days_ahead_may_have_been_right_and_one_further_ahead_was_wrong(
    store: Store, clock: list[float]
) -> None:
    now = clock[0]
    for ahead, ended in (48, 0), (49, 1):
        clock[0] = now + ahead * HOUR
        lesson(store, 0)
        store.purge(now)
        assert store.purge(now + DAY).ended == ended


def test_a_clock_a_month_ahead_deletes_all_and_a_day_back_nothing(store: Store, clock: list[float]) -> None:
    a_class = answered(store)
    assert store.purge(clock[0] - DAY) == Purged()
    clock[0] -= DAY
    assert a_class.act("discuss", question=QUESTIONS[0]).state == State.DISCUSS
    assert store.purge(clock[0] + 31 * DAY) == Purged(ended=1, deleted=1, seats=6, answers=6)
    assert set(rows(store.database.engine).values()) == {0}


def test_a_class_made_under_a_wrong_clock_does_not_stay_for_ever(store: Store, clock: list[float]) -> None:
    now = clock[0]
    clock[0] = now + 365 * DAY
    answered(store)
    assert store.purge(now) == Purged()
    assert store.purge(now + DAY) == Purged(ended=1, seats=6, answers=6)


def test_a_purge_is_due_once_an_hour(store: Store, clock: list[float]) -> None:
    assert store.due()
    store.purge()
    assert not store.due()
    assert store.due(clock[0] + HOUR)
    assert store.due(clock[0] - HOUR)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_what_is_deleted_is_gone_from_the_file(store: Store, url: str, clock: list[float]) -> None:
    file = Path(url.removeprefix("sqlite:///"))
    a_class = answered(store, platform="Canary Platform")
    secrets = [CANARY, "Canary Platform", a_class.opened.code]
    assert all(secret.encode() in raw(file) for secret in secrets)
    store.end(a_class.opened.host_key)
    store.purge(clock[0] + 30 * DAY)
    found = raw(file)
    assert [secret for secret in secrets if secret.encode() in found] == []


def reading(url: str) -> AbstractContextManager[object]:
    """Somebody who began to read before, as a backup does."""
    if url.startswith("sqlite"):
        reader = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM answer").fetchone()
        return closing(reader)
    other = psycopg.connect(url.replace("postgresql+psycopg", "postgresql"))
    other.execute("SET default_transaction_isolation = 'repeatable read'")
    other.commit()
    other.execute("SELECT count(*) FROM answer").fetchone()
    return closing(other)


def test_deleted_is_said_once_the_bytes_are_gone_and_no_sooner(store: Store, url: str, clock: list[float]) -> None:
    a_class = answered(store, keep_days=0)
    with reading(url):
        store.end(a_class.opened.host_key)
        assert store.scrubbing
        assert store.due()
        store.purge()
        assert store.scrubbing
        if url.startswith("sqlite"):
            assert CANARY.encode() in raw(Path(url.removeprefix("sqlite:///")))
    store.purge()
    assert not store.scrubbing
    assert not store.due()
    if url.startswith("sqlite"):
        assert CANARY.encode() not in raw(Path(url.removeprefix("sqlite:///")))


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_what_a_stop_left_is_overwritten_after_the_next_start(store: Store, url: str) -> None:
    file = Path(url.removeprefix("sqlite:///"))
    a_class = answered(store, keep_days=0)
    with reading(url) as reader:
        store.end(a_class.opened.host_key)
        again = open_store(url)  # another process after a stop without warning
        assert again.scrubbing
        del reader
    again.purge()
    assert not again.scrubbing
    assert CANARY.encode() not in raw(file)
    again.close()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.skipif(os.name != "posix", reason="NOT RUN: this system has no modes of files")
def test_the_files_are_for_the_server_alone(store: Store, url: str) -> None:
    file = Path(url.removeprefix("sqlite:///"))
    file.touch(mode=0o644)  # as an earlier version, or a copy, may have left it
    file.chmod(0o644)
    answered(store)
    modes = {each.name: oct(each.stat().st_mode & 0o777) for each in file.parent.glob(f"{file.name}*")}
    assert len(modes) == 3
    assert set(modes.values()) == {"0o600"}


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_keys_and_tokens_are_never_in_the_file(store: Store, url: str) -> None:
    a_class = answered(store, tickets=0)
    (ticket,) = store.new_tickets(a_class.opened.host_key, 1)
    opened = a_class.opened
    found = raw(Path(url.removeprefix("sqlite:///")))
    for secret in (opened.host_key, opened.screen_key, ticket, *(seat.token for seat in a_class.seats)):
        assert secret.encode() not in found


def raw(file: Path) -> bytes:
    """Every byte of a database: its file, and those beside it."""
    return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))


def test_the_tables_hold_what_is_declared_and_nothing_else(store: Store) -> None:
    """A closed list: no name, no address, no device, and no time finer than an hour but a teacher’s choice."""
    store.ping()
    with store.database.engine.connect() as connection:
        found = {
            name: {column["name"] for column in inspect(connection).get_columns(name)}
            for name in inspect(connection).get_table_names()
        }
    assert found == {
        "alembic_version": {"version_num"},
        "class": {
            "id", "code", "host", "screen", "platform", "set", "questions", "mode", "expected", "keep_days",
            "tickets", "region", "pupils",  # a country and an age, if the teacher chose any
            "state", "round", "question", "version", "step", "seats", "limit", "door_open",
            "left_out", "published", "day", "active_hour", "closes",
            "closes_offset",  # of homework: a time that the teacher chose
        },
        "seat": {"id", "class_id", "token", "number", "ignored", "finished", "away"},
        "answer": {"seat_id", "round", "question", "option", "key"},
        "count": {"class_id", "round", "question", "option", "typed", "n"},
        "ticket": {"class_id", "digest", "used"},
    }  # fmt: skip


def test_the_command_purges(url: str) -> None:
    store = open_store(url)
    store._clock = lambda: 0.0
    answered(store)
    store.close()
    done = evaluator(url, "purge")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "1 class ended, 1 deleted; 6 seats and 6 answers with them\n"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("sqlite:////proc/nothing/x.db", "EVALUATOR_DATA"),
        ("nonsense", "DATABASE_URL"),
        ("mysql://a/b", "must be sqlite or postgresql"),
        ("postgresql://app@127.0.0.1:1/x", "does not answer"),
    ],
)
def test_the_command_says_what_is_wrong_with_a_database(address: str, said: str) -> None:
    done = evaluator(address, "purge")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == done.stderr.count("The server said: ") + 1


def evaluator(address: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a command on a database."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "evaluator", *arguments],
        capture_output=True, text=True, check=False, cwd=ROOT, env={"DATABASE_URL": address}, timeout=60,
    )  # fmt: skip
