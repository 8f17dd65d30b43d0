"""The file without a network: it scores as the program does, asks for nothing, and can be used by everybody."""

import json
import os
import random
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from evaluator.assess.answers import Answers
from evaluator.assess.progress import asking_order
from evaluator.assess.scoring import Score, score, tenths
from evaluator.content.models.library import Library
from tests.browser.addresses import INSTAGRAM
from tests.browser.axe import complaints
from tests.machine import in_ci
from tests.web.client import CheckingClient

SETS = 100_000 if os.environ.get("FAULTS") == "long" else 3_000  # of random answers; all of them in `make faults`
BATCH = 1_000
KILO = 1024
COMPARE = """sets => sets.map((answers) => {
  const result = score(answers), shown = (value) => value && tenths(value);
  return [shown(result.score), tenths(result.low), tenths(result.high), result.letter, result.grade, result.worst,
          result.best, [...new Set(result.missing)].sort(), result.parts.map((part) => shown(part.score))];
})"""


def opened(browser: Browser, client: CheckingClient, folder: Path, lang: str = "en", **options: Any) -> Page:
    """The file as somebody keeps and opens it, in a browser that writes down what is asked for."""
    made = client.get(f"/{lang}/offline.html").data
    file = folder / "four-questions.html"
    file.write_bytes(made)
    page = browser.new_context(**options).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    return page


def told(result: Score) -> list[object]:
    return [
        None if result.score is None else tenths(result.score),
        tenths(result.low), tenths(result.high), result.letter, result.grade, result.worst, result.best,
        sorted({reason.kind for reason in result.missing}),
        [None if part.score is None else tenths(part.score) for part in result.dimensions],
    ]  # fmt: skip


def test_it_scores_random_answers_as_the_program_does(
    browser: Browser, client: CheckingClient, tmp_path: Path, library: Library
) -> None:
    page, form = opened(browser, client, tmp_path), library.questionnaire
    chance = random.Random(1 if in_ci() else None)  # noqa: S311  # at the desk other answers in every run
    for _ in range(SETS // BATCH):
        sets = []
        for _ in range(BATCH):
            left = chance.random()  # how much of the form is left blank
            asked = [question for question in form.questions if chance.random() > left]
            sets.append({question.id: chance.choice(question.choices) for question in asked})
        for answers, got in zip(sets, page.evaluate(COMPARE, sets), strict=True):
            assert got == told(score(form, Answers(answers))), json.dumps(answers)


def test_it_asks_one_question_after_another_and_reports_in_both_languages_without_a_network(
    browser: Browser, client: CheckingClient, tmp_path: Path, libraries: dict[str, Library]
) -> None:
    page = opened(browser, client, tmp_path, viewport={"width": 360, "height": 780}, offline=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Which platform?").fill("Instagram")
    page.keyboard.press("Enter")
    assert complaints(page) == []
    for question in asking_order(libraries["en"].questionnaire):
        expect(page.get_by_role("heading", level=1)).to_have_text(question.text)
        option = question.option(INSTAGRAM[question.id])
        assert option
        page.get_by_role("button", name=option.text, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Instagram: E")
    expect(page.locator("main")).to_contain_text("34.7")
    assert page.locator("ul.rows").evaluate_all("all => all.map((one) => one.getAttribute('role'))") == ["list"] * 2
    expect(page.get_by_role("progressbar", name="Your data, 18", exact=False)).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("button", name="Français").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator("main")).to_contain_text("34,7")
    assert complaints(page) == []
    assert asked == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_answers_at_one_place_ask_for_a_look_and_not_for_more(
    browser: Browser, client: CheckingClient, tmp_path: Path, library: Library
) -> None:
    page = opened(browser, client, tmp_path)
    page.evaluate(
        "answers => { Object.assign(state, { answers, at: 'result' }); show(); }",
        {question.id: question.options[1].id for question in library.questionnaire.questions},
    )
    expect(page.locator(".why")).to_contain_text("Please check")


def test_it_weighs_under_300_kb(client: CheckingClient) -> None:
    for lang in ("en", "fr"):
        assert len(client.get(f"/{lang}/offline.html").data) < 300 * KILO
