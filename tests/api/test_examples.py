"""The examples of docs/api.md as a client runs them: each block as it is printed, against a site of our own."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

from evaluator.cli import main
from evaluator.content.models.library import Library
from tests.conftest import ROOT
from tests.docs_blocks import Block, of
from tests.web.client import CheckingClient
from tests.web.live import Server, serving

NAME = "https://questions.example"  # the one thing that a block is given: a site of this name
NODE = str(compute_driver_executable()[0])  # the tests' browser brings one along
RUN = {"sh": ("sh", "-e", "{file}"), "python": (sys.executable, "{file}"), "js": (NODE, "{file}")}
NEEDED = ("curl", NODE)
EXAMPLES = [block for block in of("docs/api.md") if NAME in block.text]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(["-m", "evaluator", "serve", "--port", "0"], tmp_path_factory.mktemp("api")) as server:
        yield server


def starts(program: str) -> bool:
    """Whether a program is here with all that it needs: on a bare Debian the Node of the browser lacks libatomic1."""
    found = shutil.which(program)
    return found is not None and not subprocess.run([found, "--version"], capture_output=True, check=False).returncode


def test_there_is_an_example_in_each_of_three_languages() -> None:
    assert [block.kind for block in EXAMPLES] == ["sh", "python", "js", "sh"]


@pytest.mark.parametrize("block", EXAMPLES, ids=lambda block: f"{block.kind}:{block.line}")
def test_an_example_runs_as_it_is_printed(block: Block, server: Server, tmp_path: Path) -> None:
    if not all(starts(program) for program in NEEDED if program in (*block.text.split(), RUN[block.kind][0])):
        pytest.skip("NOT RUN: curl or Node is not installed here, or lacks a library")
    file = tmp_path / f"example.{'mjs' if block.kind == 'js' else block.kind}"
    file.write_text(block.text.replace(NAME, f"http://{server.host}:{server.port}"), encoding="utf-8")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    command = [part.format(file=file) for part in RUN[block.kind]]
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert EXPECTED[EXAMPLES.index(block)](done.stdout, tmp_path)


def _is_the_report(said: str, _: Path) -> bool:
    report = json.loads(said)
    return report["platform"] == "Mill" and report["language"] == "fr" and len(report["dimensions"]) == 4


def _tells_the_report(said: str, _: Path) -> bool:
    first, *parts = said.splitlines()
    return first.startswith("Mill ") and [part.split()[0] for part in parts] == [
        "data", "money", "civility", "connection",
    ]  # fmt: skip


def _has_both_files(_: str, folder: Path) -> bool:
    rows = list(csv.DictReader(io.StringIO((folder / "facts.csv").read_text(encoding="utf-8-sig"))))
    data = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    return len(rows) == len(data["facts"]) and data["language"] == "fr"


EXPECTED = (_is_the_report, _tells_the_report, _tells_the_report, _has_both_files)


def test_the_data_set_holds_every_fact_once_with_its_sources(client: CheckingClient, library: Library) -> None:
    data = client.data("/api/v1/facts")
    rows = list(csv.DictReader(io.StringIO(client.get("/api/v1/facts.csv").data.decode("utf-8-sig"))))
    known = {(profile.id, fact.id) for profile in library.profiles for fact in profile.facts}
    assert len(rows) == len(data["facts"]) == len(known)
    assert {(row["platform"], row["fact"]) for row in rows} == known
    for row, fact in zip(rows, data["facts"], strict=True):
        assert row["says"] == fact["says"]
        assert row["source_url"].split(" | ") == [source["url"] for source in fact["sources"]]
        assert all(source["date"] and source["read"] for source in fact["sources"])
        assert row["where"].split(" | ") == fact["where"]
    assert data["licence"] == "MIT"
    assert (ROOT / "LICENSE").read_text().startswith("MIT License")
    assert all(each["date"] and each["text"] for each in data["corrections"])
    assert {source["licence"] for fact in data["facts"] for source in fact["sources"]} - {""} <= {
        each["licence"] for each in data["collections"]
    }


def test_a_data_set_needs_an_ending_that_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["facts", "--export", "facts.xlsx"])
    assert ".csv, .json" in capsys.readouterr().err
    assert main(["facts"]) == 2
    assert "name a platform" in capsys.readouterr().err
