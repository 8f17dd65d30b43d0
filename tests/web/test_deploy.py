"""What whoever runs the site can set, and what a proxy and a watcher may rely on."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evaluator.app import create_app
from evaluator.content import ContentError
from evaluator.settings import folder, settings
from tests.conftest import REAL, ROOT
from tests.web.client import CheckingClient


def visiting(**chosen: Any) -> CheckingClient:
    """A visitor to a site with these settings."""
    app = create_app(replace(REAL, **chosen))
    return CheckingClient(app, app.response_class)


def test_documents_name_the_address_that_was_set() -> None:
    document = visiting(base_url="https://four.example").get("/en/report.md?platform=X&data-use=dont-know").text
    assert "four.example/en/report?platform=X" in document.replace("\\", "")


def test_documents_name_no_address_when_none_was_set(client: CheckingClient) -> None:
    document = client.get("/en/report.md?platform=X", base_url="http://evil.example").text
    assert "evil.example" not in document
    assert "localhost" not in document


@pytest.mark.parametrize("path", ["/", "/en/", "/en/report", "/en/faq", "/static/site.css", "/nothing", "/healthz"])
def test_a_site_that_knows_its_names_refuses_all_others(path: str) -> None:
    client = visiting(hosts=("four.example", ".four.test"))
    assert client.get(path, base_url="https://four.example").status_code != 400
    assert client.get(path, base_url="https://www.four.test").status_code != 400
    for name in ("evil.example", "four.example.evil.example", "xfour.example"):
        answer = client.get(path, base_url=f"http://{name}")
        assert answer.status_code == 400
        assert name not in answer.text + str(answer.headers)


@pytest.mark.parametrize(
    ("given", "ours", "others"),
    [
        (
            "[::1]",
            ["[::1]", "[::1]:8000", "[0:0:0:0:0:0:0:1]", "[0000::0001]:80"],
            ["[::2]", "[::1:1]", "[2001:db8::1]", "[::]", "127.0.0.1", "[::1].evil.example", "[::1"],
        ),
        ("2001:DB8::a", ["[2001:db8::A]", "[2001:0db8:0::000a]:443"], ["[2001:db8::b]", "[fe80::1]", "2001"]),
        ("[2001:db8::1]:8000", ["[2001:db8::1]", "[2001:db8::1]:9"], ["[2001:db8::2]:8000"]),
        ("127.0.0.1", ["127.0.0.1:80", "[::ffff:127.0.0.1]", "[::FFFF:7f00:1]"], ["127.0.0.2", "[::127.0.0.1]"]),
        ("[::ffff:10.0.0.1]", ["10.0.0.1", "[::ffff:a00:1]:81"], ["10.0.0.2", "[::ffff:10.0.0.2]"]),
        ("Questions.Example", ["questions.example", "QUESTIONS.example:8443", "questions.example."], ["example"]),
        ("école.example", ["xn--cole-9oa.example"], ["ecole.example"]),
        (".four.test", ["four.test", "WWW.four.test"], ["xfour.test", ".test"]),
    ],
)
def test_a_host_is_ours_however_it_is_spelt_and_no_other_is(given: str, ours: list[str], others: list[str]) -> None:
    client = visiting(hosts=(given,))
    for hosts, right in ((ours, True), (others, False)):
        for host in hosts:
            answer = client.get("/en/about", headers={"Host": host})
            assert (answer.status_code == 200) is right, (given, host)
    assert settings({"EVALUATOR_HOSTS": given}).hosts == (given,)


@pytest.mark.parametrize("path", ["/en", "/en/faq", "/nothing", "//evil.example/faq", "/en//report?platform=X"])
def test_a_redirect_never_leaves_the_site_whatever_name_the_visitor_gave(client: CheckingClient, path: str) -> None:
    answer = client.get(path, base_url="http://evil.example", headers={"X-Forwarded-Host": "evil.example"})
    place = answer.headers.get("Location", "/")
    assert place.startswith("/")
    assert not place.startswith("//")
    assert "http://evil.example" not in answer.text


def test_settings_come_from_the_environment() -> None:
    chosen = settings({"EVALUATOR_BASE_URL": "https://a.example/", "EVALUATOR_HOSTS": "a.example b.example"})
    assert (chosen.base_url, chosen.hosts) == ("https://a.example", ("a.example", "b.example"))


def test_files_carry_their_version_and_may_be_kept_for_ever(client: CheckingClient) -> None:
    page = client.page("/en/")
    addresses = [node.get("href") or node.get("src") or "" for node in page.named("link", "script")]
    files = [address for address in addresses if address.startswith("/static/")]
    assert len(files) == 4
    for address in files:
        assert "?v=" in address
        assert "immutable" in client.get(address).headers["Cache-Control"]


def test_the_version_of_a_file_changes_with_the_file(tmp_path: Path) -> None:
    versions = []
    for style in ("a {}", "b {}"):
        files = tmp_path / style[0]
        shutil.copytree(folder("static"), files)
        (files / "site.css").write_text(style)
        client = visiting()
        client.application.static_folder = str(files)
        links = client.page("/en/").named("link")
        versions.append(next(node.attrib["href"] for node in links if node.get("rel") == "stylesheet"))
    assert len({*versions}) == 2


def test_the_icon_is_where_browsers_look_for_it(client: CheckingClient) -> None:
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.mimetype) == (200, "image/vnd.microsoft.icon")
    assert answer.data == (folder("static") / "favicon.ico").read_bytes()


def test_a_watcher_is_told_that_all_is_well(tmp_path: Path) -> None:
    unused = replace(REAL, database=f"sqlite:///{tmp_path / 'none.db'}")  # where no class ever ran
    answer = create_app(unused).test_client().get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok")


def test_a_fault_in_the_content_stops_the_program(tmp_path: Path) -> None:
    (tmp_path / "rubric").mkdir()
    (tmp_path / "rubric" / "data-use.yaml").write_text("id: [")
    with pytest.raises(ContentError):
        create_app(replace(REAL, questions=tmp_path))


def test_a_fault_in_the_content_is_told_and_nothing_is_served(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "evaluator", "serve", "--port", "0"],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "EVALUATOR_QUESTIONS": str(tmp_path)},
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert b"nothing was started" in done.stderr
    assert b"Traceback" not in done.stderr


def test_figures_are_shown_to_those_alone_who_ask_for_them() -> None:
    assert visiting().get("/metrics").status_code == 404
    client = visiting(metrics=True)
    for path in ("/en/report?platform=canary", "/en/faq/?q=canary", "/canary", "/en/"):
        client.get(path)
    answer = client.get("/metrics")
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "canary" not in answer.text
    line = re.compile(r"# (HELP|TYPE) \w+ .+|\w+(\{\w+=\"[\w.]+\"(,\w+=\"\w+\")*\})? [\d.e+]+")
    assert [one for one in answer.text.splitlines() if not line.fullmatch(one)] == []
    figures = dict(one.rsplit(" ", 1) for one in answer.text.splitlines() if one[0] != "#")
    assert figures['questions_answers_total{door="other",status="404"}'] == "1"
    assert sum(int(number) for name, number in figures.items() if "answers_total" in name) == 4


@pytest.mark.parametrize("name", ["EVALUATOR_BASE_URL", "EVALUATOR_METRICS", "EVALUATOR_THREADS"])
def test_a_setting_that_cannot_be_used_is_told(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        settings({name: "nonsense"})
