"""The door for ages 11 to 15: ten questions in short words on every page and sheet, and nothing for adults."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from evaluator.classroom.settings import YOUNG, class_form
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Questionnaire
from tests.classroom.web.lesson import Lesson
from tests.prose import french_ease, grade, words
from tests.web.client import CheckingClient
from tests.web.page_rules import Page

GRADE, EASE = 3.0, 95.0  # of Flesch and Kincaid; of Kandel and Moles, where 90 and more is very easy, at ten years
LONGEST = 13  # words of a question
FOR_ADULTS = ("/assess/", "/report", "/help", "/actions/", "/faq/", "/platforms/", "/ethics/", "/privacy", "/method")


def asked(form: Questionnaire) -> Iterator[str]:
    """Every sentence of the ten questions; an answer of a few words is one."""
    for question in form.questions:
        yield question.text
        yield from (f"{line.rstrip('.')}." for line in (question.hint, *question.items) if line)
        yield from (f"{option.text}." for option in question.options)


def ways_out(page: Page, lang: str) -> list[str]:
    """The links of a page that lead to another language, or to what is written for adults."""
    found = [(str(a.get("href")), str(a.get("hreflang") or lang)) for a in page.named("a", "form")]
    return [to for to, spoken in found if spoken != lang or any(part in to for part in FOR_ADULTS)]


def test_ten_questions_ask_about_all_four_and_keep_their_answers(library: Library) -> None:
    whole = library.questionnaire
    form = class_form(whole, YOUNG)
    assert len(form.questions) == 10
    assert all(part.questions for part in form.dimensions)
    assert {question.id for question in class_form(whole).core.questions} <= {q.id for q in form.questions}
    for question in form.questions:
        full = whole.question(question.id)
        assert full
        assert [(o.id, o.points) for o in question.options] == [(o.id, o.points) for o in full.options]


def test_the_words_are_short_and_easy_in_both_languages(libraries: dict[str, Library]) -> None:
    for code, library in libraries.items():
        form = class_form(library.questionnaire, YOUNG)
        assert max(len(words(question.text)) for question in form.questions) <= LONGEST
        alone = " ".join(question.text for question in form.questions)  # answers of two words make a text seem easier
        for text in (alone, " ".join(asked(form))):
            assert (french_ease(text) >= EASE) if code == "fr" else (grade(text) <= GRADE), code


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_for_pupils_has_help_of_the_country_first_and_no_way_to_adults(
    client: CheckingClient, lang: str
) -> None:
    place = {"en": "en-GB", "fr": "fr-FR"}[lang]
    text = client.get(f"/{lang}/class/young", headers={"Accept-Language": place}).text
    page = Page(text)
    assert ways_out(page, lang) == []
    first = {"en": "0800 1111", "fr": "3018"}[lang]
    assert text.index(first) < text.index('id="ten"')
    assert text.index(first) < text.index("<details")  # open; other countries are folded
    outside = [str(a.get("href")) for a in page.named("a") if str(a.get("href")).startswith("https:")]
    assert outside
    assert not any(re.search("law|legis|eur-lex|legal|loi", to) for to in outside)


def test_a_young_class_answers_in_short_words(app: Flask, library: Library) -> None:
    form, whole = class_form(library.questionnaire, YOUNG), library.questionnaire
    lesson = Lesson.start(app, set=YOUNG)
    pupil, *_ = lesson.joined(5)
    seen = [pupil.seat()]
    lesson.act("open")
    for one in lesson.pupils:
        for question in form.questions:
            assert one.answer(question.id, question.options[0].id).status_code == 303
    seen = [pupil.seat("?q=data-use"), pupil.seat("?step=done"), *seen]
    for action in ("pause", "open", "lock", "reveal", "discuss", "evidence", "vote-again"):
        lesson.act(action, form.questions[0].id if action == "vote-again" else "")
        seen.append(pupil.seat())
    for page in seen:
        assert ways_out(Page(page.replace('lang="fr" hreflang="fr"', "")), "en") == []  # the pupil's own language
    short, long = form.question("data-use"), whole.question("data-use")
    assert short
    assert long
    assert short.text in seen[0]  # tests/classroom/web/test_pictures.py looks at all else
    assert short.options[0].text in seen[0]
    assert not any(long.text in page for page in seen)
