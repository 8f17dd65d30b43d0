"""The check of links, against a web on this machine where every address is at fault in its own way."""

import io
import re
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from evaluator.cli import main
from evaluator.content import load
from evaluator.documents import write
from evaluator.i18n.language import started
from evaluator.library.freshness import addresses
from evaluator.library.link_checker import Answer, Manners, check, progress, report, told
from tests.conftest import ROOT
from tests.content.broken import MINI, copy
from tests.library.web_of_faults import CERTIFICATE, SLOW, Web, web

QUICK = Manners(timeout=SLOW / 4, pause=0)


@pytest.fixture(scope="module")
def faulty() -> Iterator[Web]:
    with web() as running:
        yield running


def ask(address: str, manners: Manners = QUICK, trusted: ssl.SSLContext | None = None) -> Answer:
    [answer] = check([address], manners, lambda _: None, trusted)
    return answer


@pytest.mark.parametrize("path", ["/good", "/no-head", "/once", "/nowhere", "/with space", "/for-now", "/half"])
def test_an_address_that_answers_is_good(faulty: Web, path: str) -> None:
    answer = ask(faulty.root + path)
    assert (answer.good, answer.moved) == (True, False)


@pytest.mark.parametrize(("path", "status"), [("/missing", 404), ("/gone", 410), ("/broken", 500)])
def test_an_address_that_gives_an_error_has_failed(faulty: Web, path: str, status: int) -> None:
    answer = ask(faulty.root + path)
    assert (answer.good, answer.status, answer.fault) == (False, status, "")


@pytest.mark.parametrize("path", ["/moved", "/moved-twice"])
def test_an_address_that_moved_for_good_is_told_with_the_new_one(faulty: Web, path: str) -> None:
    answer = ask(faulty.root + path)
    assert (answer.good, answer.moved, answer.led_to) == (True, True, f"{faulty.root}/good")


def test_a_move_to_nothing_has_failed_there(faulty: Web) -> None:
    answer = ask(f"{faulty.root}/moved-to-nothing")
    assert (answer.good, answer.status, answer.led_to) == (False, 404, f"{faulty.root}/missing")


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/loop", "redirects in a circle"),
        ("/long-way/0", "redirects over 10 times"),
        ("/file", "leads out of the web"),
        ("/slow", "no answer in time"),
        ("/babble", "an answer that is no HTTP"),
    ],
)
def test_an_address_that_leads_nowhere_has_failed_in_words(faulty: Web, path: str, fault: str) -> None:
    answer = ask(faulty.root + path)
    assert (answer.good, answer.fault) == (False, fault)


def test_a_server_that_is_not_there_refuses_and_a_name_that_nobody_has_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert ask(f"http://127.0.0.1:{port}/").fault == "connection refused"
    assert ask("http://nobody.invalid/").fault == "no such host"


def test_a_certificate_that_nobody_vouches_for_is_a_fault_and_one_that_is_known_is_not() -> None:
    with web(tls=True) as safe:
        assert ask(f"{safe.root}/good").fault == "its certificate cannot be trusted"
        known = ssl.create_default_context(cafile=str(CERTIFICATE))
        assert ask(f"{safe.root}/good", trusted=known).good


def test_a_server_that_speaks_no_tls_is_a_fault(faulty: Web) -> None:
    assert ask(faulty.root.replace("http:", "https:") + "/good").fault == "no safe connection"


def test_the_head_is_enough_and_the_whole_is_asked_for_only_where_it_is_refused(faulty: Web) -> None:
    faulty.seen.requests.clear()
    check([faulty.root + path for path in ("/good", "/no-head", "/missing")], QUICK, lambda _: None)
    assert faulty.methods("/good") == ["HEAD"]
    assert faulty.methods("/no-head") == ["HEAD", "GET"]
    assert faulty.methods("/missing") == ["HEAD", "GET"]


def test_who_was_not_well_is_asked_once_more_and_not_again(faulty: Web) -> None:
    faulty.seen.requests.clear()
    ask(f"{faulty.root}/broken")
    assert faulty.methods("/broken") == ["HEAD", "HEAD"]


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause_and_told_who_asks() -> None:
    with web() as host:
        paths = [f"{host.root}/page-{number}" for number in range(5)]
        check(paths, Manners(pause=0.05, at_once=5, contact="https://site.example"), lambda _: None)
        times = sorted(host.seen.times)
        assert host.seen.most == 1
        assert min(later - earlier for earlier, later in pairwise(times)) >= 0.05
        assert {re.sub(r"/[\d.]+", "/1", who) for _, _, who in host.seen.requests} == {
            "FourQuestions-links/1 (checks that links still work; +https://site.example)"
        }


def test_hosts_are_asked_at_the_same_time_up_to_a_limit() -> None:
    with web() as one, web() as two:
        slow = [f"{one.root}/slow", f"{two.root}/slow"]
        answers = check(slow, Manners(timeout=SLOW + 2, pause=0, at_once=2), lambda _: None)
        assert all(answer.good for answer in answers)
        assert abs(one.seen.times[0] - two.seen.times[0]) < SLOW / 2


def test_the_bar_shows_on_a_terminal_alone() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen, file = Terminal(), io.StringIO()
    for out in (screen, file):
        with progress(4, out) as step:
            step()
            step()
    assert f"[{'#' * 20}{'.' * 20}] 2 of 4" in screen.getvalue()
    assert screen.getvalue().endswith("\r")
    assert file.getvalue() == ""


def test_the_table_names_fault_address_and_place() -> None:
    answers = [
        Answer("https://a.example/", 200),
        Answer("https://b.example/", 404),
        Answer("https://c.example/", 200, led_to="https://d.example/", moved=True),
    ]
    places = {answer.address: (f"FaqEntry {answer.address[8]}",) for answer in answers}
    assert told(answers, places).splitlines() == [
        "Failed",
        "  404  https://b.example/",
        "       in FaqEntry b",
        "",
        "Moved for good",
        "  200  https://c.example/ -> https://d.example/",
        "       in FaqEntry c",
        "",
        "3 addresses: 1 failed, 1 moved for good",
    ]


def test_every_address_of_the_content_is_found_in_every_language() -> None:
    sources = Path(__file__).parents[2] / "questions"
    written = re.compile(r"""https://[^\s"',}»)]+""")
    files = [file for kind in ("rubric", "faq", "actions") for file in (sources / kind).glob("*.yaml")]
    notes = re.compile(r"^note: .*$", re.MULTILINE)  # for editors, never shown
    named = {link for file in files for link in written.findall(notes.sub("", file.read_text(encoding="utf-8")))}
    found = addresses(load(sources, started()).values())
    assert len(named) > 250
    assert {link for link in named if not any(other.startswith(link.rstrip(".")) for other in found)} == set()
    assert found["https://3018.fr/"] == ("Action help-fr-3018",)


@pytest.mark.parametrize(("path", "code", "last"), [("/good", 0, "0 failed"), ("/missing", 1, "1 failed")])
def test_the_command_exits_1_when_a_link_is_broken(
    path: str,
    code: int,
    last: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with web() as host:
        named = {f"{host.root}{path}": ("FaqEntry one",)}
        monkeypatch.setattr("evaluator.cli.addresses", lambda _: named)
        assert main(["links", "--questions", str(MINI), "--pause", "0"]) == code
    out = capsys.readouterr()
    assert out.out.splitlines()[-1] == f"1 address: {last}, 0 moved for good"
    assert out.err == ""


@pytest.mark.parametrize("wrong", ["-1", "301", "soon", "nan"])
def test_a_time_that_cannot_be_waited_is_wrong_usage(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["links", f"--timeout={wrong}"])
    assert stop.value.code == 2
    assert "no number of seconds from 0 to 300" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("ending", "code", "words"),
    [
        ("md", "en", ["The links of this site"]),
        ("txt", "fr", ["Les liens de ce site"]),
        ("pdf", "fr", []),
        ("docx", "en", []),
    ],
)
def test_a_page_to_publish_says_what_a_check_found(ending: str, code: str, words: list[str], tmp_path: Path) -> None:
    answers = [Answer("https://a.example/", 200), Answer("https://b.example/", 404)]
    answers.append(Answer("https://c.example/", 200, led_to="https://d.example/", moved=True))
    places = {answer.address: (f"FaqEntry {answer.address[8]}",) for answer in answers}
    made = write(ending, report(answers, places, started()[code], "Four Questions", date(2026, 11, 30)))
    if ending in ("md", "txt"):
        page = made.decode()
        assert words[0] in page
        assert "404" in page
        assert "b.example" in page
        assert "d.example" in page
        assert "a.example" not in page
        assert "FaqEntry" not in page  # a name of our program
    else:
        assert len(made) > 1000


def test_the_command_writes_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with web() as host:
        monkeypatch.setattr("evaluator.cli.addresses", lambda _: {f"{host.root}/missing": ("FaqEntry one",)})
        page = tmp_path / "links.md"
        assert main(["links", "--questions", str(MINI), "--pause", "0", "--report", str(page)]) == 1
    assert "404" in page.read_text(encoding="utf-8")
    assert "0 answered" in page.read_text(encoding="utf-8")


def test_a_machine_that_reaches_nobody_publishes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with web() as host:
        gone = f"{host.root}/good"  # the port is free again once the server has left
    monkeypatch.setattr("evaluator.cli.addresses", lambda _: {gone: ("FaqEntry one",)})
    page = tmp_path / "links.md"
    assert main(["links", "--questions", str(MINI), "--pause", "0", "--report", str(page)]) == 1
    assert f"nobody answered, so {page} was not written" in capsys.readouterr().err
    assert not page.exists()


@pytest.mark.parametrize("name", ["links.html", "nowhere/links.md"])
def test_a_page_that_cannot_be_written_is_wrong_usage(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["links", "--report", name])
    assert stop.value.code == 2
    assert "is not a file that can be written" in capsys.readouterr().err


def test_ctrl_c_waits_for_nobody_who_does_not_answer(tmp_path: Path) -> None:
    """Not for those that are still asked, and not for the others."""
    folder = copy(tmp_path / "mini")
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(50)
        for file in folder.rglob("*.yaml"):
            there = f"https://127.0.0.1:{silent.getsockname()[1]}"
            file.write_text(re.sub(r'https://[^\s/"]+', there, file.read_text(encoding="utf-8")), encoding="utf-8")
        command = [sys.executable, "-m", "evaluator", "links", "--timeout", "300", "--questions", str(folder)]
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
        asked, _ = silent.accept()
        running.send_signal(signal.SIGINT)
        out, _ = running.communicate(timeout=60)
        asked.close()
    assert (running.returncode, out) == (130, b"")
