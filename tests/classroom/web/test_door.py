"""The door of a class: who comes in, who is told what to do, and what a teacher can press when it is full."""

import re
from html import unescape

import pytest
from flask import Flask

from evaluator.classroom.web.errors import REFUSALS, words
from evaluator.i18n.language import Language
from tests.classroom.web.lesson import Lesson, Pupil, visitor

NAMED = re.compile("[“«]\u00a0?([^”»]+?)\u00a0?[”»]")


def press(lesson: Lesson, name: str) -> None:
    """One of the buttons of the door."""
    assert lesson.teacher.post(f"{lesson.host}/door", data={"door": name}).status_code == 303


def in_class(lesson: Lesson) -> str:
    """How many have joined, as the teacher reads it."""
    found = re.search(r"Joined</dt><dd>([^<]+)</dd>", lesson.page)
    assert found
    return found[1]


def without_cookies(app: Flask) -> Pupil:
    client = visitor(app)
    client._cookies = None  # as a browser that keeps none
    return Pupil(client)


def test_a_browser_that_keeps_no_cookie_takes_no_seat_and_is_told_what_to_do(app: Flask) -> None:
    lesson = Lesson.start(app, expected="5")
    pupil = without_cookies(app)
    for _ in range(8):
        onward = pupil.join(lesson.code)
        told = pupil.client.get(onward.headers["Location"])
        assert told.status_code == 409
        assert "This browser did not keep your seat" in told.text
        assert 'href="/en/class/join"' in told.text
    assert in_class(lesson) == "0 / 5"
    lesson.joined(5)
    assert in_class(lesson) == "5 / 5"


def test_looking_at_the_door_takes_nothing_and_counts_nowhere(app: Flask) -> None:
    """The preview of a link in a chat, and whoever opens it sixty times with a code that is none."""
    lesson = Lesson.start(app)
    looker = visitor(app)
    for path in (f"/join?code={lesson.code.replace('-', '')}", f"/en/class/join?code={lesson.code}"):
        for look in (looker.get, looker.head):
            seen = look(path, follow_redirects=True)
            assert seen.status_code == 200
            assert "Set-Cookie" not in seen.headers
        assert f'name="code" value="{lesson.code}"' in looker.get(path, follow_redirects=True).text
    assert in_class(lesson) == "0"
    assert {looker.get("/en/class/join?code=BBB-BBB").status_code for _ in range(60)} == {200}
    assert Pupil(looker).join("BBB-BBB").status_code == 404  # the first one that counts


def test_who_comes_late_sees_what_all_see_and_has_a_sign_of_the_own(app: Flask) -> None:
    lesson = Lesson.start(app)
    [first] = lesson.joined(1)
    [sign] = re.findall(r'<span class="sign">([^<]+)<', first.seat())
    assert sign in lesson.page
    for action, seen in (("open", "1 of 4"), ("pause", "Look up"), ("lock", "are locked"), ("reveal", "class says")):
        lesson.act(action)
        [late] = lesson.joined(1)
        assert seen in late.seat(), action
        assert sign in first.seat()
        assert sign not in late.seat()


def test_one_press_makes_room_and_who_waits_at_the_door_comes_in(app: Flask) -> None:
    lesson = Lesson.start(app, expected="5")
    lesson.joined(5)
    code, waiting = lesson.code, Pupil(visitor(app))
    assert waiting.join(code).status_code == 303
    lesson.joined(1)
    full = waiting.client.get("/en/class/seat")
    assert full.status_code == 409
    assert "Make room for ten more" in full.text
    assert "The class is full: nobody else can join" in lesson.page
    press(lesson, "room")
    assert "The class is full" not in lesson.page
    assert "You are in" in waiting.seat()
    assert in_class(lesson) == "7 / 15"


def test_a_door_that_starts_anew_shuts_out_the_script_and_keeps_the_pupils(app: Flask) -> None:
    """Sixteen seats of a script fill the class; ten pupils keep theirs, and the others come in by the new code."""
    lesson = Lesson.start(app, expected="24")
    pupils = lesson.joined(10)
    script = visitor(app, "10.9.9.9")
    for _ in range(16):
        script.post("/en/class/join", data={"code": lesson.code})
        script.get("/en/class/seat")
        script.delete_cookie("seat")
    assert Pupil(visitor(app)).join(lesson.code).status_code == 409
    old = lesson.code
    press(lesson, "anew")
    assert in_class(lesson) == "0 / 24"
    for pupil in pupils:
        assert "You are in" in pupil.seat()
    assert in_class(lesson) == "10 / 24"
    assert Pupil(visitor(app)).join(old).status_code == 404
    lesson.joined(14)
    assert in_class(lesson) == "24 / 24"
    lesson.act("open")
    assert pupils[0].answer("data-use", "service-only").status_code == 303


def test_against_a_script_that_keeps_every_seat_tickets_let_the_pupils_in(app: Flask) -> None:
    """It comes back with all of them after the door started anew; each ticket is a place all the same."""
    lesson = Lesson.start(app, expected="5")
    script = [Pupil(visitor(app)) for _ in range(6)]
    for device in script:
        device.join(lesson.code)
        device.seat()
    press(lesson, "anew")
    for device in script:
        assert "You are in" in device.seat()
    pupil = Pupil(visitor(app))
    assert pupil.join(lesson.code).status_code == 409
    tickets = lesson.tickets(5)
    assert "The class is full" not in lesson.page
    assert Pupil(visitor(app)).join(lesson.code).status_code == 409
    for ticket in tickets:
        pupil = Pupil(visitor(app))
        pupil.join(lesson.code, ticket)
        assert "You are in" in pupil.seat()


def test_a_seat_that_is_left_before_an_answer_counts_no_more(app: Flask) -> None:
    """So that one device that joins and leaves fills nothing; what was answered stays."""
    lesson = Lesson.start(app, expected="5")
    pupil = Pupil(visitor(app))
    for _ in range(12):
        pupil.join(lesson.code)
        assert "You are in" in pupil.seat()
        pupil.client.post("/en/class/leave")
    assert in_class(lesson) == "0 / 5"
    pupil.join(lesson.code)
    pupil.seat()
    lesson.act("open")
    pupil.answer("data-use", "service-only")
    pupil.client.post("/en/class/leave")
    assert in_class(lesson) == "1 / 5"


def test_a_device_is_handed_on_at_the_pace_of_people(app: Flask) -> None:
    lesson = Lesson.start(app, mode="pass")
    [device] = lesson.joined(1)
    onward = [device.client.post("/en/class/hand-on") for _ in range(62)]
    assert [page.status_code for page in onward] == [303] * 59 + [429] * 3
    assert "Very many are joining at once" in onward[-1].text
    assert "Back to my seat" in onward[-1].text


def test_a_phone_that_only_looks_comes_back_too(app: Flask) -> None:
    """Its page is in the browser already, and is asked for by its name alone."""
    lesson = Lesson.start(app)
    [pupil] = lesson.joined(1)
    seen = pupil.client.get("/en/class/seat").headers["ETag"]
    press(lesson, "anew")
    assert in_class(lesson) == "0"
    pupil.client.get("/en/class/seat", headers={"If-None-Match": seen})
    assert in_class(lesson) == "1"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_control_that_a_refusal_names_exists(app: Flask, tongues: dict[str, Language], lang: str) -> None:
    """What stands in quotation marks is a button or a link on the teacher’s page, door open or closed."""
    lesson = Lesson.start(app, expected="5")
    lesson.joined(1)
    host = lesson.host.replace("/en/", f"/{lang}/", 1)
    pages = [lesson.teacher.get(host).text]
    press(lesson, "close")
    pages.append(lesson.teacher.get(host).text)
    controls = {
        re.sub("<[^>]+>", "", unescape(words)).strip()
        for page in pages
        for words in re.findall(r"<(?:button|a)\b[^>]*>(.*?)(?:<kbd>.*?)?</(?:button|a)>", page, re.DOTALL)
    }
    sentences = [words(kind(), tongues[lang])[1] for kind in REFUSALS]
    named = {name for sentence in sentences for name in NAMED.findall(sentence)}
    assert len(named) >= 4
    assert named <= controls


def test_going_back_leads_to_the_own_seat_and_another_class_asks_first(app: Flask) -> None:
    lesson, other = Lesson.start(app), Lesson.start(app)
    [pupil] = lesson.joined(1)
    door = pupil.client.get("/en/class/join")
    assert door.headers["Cache-Control"] == "no-store"  # so that Back asks for it again
    assert "Back to my seat" in door.text
    assert "Back to my seat" not in visitor(app).get("/en/class/join").text
    asked = pupil.join(other.code)
    assert asked.status_code == 409
    assert "This device sits in another class" in asked.text
    assert "You are in" in pupil.seat()
    assert in_class(other) == "0"
    moved = pupil.client.post("/en/class/join", data={"code": other.code, "move": "1"})
    assert moved.status_code == 303
    assert "You are in" in pupil.seat()
    assert in_class(other) == "1"


def test_all_see_how_many_are_in_whenever_somebody_comes(app: Flask) -> None:
    """Also who only asks whether anything is new, and while the class answers."""
    lesson = Lesson.start(app)
    first, *_ = lesson.joined(5)
    for action in ("open", "lock", "reveal"):
        lesson.act(action)
        seen = first.client.get("/en/class/seat").headers["ETag"]
        lesson.joined(1)
        fresh = first.client.get("/en/class/seat", headers={"If-None-Match": seen})
        assert f"{len(lesson.pupils)} devices are in" in fresh.text
        assert f"{len(lesson.pupils)} devices are in" in lesson.projected


def test_who_votes_on_a_question_that_had_no_result_is_not_told_to_be_late(app: Flask) -> None:
    lesson = Lesson.start(app)
    lesson.joined(6)
    lesson.act("open")
    for pupil in lesson.pupils[:4]:
        pupil.answer("data-use", "service-only")
    for pupil in lesson.pupils:
        pupil.answer("money-source", "ads-only")
    lesson.act("lock")
    lesson.act("reveal")
    lesson.act("vote-again", "data-use")
    for pupil in lesson.pupils:
        assert "it is not in these counts" not in pupil.seat()
        pupil.answer("data-use", "ads-forced")
    lesson.act("lock")
    lesson.act("reveal")
    assert sorted(filter(None, lesson.counts(lesson.projected))) == [6]
    for pupil in lesson.pupils:
        assert "it is not in these counts" not in pupil.seat()


def test_joining_twice_keeps_the_seat(app: Flask) -> None:
    lesson = Lesson.start(app)
    [pupil] = lesson.joined(1)
    pupil.join(lesson.code)
    assert re.search(r"Joined</dt><dd>1</dd>", lesson.page)


def test_the_door_closes_by_itself_a_tenth_above_what_is_expected(app: Flask) -> None:
    lesson = Lesson.start(app, expected="10")
    lesson.joined(11)
    late = Pupil(visitor(app))
    answer = late.join(lesson.code)
    assert answer.status_code == 409
    assert "The class is full" in answer.text


def test_a_closed_door_and_a_new_code(app: Flask) -> None:
    lesson = Lesson.start(app)
    [inside] = lesson.joined(1)
    old = lesson.code
    lesson.teacher.post(f"{lesson.host}/door", data={"door": "close"})
    assert Pupil(visitor(app)).join(old).status_code == 409
    assert old not in lesson.projected
    lesson.teacher.post(f"{lesson.host}/door", data={"door": "open"})
    lesson.teacher.post(f"{lesson.host}/door", data={"door": "anew"})
    assert lesson.code != old
    assert Pupil(visitor(app)).join(old).status_code == 404
    assert "You are in" in inside.seat()


def test_a_device_left_out_does_not_count_and_can_come_back(app: Flask) -> None:
    lesson = Lesson.start(app)
    lesson.joined(6)
    lesson.act("open")
    lesson.answers(["service-only"] * 6)
    [number, *_] = re.findall(r'name="ignore" value="(\d+)"', lesson.page)
    lesson.teacher.post(f"{lesson.host}/devices", data={"ignore": number})
    assert re.search(r"Left out</dt><dd>1</dd>", lesson.page)
    lesson.teacher.post(f"{lesson.host}/devices", data={"count": number})
    assert not re.search(r"Left out", lesson.page)
    lesson.teacher.post(f"{lesson.host}/devices", data={"ignore": number})
    lesson.act("lock")
    lesson.act("reveal")
    lesson.act("next", "data-use")
    assert max(lesson.counts(lesson.projected)) == 5


def test_a_ticket_lets_one_in_and_no_more(app: Flask) -> None:
    lesson = Lesson.start(app)
    made = lesson.teacher.post(f"{lesson.host}/tickets", data={"number": "2"})
    assert made.status_code == 303
    shown = [re.findall(r"Ticket <b>([^<]+)</b>", lesson.teacher.get(made.location).text) for _ in range(2)]
    [tickets, again] = shown  # loading the page again makes none
    assert len(tickets) == 2
    assert again == tickets
    more = lesson.teacher.post(f"{lesson.host}/tickets", data={"number": "3"}).location
    assert not {*tickets} & {*re.findall(r"Ticket <b>([^<]+)</b>", lesson.teacher.get(more).text)}
    assert lesson.teacher.get(f"{lesson.host}/tickets").text.count("Ticket <b>") == 5
    assert lesson.teacher.get(f"{lesson.host}/tickets?after=4&number=2").status_code == 404
    assert Pupil(visitor(app)).join(lesson.code).status_code == 409
    in_time, too_late = Pupil(visitor(app)), Pupil(visitor(app))
    for pupil in (in_time, too_late):
        assert pupil.join(lesson.code, tickets[0]).status_code == 303
    assert "You are in" in in_time.seat()
    assert too_late.client.get("/en/class/seat").status_code == 409  # the same slip, an instant later
    assert Pupil(visitor(app)).join(lesson.code, tickets[0]).status_code == 409
