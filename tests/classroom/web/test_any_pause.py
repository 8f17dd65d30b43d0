"""After any pause a phone shows what a fresh phone with the same seat would show, whatever happened meanwhile.

Made up lessons: the teacher presses anything in any order, phones come, answer, skip, go back, sleep and wake with an
old address. Held against each other are a phone that wakes, one that looks by itself, and one that was just unpacked.
"""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from typing import ClassVar
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from evaluator.classroom.records import ClassRow
from evaluator.classroom.states import State, TeacherAction, allowed
from evaluator.classroom.web import current, poll_cache
from tests.classroom.web.lesson import QUICK, Lesson, visitor

SEAT = "/en/class/seat"
OWN_CHOICE = {State.OPEN, State.PAUSED, State.REVOTE}  # here a phone may be at a question that it went to itself
MOVES = [action.value for action in TeacherAction if action != TeacherAction.END]
ONWARD = ("vote-again", "reveal", "lock", "open")  # the first of them that there is leads to a third vote


@dataclass
class Device:
    """A phone that never forgets an address it was at."""

    client: FlaskClient
    addresses: list[str] = field(default_factory=lambda: [SEAT])
    page: str = ""  # as it was last sent, in whole

    def look(self, address: str) -> str:
        """Ask for a page as a browser does that has nothing kept."""
        self.page = self.client.get(address, follow_redirects=True).text
        return self.page

    def go(self, address: str) -> None:
        self.addresses.append(address)
        self.look(address)

    def polled(self) -> str:
        """The page on the screen after it has looked by itself, as the script does."""
        if not (poll := re.search(r'data-poll="([^"]+)" data-seen="([^"]+)"', self.page)):
            return self.look(SEAT)
        answer = self.client.get(unescape(poll[1]), headers={"If-None-Match": f'"{poll[2]}"'}, follow_redirects=True)
        if answer.status_code != 304:
            self.page = answer.text
        return self.page


def shown(page: str) -> tuple[object, ...]:
    """What somebody sees: the words, the question that is asked, and what is chosen."""
    main = page[page.index("<main") : page.index("</main>")]
    asked = re.findall(r'name="question" value="([^"]+)"', main)
    return " ".join(re.sub(r"<[^>]+>", " ", main).split()), asked, re.findall(r'value="(\d\d)" checked', main)


class AnyLesson(RuleBasedStateMachine):
    """A lesson in which everything happens in any order."""

    app: ClassVar[Flask]

    def __init__(self) -> None:
        super().__init__()
        with patch.object(poll_cache, "FRESH_S", 0):  # half a second has passed since whatever happened
            self.app.extensions["poll_cache"] = poll_cache.PollCache()
        self.devices: list[Device] = []

    def device(self, number: int) -> Device:
        return self.devices[number % len(self.devices)]

    def row(self) -> ClassRow:
        with self.app.app_context():
            found = current.store().class_by_host(self.lesson.key)
        assert found
        return found

    @initialize(pupils=st.integers(5, 6))
    def begin(self, pupils: int) -> None:
        self.lesson = Lesson.start(self.app)
        for _ in range(pupils):
            self.somebody_comes()
        self.teacher_presses("open", QUICK[0])

    @precondition(lambda self: len(self.devices) < 7)
    @rule()
    def somebody_comes(self) -> None:
        client = self.app.test_client()
        client.environ_base.update(visitor(self.app).environ_base)
        client.post("/en/class/join", data={"code": self.row().code})
        device = Device(client)
        device.look(SEAT)
        self.devices.append(device)

    @rule(action=st.sampled_from(MOVES), question=st.sampled_from(QUICK))
    def teacher_presses(self, action: str, question: str) -> None:
        self.lesson.teacher.post(self.lesson.host, data={"action": action, "question": question})
        for device in self.devices[:3]:
            self.same(device, device.addresses[-1])

    @rule(question=st.sampled_from(QUICK))
    def the_lesson_goes_on(self, question: str) -> None:
        offered = {action.value for action in allowed(self.row().state)}
        self.teacher_presses(next(action for action in ONWARD if action in offered), question)

    @rule(option=st.sampled_from(["00", "01", "02"]), question=st.sampled_from(QUICK))
    def all_answer(self, option: str, question: str) -> None:
        for device in self.devices[1:]:
            device.client.post("/en/class/answer", data={"question": question, "option": option})

    @rule(number=st.integers(0, 6), option=st.sampled_from(["00", "01", "02"]))
    def one_answers(self, number: int, option: str) -> None:
        device = self.device(number)
        if asked := re.search(r'name="question" value="([^"]+)"', device.page):
            sent = device.client.post("/en/class/answer", data={"question": asked[1], "option": option})
            if "Location" in sent.headers:
                device.go(sent.headers["Location"])

    @rule(number=st.integers(0, 6))
    def one_skips(self, number: int) -> None:
        """By the link, or after the last question by the button."""
        device = self.device(number)
        if link := re.search(r'quiet" href="([^"]+)">Skip<', device.page):
            device.go(unescape(link[1]))
        elif 'id="skip"' in device.page:
            device.go(device.client.post("/en/class/through").headers.get("Location", SEAT))

    @rule(number=st.integers(0, 6), place=st.integers(0, 5))
    def one_follows_a_link(self, number: int, place: int) -> None:
        device = self.device(number)
        if links := re.findall(r'href="(/en/class/seat\?[^"]+)"', device.page):
            device.go(unescape(links[place % len(links)]))

    @rule(number=st.integers(0, 6), action=st.sampled_from(["ignore", "count"]))
    def one_is_left_out(self, number: int, action: str) -> None:
        with self.app.app_context():
            token = self.device(number).client.get_cookie("seat")
            seat = current.store().seat(token.value) if token else None
        if seat:
            self.lesson.teacher.post(f"{self.lesson.host}/devices", data={action: str(seat.number)})

    @rule(door=st.sampled_from(["close", "open", "anew", "room"]))
    def the_door(self, door: str) -> None:
        self.lesson.teacher.post(f"{self.lesson.host}/door", data={"door": door})

    @rule(number=st.integers(0, 6), past=st.integers(0, 20))
    def one_wakes(self, number: int, past: int) -> None:
        device = self.device(number)
        self.same(device, device.addresses[-1 - past % len(device.addresses)])

    def same(self, device: Device, address: str) -> None:
        """Hold the phone that looks by itself, the one that wakes and the fresh one against each other."""
        polled = shown(device.polled())
        polls = re.search(r'data-poll="([^"]+)"', device.page)
        woken = shown(device.look(address))
        assert polled == shown(device.look(unescape(polls[1]) if polls else SEAT)), "it looks by itself"
        fresh = shown(device.look(SEAT))
        query = parse_qs(urlsplit(address).query)
        row = self.row()
        if woken == fresh or row.state not in OWN_CHOICE or query.get("vote", ["1"]) != [str(row.round)]:
            assert woken == fresh, address
        else:  # the question that it went to itself, in this vote
            assert woken[1] == query["q"], address
        device.look(address)

    def teardown(self) -> None:
        """At the end every phone is told, whatever it shows."""
        with suppress(AttributeError):  # nothing began
            self.lesson.teacher.post(f"{self.lesson.host}/end", data={"counts": "delete"})
            for device in (each for each in self.devices if "data-poll" in each.page):
                assert "That class is over" in device.polled()


def test_after_any_pause_a_phone_shows_what_a_fresh_one_shows(app: Flask) -> None:
    AnyLesson.app = app
    examples = max(3, (settings.default or settings()).max_examples // 20)
    run_state_machine_as_test(AnyLesson, settings=settings(max_examples=examples, stateful_step_count=30))


def test_who_skips_the_last_question_is_through(app: Flask) -> None:
    lesson = Lesson.start(app)
    [pupil, *_] = lesson.joined(2)
    lesson.act("open")
    for question in QUICK[:-1]:
        assert pupil.answer(question, "dont-know").status_code == 303
    assert 'id="skip"' in pupil.seat()
    onward = pupil.client.post("/en/class/through")
    for page in (pupil.client.get(onward.headers["Location"]).text, pupil.seat()):
        assert "1 question has no answer" in page
    assert "1 finished" in lesson.projected
