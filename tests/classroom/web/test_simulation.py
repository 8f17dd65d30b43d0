"""A teacher walks through a lesson alone: simulated pupils answer, and every page and file says what they are."""

import json
import re

import pytest
from flask import Flask

from evaluator.classroom.store.store import Store
from tests.classroom.web.lesson import Lesson, Pupil, visitor
from tests.classroom.web.test_strip import BIG, press_big


def test_a_lesson_alone_by_the_big_button(app: Flask) -> None:
    """Thirty are in, two sleep at each vote, both votes are shown, and nothing looks like a class of people."""
    lesson = Lesson.start(app, demo="TikTok", press="TikTok", mode="groups")
    while BIG.search(lesson.page):
        assert "30 simulated pupils" in lesson.projected
        assert "simulated pupils, no real class" in lesson.page
        press_big(lesson)
    kept = json.loads(lesson.teacher.get(f"{lesson.host}/report.json").text)
    assert (kept["mode"], kept["joined"], {one["n"] for one in kept["questions"]}) == ("demo", 30, {28})
    assert sum(kept["again"][0]["after"]["options"].values()) == 28
    assert "simulated pupils, no real class" in lesson.teacher.get(f"{lesson.host}/report.md").text
    over = lesson.teacher.post(f"{lesson.host}/end", data={"counts": "delete"}).text
    assert "30 devices are deleted" in over


def test_a_class_of_people_is_not_answered_for(app: Flask) -> None:
    lesson = Lesson.start(app)
    lesson.joined(6)
    lesson.act("open")
    assert re.search(r"<dt>Finished</dt><dd>0</dd>", lesson.page)


def test_nobody_joins_a_class_whose_answers_its_teacher_knows(app: Flask) -> None:
    """With twenty-eight answers that are made up the same way each time, one pupil's would be read."""
    lesson = Lesson.start(app, demo="TikTok")
    pupil = Pupil(visitor(app))
    refused = pupil.join(lesson.code)
    assert refused.status_code == 409
    assert "Its pupils are simulated" in refused.text
    pupil.client.set_cookie("seat", f"{lesson.code.replace('-', '')}..{'x' * 32}")
    assert pupil.client.get("/en/class/seat").status_code == 409
    assert "30 simulated pupils" in lesson.projected


def test_simulated_pupils_answer_once_and_come_a_few_times_a_minute(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They cost as much as thirty phones: whoever opens again and again, or starts many, must not stop the site."""
    lesson = Lesson.start(app, demo="TikTok")
    lesson.act("open")
    monkeypatch.setattr(Store, "answer", None)  # nobody answers from here on
    for action in ("lock", "open", "lock", "open"):
        lesson.act(action)
    fields = {"demo": "TikTok", "set": "quick", "mode": "devices", "keep": "7"}
    begun = [lesson.teacher.post("/en/class/start", data=fields).status_code for _ in range(7)]
    assert begun == [303] * 5 + [429] * 2
