"""The command line: what each command prints, and the exit code it gives."""

import json
import os
import re
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader

from evaluator import __version__
from evaluator.cli import main
from evaluator.documents.blocks import PAPERS
from tests.content.broken import MINI, Break, copy
from tests.documents.pdf import opened

ROOT = Path(__file__).parent.parent
ANSWERS = (
    "platform=Mill+Lane&data-use=ads-forced&money-source=ads-only&civil-hurt=serious&connect-with=half&data-hooks=two"
)


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("EVALUATOR_") and name != "EVALUATOR_LANGUAGES"]:
        monkeypatch.delenv(name)


def test_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert (stop.value.code, capsys.readouterr().out) == (0, f"evaluator {__version__}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nope"],
        ["score"],
        ["score", "a=b", "--format", "doc"],
        ["score", "a=b", "--paper", "a5"],
        ["serve", "--port", "99999"],
    ],
)
def test_wrong_usage_exits_2_with_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert capsys.readouterr().err.startswith("usage: evaluator")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("EVALUATOR_THREADS", "0", "EVALUATOR_THREADS is '0'; it must be a number from 1 to 256"),
        ("EVALUATOR_THREADS", "257", "EVALUATOR_THREADS is '257'; it must be a number from 1 to 256"),
        ("EVALUATOR_THREADS", "many", "EVALUATOR_THREADS is 'many'; it must be a number from 1 to 256"),
        ("EVALUATOR_THREADS", "", "EVALUATOR_THREADS is ''; it must be a number from 1 to 256"),
        ("EVALUATOR_BASE_URL", "example.org", "EVALUATOR_BASE_URL is 'example.org'; it must start with https://"),
        (
            "EVALUATOR_BASE_URL",
            "https://[::1",
            "EVALUATOR_BASE_URL is 'https://[::1'; it must be an address such as https://questions.example/tools",
        ),
        (
            "EVALUATOR_BASE_URL",
            "https://a.example/?lang=fr",
            "EVALUATOR_BASE_URL is 'https://a.example/?lang=fr'; "
            "it must be an address such as https://questions.example/tools",
        ),
        *(
            (
                "EVALUATOR_HOSTS",
                f"a.example {name}",
                f"EVALUATOR_HOSTS holds '{name}'; it must be names such as questions.example, or [2001:db8::1]",
            )
            for name in ("https://b.example", "b.example/en", "[::1", "::12345", "a,b")
        ),
    ],
)
@pytest.mark.parametrize(
    "command", [["serve", "--port", "0"], ["check"], ["score", "platform=X"]], ids=lambda c: c[0]
)
def test_a_setting_that_cannot_be_used_exits_2_with_a_sentence(
    command: list[str], name: str, value: str, sentence: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv(name, value)
    assert main(command) == 2
    assert capsys.readouterr() == ("", f"evaluator: {sentence}\n")


@pytest.mark.parametrize("command", [["serve", "--port", "0"], ["score", "platform=X"]], ids=lambda c: c[0])
def test_content_with_faults_is_listed_and_nothing_starts(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EVALUATOR_QUESTIONS", str(tmp_path / "none"))
    assert main(command) == 1
    out, err = capsys.readouterr()
    assert out == ""
    first, last = err.splitlines()
    assert first == f"{tmp_path / 'none'}:1:1: -: no such folder; give the path of a questions folder"
    assert last == "1 fault; nothing was started."


def test_check_of_good_content_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(MINI)]) == 0
    assert capsys.readouterr().out == f"{MINI}: no faults\n"


def test_check_prints_one_line_per_fault_and_exits_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copy(tmp_path / "mini")
    Break("actions/bring-water.yaml", "https://", "http://").do(folder)
    Break("rubric/place-shade.yaml", "points: 60", "points: 170").do(folder)
    assert main(["check", str(folder)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "actions/bring-water.yaml:4:13: links.en: must be an address that starts with https://",
        "rubric/place-shade.yaml:18:13: options.sails.points: 170 is too large; at most 100",
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("ending", ["md", "txt", "docx", "json", "pdf"])
def test_score_prints_what_the_web_gives(
    ending: str, language: str, app: Flask, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    assert main(["score", ANSWERS, "--format", ending, "--lang", language]) == 0
    printed = capfdbinary.readouterr().out
    served = app.test_client().get(f"/{language}/report.{ending}?{ANSWERS}").data
    if ending != "pdf":
        assert printed == served
        return
    texts = []
    for name, data in (("cli", printed), ("web", served)):
        (tmp_path / name).write_bytes(data)
        texts.append([page.extract_text() for page in PdfReader(tmp_path / name).pages])
    assert texts[0] == texts[1]
    assert "Mill Lane" in texts[0][0]


def test_score_prints_on_the_paper_asked_for(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    sizes = {}
    for paper in PAPERS:
        assert main(["score", ANSWERS, "--format", "pdf", "--paper", paper]) == 0
        box = opened(capfdbinary.readouterr().out).pages[0].mediabox
        sizes[paper] = (round(float(box.width)), round(float(box.height)))
    assert sizes == {"a4": (595, 842), "letter": (612, 792)}


def test_score_prints_text_unless_told_otherwise(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["score", ANSWERS]) == 0
    assert "Mill Lane" in capfd.readouterr().out.splitlines()[0]


@pytest.mark.parametrize(
    ("answers", "platform"),
    [
        ("https://example.org/en/report?platform=Mill+Lane&set=full", "Mill Lane"),
        ("/fr/report?platform=Mill%20Lane", "Mill Lane"),
        ("platform=Who?&data-use=ads-forced", "Who?"),
        ("data-use=ads-forced", ""),
    ],
)
def test_score_takes_an_address_or_what_stands_after_its_question_mark(
    answers: str, platform: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", answers, "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out)["platform"] == platform


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ("platform=X&data-use=nope", "“nope” is not a possible value of “data-use”. Possible values: service-only,"),
        ("set=half", "“set”"),
        ("data-use=ads-ask&data-use=ads-ask", "“data-use” stands more than once"),
        (f"platform={'x' * 81}", "The name has 81 characters"),
        ("weight-data=most", "“weight-data”. Possible values: less, normal, more."),
        ("date=2019-01-01", "“2019-01-01” is not a day"),
    ],
)
def test_wrong_answers_exit_1_and_name_the_parameter(
    answers: str, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", answers]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert named in err


def test_all_wrong_answers_are_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "data-use=1&money-source=2&civil-tone=none", "--lang", "fr"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [re.findall("data-use|money-source|civil-tone", line) for line in lines] == [
        ["data-use"],
        ["money-source"],
    ]
