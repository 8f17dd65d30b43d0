"""What the site promises about visitors: no cookie, whatever it is sent, and nothing of theirs is written anywhere.

The log is that of a real server in a process of its own: everything it says on both channels, errors included.
"""

import re
import socket
from pathlib import Path

import pytest
from flask import Flask

from evaluator.web.responses import FragmentCache
from tests.web.client import CheckingClient, but_for_keys
from tests.web.live import Server, serving, status
from tests.web.test_headers import VISITS

CANARY, EARLIER = "canary7f3a", "earlier9c1b"
HEADERS = (
    f"User-Agent: {CANARY}",
    f"Referer: https://{CANARY}.example/",
    f"Cookie: session={CANARY}; a={CANARY}",
    f"X-Forwarded-For: {CANARY}",
    f"X-Forwarded-Host: {CANARY}.example",
    f"Forwarded: for={CANARY};host={CANARY}",
    f"X-Real-IP: {CANARY}",
    f"Accept-Language: {CANARY}",
    f"Authorization: Basic {CANARY}",
)
REQUESTS = [
    (200, f"/en/report?platform={CANARY}&data-use=ads-forced&{CANARY}={CANARY}", "GET", b""),
    (200, f"/en/assess/data?platform={CANARY}", "GET", b""),
    (200, f"/fr/report.pdf?platform={CANARY}", "GET", b""),
    (200, "/en/mine", "POST", f"report=platform%3D{CANARY}".encode()),
    (200, f"/en/faq/?q={CANARY}", "GET", b""),
    (302, f"/en/assess?platform={CANARY}", "GET", b""),
    (302, f"/?{CANARY}", "GET", b""),
    (308, f"/en/faq?{CANARY}", "GET", b""),
    (400, f"/en/report?platform={CANARY}&data-use={CANARY}", "GET", b""),
    (400, f"/en/report.json?date={CANARY}", "GET", b""),
    (404, f"/en/faq/{CANARY}", "GET", b""),
    (404, f"/{CANARY}/{CANARY}/{CANARY}", "GET", b""),
    (405, f"/en/report?platform={CANARY}", "POST", f"platform={CANARY}".encode()),
    (413, f"/en/report?platform={CANARY}", "POST", CANARY.encode() * 2000),
    (414, f"/en/report?platform={CANARY * 1000}", "GET", b""),
    (431, f"/en/report?platform={CANARY * 2000}", "GET", b""),
]
FAILING = """
from flask import request
from evaluator.settings import settings
from evaluator import server
from evaluator.app import create_app

def failing(chosen):
    app = create_app(chosen)

    @app.get("/view/<name>")
    def view(name):
        local = request.args["platform"]
        raise ValueError(f"{name} {local} {request.user_agent} {request.headers}")

    inside = app.wsgi_app

    def outside(environ, start):
        if environ["PATH_INFO"].startswith("/outside"):
            raise ValueError(environ["PATH_INFO"] + environ["QUERY_STRING"])
        return inside(environ, start)

    app.wsgi_app = outside
    return app

server.create_app = failing
server.serve("127.0.0.1", [0], settings())
"""
HOSTILE_COOKIES = ["session=a.b.c", "session=" + "x" * 4000, "=", ";;;", "a=\xff", "lang=fr; lang=en", "__Host-a=b"]


@pytest.mark.parametrize("view", VISITS)
def test_no_view_sets_a_cookie_or_minds_one(client: CheckingClient, view: str) -> None:
    path, _ = VISITS[view]
    plain = client.get(path)
    for cookie in HOSTILE_COOKIES:
        answer = client.get(path, headers={"Cookie": cookie})
        assert answer.status_code == plain.status_code, cookie
        assert view.endswith("pdf") or but_for_keys(answer) == but_for_keys(plain), cookie
        assert "Set-Cookie" not in answer.headers, cookie
    assert "Set-Cookie" not in plain.headers
    assert not client._cookies


@pytest.mark.parametrize("path", ["/en/report?data-use=x", "/en/nothing", "/xx/", "/en/report?x=" + "y" * 9000])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "TRACE"])
def test_no_error_sets_a_cookie(client: CheckingClient, path: str, method: str) -> None:
    assert "Set-Cookie" not in client.open(path, method=method, headers={"Cookie": "session=x"}).headers


def test_the_program_has_no_session_to_keep(app: Flask) -> None:
    assert app.secret_key is None


def test_an_answer_does_not_hang_on_who_asks(client: CheckingClient, worst: str) -> None:
    headers = dict(line.split(": ", 1) for line in HEADERS if not line.startswith("Accept-Language"))
    address = f"/en/report?{worst}"
    assert client.get(address, headers=headers).data == client.get(address).data


def test_everyone_gets_the_same_page_but_for_the_country_whose_help_comes_first(client: CheckingClient) -> None:
    """Whatever a browser says of itself. Its languages put one country’s lines first, and choose where `/` leads."""
    said = dict(line.split(": ", 1) for line in HEADERS)
    other = []
    for path, code in VISITS.values():
        if code == 200 and path[1:4] in ("en/", "fr/") and not path.partition("?")[0].endswith((".pdf", ".docx")):
            plain = client.get(path)
            silent = client.get(path, headers={**said, "Accept-Language": ""})
            assert but_for_keys(silent) == but_for_keys(plain), path
            canadian = client.get(path, headers={"Accept-Language": "fr-CA"})
            if but_for_keys(canadian) != but_for_keys(plain):
                other.append(path)
                assert "Accept-Language" in plain.headers["Vary"], path
                assert "tel:" in plain.text, path
    assert other
    found = client.get("/en/search?q=complain")  # what an authority elsewhere does stands behind
    canadian = client.get("/en/search?q=complain", headers={"Accept-Language": "fr-CA"})
    assert "Accept-Language" in found.headers["Vary"]
    assert sorted(re.findall('<a href="[^"]+', found.text)) == sorted(re.findall('<a href="[^"]+', canadian.text))
    assert "/en/help" in other


def test_what_the_site_remembers_holds_nothing_of_any_visitor(app: Flask, client: CheckingClient, worst: str) -> None:
    fragment = app.jinja_env.globals["fragment"]
    assert isinstance(fragment, FragmentCache)
    for path in ("report", "assess/data", "assess/quick"):
        for number in range(9):  # names enough to see the options in either order
            client.get(f"/en/{path}?{worst.replace('Instagram', f'{EARLIER}{number}')}")
        known = len(fragment)
        answer = client.get(f"/en/{path}?{worst.replace('Instagram', CANARY)}&{CANARY}={CANARY}")
        assert CANARY in answer.text
        assert EARLIER not in answer.text
        assert len(fragment) == known
    sheet = VISITS["worksheet.document"][0]
    client.get(f"{sheet}{'&' if '?' in sheet else '?'}platform={CANARY}&{CANARY}={CANARY}")
    kept = repr([*fragment._made.items(), *app.extensions["document_cache"]._made.items()])  # with their keys
    assert fragment._made
    assert app.extensions["document_cache"]._made
    assert CANARY not in kept
    assert EARLIER not in kept


def test_nothing_that_a_visitor_sends_is_written_down(tmp_path: Path) -> None:
    with serving(["-m", "evaluator", "serve", "--port", "0"], tmp_path) as server:
        for expected, target, method, body in REQUESTS:
            answer = server.get(target, *HEADERS, method=method, body=body)
            assert status(answer) == expected, f"{method} {target[:80]}"
            assert b"set-cookie" not in answer.split(b"\r\n\r\n")[0].lower()
        for raw in (CANARY.encode(), f"GET /{CANARY} HTTP/9\r\nHost {CANARY}".encode()):
            server.send(raw + b"\r\n\r\n")
    said = server.words.read_text(errors="replace")
    assert CANARY not in said
    assert said.count("Four Questions is at http://127.0.0.1") == said.count("127.0.0.1") == 1  # ours, no visitor's


@pytest.mark.parametrize("environment", [{}, {"FLASK_DEBUG": "1"}], ids=str)
def test_a_failure_is_written_down_without_what_the_visitor_sent(tmp_path: Path, environment: dict[str, str]) -> None:
    script = tmp_path / "failing.py"
    script.write_text(FAILING)
    with serving([str(script)], tmp_path, environment) as server:
        assert b"Content-Security-Policy" in server.get(f"/view/{CANARY}?platform=x")
        for target in (f"/view/{CANARY}", f"/outside/{CANARY}"):
            answer = server.get(f"{target}?platform={CANARY}", *HEADERS)
            assert status(answer) == 500
            assert CANARY.encode() not in answer.partition(b"\r\n\r\n")[0]
            assert b"Traceback" not in answer
            assert b"ValueError" not in answer
    said = server.words.read_text(errors="replace")
    assert "error in view: ValueError at" in said
    assert "failing.py" in said
    assert "view" in said
    assert said.count("ValueError") == 3, said
    assert CANARY not in said


def test_a_visitor_who_leaves_early_is_not_written_down(server: Server) -> None:
    for _ in range(20):
        with socket.create_connection((server.host, server.port), 10) as talk:
            talk.sendall(f"GET /en/faq/{CANARY}?{CANARY} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 5)
    assert status(server.get("/healthz")) == 200
    assert CANARY not in server.words.read_text(errors="replace")
