"""The command line on people's machines: pipes that close, consoles of any encoding, Ctrl+C, slips of the hand."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TextIO

import pytest

from evaluator import cli
from evaluator.cli import _parser, main
from evaluator.terminal import counted
from tests.content.broken import MINI

ROOT = Path(__file__).parent.parent
ANSWERS = "platform=Mill&data-use=ads-forced"
SMALL = ["--questions", str(MINI)]  # read at once, where a test starts a process of its own
# Every command that ends by itself, and what is typed after it.
COMMANDS = {
    "check": [str(MINI)],
    "score": ["platform=Café →", *SMALL],
    "ethics check": ["DRAFT", "--lang", "fr"],
    "ethics export": ["DRAFT", "--format", "md", "--lang", "fr"],
    "ethics changes": ["DRAFT", "DRAFT", "--lang", "fr"],
    "stale": ["--days", "1", *SMALL],
    "changed": ["FOLDER", *SMALL],
    "facts": ["Instagram", "--lang", "fr"],
    "purge": [],
    "schema": ["FOLDER"],
    "cartridge": ["FOLDER/kit.imscc", "--lang", "fr"],
}
ELSEWHERE = {"serve", "demo", "links"}  # two serve until they are stopped, one asks other machines
DRAFT = {
    "schema": 1, "languages": ["en"], "platforms": [{"name": "Café “Lou” →"}],
    "promises": [{"id": "ads.label", "wording": "x"}],
}  # fmt: skip


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EVALUATOR_")}
    return {**kept, **more}


def typed(command: str, draft: str, folder: Path) -> list[str]:
    """The words of a command line."""
    words = [*command.split(), *COMMANDS.get(command, [])]
    return [word.replace("DRAFT", draft).replace("FOLDER", str(folder)) for word in words]


@pytest.fixture
def draft(tmp_path: Path) -> str:
    file = tmp_path / "draft.json"
    file.write_text(json.dumps(DRAFT), encoding="utf-8")
    return str(file)


def leaves(parser: ArgumentParser, before: str = "") -> Iterator[str]:
    """Every command with the words that call it."""
    for action in parser._actions:
        for name, inner in action.choices.items() if isinstance(action.choices, dict) else ():
            yield from [*leaves(inner, f"{before}{name} ")] or [f"{before}{name}"]


def test_every_command_is_tried_here_or_says_why_not() -> None:
    assert {*leaves(_parser())} == {*COMMANDS} | {*ELSEWHERE}


# One place hears of it for all commands; each of these prints in a way of its own: text, bytes, tables, many lines.
@pytest.mark.parametrize("command", ["stale", "score", "ethics check", "facts", "changed", "--help"])
def test_a_reader_that_leaves_is_no_error(command: str, draft: str, tmp_path: Path) -> None:
    words = typed(command, draft, tmp_path)
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "evaluator", *words], stdout=closed, stderr=subprocess.PIPE, cwd=ROOT,
            env=environment(EVALUATOR_DATA=str(tmp_path)), check=False,
        )  # fmt: skip
    assert b"Traceback" not in done.stderr
    assert b"Broken" not in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_console_without_accents_breaks_no_command(
    command: str, draft: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    console = BytesIO()
    monkeypatch.setenv("EVALUATOR_DATA", str(tmp_path))
    for channel in ("stdout", "stderr"):
        monkeypatch.setattr(sys, channel, TextIOWrapper(console, "ascii", write_through=True))
    with suppress(SystemExit):
        assert main(typed(command, draft, tmp_path)) in (0, 1)
    said = console.getvalue().decode("ascii", "replace") + "".join(capfd.readouterr())
    assert "codec" not in said
    assert "\x1b" not in said  # no colours, whatever NO_COLOR says


def test_every_command_says_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    for command in leaves(_parser()):
        with pytest.raises(SystemExit) as stop:
            main([*command.split(), "--help"])
        assert stop.value.code == 0
        assert capsys.readouterr().out.startswith(f"usage: evaluator {command} ")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "utf-8"])
def test_a_console_of_any_encoding_shows_every_finding(
    encoding: str, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    console = BytesIO()
    for channel in ("stdout", "stderr"):
        monkeypatch.setattr(sys, channel, TextIOWrapper(console, encoding, write_through=True))
    assert main(["ethics", "check", draft, "--lang", "fr"]) in (0, 1)
    printed = console.getvalue().decode(encoding)
    assert "ATTENTION" in printed or "BLOQUE" in printed
    assert "BLOCK" not in printed


def test_a_console_without_accents_gets_the_report_of_the_command_itself(draft: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "evaluator", "ethics", "check", draft, "--lang", "fr"], capture_output=True, cwd=ROOT,
        env=environment(PYTHONIOENCODING="ascii"), check=False,
    )  # fmt: skip
    assert b"codec" not in done.stderr
    assert b"ATTENTION" in done.stdout or b"BLOQUE" in done.stdout


def every_command(draft: str, folder: Path) -> Iterator[list[str]]:
    """Each command that prints something, and the help of each."""
    for command in COMMANDS:
        yield typed(command, draft, folder)
    for command in leaves(_parser()):
        yield [*command.split(), "--help"]


def of_a_closed_pipe() -> TextIO:
    reading, writing = os.pipe()
    os.close(reading)
    return os.fdopen(writing, "w", encoding="utf-8")


def of_a_full_disk() -> TextIO:
    return os.fdopen(os.open("/dev/full", os.O_WRONLY), "w", encoding="utf-8")


NO_OUTPUT: dict[str, Callable[[], TextIO | None]] = {
    "a full disk": of_a_full_disk,
    "a closed pipe": of_a_closed_pipe,
    "closed": lambda: None,
}


@pytest.mark.parametrize("kind", NO_OUTPUT)
def test_no_command_leaves_a_trace_where_nothing_can_be_printed(
    kind: str, draft: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """One line says why; whoever reads from a pipe and leaves has heard enough, and is told nothing."""
    monkeypatch.setenv("EVALUATOR_DATA", str(tmp_path))
    monkeypatch.setattr(cli, "cartridge", lambda *_: b"PK")  # made whole in tests/classroom
    for words in every_command(draft, tmp_path):
        output = NO_OUTPUT[kind]()
        monkeypatch.setattr(sys, "stdout", output)
        try:
            code: object = main(words)
        except SystemExit as stop:
            code = stop.code
        said = capfd.readouterr().err.splitlines()
        assert "Traceback" not in "".join(said), words
        if kind == "a closed pipe":
            assert code == 141, words
            assert [line for line in said if line.startswith("evaluator: cannot")] == [], words
        else:
            assert code == 2, (words, said)
            assert len([line for line in said if line.startswith("evaluator: ")]) == 1, (words, said)
        if output:
            output.close()


@pytest.mark.parametrize(
    "words",
    [["check", str(MINI)], ["--help"], ["serve", "--port", "0", *SMALL], ["demo", "--port", "0", *SMALL]],
    ids=lambda words: words[0],
)
def test_the_end_of_the_program_is_quiet_on_a_full_disk_too(words: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "evaluator", *words], stdout=full, stderr=subprocess.PIPE, cwd=ROOT, text=True,
            env=environment(), check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert "make room" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_closed_output_is_told_and_nothing_is_written_into_what_takes_its_place() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"exec '{sys.executable}' -m evaluator check '{MINI}' >&-"], stderr=subprocess.PIPE,
        cwd=ROOT, text=True, env=environment(), check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (
        2,
        "evaluator: standard output is closed; lead it somewhere, such as > /dev/null\n",
    )


def test_every_command_that_ends_well_says_something(
    draft: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Silence may mean that all is well, or that nothing was done."""
    monkeypatch.setenv("EVALUATOR_DATA", str(tmp_path))
    monkeypatch.setattr(cli, "cartridge", lambda *_: b"PK")
    for command in COMMANDS:
        for language in ([], ["--lang", "fr"]):
            words = [word for word in typed(command, draft, tmp_path) if word not in ("--lang", "fr")]
            takes_it = "--lang" in " ".join(COMMANDS[command])
            assert main([*words, *(language if takes_it else [])]) in (0, 1), words
            assert capfd.readouterr().out.strip(), words


# As `python -m evaluator check`, which says when it is ours: before, Python itself is not quiet.
OURS = """
import sys
from evaluator.__main__ import main

class Told:
    def find_spec(self, name, *_):
        if name == "evaluator.cli":
            print(flush=True)

sys.meta_path.insert(0, Told())
sys.argv[1:] = ["check"]
sys.exit(main())
"""


@pytest.mark.parametrize("wait", [0, 0.2, 0.8])  # while it still loads, or reads the content
def test_ctrl_c_is_quiet_at_any_time(wait: float) -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", OURS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=environment()
    )
    assert running.stdout
    running.stdout.readline()
    time.sleep(wait)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert said == b""
    assert running.returncode in (130, 0)


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_a_document_is_not_poured_into_a_terminal(ending: str) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "wb") as terminal:
        done = subprocess.run(
            [sys.executable, "-m", "evaluator", "score", "platform=Mill", "--format", ending, *SMALL],
            stdout=terminal, stderr=subprocess.PIPE, cwd=ROOT, env=environment(), check=False,
        )  # fmt: skip
    os.close(ours)
    assert done.returncode == 2
    assert (
        done.stderr.decode()
        == f"evaluator: a {ending} is nothing for a terminal; add '> report.{ending}' to the command\n"
    )


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ("platform=X&data-uze=ads-forced", "no answer is called 'data-uze'; did you mean 'data-use'?"),
        ("platfrom=X&data-use=ads-forced", "no answer is called 'platfrom'; did you mean 'platform'?"),
        ("nonsense", "nothing here is an answer"),
        ("", "nothing here is an answer"),
    ],
)
def test_a_slip_in_the_answers_is_named(answers: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", answers]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err


def test_what_others_add_to_an_address_is_no_slip(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["score", f"https://example.org/en/report?{ANSWERS}&utm_source=mail"]) == 0
    assert capfdbinary.readouterr().err == b""


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (json.dumps(DRAFT, ensure_ascii=False).encode("cp1252", "replace"), "not in UTF-8: see line 1, column 63"),
        (json.dumps(DRAFT, indent=1).replace('"promises"', 'promises"').encode(), "line 11, column 2 does not fit"),
        (b"<html>", "This is no JSON file"),
    ],
)
def test_a_draft_that_cannot_be_read_is_told_with_the_place(
    raw: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "draft.json"
    file.write_bytes(raw)
    assert main(["ethics", "check", str(file)]) == 1
    assert words in capsys.readouterr().err


def test_a_draft_that_a_shell_wrote_in_utf_16_is_read(tmp_path: Path) -> None:
    file = tmp_path / "draft.json"
    file.write_bytes(json.dumps(DRAFT).encode("utf-16"))
    assert main(["ethics", "export", str(file), "--format", "md"]) == 0


def test_a_number_has_its_noun() -> None:
    assert [counted(number, "class", "classes") for number in (0, 1, 2)] == ["0 classes", "1 class", "2 classes"]
    assert counted(1, "fault") == "1 fault"
