"""The deployment of docs/deploy.md, run as it is printed on a machine made for it, with lessons through it.

It takes minutes: `make faults` runs it. tests/test_docs_blocks.py says what runs elsewhere.
"""

import json
import os
import shutil
import subprocess
import sys
from typing import Any

import pytest

from tests.classroom.store.servers import found
from tests.conftest import ROOT
from tests.faults.harness import LONG
from tests.machine import DEPLOYED, POSTGRESQL, lacking

APART = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--propagation", "private")
NEEDED = ("nginx", "openssl", "sqlite3", "ip", "runuser", "useradd")


@pytest.fixture(scope="module")
def told() -> Any:
    """What was seen from the first block to the last."""
    if not LONG:
        pytest.skip("`make faults` runs it")
    programs = found()
    if programs is None:
        lacking(POSTGRESQL, "there is none here")
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"
    missing = [name for name in NEEDED if not shutil.which(name, path=path)]
    if os.geteuid() or subprocess.run([*APART, "true"], capture_output=True, check=False).returncode:
        missing.append("the rights of root over mounts")
    if missing:
        lacking(DEPLOYED, f"{', '.join(missing)} cannot be had here")
    command = [*APART, sys.executable, "-m", "tests.faults.deployment", str(programs)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    print(done.stderr)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("where", ["sqlite", "postgresql"])
def test_a_lesson_of_thirty_phones_goes_through_the_documented_deployment(told: Any, where: str) -> None:
    seen = told[where]
    assert (seen["answers"], seen["lost"], seen["doubled"], seen["errors"]) == (120, 0, 0, 0)
    assert seen["hsts"]
    assert seen["server"] == "nginx"  # and no version
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(seen["cookie"].split("; "))


@pytest.mark.parametrize("where", ["sqlite", "postgresql"])
def test_eight_classes_of_one_school_get_in_at_once_while_others_mistype(told: Any, where: str) -> None:
    assert told[where]["joined"] == 240
    assert set(told[where]["wrong"]) <= {404, 429}


@pytest.mark.parametrize("where", ["sqlite", "postgresql"])
def test_nothing_is_left_after_the_promised_time_in_rows_or_logs(told: Any, where: str) -> None:
    assert told[where]["rows_before"] >= 240
    assert set(told[where]["rows_after"].values()) == {0}
    assert told[where]["told_in_logs"] == []


def test_a_lesson_runs_at_another_port_under_a_path_and_by_the_other_server(told: Any) -> None:
    assert len(told["otherwise"]) == 3
    for base, seen in told["otherwise"].items():
        assert seen["counted"] == [24, 0, 0, 0], base
        assert seen["square"], base
        assert seen["elsewhere"] == [], base
        assert seen["cookie"].startswith("__Host-"), base


def test_a_server_that_refuses_is_quoted_on_the_terminal(told: Any) -> None:
    status, words = told["refused"]
    assert status == 2
    assert "refuses the user or password of DATABASE_URL" in words
    assert 'Peer authentication failed for user "questions"' in words
