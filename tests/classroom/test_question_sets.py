"""Nobody is asked in a group what belongs to a person alone: no set, screen, sheet or card speaks of harm."""

from datetime import date

import pytest
from flask import Flask

from evaluator.assess.documents.worksheet_document import worksheet_outline
from evaluator.classroom.documents.lesson_kit import kit
from evaluator.classroom.settings import about_pupils, class_form, question_set, set_names
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Questionnaire
from evaluator.i18n.language import Language
from tests.classroom.web.lesson import Lesson
from tests.documents.outlines import told

DAY = date(2026, 11, 30)
ADULTS = ("head", "parents")


def harmful(form: Questionnaire) -> list[str]:
    """The questions that speak of harm, in words."""
    found = [question.text for question in form.questions if any(option.harm for option in question.options)]
    assert found
    return found


def test_no_set_of_a_class_holds_a_question_that_speaks_of_harm(library: Library) -> None:
    whole = library.questionnaire
    assert set_names(whole) == ("quick", "young", "data", "money", "civility", "connection", "full")
    for name in set_names(whole):
        form = question_set(whole, name)
        assert form.questions
        assert not any(option.harm for question in form.questions for option in question.options)
    left = {question.id for question in whole.questions} - {question.id for question in class_form(whole).questions}
    assert left == {question.id for question in whole.questions if any(option.harm for option in question.options)}


def test_no_sheet_of_the_kit_asks_about_harm(libraries: dict[str, Library], tongues: dict[str, Language]) -> None:
    for code, library in libraries.items():
        alone = " ".join(told(worksheet_outline(library.questionnaire, tongues[code], DAY, "").blocks))
        for item in kit(libraries, tongues[code]).values():
            said = " ".join(told(item.make(DAY).blocks))
            for question in harmful(library.questionnaire):
                assert question not in said, item.name
                assert question in alone  # the worksheet of a person keeps it


@pytest.mark.parametrize("name", ADULTS)
def test_the_sheets_for_adults_list_every_question_about_the_pupils_and_no_other(
    libraries: dict[str, Library], tongues: dict[str, Language], name: str
) -> None:
    for code, library in libraries.items():
        lines = told(kit(libraries, tongues[code])[name].make(DAY).blocks)
        listed = {question.text for question in library.questionnaire.questions if question.text in lines}
        assert listed == {question.text for question in about_pupils(library.questionnaire)}
        yours = {question.text for question in library.questionnaire.questions if question.describes == "yours"}
        assert yours - listed == set(harmful(library.questionnaire))


def test_what_the_sheets_say_is_never_asked_is_in_no_question_of_a_class(library: Library) -> None:
    never = ("health", "ill", "family", "parents", "religion", "belief", "politic", "vote", "god")
    for question in class_form(library.questionnaire).questions:
        said = " ".join([question.text, *(option.text for option in question.options)]).lower()
        assert [word for word in never if f" {word}" in f" {said}".replace("’", " ")] == [], question.id


@pytest.mark.parametrize("chosen", ["quick", "civility", "full"])
def test_a_class_is_neither_asked_nor_shown_it_and_every_pupil_sees_who_listens(
    app: Flask, libraries: dict[str, Library], chosen: str
) -> None:
    lesson = Lesson.start(app, set=chosen)
    whole = libraries["en"].questionnaire
    asked = question_set(whole, chosen).questions
    pupil, *_ = lesson.joined(5)
    lesson.act("open")
    seen = [lesson.projected, *(pupil.seat(f"?q={question.id}") for question in asked)]
    for each in whole.questions:
        if any(option.harm for option in each.options):
            assert pupil.answer(each.id, each.options[-1].id).status_code == 400
    for one in lesson.pupils:
        for question in asked:
            assert one.answer(question.id, question.options[-1].id).status_code == 303
    done = pupil.seat("?step=done")
    lesson.act("lock")
    locked = pupil.seat()
    lesson.act("reveal")
    seen += [done, locked, pupil.seat(), lesson.projected, lesson.page]
    assert not any(question in page for question in harmful(whole) for page in seen)
    for page in (done, locked):
        assert 'id="care"' in page
        assert "findahelpline.com" in page
