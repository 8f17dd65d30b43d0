"""Law 8: a picture tells the truth, in every state of a class and on every page of a report drawn by lot."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO
from random import Random
from urllib.parse import urlencode

import pytest
from flask import Flask

from evaluator.classroom.report_text import shapes
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Question
from evaluator.i18n.language import Language
from tests.classroom.web.lesson import QUICK, Lesson
from tests.documents.word import word_text
from tests.laws.test_doors import the_walk
from tests.web.client import CheckingClient
from tests.web.page_rules import Page

DOTS = re.compile(r'<svg class="dots" viewBox="([^"]+)"')
RANGE = re.compile(r'<rect class="range" x="([\d.]+)%"[^>]* width="([\d.]+)%"')
SLIVER = 0.7  # the least that is drawn, so that a range of nothing is seen
SKEWED = {  # of nine pupils: two camps, agreement, scattered, and too little known
    "data-use": ["service-only"] * 3 + ["ads-forced"] * 6,
    "money-source": ["ads-only"] * 9,
    "civil-tone": ["none"] * 2 + ["one-two"] * 3 + ["three-five"] * 2 + ["six-plus"] * 2,
    "connect-with": ["known-or-checked"] * 4 + ["dont-know"] * 5,
}
AFTER_A_REPORT = ("report", "report.md", "report.html", "card", "card.svg", "report/picture.svg", "mine")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_is_compared_shares_one_scale_in_every_state(app: Flask, lang: str) -> None:
    """The rows of one question have one box; ranges of dimensions lie on one line from 0 to 100."""
    compared = 0
    for address, html in the_walk(app, lang).pages:
        for table in re.split("<table[^>]*>", html)[1:]:
            boxes = DOTS.findall(table.partition("</table>")[0])
            assert len(set(boxes)) <= 1, address
            compared += len(boxes)
        for start, width in RANGE.findall(html):
            assert float(start) <= 100, address
            assert float(start) + float(width) <= 100 + SLIVER, address
    assert compared > 50


def lot(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # no secret


def drawn(library: Library, chance: Random, *, harm: bool) -> dict[str, str]:
    """Answers to most questions; with harm, one at least that speaks of it."""
    said = {}
    for question in library.questionnaire.questions:
        options = [option.id for option in question.options if harm or not option.harm]
        if chance.random() < 0.9:
            said[question.id] = chance.choice(options)
    if harm:
        question = chance.choice([each for each in library.questionnaire.questions if each.speaks_of_harm])
        said[question.id] = next(option.id for option in question.options if option.harm)
    return {"platform": "Mill", **said}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_verdict_stands_beside_an_answer_of_harm(
    client: CheckingClient, libraries: dict[str, Library], tongues: dict[str, Language], lang: str
) -> None:
    library, graded = libraries[lang], 0
    instead = tongues[lang].gettext("a grade for the platform, not for what happened")
    bands = {band.words for band in library.questionnaire.scoring.bands}
    for seed in range(8):
        asked = urlencode(drawn(library, lot(seed), harm=True))
        for path in AFTER_A_REPORT:
            said = client.get(f"/{lang}/{path}?{asked}", follow_redirects=True).text.lower()
            assert [words for words in bands if words.lower() in said] == [], (path, seed)
            graded += instead in said
    assert graded > 4


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_letter_of_a_report_and_the_line_below_say_the_same(
    client: CheckingClient, libraries: dict[str, Library], lang: str
) -> None:
    library = libraries[lang]
    met = set()
    for seed in range(25):
        page = Page(client.get(f"/{lang}/report?{urlencode(drawn(library, lot(seed), harm=False))}").text)
        [title] = page.named("h1")
        letter = re.search(r"[:\u00a0] ?([A-E])\b", "".join(title.itertext()))
        verdicts = ["".join(node.itertext()) for node in page.named("b") if node.get("class") == "verdict"]
        if letter and verdicts:
            met.add(letter[1])
            assert verdicts[0].rstrip(".").lower() == library.questionnaire.scoring.band(letter[1]).words.lower()
    assert met


def miscounted(html: str) -> Iterator[str]:
    """Rows of a page in which other dots are drawn than the numbers beside them say."""
    for row in re.findall(r"<tr[^>]*>(?:(?!</tr>).)*<svg class=\"dots\".*?</tr>", html, re.DOTALL):
        was, now = (re.findall(rf'<td class="{kind}">(\d+)</td>', row) for kind in ("n was", "n"))
        drawn = {kind: path.count("h0") for kind, path in re.findall(r'<path class="(\w+)" d="([^"]*)"', row)}
        same, more, fewer = (drawn.get(kind, 0) for kind in ("same", "more", "fewer"))
        if [same + more] != list(map(int, now)) or (was and [same + fewer] != list(map(int, was))):
            yield f"{was} {now} drawn as {drawn}"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_as_many_dots_are_drawn_as_the_number_beside_says(app: Flask, lang: str) -> None:
    """Wall, phone, teacher and every old report, in each state of a class that the walk came through."""
    pages = [(address, html) for address, html in the_walk(app, lang).pages if 'class="dots"' in html]
    assert [(address, fault) for address, html in pages for fault in miscounted(html)] == []
    assert len({address.split("/")[3] for address, _ in pages}) > 2  # seat, screen, again


def filled(html: str) -> list[float]:
    return [float(width) for width in re.findall(r'class="fill" width="([\d.]+)%"', html)]


@pytest.mark.parametrize("mode", ["devices", "homework"])
def test_the_line_of_progress_is_as_long_as_its_words_say(app: Flask, mode: str) -> None:
    """Five of eight have finished, on the wall and in the live picture of the teacher's page."""
    until = f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%dT%H:%M}"
    lesson = Lesson.start(app, **({"until": until} if mode == "homework" else {}))
    lesson.joined(8)
    if mode == "devices":
        lesson.act("open")
    for count, pupil in enumerate(lesson.pupils[:5], 1):
        for question in QUICK:
            assert pupil.answer(question, "dont-know").status_code == 303
        if count in (1, 5):
            for page in (lesson.projected, lesson.page):
                assert filled(page) == [100 * count / 8]
                assert f"{count} finished" in page


def first_word(text: str, question: Question, words: list[str]) -> str:
    """The word that comes first behind the last place where a question stands."""
    squeezed = "".join(text.lower().split())
    behind = squeezed.rpartition("".join(question.text.lower().split()))[2]
    places = {behind.find(word.replace(" ", "")): word for word in words if word.replace(" ", "") in behind}
    return places[min(places)] if places else ""


def test_every_answer_is_one_dot_on_its_line_and_a_question_has_one_word_everywhere(
    app: Flask, library: Library, tongues: dict[str, Language]
) -> None:
    """On the wall that opens the results and, shown again, in the old report; the word on the wall and in Word.

    A phone says no word: it asks what the prompts have for an answer of this shape.
    """
    lesson = Lesson.start(app)
    lesson.joined(9)
    lesson.act("open")
    for question, options in SKEWED.items():
        lesson.answers(options, question)
    lesson.act("lock")
    lesson.act("reveal")
    file = {"file": (BytesIO(lesson.teacher.get(f"{lesson.host}/report.json").data), "report.json")}
    again = lesson.teacher.post("/en/class/again", data=file).text
    known = [sum(one != "dont-know" for one in options) for options in SKEWED.values()]
    for page in (lesson.projected, again):
        piles = re.findall(r'<svg class="pile".*?<path stroke-width="[\d.]+" d="([^"]*)"', page)
        assert [path.count("h0") for path in piles] == [each for each in known if each >= 5]
    shape_of = {word.lower(): shape for shape, word in shapes(tongues["en"]).items()}
    words = [*shape_of]
    paper = word_text(lesson.teacher.get(f"{lesson.host}/report.docx").data)
    met = set()
    for name in SKEWED:
        asked = library.questionnaire.question(name)
        assert asked
        lesson.act("discuss", name)
        [word] = [word for word in words if word in lesson.projected.lower()]
        assert word == first_word(paper, asked, words), name
        assert library.lesson
        prompt = library.lesson.prompt(asked.dimension, shape_of[word])
        assert prompt
        for page in (lesson.pupils[0].seat(), lesson.projected):
            assert [unescape(said) for said in re.findall('<p class="prompt">(.*?)</p>', page)] == [prompt], name
        assert (prompt in paper) is (word != "most of us agree"), name
        met.add(word)
        lesson.act("next", name)
    assert len(met) == len(SKEWED)
