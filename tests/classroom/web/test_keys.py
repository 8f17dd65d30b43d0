"""The keys of a class: where they stand, who may keep them, and what they open."""

import re

import pytest
from flask import Flask

from evaluator.classroom import codes
from tests.classroom.web.lesson import Lesson, Pupil, visitor

BELOW = ("", "/", "/end", "/key.txt", "/report.csv", "/devices", "/door", "/tally", "/nothing", "/report.exe")


def test_no_page_below_a_key_may_be_kept_and_none_that_refuses_repeats_it(app: Flask) -> None:
    """Also the pages for what is not there, and for a form where none belongs."""
    lesson = Lesson.start(app)
    lesson.revealed(["service-only"] * 5)
    screen = lesson.screen_path
    asked = [lesson.teacher.open(f"{lesson.host}{part}", method=how) for part in BELOW for how in ("GET", "POST")]
    asked += [lesson.teacher.open(screen, method=how) for how in ("GET", "POST", "PUT")]
    assert {404, 405} <= {page.status_code for page in asked}
    for page in asked:
        assert page.headers["Cache-Control"] == "no-store", page.request.path
        assert page.headers["Referrer-Policy"] in ("same-origin", "no-referrer"), page.request.path
        place = page.headers.get("Location", "/")
        assert place.startswith("/")
        assert not place.startswith("//")
        if page.status_code in (404, 405) and not page.request.path.endswith(".exe"):  # that one is of the class
            assert lesson.key not in page.text, page.request.path
            assert screen.rpartition("/")[2] not in page.text


def test_the_key_of_the_wall_reads_and_does_nothing_else(app: Flask) -> None:
    lesson = Lesson.start(app)
    key, step = (
        lesson.screen_path.rpartition("/")[2],
        {"action": "open", "ignore": "1", "door": "close", "number": "1"},
    )
    assert lesson.screen.post(lesson.screen_path, data=step).status_code == 405
    for part in ("", "/door", "/devices", "/end", "/tickets"):
        assert lesson.screen.post(f"/en/class/host/{key}{part}", data=step).status_code == 404
    assert visitor(app).post("/en/class/host", data={"key": key}).status_code == 404


def test_tickets_are_too_many_to_be_guessed_and_a_wrong_one_says_always_the_same(app: Flask) -> None:
    lesson = Lesson.start(app)
    lesson.tickets(1)
    code, guesser = lesson.code, Pupil(visitor(app))
    assert {guesser.join(code, f"BCD-{number:03}").status_code for number in range(40)} == {409}


def test_sheets_of_tickets_are_drawn_at_the_pace_of_people(app: Flask) -> None:
    """Three hundred squares take more than a second of the processor, and anybody can start a class."""
    lesson = Lesson.start(app)
    lesson.tickets(1)
    sheets = [lesson.teacher.get(f"{lesson.host}/tickets").status_code for _ in range(14)]
    assert sheets == [200] * 12 + [429] * 2


def test_a_pupil_who_draws_sheets_of_a_class_of_the_own_keeps_no_teacher_from_tickets(app: Flask) -> None:
    """They are the way to keep a script out, and the whole school has one address."""
    nasty, lesson = Lesson.start(app), Lesson.start(app)
    lesson.teacher.environ_base["REMOTE_ADDR"] = nasty.teacher.environ_base["REMOTE_ADDR"]
    nasty.tickets(1)
    assert [nasty.teacher.get(f"{nasty.host}/tickets").status_code for _ in range(14)][-1] == 429
    assert len(lesson.tickets(35)) == 35
    assert lesson.teacher.post(f"{lesson.host}/tickets", data={"number": "200"}).status_code == 303
    assert lesson.teacher.get(f"{lesson.host}/tickets").status_code == 429  # 235 squares cost a second


@pytest.mark.parametrize("place", range(2))
def test_leaving_a_device_out_does_not_tell_whether_it_was_through(app: Flask, place: int) -> None:
    """Of two pupils one is through: whichever is left out, as many as before are through."""
    lesson = Lesson.start(app, set="data")
    lesson.joined(2)
    lesson.act("open")
    lesson.pupils[0].client.post("/en/class/through")
    through = finished(lesson.page)
    numbers = sorted(int(number) for number in re.findall(r'name="ignore" value="(\d+)"', lesson.page))
    lesson.teacher.post(f"{lesson.host}/devices", data={"ignore": str(numbers[place])})
    assert "Count it again" in lesson.page
    assert finished(lesson.page) == through == "1"


def finished(page: str) -> str:
    found = re.search(r"Finished</dt><dd>(\d+)", page)
    assert found
    return found[1]


def test_tickets_that_an_older_version_drew_are_told_and_never_shown_wrong(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = Lesson.start(app)
    with monkeypatch.context() as before:
        before.setattr(codes, "tickets", lambda _: iter(["KTR7MDFG", "KTR7MDFH"]))
        lesson.tickets(2)
    page = lesson.teacher.get(f"{lesson.host}/tickets").text
    assert "2 tickets were made before" in page
    assert "Ticket <b>" not in page
    [new] = lesson.tickets(1)
    assert Pupil(visitor(app)).join(lesson.code, new).status_code == 303
    assert Pupil(visitor(app)).join(lesson.code, "KTR7MDFG").status_code == 303
    assert f"Ticket <b>{new}</b>" in lesson.teacher.get(f"{lesson.host}/tickets").text
