"""`evaluator serve` in a process of its own: it says where it is, answers, and stops."""

import errno
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import waitress

from evaluator.cli import main
from tests.content.broken import MINI

ROOT = Path(__file__).parent.parent
SMALL = {"EVALUATOR_QUESTIONS": str(MINI), "EVALUATOR_LANGUAGES": "en"}
OURS = {"EVALUATOR_QUESTIONS": "", "EVALUATOR_LANGUAGES": os.environ["EVALUATOR_LANGUAGES"]}  # see tests/conftest.py


@contextmanager
def serving(*arguments: str, **environment: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """`evaluator serve` in a process of its own: the line it prints, and the process. Its content is read at once."""
    command = [sys.executable, "-m", "evaluator", "serve", *arguments]
    left_out = ("EVALUATOR_", "DATABASE_URL")
    others = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    with TemporaryDirectory() as data:  # not the folder of whoever tried a class in this checkout
        ours = others | {"EVALUATOR_DATA": data} | SMALL | environment
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=ours
        )
        assert process.stdout is not None
        try:
            yield process.stdout.readline(), process
        finally:
            process.kill()
            process.communicate()


def asked(place: str, path: str) -> tuple[int, bytes]:
    """Status and body of an address of ours."""
    with closing(HTTPConnection(place)) as talk:
        talk.request("GET", path)
        response = talk.getresponse()
        return response.status, response.read()


def test_serve_prints_its_address_answers_and_stops() -> None:
    with serving("--port", "0", **OURS) as (line, process):
        found = re.fullmatch(r"Four Questions is at http://(127\.0\.0\.1:[1-9]\d*)/ \(stop with Ctrl\+C\)\n", line)
        assert found, line
        assert asked(found[1], "/healthz") == (200, b"ok")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert (process.returncode, out, err) == (0, "", "")


def test_serve_takes_a_name_that_stands_for_several_addresses() -> None:
    with serving("--host", "localhost", "--port", "0") as (line, _):
        found = re.search(r"http://(localhost:[1-9]\d*)/", line)
        assert found, line
        assert asked(found[1], "/healthz") == (200, b"ok")


def test_serve_uses_the_settings() -> None:
    with serving("--port", "0", EVALUATOR_HOSTS="example.org", EVALUATOR_THREADS="1") as (line, _):
        found = re.search(r"http://(\S+)/", line)
        assert found, line
        assert asked(found[1], "/")[0] == 400


def test_a_port_that_is_taken_is_said_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serving("--port", str(port)) as (line, process):
            _, err = process.communicate(timeout=60)
    assert (line, process.returncode) == ("", 2)
    assert err.startswith(f"evaluator: cannot listen on 127.0.0.1:{port}: another program listens there; ")
    assert "--host and --port" in err
    assert "--next-free" in err
    assert "PORT=" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("nowhere.invalid", "nowhere.invalid:8111: no machine of this name is known; "),
        ("a..b", "a..b:8111: no machine of this name is known; "),
        ("http://127.0.0.1", "[http://127.0.0.1]:8111: no machine of this name is known; "),
        ("192.0.2.1", "192.0.2.1:8111: this is no address of this machine; "),
        ("[2001:db8::1]", "[2001:db8::1]:8111: "),
    ],
)
def test_a_host_where_nobody_would_be_heard_is_said_in_a_sentence(host: str, told: str) -> None:
    with serving("--host", host, "--port", "8111", EVALUATOR_OPERATOR="A", EVALUATOR_MAIL="a@b.example") as (
        line,
        process,
    ):
        _, err = process.communicate(timeout=60)
    assert (line, process.returncode) == ("", 2)
    assert err.startswith(f"evaluator: cannot listen on {told}")
    assert err.endswith("--host an address of this machine: 127.0.0.1 for itself alone, 0.0.0.0 for its network\n")
    assert err.count("\n") == 1


def test_a_port_without_the_right_to_it_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(waitress, "create_server", refuse)
    assert main(["serve", "--port", "80"]) == 2
    assert capsys.readouterr().err == (
        "evaluator: cannot listen on 127.0.0.1:80: whoever runs this may not; "
        "ports below 1024 are the system’s; choose a higher one with --port, such as 8000\n"
    )


def test_next_free_takes_another_port_when_the_first_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serving("--port", str(port), "--next-free") as (line, _):
            found = re.search(r"http://(127\.0\.0\.1:(\d+))/", line)
            assert found, line
            assert port < int(found[2]) < port + 20
            assert asked(found[1], "/healthz") == (200, b"ok")
