"""A lesson by ear: each step is said once, in a full sentence, to pupils and teacher, and the focus is somewhere."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from evaluator.classroom.settings import question_set
from evaluator.classroom.store import open_store
from evaluator.classroom.store.store import Store
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Question
from evaluator.i18n.language import Language
from tests.browser.conftest import OpenPage
from tests.browser.lesson import PHONE, Pupil, Teacher
from tests.browser.listening import Listener
from tests.browser.spies import Spy

DOWN = "Put the device face down and look up. The class result comes when your teacher shows it."
WAIT = "Your teacher opens the questions in a moment. Nothing to press."
LEFT_OUT = (
    "Your teacher has left this device out: its answers are not counted. If that is a mistake, say so before the "
    "result is shown."
)
PAUSED = "Your teacher has paused the questions. What you have chosen is kept."


class Ears:
    """A pupil who hears the phone: a step of the lesson is one sentence in the pupil's own language."""

    def __init__(self, pupil: Pupil, language: Language, library: Library) -> None:
        self.pupil, self.language = pupil, language
        self.questions = [each.text for each in question_set(library.questionnaire, "quick").questions]
        self.listener = Listener(pupil.page)

    def hear(self, *words: str, by_hand: bool = False, about: int | None = None, **values: Any) -> None:
        """The very words, each translated, and after a colon the question that they are about; nothing else."""
        told = " ".join(self.language.gettext(each, **values) for each in words)
        if about is not None:
            told += f"{self.language.colon}{self.questions[about]}"
        assert self.listener.hears(by_hand) == [" ".join(told.split())]

    def answer(self, place: int) -> None:
        self.pupil.rows().nth(place).click()
        self.pupil.page.click("#send")

    def answer_all(self) -> None:
        """The first time without an answer: what is missing is said, and nothing else."""
        self.pupil.page.click("#send")
        self.hear("Please choose an answer, or skip the question.", by_hand=True)
        for place in range(1, 4):
            self.answer(0)
            self.hear("Question %(step)s of %(steps)s", by_hand=True, about=place, step=place + 1, steps=4)
        self.answer(1)
        self.hear("Done. Thank you.", DOWN, by_hand=True)


@dataclass
class Room:
    """A class of six: two pupils who hear their phones, four without one, and a teacher who hears the own page."""

    teacher: Teacher
    ear: Listener
    pupils: list[Ears]
    store: Store
    tokens: list[str]
    asked: tuple[Question, ...]

    def press(self, action: str, hears: str, question: str = "") -> None:
        """The teacher presses, and hears the state of the class, once, on the page that comes."""
        self.ear.heard.clear()
        self.teacher.presses(action, question)
        assert self.ear.waits_for(hears).count(hears) == 1
        expect(self.teacher.page.locator("h1")).to_be_focused()

    def hear(self, *words: str, about: int | None = None, **values: Any) -> None:
        """All pupils hear it."""
        for each in self.pupils:
            each.hear(*words, about=about, **values)

    def others_answer(self, questions: Sequence[Question]) -> None:
        """The four answer; the teacher hears numbers, none twice, and that all are through."""
        self.ear.heard.clear()
        for token, question in product(self.tokens, questions):
            self.store.answer(token, question.id, question.options[1].id)
        told = self.ear.waits_for("All finished.")
        assert len(told) == len({*told})


@pytest.fixture
def room(
    visit: OpenPage,
    spies: list[Spy],
    database: Path,
    libraries: dict[str, Library],
    tongues: dict[str, Language],
) -> Iterator[Room]:
    teacher = Teacher(visit())
    ear = Listener(teacher.page)
    teacher.starts()
    pupils = [Ears(Pupil(visit(viewport=PHONE), lang), tongues[lang], libraries[lang]) for lang in ("en", "fr")]
    for spy in spies:
        spy.foreseen.append("status of 400")  # an answer without a choice
    for each in pupils:
        each.pupil.joins(teacher.code)
        each.hear("You are in", WAIT, by_hand=True)
    with closing(open_store(f"sqlite:///{database}")) as store:
        tokens = others(store, teacher, 4)
        yield Room(
            teacher, ear, pupils, store, tokens, question_set(libraries["en"].questionnaire, "quick").questions
        )


def others(store: Store, teacher: Teacher, number: int) -> list[str]:
    """So many more come."""
    row = store.class_by_host(urlsplit(teacher.page.url).path.rpartition("/")[2])
    assert row
    return [store.join(row.id).token for _ in range(number)]


def test_a_lesson_is_heard_once_and_in_full(room: Room) -> None:
    for each in room.pupils:  # the number on the page is another one, and nobody is interrupted
        expect(each.pupil.page.locator("#live")).to_contain_text("6 ")
    room.ear.waits_for("6 have joined.")
    room.press("open", "The questions are open.")
    expect(room.teacher.page).to_have_title("The questions are open – Your class – Four Questions")
    room.hear("Question %(step)s of %(steps)s", about=0, step=1, steps=4)
    room.press("pause", "Paused: every screen says “look up”.")
    room.hear("Look up", PAUSED)
    room.press("open", "The questions are open.")
    room.hear("Question %(step)s of %(steps)s", about=0, step=1, steps=4)
    for each in room.pupils:
        each.answer_all()
    room.others_answer(room.asked)
    room.press("lock", "Locked. Nobody sees a result yet.")
    room.hear("The answers are locked", DOWN)
    room.press("reveal", "The class sees its result.")
    room.hear("What the class says")
    _talks_and_votes_again(room)
    room.ear.heard.clear()
    room.teacher.page.click("#big")
    room.teacher.page.get_by_role("button", name="End and delete", exact=True).click()
    expect(room.teacher.page.locator("h1")).to_be_focused()
    room.hear("The class is over")
    for each in room.pupils:
        expect(each.pupil.page.get_by_role("status").last).to_have_text("")


def _talks_and_votes_again(room: Room) -> None:
    """From the talk to the second result, which is about the second question."""
    room.press("discuss", "Time to talk about where you disagree.")
    room.hear("Talk about where you disagree")
    room.press("discuss", "Time to talk about where you disagree.", room.asked[1].id)
    room.hear("Talk about it", about=1)
    room.press("evidence", "The class reads what is documented.")
    room.hear("Read. Who says so?")
    room.press("vote-again", "The class votes again on one question.")
    room.hear("Second vote", about=1)
    for each in room.pupils:
        expect(each.pupil.page.locator(".where")).to_contain_text(each.language.gettext("Second vote"))
        each.answer(2)
        each.hear("Done. Thank you.", DOWN, by_hand=True)
    room.others_answer([room.asked[1]])
    room.press("lock", "The second vote is locked.")
    room.hear("The answers are locked", DOWN)
    room.press("reveal", "The class sees before and after.")
    room.hear("Before and after", about=1)


def test_a_phone_that_is_left_out_is_told_once(room: Room) -> None:
    """Nothing else on the page is said again, and the focus stays where it was."""
    room.press("open", "The questions are open.")
    reader = room.pupils[0]
    room.hear("Question %(step)s of %(steps)s", about=0, step=1, steps=4)
    reader.answer(0)
    reader.hear("Question %(step)s of %(steps)s", by_hand=True, about=1, step=2, steps=4)
    reader.pupil.rows().nth(1).locator("input").focus()
    reader.listener.heard.clear()
    sign = reader.pupil.page.inner_text(".where .soft")
    room.teacher.page.evaluate("document.getElementById('signs').open = true")
    room.teacher.page.locator(".devices li", has_text=sign).get_by_role("button").click()
    expect(room.teacher.page.locator("#devices-now")).to_be_focused()
    expect(room.teacher.page.locator("#devices-now")).to_have_text("6 devices are in, 5 count, 1 is left out.")
    assert reader.listener.waits_for(LEFT_OUT) == [LEFT_OUT]
    expect(reader.pupil.rows().nth(1).locator("input")).to_be_focused()
    expect(reader.pupil.page.get_by_role("status").last).to_have_text("")
    assert reader.listener.heard == []


def test_the_teacher_hears_at_most_one_number_in_five_seconds_and_none_stays(visit: OpenPage, database: Path) -> None:
    """By a clock of the page's own: what comes while something is said waits, and only the newest number is told."""
    teacher = Teacher(visit())
    ear, page = Listener(teacher.page), teacher.page
    page.clock.install(time=0)
    teacher.starts()
    page.clock.pause_at(3_600_000)
    voice = page.get_by_role("status").last
    with closing(open_store(f"sqlite:///{database}")) as store:
        for number, told in ((1, "1 has joined."), (2, "1 has joined."), (3, "2 have joined.")):
            others(store, teacher, 1)
            page.clock.run_for(3500)  # it looks once
            expect(page.locator(".numbers dd").first).to_have_text(str(number))
            expect(voice).to_have_text(told)
    page.clock.run_for(5000)
    expect(voice).to_have_text("3 have joined.")
    page.clock.run_for(5000)
    expect(voice).to_have_text("")
    spoken = [words for element, words in ear.heard if element == "VOICE"]
    assert spoken == ["1 has joined.", "2 have joined.", "3 have joined."]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_mark_of_a_question_has_the_colour_of_its_dimension(visit: OpenPage, lang: str) -> None:
    teacher = Teacher(visit())
    teacher.starts()
    pupil = Pupil(visit(viewport=PHONE), lang)
    pupil.joins(teacher.code)
    teacher.presses("open")
    expect(pupil.rows().first).to_be_visible()
    mark, colours = pupil.page.locator(".where .mark"), set()
    for question in ("data-use", "money-source", "civil-tone", "connect-with"):
        pupil.page.goto(f"/{lang}/class/seat?q={question}")
        colours.add(mark.evaluate("mark => getComputedStyle(mark).fill"))
    assert len(colours) == 4
