"""The files of deploy/: named and printed in the docs, accepted by what reads them, run where it can be."""

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from evaluator.classroom.store import open_store
from evaluator.settings import settings
from tests.classroom.store.conftest import server
from tests.classroom.store.lessons import QUESTIONS, lesson
from tests.classroom.store.servers import USER, Server, found
from tests.conftest import ROOT
from tests.test_cli_serve import serving
from tests.test_wheel import FILES, SOURCES

__all__ = ["server"]

DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
UNITS = [file for file in sorted(DEPLOY.iterdir()) if file.suffix in (".service", ".timer")]
SCRIPTS = sorted(DEPLOY.glob("*.sh"))


def program(name: str) -> str:
    """Where a program is; without it the test cannot run."""
    place = shutil.which(name)
    if place is None:
        pytest.skip(f"NOT RUN: {name} is not installed here")
    return place


def run(*command: str | Path, **environment: str) -> str:
    done = subprocess.run(
        [*map(str, command)], capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_guide_names_every_file_and_no_other() -> None:
    named = set(re.findall(r"`deploy/([\w.-]+)`\]\(\.\./deploy/\1\)", GUIDE))
    assert named == {file.name for file in DEPLOY.iterdir()}


def test_what_the_guide_prints_is_what_the_file_says() -> None:
    printed = re.findall(r"\[`deploy/([\w.-]+)`\]\([^)]+\):\n\n```\w*\n(.*?)```", GUIDE, re.DOTALL)
    assert "nginx.conf" in dict(printed)
    for name, text in printed:
        assert (DEPLOY / name).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_is_read_by_any_shell(script: Path) -> None:
    run("sh", "-n", script)
    assert os.access(script, os.X_OK)


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    verify = program("systemd-analyze")
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace(
            "/opt/questions/venv/bin/evaluator", shutil.which("true") or ""
        )
        (tmp_path / unit.name).write_text(text)
    assert len(UNITS) == 3
    run(verify, "verify", *(tmp_path / unit.name for unit in UNITS))


def test_the_program_takes_the_settings() -> None:
    lines = (DEPLOY / "questions.env").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    chosen = settings(given)
    assert (chosen.base_url, chosen.proxies) == ("https://questions.example", 1)
    assert {name for name in given if f"`{name}`" not in GUIDE} == set()


@pytest.mark.parametrize("hosts", ["", "questions.example other.example", ".questions.example"])
def test_the_container_is_well_while_the_site_answers_to_its_names_only(hosts: str) -> None:
    [line] = re.findall(r"^HEALTHCHECK CMD (.+)$", (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    with serving("--port", "0", EVALUATOR_HOSTS=hosts) as (said, _):
        port = said.rsplit(":", 1)[1].partition("/")[0]
        command = [part.replace(":8000/", f":{port}/") for part in json.loads(line)]
        run(sys.executable, *command[1:], EVALUATOR_HOSTS=hosts)


def test_the_container_file_takes_what_the_wheel_is_made_of() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    assert {*" ".join(copied).split()} == {*SOURCES, *FILES, "requirements.txt"}


def test_a_copy_of_the_file_brings_a_running_class_back(tmp_path: Path) -> None:
    program("sqlite3")
    database, copy = tmp_path / "data" / "classes.db", tmp_path / "copies" / "classes.db"
    copy.parent.mkdir()
    old = copy.with_name("classes.db.old")
    old.touch()
    os.utime(old, (1, 1))
    store = open_store(f"sqlite:///{database}")
    a_class = lesson(store, 5)
    a_class.act("open")
    a_class.answer(["a"] * 5)
    run("sh", DEPLOY / "backup-sqlite.sh", database, copy)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in copy.parent.iterdir()] == ["classes.db"]
    store.end(a_class.opened.host_key)
    store.close()
    run("sh", DEPLOY / "restore-sqlite.sh", copy, database)
    assert database.stat().st_mode & 0o777 == 0o600
    again = open_store(f"sqlite:///{database}")
    view = again.seat_view(a_class.seats[0].token)
    assert view is not None
    assert len(view.own) == 1
    again.close()


def test_postgresql_is_set_up_copied_and_brought_back_with_a_class(server: Server, tmp_path: Path) -> None:
    programs, copy = found(), tmp_path / "classes.dump"
    assert programs is not None
    with_programs = f"{programs}{os.pathsep}{os.environ['PATH']}"
    place = {"PATH": with_programs, "PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PGUSER": USER}
    run("sh", DEPLOY / "postgresql.sh", "deployed", **place)
    said = run("psql", "--tuples-only", "--dbname", "deployed", "--command", "SHOW log_min_error_statement", **place)
    assert said.strip() == "panic"
    address = f"postgresql://deployed@127.0.0.1:{server.port}/deployed"
    with closing(open_store(address)) as store:
        a_class = lesson(store, 5)
        a_class.act("open")
        a_class.answer(["a"] * 5)
        run("sh", DEPLOY / "backup-postgresql.sh", "deployed", copy, **place)
        assert copy.stat().st_mode & 0o777 == 0o600
        store.delete(a_class.opened.host_key)
        later = lesson(store, 1)
    run("sh", DEPLOY / "restore-postgresql.sh", copy, "deployed", **place)
    with closing(open_store(address)) as store:
        view = store.seat_view(a_class.seats[0].token)
        assert view is not None
        assert dict(view.own) == {QUESTIONS[0]: "a"}
        assert store.class_by_host(later.opened.host_key) is None  # the copy knows nothing of it
        store.answer(a_class.seats[0].token, QUESTIONS[0], "b")  # and the tables are the server's own
    kept = run("psql", "--tuples-only", "--dbname", "deployed", "--command", "SHOW log_min_error_statement", **place)
    assert kept.strip() == "panic"
