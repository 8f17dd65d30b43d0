"""`make demo`: one command, and a class that has answered, four judged apps and a code of ethics are there."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from evaluator.cli import main
from tests.content.broken import MINI
from tests.test_cli_serve import ROOT, asked

LAST = "to open at"


def lines(*arguments: str, until: str) -> Iterator[tuple[list[str], "subprocess.Popen[str]"]]:
    """What the command prints, up to a line with these words, while it serves."""
    command = [sys.executable, "-m", "evaluator", "demo", "--port", "0", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT)
    assert process.stdout is not None
    said = []
    try:
        for line in process.stdout:
            said.append(line.rstrip())
            if until in line:
                break
        yield said, process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def demo() -> Iterator[tuple[list[str], "subprocess.Popen[str]"]]:
    yield from lines("--lang", "fr", until=LAST)


def places(said: list[str]) -> Mapping[str, tuple[str, str]]:
    """By what it is: host and port, and path with query."""
    found = (re.fullmatch(r"(.*): (http://\S+)", line) for line in said)
    whole = {match[1]: urlsplit(match[2]) for match in found if match}
    return {what: (url.netloc, f"{url.path}?{url.query}") for what, url in whole.items()}


def test_everything_is_there_and_goes_with_the_server(demo: tuple[list[str], "subprocess.Popen[str]"]) -> None:
    said, process = demo
    answers = {what: asked(*place) for what, place in places(said).items()}
    assert len(answers) == 7, said
    assert {status for status, _ in answers.values()} == {200}
    pages = {what: body.decode() for what, (_, body) in answers.items()}
    assert re.search(r"\b30\b", pages["A class of 30 that has answered: its teacher"])
    judged = [page for what, page in pages.items() if what.endswith(", judged")]
    assert len(judged) == 4
    assert all(re.search(r"<title>[^<]+: [A-E], ", page.replace("\u00a0", "")) for page in judged)
    page, draft = (Path(line.rsplit(": ", 1)[1]) for line in said[-2:])
    assert page.read_bytes().startswith(b"%PDF-")
    assert json.loads(draft.read_text(encoding="utf-8"))["languages"] == ["fr"]
    process.send_signal(signal.SIGINT)
    process.wait(60)
    assert not draft.parent.exists()


def test_content_of_ones_own_has_a_demonstration_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "EVALUATOR_LANGUAGES", "en")
    for said, _ in lines("--questions", str(MINI), until="beside"):
        assert {asked(*place)[0] for place in places(said).values()} == {200}


def test_a_language_that_is_not_offered_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--port", "0", "--lang", "xx"]) == 2
    assert "no language 'xx'" in capsys.readouterr().err
