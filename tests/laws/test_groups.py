"""Law 9: nobody is asked in a group what belongs to a person alone, in any set, state, sheet, file or old class."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask

from evaluator.classroom.documents.formats import FORMATS, write
from evaluator.classroom.documents.lesson_kit import kit
from evaluator.classroom.settings import ClassSettings, set_names
from evaluator.classroom.states import State
from evaluator.classroom.web import current
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Question
from evaluator.i18n.language import Language
from tests.classroom.reports import class_of
from tests.classroom.web.lesson import Lesson, visitor
from tests.conftest import real_libraries
from tests.documents.outlines import told
from tests.documents.pdf import pdf_text
from tests.documents.word import word_text
from tests.laws.walk import led

FORM = real_libraries()["en"].questionnaire
SETS = (*set_names(FORM), "of before")  # the last one with every question there is, as it could be started once
READ: dict[str, Callable[[bytes], str]] = {"pdf": pdf_text, "docx": word_text}


def harmful(library: Library) -> list[Question]:
    """The questions that speak of harm."""
    found = [question for question in library.questionnaire.questions if question.speaks_of_harm]
    assert found
    return found


def faults(said: str, library: Library) -> list[str]:
    """What of a page, sheet or file asks about harm: a question, its id, or an answer that speaks of harm."""
    squeezed = "".join(said.split())
    words = [
        word
        for question in harmful(library)
        for word in (question.text, question.id, *(one.text for one in question.options if one.harm))
    ]
    return [word for word in words if "".join(word.split()) in squeezed]


def started(app: Flask, name: str) -> Lesson:
    if name != SETS[-1]:
        return Lesson.start(app, set=name)
    with app.app_context():
        everything = tuple(question.id for question in FORM.questions)
        key = current.store().start(ClassSettings(everything, set="full", platform="TikTok")).host_key
    return Lesson(app, f"/en/class/host/{key}", visitor(app), visitor(app))


def seen_in(lesson: Lesson, state: State) -> Iterator[str]:
    """All that a class sees in a state: every page, and every file that the teacher's page offers."""
    yield from (lesson.projected, lesson.page, lesson.teacher.get(f"{lesson.host}/tally").text)
    for question in FORM.questions:  # whatever address a phone was at
        yield lesson.pupils[0].seat(f"?q={question.id}").replace(f"q={question.id}", "")
    yield lesson.pupils[0].seat("?step=done")
    for address in re.findall(r'href="([^"]+\.(?:pdf|docx|csv|json|md))"', lesson.page):
        made, ending = lesson.teacher.get(address), address.rpartition(".")[2]
        assert made.status_code == 200, (state, address)
        yield READ[ending](made.data) if ending in READ else made.data.decode()


@pytest.mark.parametrize("name", SETS)
def test_no_set_is_asked_or_shown_it_in_any_state(app: Flask, library: Library, name: str) -> None:
    whole = name in ("full", SETS[-1])
    for state in State if whole else (State.OPEN, State.REVEALED):
        if state != State.PURGED:
            lesson = led(started(app, name), state)
            for said in seen_in(lesson, state):
                assert faults(said, library) == [], state
            for question in harmful(library):
                refused = lesson.pupils[0].answer(question.id, question.options[-1].id)
                assert refused.status_code >= 400 or "seat" in refused.headers["Location"]


def test_no_sheet_of_the_kit_in_any_language_asks_about_it(
    libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    for code, library in libraries.items():
        for item in kit(libraries, tongues[code]).values():
            assert faults(" ".join(told(item.make(date(2026, 11, 30)).blocks)), library) == [], item.name


@pytest.mark.parametrize("ending", FORMATS)
def test_no_format_of_an_old_report_shows_it(
    libraries: dict[str, Library], tongues: dict[str, Language], ending: str
) -> None:
    for code, library in libraries.items():
        made = write(ending, class_of(library.questionnaire), library, tongues[code])
        said = READ[ending](made) if ending in READ else made.decode()
        assert faults(said, library) == [], code


def test_what_asks_about_it_is_found(library: Library) -> None:
    question = harmful(library)[0]
    assert faults(f"<h2>{question.text}</h2>", library) == [question.text]
    assert faults(f'<input name="question" value="{question.id}">', library) == [question.id]
