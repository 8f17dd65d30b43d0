"""Homework over HTTP: the teacher sets a time, the phones say it, and it closes by itself."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from evaluator.classroom.store.store import Store
from evaluator.classroom.web.current import store
from tests.classroom.web.lesson import Lesson, visitor

LOCAL = timedelta(minutes=60)  # by the clock of the teacher
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock(app: Flask) -> Iterator[list[float]]:
    """The time as the store sees it."""
    now = [NOON.timestamp()]
    with app.app_context():
        classes: Store = store()
    before, classes._clock = classes._clock, lambda: now[0]
    app.extensions.pop("poll_cache", None)
    yield now
    classes._clock = before


def homework(app: Flask, days: int = 3) -> Lesson:
    """A class that closes at eight in the evening, so many days from now."""
    until = NOON + LOCAL + timedelta(days=days, hours=7)
    return Lesson.start(app, until=f"{until:%Y-%m-%dT%H:%M}", offset="60")


def test_everybody_is_told_until_when_and_then_it_is_closed(app: Flask, clock: list[float]) -> None:
    lesson = homework(app)
    assert "open until Friday 4 December at 20:00" in lesson.page
    assert f"/join?code={lesson.code.replace('-', '')}" in lesson.page.replace("-", "")
    pupil, other, *_ = lesson.joined(5, ("en", "fr"))
    assert "Friday 4 December at 20:00" in lesson.projected
    assert "Friday 4 December at 20:00" in pupil.seat()
    assert "vendredi 4 décembre à 20:00" in other.seat()
    lesson.answers(["ads-forced"] * 5)
    assert "change them until Friday 4 December at 20:00" in pupil.seat("?step=done&vote=1")
    clock[0] += 3 * 86_400 + 7 * 3600
    app.extensions.pop("poll_cache", None)  # half a second has passed
    assert "The answers are locked" in pupil.seat()
    assert pupil.answer("data-use", "ads-choice").status_code == 409
    assert lesson.counts(pupil.seat()) == lesson.counts(lesson.projected) == []
    lesson.act("reveal")
    assert 5 in lesson.counts(pupil.seat())


def test_the_seat_lasts_as_long_as_the_answers_and_no_longer(app: Flask, clock: list[float]) -> None:
    lesson = homework(app, days=10)
    knocked = visitor(app).post("/en/class/join", data={"code": lesson.code})
    days = int(knocked.headers["Set-Cookie"].partition("Max-Age=")[2].split(";")[0]) / 86_400
    assert 13 < days < 13.5
    knocked = visitor(app).post("/en/class/join", data={"code": Lesson.start(app).code})
    assert "Max-Age=86400;" in knocked.headers["Set-Cookie"]
    assert clock


@pytest.mark.parametrize(
    ("until", "more"),
    [
        ("2026-12-01T12:30", {}), ("2026-12-15T14:00", {}), ("tomorrow", {}),
        ("9999-12-31T23:59", {"offset": "-900"}),
        ("2026-12-04T20:00", {"offset": "99999"}), ("2026-12-04T20:00", {"offset": "1000"}),
        ("2026-12-04T20:00", {"mode": "paper"}), ("2026-12-04T20:00", {"demo": "TikTok"}),
    ],
)  # fmt: skip
def test_a_time_that_cannot_be_is_asked_again(
    app: Flask, clock: list[float], until: str, more: dict[str, str]
) -> None:
    data = {"press": "TikTok", "set": "quick", "mode": "devices", "keep": "7", "until": until, "offset": "60", **more}
    page = visitor(app).post("/en/class/start", data=data)
    assert page.status_code == 400
    assert 'id="until-error"' in page.text
    assert f'value="{until}"' in page.text
    assert clock
