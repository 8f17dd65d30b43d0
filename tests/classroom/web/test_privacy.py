"""What a class keeps of anyone, and for how long; wrong codes; and a database that is gone."""

import re
from dataclasses import replace
from pathlib import Path
from time import time
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from evaluator.app import create_app
from evaluator.classroom.errors import StoreUnavailable
from evaluator.classroom.web import responses as class_ways
from evaluator.classroom.web.purge_job import keep_purging
from evaluator.classroom.web.rate_limits import WrongCodes
from tests.classroom.web.lesson import QUICK, Lesson, Pupil, visitor
from tests.conftest import REAL
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
    cookie = pupil.join(lesson.code).headers["Set-Cookie"]
    name, *flags = cookie.split("; ")
    assert re.fullmatch(r"seat=[\w-]{22,}", name)
    assert {"HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=86400"} <= set(flags)
    for view, (path, code) in VISITS.items():
        if view == "class_pupil.seat" or code != 200:
            continue
        plain, seated = visitor(app).get(path), pupil.client.get(path)
        assert view.endswith("pdf") or seated.data == plain.data
        assert "Set-Cookie" not in seated.headers
    assert "Set-Cookie" not in str(lesson.teacher.get(lesson.host).headers)


def test_over_https_the_cookie_is_for_https_alone(tmp_path: Path) -> None:
    app = site_at(f"sqlite:///{tmp_path / 'classes.db'}", base_url="https://four.example")
    lesson = Lesson.start(app)
    assert "Secure" in Pupil(visitor(app)).join(lesson.code).headers["Set-Cookie"]
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
        store, now = class_ways.store(), time()
        assert store.purge(now + 23 * 3600).seats == 0
        assert store.purge(now + 25 * 3600).seats == 5
        assert lesson.teacher.get(lesson.host).status_code == 200
        store.purge(now + (24 + 7 * 24 + 2) * 3600)
    assert lesson.teacher.get(lesson.host).status_code == 404
    for pupil in lesson.pupils:
        assert "The class is over" in pupil.seat()


def test_the_server_purges_by_itself(own: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    lesson = Lesson.start(own)
    lesson.joined(2)
    asked = []
    with own.app_context():
        monkeypatch.setattr(class_ways.store(), "due", lambda: True)
        monkeypatch.setattr(class_ways.store(), "purge", lambda: asked.append(1))
    monkeypatch.setattr("evaluator.classroom.web.purge_job.PAUSE", 0.01)
    thread = keep_purging(own)
    while len(asked) < 2:
        thread.join(0.01)
    assert thread.daemon


def test_wrong_codes_are_limited_and_forty_pupils_behind_one_address_are_not(app: Flask) -> None:
    lesson = Lesson.start(app)
    guesser = Pupil(visitor(app))
    app.extensions.pop("wrong_codes", None)  # other tests have guessed from here
    with app.app_context():
        class_ways.wrong_codes().entered("127.0.0.1", 0)
    for _ in range(30):
        assert guesser.join("BBB-BBB").status_code == 404
    refused = guesser.join("BBB-BBB")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "60"
    other = Lesson.start(app)  # started from this address, so it stays open to it
    assert len(other.joined(40)) == 40
    assert guesser.join(lesson.code).status_code == 429  # not entered from here since the count began
    assert other.pupils[0].join("BBB-BBB").status_code == 429
    del app.extensions["wrong_codes"]  # as after a start: the next test knows no wrong code


def test_a_seat_that_floods_is_slowed_down_and_no_other(app: Flask) -> None:
    lesson = Lesson.start(app)
    flood, other = lesson.joined(2)
    lesson.act("open")
    answers = [flood.answer("data-use", "service-only", key=str(number)).status_code for number in range(45)]
    assert answers[:40] == [303] * 40
    assert 429 in answers
    assert other.answer("data-use", "service-only").status_code == 303


def test_addresses_are_forgotten_after_fifteen_minutes() -> None:
    now = [0.0]
    seen = WrongCodes(lambda: now[0])
    for _ in range(30):
        seen.wrong("10.0.0.1")
    seen.entered("10.0.0.1", 7)
    assert seen.closed("10.0.0.1")
    assert not seen.closed("10.0.0.2")
    assert seen.at_home("10.0.0.1", 7)
    now[0] = 61
    assert not seen.closed("10.0.0.1")
    now[0] = 15 * 60 - 1
    assert seen.at_home("10.0.0.1", 7)
    now[0] = 15 * 60
    assert not seen.at_home("10.0.0.1", 7)
    seen.wrong("10.0.0.2")
    assert len(seen._seen) == 1
    assert b"10.0.0" not in b"".join(seen._seen)


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
        for name in ("here", "seat", "answer", "class_by_host", "class_by_screen", "class_by_code", "ping", "act"):
            monkeypatch.setattr(class_ways.store(), name, gone)
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
        return server.get(target, form, f"Cookie: {cookie}", *headers, method="POST", body=urlencode(fields).encode())

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
