"""The lesson on the teacher's page leads itself: one next thing, the parts with their minutes, where to talk."""

import re

import pytest
from flask import Flask

from tests.classroom.web.lesson import QUICK, Lesson

BIG = re.compile(r'id="big" name="action" value="([\w-]+)"')


def answered(app: Flask) -> Lesson:
    """A class that has answered all four questions, and is shown the result."""
    lesson = Lesson.start(app)
    lesson.joined(10)
    lesson.act("open")
    for question in QUICK:
        seat = lesson.pupils[0].seat(f"?q={question}")
        last = max(re.findall(r'name="option" value="(\d\d)"', seat))
        for place, pupil in enumerate(lesson.pupils):
            far = last if question == "civil-tone" and place % 2 else "01"
            assert pupil.answer(question, far).status_code == 303
    lesson.act("lock")
    lesson.act("reveal")
    return lesson


def press_big(lesson: Lesson) -> None:
    """Press the big button, and nothing else."""
    page = lesson.page
    form = page[page.index('<form class="next"') : page.index("</form>", page.index('<form class="next"'))]
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    action = BIG.search(form)
    assert action, form
    assert lesson.teacher.post(lesson.host, data={**fields, "action": action[1]}).status_code == 303


def test_a_lesson_by_the_big_button_alone(app: Flask) -> None:
    """Open, lock, reveal, talk, the most divided one, vote again, lock, reveal; then it leads to the end."""
    lesson = Lesson.start(app)
    lesson.joined(10)
    press_big(lesson)
    for place, pupil in enumerate(lesson.pupils):
        for question in QUICK:
            far = "04" if question == "civil-tone" and place % 2 else "01"
            assert pupil.answer(question, far).status_code == 303
    seen = []
    while BIG.search(lesson.page):
        press_big(lesson)
        seen.append(re.findall(r"<h1[^>]*>(.*?)</h1>", lesson.projected)[0])
        if len(seen) == 5:
            for pupil in lesson.pupils:
                pupil.answer("civil-tone", "02")
    assert seen[2] == "Where we disagree most"
    assert len(seen) == 7
    assert re.search(rf'id="big" href="{lesson.host}/end"', lesson.page)


def test_where_the_class_disagrees_is_where_it_does(app: Flask) -> None:
    """Whatever the list of questions stands at: the one with two far camps, each time with its prompt."""
    lesson = answered(app)
    for before in ("", "data-use", "connect-with"):
        if before:
            lesson.act("next", before)
        assert re.findall(r'id="talk-([\w-]+)"', lesson.page) == ["civil-tone"]
    lesson.act("discuss")
    assert "Where we disagree most" in lesson.projected
    assert lesson.counts(lesson.projected) == []
    lesson.act("discuss", "civil-tone")
    assert "Where we disagree most" in lesson.projected
    assert sorted(filter(None, lesson.counts(lesson.projected))) == [5, 5]
    lesson.act("discuss", "data-use")
    assert "We talk about" in lesson.projected
    assert "Where we disagree most" not in lesson.projected


@pytest.mark.parametrize(("plan", "minutes"), [("", 45), ("plan-20", 20), ("plan-90", 90), ("no-such", 45)])
def test_the_strip_has_the_minutes_of_the_plan(app: Flask, plan: str, minutes: int) -> None:
    """All of them, and the plan stays when a button is pressed."""
    lesson = Lesson.start(app)
    lesson.host += f"?plan={plan}" if plan else ""
    strip = lesson.page[lesson.page.index('<ol class="strip"') : lesson.page.index("</ol>")]
    assert sum(map(int, re.findall(r"(\d+) min", strip))) == minutes
    assert strip.count('aria-current="step"') == 1
    onward = lesson.teacher.post(lesson.host, data={"action": "open"}).headers["Location"]
    assert onward.endswith(f"?plan={plan}") == plan.startswith("plan")
