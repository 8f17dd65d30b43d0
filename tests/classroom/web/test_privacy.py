"""What a class keeps of anyone, and for how long; wrong codes; and a database that is gone."""

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from os import getpid
from pathlib import Path
from threading import Event
from time import time
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from evaluator.app import create_app
from evaluator.classroom.errors import StoreUnavailable
from evaluator.classroom.web import current, purge_job
from evaluator.classroom.web.purge_job import keep_purging, purge_when_due
from evaluator.classroom.web.rate_limits import RateLimit
from evaluator.documents.blocks import SquareCode
from tests.classroom.web.lesson import QUICK, Lesson, Pupil, visitor
from tests.conftest import REAL
from tests.web.client import but_for_keys
from tests.web.live import Server, serving, status
from tests.web.test_headers import VISITS

CANARY = "canary7f3a"


def site_at(database: str, **chosen: Any) -> Flask:
    app = create_app(replace(REAL, database=database, **chosen))
    app.testing = True
    return app


@pytest.fixture
def own(tmp_path: Path) -> Flask:
    """A site with classes of its own."""
    return site_at(f"sqlite:///{tmp_path / 'classes.db'}")


def test_the_seat_is_the_only_cookie_and_only_a_class_reads_it(app: Flask) -> None:
    lesson = Lesson.start(app)
    pupil = Pupil(visitor(app))
    knocked = pupil.join(lesson.code).headers["Set-Cookie"]
    assert re.match(r"seat=[A-Z0-9]{6}\.\.[\w-]{22,}; ", knocked)  # the code, until it has come back once
    cookie = pupil.client.get("/en/class/seat").headers["Set-Cookie"]
    name, *flags = cookie.split("; ")
    assert re.fullmatch(r"seat=[\w-]{22,}", name)
    assert {"HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=86400"} <= set(flags)
    for view, (path, code) in VISITS.items():
        if view in ("class_pupil.seat", "class_pupil.join") or code != 200:  # the class
            continue
        plain, seated = visitor(app).get(path), pupil.client.get(path)
        assert view.endswith("pdf") or but_for_keys(seated) == but_for_keys(plain)
        assert "Set-Cookie" not in seated.headers
    assert "Set-Cookie" not in str(lesson.teacher.get(lesson.host).headers)


def test_over_https_the_cookie_is_for_https_alone(tmp_path: Path) -> None:
    app = site_at(f"sqlite:///{tmp_path / 'classes.db'}", base_url="https://four.example")
    lesson = Lesson.start(app)
    cookie = Pupil(visitor(app)).join(lesson.code).headers["Set-Cookie"]
    assert cookie.startswith("__Host-seat=")
    assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert "four.example/join" in lesson.projected


def test_pages_without_a_class_make_no_database(own: Flask, tmp_path: Path) -> None:
    client = visitor(own)
    for path in ("/en/", "/en/class/", "/en/class/start", "/en/class/again", "/healthz", "/en/privacy"):
        assert client.get(path).status_code == 200
    assert list(tmp_path.iterdir()) == []


def test_a_class_that_nobody_touches_ends_after_a_day_and_its_counts_go_in_time(own: Flask) -> None:
    lesson = Lesson.start(own)
    lesson.revealed(["service-only"] * 5)
    with own.app_context():
        store, now = current.store(), time()
        assert store.purge(now + 23 * 3600).seats == 0
        assert store.purge(now + 25 * 3600).seats == 5
        assert lesson.teacher.get(lesson.host).status_code == 200
        store.purge(now + (24 + 7 * 24 + 2) * 3600)
    assert lesson.teacher.get(lesson.host).status_code == 404
    for pupil in lesson.pupils:
        assert "The class is over" in pupil.seat()


def test_the_server_purges_by_itself_whatever_goes_wrong(own: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    lesson = Lesson.start(own)
    lesson.joined(2)
    asked = []

    def purge() -> None:
        asked.append(1)
        raise RuntimeError("nobody thought of this")

    with own.app_context():
        monkeypatch.setattr(current.store(), "due", lambda: True)
        monkeypatch.setattr(current.store(), "purge", purge)
    stop = Event()
    thread = keep_purging(own, stop, pause_s=0.01)
    while len(asked) < 2:
        thread.join(0.01)
    assert thread.is_alive()
    stop.set()
    thread.join()


def test_whoever_watches_is_told_when_the_last_purge_was_and_when_it_is_late(own: Flask) -> None:
    watch = visitor(own)
    assert watch.get("/healthz").text == "ok"
    Lesson.start(own)
    assert re.fullmatch(r"ok\nlast purge: 20\d\d-\d\d-\d\d \d\d:\d\d UTC\n", watch.get("/healthz").text)
    own.extensions["purged_at"] -= timedelta(hours=2, minutes=1)
    late = watch.get("/healthz")
    assert (late.status_code, late.text[:14]) == (503, "no purge since")
    with own.app_context():
        purge_when_due()
    assert watch.get("/healthz").status_code == 200
    own.config["DATABASE"] = ""  # a site that names none has nothing to purge, and does not complain every minute
    assert watch.get("/healthz").text == "ok"


@pytest.mark.parametrize(
    ("keep", "lang", "words"), [("0", "en", "being deleted"), ("7", "fr", "en cours de suppression")]
)
def test_deleted_is_said_once_it_is_so(
    own: Flask, tmp_path: Path, keep: str, lang: str, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    lesson = Lesson.start(own, keep=keep)
    lesson.joined(1)
    lesson.act("open")
    lesson.answers(["ads-ask"])
    screen, controls = (path.replace("/en/", f"/{lang}/") for path in (lesson.screen_path, lesson.host))
    with closing(sqlite3.connect(tmp_path / "classes.db", isolation_level=None)) as backup:
        backup.execute("BEGIN")
        backup.execute("SELECT * FROM answer").fetchall()
        assert words in lesson.teacher.post(f"{controls}/end").text
        assert keep == "0" or words in lesson.screen.get(screen).text
    assert "what was deleted could not be overwritten yet" in caplog.text
    with own.app_context():
        purge_when_due()
    assert keep == "0" or words not in lesson.screen.get(screen).text
    assert b"ads-ask" not in b"".join(each.read_bytes() for each in tmp_path.iterdir())


def test_any_process_that_serves_purges(own: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever server runs `create_app()`: its first request starts the thread, and no other does."""
    begun: list[Flask] = []
    monkeypatch.setattr(purge_job, "keep_purging", begun.append)
    for _ in range(3):
        visitor(own).get("/en/")
    assert begun == [own]
    assert own.extensions["purging"] == getpid()


def test_behind_a_proxy_the_visitor_and_https_are_true(tmp_path: Path) -> None:
    app = site_at(f"sqlite:///{tmp_path / 'classes.db'}", proxies=1)
    through = {"X-Forwarded-For": "203.0.113.5", "X-Forwarded-Proto": "https"}
    lesson = Lesson.start(app)
    assert "https://localhost/join" in qr_address(lesson.screen.get(lesson.screen_path, headers=through).text)
    pupil = Pupil(visitor(app))
    joined = pupil.client.post("/en/class/join", data={"code": lesson.code}, headers=through)
    assert joined.headers["Set-Cookie"].startswith("__Host-seat=")
    tries = [visitor(app, "127.0.0.1").post("/en/class/join", data={"code": "BBB-BBB"},
                                            headers={"X-Forwarded-For": f"203.0.113.{number}"}).status_code
             for number in (*[6] * 31, 7)]  # fmt: skip
    assert tries[-2:] == [429, 404]  # who guesses behind the same proxy shuts nobody else out
    direct = site_at(f"sqlite:///{tmp_path / 'others.db'}")
    forged = Pupil(visitor(direct)).client.post(
        "/en/class/join", data={"code": Lesson.start(direct).code}, headers=through
    )
    assert forged.headers["Set-Cookie"].startswith("seat=")


def qr_address(page: str) -> str:
    """The page of the projector with the address that its QR code would hold."""
    found = re.search(r'<div class="qr"[^>]*>(.*?)</div>', page, re.DOTALL)
    code = re.search(r"</span>([^<]+)</p>", page)
    assert found
    assert code
    address = f"https://localhost/join?code={code[1].replace('-', '')}"
    return address if SquareCode(address, "").svg in found[1] else ""


def test_wrong_codes_are_limited_and_right_ones_are_never_refused(app: Flask) -> None:
    """A prankster uses up the wrong codes of the school's one address; forty classmates still get in."""
    lesson = Lesson.start(app)
    prankster = Pupil(visitor(app, "198.51.100.7"))
    statuses = [prankster.join("BBB-BBB").status_code for _ in range(31)]
    assert statuses == [404] * 30 + [429]
    assert prankster.join("BBB-BBB").headers["Retry-After"] == "60"
    code = lesson.code
    assert [Pupil(visitor(app, "198.51.100.7")).join(code).status_code for _ in range(40)] == [303] * 40
    assert prankster.join(code).status_code == 303
    assert Pupil(visitor(app, "198.51.100.8")).join("BBB-BBB").status_code == 404


def test_codes_are_not_guessed_by_a_cookie_either(app: Flask) -> None:
    """The door hands out a cookie with the code; whoever makes one up is counted like whoever types."""
    guesser = visitor(app, "198.51.100.17")
    statuses = []
    for number in range(32):
        guesser.set_cookie("seat", f"BBB{number:03}..{'x' * 32}")
        statuses.append(guesser.get("/en/class/seat").status_code)
    assert statuses == [404] * 30 + [429] * 2


def test_one_address_starts_some_classes_a_minute_and_not_hundreds(app: Flask) -> None:
    teacher, other = visitor(app, "198.51.100.9"), visitor(app, "198.51.100.10")
    fields = {"press": "TikTok", "set": "quick", "mode": "devices", "keep": "7"}
    statuses = [teacher.post("/en/class/start", data=fields).status_code for _ in range(60)]
    assert statuses.count(303) == 40
    assert statuses[-1] == 429
    assert other.post("/en/class/start", data=fields).status_code == 303


def test_seats_are_not_taken_by_the_hundred_from_one_address(app: Flask) -> None:
    """Sixty in a minute; who comes then is told what to do, and what is named there opens the way again."""
    lesson, busy = Lesson.start(app), "198.51.100.11"
    code = lesson.code
    late = [comes_in(app, code, busy) for _ in range(70)]
    assert [page.status_code for page in late] == [200] * 60 + [429] * 10
    assert late[-1].headers["Retry-After"] == "20"
    assert "Make tickets" in late[-1].text
    assert comes_in(app, code, "198.51.100.12").status_code == 200
    lesson.teacher.post(f"{lesson.host}/door", data={"door": "anew"})
    assert comes_in(app, lesson.code, busy).status_code == 200
    for _ in range(59):
        comes_in(app, lesson.code, busy)
    assert comes_in(app, lesson.code, busy).status_code == 429
    for ticket in lesson.tickets(3):
        assert comes_in(app, lesson.code, busy, ticket).status_code == 200


def comes_in(app: Flask, code: str, address: str, ticket: str = "") -> TestResponse:
    """Somebody types the code; the page that the browser then comes to."""
    pupil = Pupil(visitor(app, address))
    return pupil.client.get(pupil.join(code, ticket).headers["Location"], follow_redirects=True)


def test_a_seat_that_floods_is_slowed_down_and_no_other(app: Flask) -> None:
    lesson = Lesson.start(app)
    flood, other = lesson.joined(2)
    lesson.act("open")
    answers = [flood.answer("data-use", "service-only", key=str(number)).status_code for number in range(45)]
    assert answers[:40] == [303] * 40
    assert 429 in answers
    assert other.answer("data-use", "service-only").status_code == 303


def test_a_limit_counts_what_lies_in_its_window_and_forgets_the_rest() -> None:
    now = [0.0]
    limit = RateLimit(3, 60, lambda: now[0])
    assert [limit.hit("10.0.0.1") for _ in range(4)] == [True, True, True, False]
    assert limit.hit("10.0.0.2")
    now[0] = 59.9
    assert not limit.hit("10.0.0.1")
    now[0] = 60
    assert limit.hit("10.0.0.1")
    now[0] = 121
    assert len(limit) == 0


def test_a_limit_is_exact_under_threads_and_bounded() -> None:
    limit = RateLimit(50, 60)
    with ThreadPoolExecutor(16) as threads:
        passed = sum(threads.map(lambda _: limit.hit("one"), range(2000)))
        list(threads.map(limit.hit, map(str, range(21_000))))
    assert passed == 50
    assert len(limit) <= 20_000


@pytest.mark.parametrize("database", ["sqlite:////proc/version/classes.db", "nonsense", "sqlite:////proc/version"])
def test_a_database_that_cannot_be_used_answers_503_and_all_else_goes_on(database: str) -> None:
    client = visitor(site_at(database))
    for path in ("/en/", "/en/report?platform=X", "/en/class/", "/en/class/start", "/en/privacy"):
        assert client.get(path).status_code == 200
    begun = client.post("/en/class/start", data={"press": "X", "set": "quick", "mode": "devices", "keep": "7"})
    for answer in (begun, client.get("/fr/class/screen/key"), client.post("/en/class/join", data={"code": "KTR7MD"})):
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "Traceback" not in answer.text


def test_a_database_that_is_gone_for_a_moment_answers_503(own: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    lesson = Lesson.start(own)
    [pupil] = lesson.joined(1)
    lesson.act("open")

    def gone(*_: object, **__: object) -> None:
        raise StoreUnavailable

    with own.app_context():
        for name in (
            "seat_view",
            "seat",
            "answer",
            "class_by_host",
            "class_by_screen",
            "class_by_code",
            "ping",
            "act",
        ):
            monkeypatch.setattr(current.store(), name, gone)
    answers = [
        pupil.client.get("/en/class/seat"),
        pupil.answer("data-use", "service-only"),
        lesson.teacher.get(lesson.host),
        lesson.teacher.post(lesson.host, data={"action": "lock"}),
        lesson.screen.get("/en/class/screen/x"),
        visitor(own).get("/healthz"),
    ]
    for answer in answers:
        assert answer.status_code == 503
        assert answer.headers["Retry-After"]
    assert visitor(own).get("/en/").status_code == 200


def test_nothing_of_a_pupil_is_in_a_log_or_in_the_file(tmp_path: Path) -> None:
    headers = (f"User-Agent: {CANARY}", f"X-Forwarded-For: {CANARY}", f"Accept-Language: {CANARY}")

    def post(server: Server, target: str, cookie: str = "", **fields: str) -> bytes:
        form = "Content-Type: application/x-www-form-urlencoded"
        own = (form, f"Cookie: {cookie}", f"Origin: http://{server.host}", *headers)
        return server.get(target, *own, method="POST", body=urlencode(fields).encode())

    with serving(["-m", "evaluator", "serve", "--port", "0"], tmp_path) as server:
        begun = post(server, "/en/class/start", press=CANARY, set="quick", mode="devices", keep="1")
        host = found(rb"Location: (\S+)", begun)
        page = server.get(host, *headers)
        code, screen = found(rb'bigcode">([^<]+)', page), found(rb'href="([^"]*/screen/[^"]+)"', page)
        cookies = []
        for _ in range(5):
            cookies.append(found(rb"Set-Cookie: (seat=[^;]+)", post(server, "/en/class/join", code=code)))
        post(server, host, action="open")
        for cookie in cookies:
            for question, option in zip(QUICK, ["ads-forced", "ads-only", "none", "half"], strict=True):
                assert status(post(server, "/en/class/answer", cookie, question=question, option=option)) == 303
        assert status(post(server, "/en/class/answer", CANARY, question=CANARY, option=CANARY)) == 400
        assert status(server.get(f"/en/class/host/{CANARY}", *headers)) == 404
        assert status(server.get(f"/en/class/join?code={CANARY}&ticket={CANARY}", *headers)) == 200
        raw = b"".join(file.read_bytes() for file in tmp_path.glob("four-questions.db*"))
        assert CANARY.encode() in raw  # the platform's name is kept while the class lives: the search does see
        assert not [secret for secret in (host, screen, *cookies) if secret.rpartition("/")[2].encode() in raw]
        for counts in ("keep", "delete"):
            assert status(post(server, f"{host}/end", counts=counts)) == 200
        raw = b"".join(file.read_bytes() for file in tmp_path.glob("four-questions.db*"))
    said = server.words.read_text(errors="replace")
    secrets = [host.rpartition("/")[2], screen.rpartition("/")[2], code, *(cookie[5:] for cookie in cookies)]
    for secret in (CANARY, "ads-forced", "127.0.0.1", *secrets):
        assert secret not in said.replace("http://127.0.0.1", "")
        assert secret.encode() not in raw, secret


def found(pattern: bytes, answer: bytes) -> str:
    match = re.search(pattern, answer)
    assert match, answer[:2000]
    return match[1].decode()
