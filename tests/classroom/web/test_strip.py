"""The lesson on the teacher's page leads itself: one next thing, the parts with their minutes, where to talk."""

import re
from html import unescape
from urllib.parse import unquote

import pytest
from flask import Flask

from evaluator.classroom.states import State
from tests.classroom.web.lesson import QUICK, Lesson
from tests.documents.pdf import pdf_text
from tests.laws.walk import led_to

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
    """Open, lock, reveal, talk, the most divided one, evidence, vote again, lock, reveal; then to the end."""
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
        if len(seen) == 6:
            for pupil in lesson.pupils:
                pupil.answer("civil-tone", "02")
    assert seen[2] == "Where we disagree most"
    assert seen[4] == "What is documented: TikTok"
    assert len(seen) == 8
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
    assert "Two camps" in lesson.projected
    assert sorted(filter(None, lesson.counts(lesson.projected))) == [5, 5]
    lesson.act("discuss", "data-use")
    assert "Someone who answered that" in lesson.projected
    assert "Where we disagree most" not in lesson.projected


@pytest.mark.parametrize(
    ("set_", "plan", "minutes", "of_votes"),
    [("quick", "", 45, 7), ("quick", "plan-20", 20, 5), ("quick", "plan-young", 45, 7), ("quick", "no-such", 45, 7),
     ("young", "", 45, 9), ("young", "plan-90", 90, 12)],
)  # fmt: skip
def test_the_strip_has_the_minutes_of_the_plan(app: Flask, set_: str, plan: str, minutes: int, of_votes: int) -> None:
    """All of them, and the plan stays when a button is pressed; a young class has a plan of its own."""
    lesson = Lesson.start(app, set=set_)
    lesson.host += f"?plan={plan}" if plan else ""
    strip = lesson.page[lesson.page.index('<ol class="strip"') : lesson.page.index("</ol>")]
    told = [*map(int, re.findall(r"(\d+) min<", strip))]
    assert sum(told) == minutes
    assert of_votes in told
    assert strip.count('aria-current="step"') == 1
    onward = lesson.teacher.post(lesson.host, data={"action": "open"}).headers["Location"]
    assert onward.endswith(f"?plan={plan}") == plan.startswith("plan")


def test_evidence_between_two_votes_is_the_same_on_wall_phones_and_paper(app: Flask) -> None:
    """Two to four cards, the question talked about first, each with its source, day and place."""
    lesson = answered(app)
    lesson.act("discuss", "civil-tone")
    lesson.act("evidence")
    assert 'aria-current="step">Evidence' in lesson.page
    wall = re.findall(r'<li class="d\d">(?:<h2>.*?</h2>)?<p>(.*?)</p><p class="soft">(.*?)</p>', lesson.projected)
    phone = lesson.pupils[0].seat()
    assert 2 <= len(wall) <= 4
    assert wall == re.findall(r'<li class="d\d"><h2>.*?</h2><p>(.*?)</p><p class="soft">(.*?)</p>', phone)
    assert all(re.search(r"\b20\d\d\b.* – ", source) for _, source in wall)
    lesson.pupils[1].lang = "fr"
    assert len(re.findall(r'<li class="d\d"><h2>', lesson.pupils[1].seat())) == len(wall)
    paper = pdf_text(lesson.teacher.get(f"{lesson.host}/evidence.pdf").data)
    for words, _ in wall:
        assert "".join(unescape(words).split()) in "".join(paper.split())
    lesson.act("vote-again")
    assert "Vote again" in lesson.projected


def test_a_platform_that_nobody_documented_sends_pairs_to_look(app: Flask) -> None:
    lesson = Lesson.start(app, press="Our own village forum")
    lesson.revealed(["service-only"] * 3 + ["ads-forced"] * 3)
    lesson.act("discuss", "data-use")
    assert 'value="vote-again"' in lesson.page[lesson.page.index('class="next"') :][:400]
    lesson.act("evidence")
    assert "Look for it in pairs" in lesson.projected
    assert "Look for it in pairs" in lesson.pupils[0].seat()
    assert lesson.teacher.get(f"{lesson.host}/evidence.pdf").status_code == 404


def test_the_teachers_page_shows_what_is_on_the_wall(app: Flask) -> None:
    """The very slide in every state, without a second heading of the first rank, and not read aloud twice."""
    lesson = Lesson.start(app, demo="TikTok")
    while BIG.search(lesson.page):
        press_big(lesson)
        [wall] = re.findall(r'data-h="1"[^>]*>(.*?)</h1>', lesson.projected, re.S)
        page = lesson.page
        assert page[page.index('<div class="pre" aria-hidden="true">') :].count(wall) >= 1
        assert page.count("<h1") == 1


def test_together_the_question_on_the_wall_is_the_one_on_the_phones(app: Flask) -> None:
    """One question at a time from the lobby on; the big button goes to the next one, and then locks."""
    lesson = Lesson.start(app)
    lesson.joined(6)
    lesson.act("next", QUICK[0])
    for place, question in enumerate(QUICK):
        [wall] = re.findall(r'data-h="1"[^>]*>.*?</span>(.*?)</h1>', lesson.projected, re.S)
        for pupil in lesson.pupils:
            phone = pupil.seat("?step=done&vote=1") if place % 2 else pupil.seat(f"?q={QUICK[0]}&vote=1")
            assert f"</span>{wall}</h1>" in phone
            assert f"{place + 1} of 4" in phone
            onward = pupil.answer(question, "01").headers["Location"].partition("?")[2]
            assert "Done. Thank you." in pupil.seat(f"?{onward}")
        assert "6 finished" in lesson.projected
        assert ('value="lock"' in lesson.page[lesson.page.index('class="next"') :][:400]) == (place == 3)
        press_big(lesson)
    press_big(lesson)
    assert "What the class says" in lesson.projected


def test_a_pause_keeps_the_pace_and_each_can_go_on_alone(app: Flask) -> None:
    """At the own pace the wall shows how far the class is, and no question."""
    lesson = Lesson.start(app)
    [pupil] = lesson.joined(1)
    lesson.act("open")
    assert "1 of 4" in pupil.seat()
    assert 'class="sample"' not in lesson.projected
    assert "0 finished" in lesson.projected
    lesson.act("next", QUICK[2])
    lesson.act("pause")
    assert "Levez les yeux" in lesson.screen.get(lesson.screen_path.replace("/en/", "/fr/")).text
    lesson.act("open")
    assert "3 of 4" in pupil.seat()
    assert 'class="sample"' in lesson.projected
    lesson.act("open")
    assert "1 of 4" in pupil.seat()
    assert 'class="sample"' not in lesson.projected


def test_the_key_is_kept_before_the_pupils_join(app: Flask) -> None:
    """A file, one's own mail program and paper; unfolded in the lobby, and what is lost for good is said there."""
    lesson = Lesson.start(app)
    kept = lesson.page[lesson.page.index('id="kept" open') : lesson.page.index('id="live"')]
    assert f'href="{lesson.host}/key.txt"' in kept
    assert "cannot be recovered" in kept
    [mail] = re.findall(r'href="(mailto:\?[^"]+)"', kept)
    assert unquote(unescape(mail)).endswith(f"body=http://localhost{lesson.host}")
    assert f'<p class="printed">http://localhost{lesson.host}</p>' in kept
    lesson.joined(1)
    lesson.act("open")
    assert 'id="kept" open' not in lesson.page


def test_the_tools_own_answers_stand_on_the_wall_until_the_questions_open(app: Flask) -> None:
    lesson = Lesson.start(app)
    path = f"{lesson.screen_path}?show=treats"
    assert path in lesson.page
    wall = lesson.screen.get(path).text
    assert "How does this tool treat you?" in wall
    assert "nothing to sell." in wall
    assert f'data-poll="{path}"' in wall
    lesson.joined(1)
    lesson.act("next", QUICK[0])
    assert path not in lesson.page
    assert lesson.screen.get(path).text.count('class="sample"') == 1


@pytest.mark.parametrize("state", [State.LOBBY, State.OPEN, State.REVEALED, State.DISCUSS])
def test_what_the_teacher_chose_for_the_page_goes_along_with_every_press(app: Flask, state: State) -> None:
    """The plan and the keys that are off: in every form, on the pages beside, and for no other device."""
    lesson = led_to(state, app)
    here = f"{lesson.host}?plan=plan-90&keys=off"
    page = lesson.teacher.get(here).text
    assert re.search(r'id="keys">', page)
    assert re.search(r'id="keys" checked>', lesson.page)
    for action in {*re.findall(r'<form[^>]* action="([^"]+)"', page), *re.findall(r'href="([^"]+/end[^"]*)"', page)}:
        assert unescape(action).endswith("?plan=plan-90&keys=off"), action
    beside = lesson.teacher.get(f"{lesson.host}/end?plan=plan-90&keys=off").text
    assert f'href="{here.replace("&", "&amp;")}"' in beside
    for path, data in (("/door", {"door": "close"}), ("/devices", {}), ("", {"action": "pause"})):
        answer = lesson.teacher.post(f"{lesson.host}{path}?plan=plan-90&keys=off", data=data)
        if answer.status_code == 303:
            assert "plan=plan-90&keys=off" in answer.headers["Location"]
        else:
            assert re.search(r'id="keys">', answer.text)
