"""Forms of a class come from our own pages alone, as the browser says or a secret proves."""

import re

import pytest
from flask import Flask

from tests.classroom.web.lesson import Lesson, visitor

OWN = [
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost:8443"},  # behind a proxy on another port
    {"Origin": "http://localhost"},
    {"Referer": "http://localhost/en/class/seat"},
]


FOREIGN = [
    *({"Sec-Fetch-Site": name} for name in ("cross-site", "same-site", "a word of next year", "")),  # a sibling too
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    *({"Origin": name} for name in ("https://evil.example", "http://sibling.localhost", "http://localhost.example",
                                    "http://localhost:81", "null")),
    {"Origin": "null", "Referer": "http://localhost/en/class/seat"},
    {"Referer": "http://evil.example/localhost"},
]  # fmt: skip


@pytest.mark.parametrize("headers", [*OWN, *FOREIGN], ids=str)
def test_a_form_is_ours_only_when_the_browser_says_so(app: Flask, headers: dict[str, str]) -> None:
    lesson = Lesson.start(app)
    [pupil] = lesson.joined(1)
    lesson.act("open")
    fields = {
        "/en/class/answer": {"question": "data-use", "option": "service-only"},
        "/en/class/join": {"code": lesson.code},
        "/en/class/start": {"press": "X", "set": "quick", "mode": "devices", "keep": "7"},
        lesson.host: {"action": "lock"},
    }
    for client in (pupil.client, lesson.teacher):
        del client.environ_base["HTTP_SEC_FETCH_SITE"]
    for path, data in fields.items():
        client = lesson.teacher if path == lesson.host else pupil.client
        assert client.post(path, data=data, headers=headers).status_code == (303 if headers in OWN else 403), path


def test_a_browser_that_says_nothing_sends_a_secret_that_no_other_site_has(app: Flask) -> None:
    """No Sec-Fetch-Site, Origin or Referer: the token of the own page, or the key in the teacher’s address."""
    lesson = Lesson.start(app)
    first, second = lesson.joined(2)
    lesson.act("open")
    for pupil in (first, second):
        del pupil.client.environ_base["HTTP_SEC_FETCH_SITE"]
    del lesson.teacher.environ_base["HTTP_SEC_FETCH_SITE"]
    tokens = [re.findall(r'name="form" value="(\w+)"', pupil.seat()) for pupil in (first, second)]
    assert tokens[0] != tokens[1]
    answer = {"question": "data-use", "option": "service-only"}
    for path in ("/en/class/answer", "/en/class/join", "/en/class/leave", "/en/class/hand-on", "/en/class/start"):
        for sent in ({}, {"form": ""}, {"form": tokens[1][0]}):
            refused = first.client.post(path, data={**answer, "code": lesson.code, **sent})
            assert refused.status_code == 403, (path, sent)
            assert "This form was not sent from here" in refused.text
    foreign = first.client.post("/en/class/answer", data={**answer, "form": tokens[0][0]}, headers={"Origin": "null"})
    assert foreign.status_code == 403
    assert first.client.post("/en/class/answer", data={**answer, "form": tokens[0][0]}).status_code == 303
    assert first.client.post("/en/class/leave", data={"form": tokens[0][0]}).status_code == 303
    assert lesson.teacher.post(lesson.host, data={"action": "lock"}).status_code == 303
    assert visitor(app).post(lesson.host.replace(lesson.key, "x" * 32), data={"action": "lock"}).status_code == 404


def test_pages_of_a_class_tell_this_site_alone_where_one_came_from(app: Flask) -> None:
    lesson = Lesson.start(app)
    [pupil] = lesson.joined(1)
    for client, path in (
        (lesson.teacher, lesson.host),
        (pupil.client, "/en/class/seat"),
        (pupil.client, "/en/class/join"),
    ):
        assert client.get(path).headers["Referrer-Policy"] == "same-origin"
    assert pupil.client.get("/en/").headers["Referrer-Policy"] == "no-referrer"
