"""What a machine without a browser or a database is told; the runs are real ones, of a test that lacks something."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ONE = "tests/browser/test_quiet.py::test_after_a_whole_journey_the_browser_holds_nothing"


def run(*arguments: str, **environment: str) -> tuple[int, str]:
    """Pytest in a process of its own: its exit code, and its last line."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    ours = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTEST_XDIST_WORKER")}
    done = subprocess.run(
        command, cwd=ROOT, env={**ours, **environment}, capture_output=True, text=True, timeout=120, check=False
    )
    return done.returncode, done.stdout.strip().splitlines()[-1]


@pytest.mark.parametrize(("workers", "environment", "code"), [("0", {}, 0), ("1", {"CI": "1"}, 1)])
def test_the_last_line_says_what_was_not_run_and_what_helps(
    workers: str, environment: dict[str, str], code: int
) -> None:
    exit_code, line = run("-n", workers, ONE, BROWSER_PATH="", **environment)
    assert line.startswith("NOT RUN: 1 tests in a browser. `make programs`")
    assert exit_code == code


@pytest.mark.parametrize(("user", "lines"), [("1000", 1), ("0", 0)])
def test_who_may_install_nothing_is_told_in_one_line_what_helps(tmp_path: Path, user: str, lines: int) -> None:
    stand_in = tmp_path / "id"
    stand_in.write_text(f"#!/bin/sh\necho {user}\n")
    stand_in.chmod(0o755)
    script = (ROOT / ".ci/missing").read_text().replace(":/usr/sbin:/sbin", "")
    bare = {"PATH": str(tmp_path), "POSTGRESQL": "/nowhere/pg_ctl"}
    done = subprocess.run(["/bin/sh", "-c", script], env=bare, capture_output=True, text=True, check=True)
    said = done.stderr.splitlines()
    assert len(said) == lines
    if said:
        assert re.search("browser.*PostgreSQL.*proxy.*sudo apt-get install .*chromium.* postgresql .*nginx", said[0])


def test_a_run_that_left_nothing_out_says_nothing() -> None:
    exit_code, line = run("tests/library/test_labels.py")
    assert exit_code == 0
    assert "NOT RUN" not in line
