"""Someone judges Instagram: on a phone in French by tapping, at a desk in English by clicking, with every detour."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from evaluator.assess.progress import asking_order
from evaluator.content.models.library import Library
from evaluator.i18n.language import Language
from tests.browser.addresses import INSTAGRAM, QUERY
from tests.browser.conftest import OpenPage
from tests.browser.journey import Press, Visitor, click, tap

PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True, "locale": "fr-FR"}
DESK = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB"}
FRENCH_WORDS = re.compile(r"\b(vous|votre|vos|des|est|une|dans|pour)\b")


@pytest.fixture
def reader(visit: OpenPage, libraries: dict[str, Library], tongues: dict[str, Language]) -> Callable[..., Visitor]:
    """A visitor who reads the language with this code, on an empty page."""

    def make(code: str, press: Press = click, **options: object) -> Visitor:
        return Visitor(visit(**options), libraries[code], tongues[code], press)

    return make


def test_a_person_judges_instagram_in_french_on_a_phone_by_tapping(reader: Callable[..., Visitor]) -> None:
    visitor = reader("fr", tap, **PHONE)
    pages: list[str] = []
    visitor.page.on("load", lambda page: pages.append(page.url))
    visitor.page.goto("/")
    assert has_french_words(visitor.page)
    visitor.button("Instagram").tap()
    order = asking_order(visitor.library.questionnaire)
    for question in order:
        visitor.one_by_one([question])
        assert has_french_words(visitor.page)
    visitor.on_report()
    asked = [f"/fr/assess/{question.id}" for question in order]
    assert [path(address) for address in pages] == ["/fr/", *asked, "/fr/report"]


def test_the_same_in_english_at_a_desk_gives_the_same_letter(reader: Callable[..., Visitor]) -> None:
    visitor = reader("en", **DESK)
    visitor.page.goto("/")
    visitor.begin("Instagram")
    visitor.one_by_one(asking_order(visitor.library.questionnaire))
    visitor.on_report()
    assert not has_french_words(visitor.page)


def test_a_whole_dimension_on_one_page_after_another_gives_the_same_letter(reader: Callable[..., Visitor]) -> None:
    visitor = reader("en", **DESK)
    visitor.page.goto("/en/assess/data?platform=Instagram")
    visitor.through_the_pages()
    visitor.on_report()


def test_back_from_a_question_shows_what_was_answered_and_goes_on(reader: Callable[..., Visitor]) -> None:
    visitor = reader("fr", tap, **PHONE)
    first, second, third, *_ = asking_order(visitor.library.questionnaire)
    visitor.page.goto(f"/fr/assess/{first.id}?platform=Instagram")
    visitor.one_by_one([first, second])
    visitor.on_question(third)
    visitor.page.go_back()
    expect(visitor.option(second, INSTAGRAM[second.id])).not_to_have_attribute("aria-current", "true")
    visitor.page.go_forward()
    visitor.page.get_by_role("link", name=visitor.says("← Back"), exact=True).tap()
    visitor.on_question(second)
    expect(visitor.option(second, INSTAGRAM[second.id])).to_have_attribute("aria-current", "true")
    visitor.one_by_one([second])
    visitor.on_question(third)


def test_a_second_tap_at_the_same_place_answers_nothing(reader: Callable[..., Visitor]) -> None:
    visitor = reader("fr", tap, **PHONE)
    first, second, *_ = asking_order(visitor.library.questionnaire)
    visitor.page.goto(f"/fr/assess/{first.id}?platform=Instagram")
    box = visitor.option(first, first.options[1].id).bounding_box()
    assert box
    visitor.press(visitor.option(first, first.options[1].id))
    visitor.page.wait_for_url(f"**/{second.id}**", wait_until="commit")
    visitor.page.touchscreen.tap(box["x"] + 60, box["y"] + 20)
    visitor.on_question(second)
    visitor.page.wait_for_timeout(700)
    visitor.on_question(second)


def test_browser_back_restores_what_was_chosen_on_that_page(reader: Callable[..., Visitor]) -> None:
    visitor = reader("fr", **DESK)
    data, money, *_ = visitor.dimensions
    visitor.page.goto("/fr/assess/data?platform=Instagram")
    visitor.answer(data.questions)
    visitor.go_on(money)
    visitor.answer(money.questions[:2])
    visitor.page.go_back()
    visitor.on_questions("data")
    for question in data.questions:
        visitor.chosen(question, INSTAGRAM[question.id])
    visitor.page.go_forward()
    visitor.on_questions("money")
    for question in money.questions[:2]:
        visitor.chosen(question, INSTAGRAM[question.id])


def test_back_from_the_report_finds_every_page_as_it_was_left(reader: Callable[..., Visitor]) -> None:
    visitor = reader("en", **DESK)
    visitor.page.goto("/en/assess/data?platform=Instagram")
    visitor.through_the_pages()
    visitor.on_report()
    for dimension in reversed(visitor.dimensions):
        visitor.page.go_back()
        visitor.on_questions(dimension.id)
        for question in dimension.questions:
            visitor.chosen(question, INSTAGRAM[question.id])
    for _ in visitor.dimensions:
        visitor.page.go_forward()
    visitor.on_report()


def test_the_button_back_keeps_the_answers_of_both_pages(reader: Callable[..., Visitor]) -> None:
    visitor = reader("en", **DESK)
    data, money, *_ = visitor.dimensions
    visitor.page.goto("/en/assess/data?platform=Instagram")
    visitor.answer(data.questions[:1])
    visitor.go_on(money)
    visitor.answer(money.questions[:1])
    visitor.button("Back: %(name)s", name=data.name).click()
    visitor.on_questions("data")
    visitor.chosen(data.questions[0], INSTAGRAM["data-use"])
    visitor.chosen(data.questions[1], None)
    visitor.go_on(money)
    visitor.chosen(money.questions[0], INSTAGRAM["money-source"])


def test_reload_and_bookmark_keep_every_answer(reader: Callable[..., Visitor]) -> None:
    visitor = reader("fr", **DESK)
    visitor.page.goto(f"/fr/assess/civility?{QUERY}")
    visitor.page.reload()
    for question in visitor.library.questionnaire.dimension("civility").questions:
        visitor.chosen(question, INSTAGRAM[question.id])
    visitor.go_on(visitor.library.questionnaire.dimension("connection"))
    visitor.button("See the report").click()
    visitor.on_report()
    visitor.page.reload()
    visitor.on_report()
    another_day = reader("fr", **DESK)
    another_day.page.goto(visitor.page.url)
    another_day.on_report()
    another_day.page.goto(another_day.page.locator("#this-link").get_attribute("href") or "")
    another_day.on_report()


def test_the_visitors_own_weights_stay_with_reload_bookmark_and_language(reader: Callable[..., Visitor]) -> None:
    french = reader("fr", **DESK)
    english = Visitor(french.page, reader("en").library, reader("en").language)
    french.page.goto(f"/fr/report?{QUERY}")
    french.unfold("weights")
    french.page.get_by_label(french.dimensions[0].name, exact=True).select_option("more")
    french.button("Show my grade").click()
    bookmark = french.page.url
    french.page.reload()
    weighted(french)
    french.page.goto("/fr/")
    french.page.goto(bookmark)
    french.on_report()
    weighted(french)
    french.page.get_by_role("link", name="English", exact=True).click()
    english.on_report()
    weighted(english)


def weighted(visitor: Visitor) -> None:
    """The report shows the grade with the first dimension counted twice: (2 * 19.17 + 40 + 45 + 23.33) / 5."""
    expect(visitor.page.locator("#mine")).to_contain_text(visitor.language.number(31.4))
    expect(visitor.page.get_by_label(visitor.dimensions[0].name, exact=True)).to_have_value("more")


def test_changing_the_language_in_the_middle_keeps_answers_not_sent_yet(reader: Callable[..., Visitor]) -> None:
    french = reader("fr", tap, **PHONE)
    english = Visitor(french.page, reader("en").library, reader("en").language)
    money = french.library.questionnaire.dimension("money")
    french.page.goto("/fr/assess/money?platform=Instagram&data-use=ads-choice")
    french.answer(money.questions[:3])
    french.page.get_by_role("button", name="English", exact=True).tap()
    english.on_questions("money")
    for question in english.library.questionnaire.dimension("money").questions[:3]:
        english.chosen(question, INSTAGRAM[question.id])
    english.page.get_by_role("button", name="Français", exact=True).tap()
    french.on_questions("money")
    french.chosen(money.questions[2], INSTAGRAM[money.questions[2].id])
    assert "data-use=ads-choice" in french.page.url
    assert "platform=Instagram" in french.page.url


def test_changing_an_answer_opens_that_question_alone_and_comes_back(reader: Callable[..., Visitor]) -> None:
    visitor = reader("fr", tap, **PHONE)
    question = visitor.library.questionnaire.question("money-leave")
    assert question
    visitor.page.goto(f"/fr/report?{QUERY}")
    visitor.unfold("answers")
    visitor.page.get_by_role("table").get_by_role("button", name=question.text).tap()
    visitor.on_question(question)
    expect(visitor.option(question, "long")).to_have_attribute("aria-current", "true")
    visitor.option(question, "easy").tap()
    expect(visitor.page.locator(".moved")).to_have_text(
        visitor.says("%(before)s, now %(after)s", before="E 34,7", after="D 36,7")
    )
    visitor.unfold("answers")
    row = visitor.page.get_by_role("table").get_by_role("row", name=question.text)
    expect(row).to_contain_text(question.options[0].text)
    expect(visitor.page.locator(".outcome")).to_contain_text(visitor.language.number(36.7))  # (100 - 60) / 20 more


def test_the_language_can_change_while_an_answer_is_being_changed(reader: Callable[..., Visitor]) -> None:
    french, english = reader("fr", **DESK), reader("en")
    question = english.library.questionnaire.question("connect-with")
    assert question
    french.page.goto(f"/fr/assess/connect-with?{QUERY}&back=report")
    french.page.get_by_role("link", name="English", exact=True).click()
    on_english = Visitor(french.page, english.library, english.language)
    on_english.on_question(question)
    on_english.option(question, INSTAGRAM["connect-with"]).click()
    on_english.on_report()


def test_the_quick_check_shows_lights_and_leads_to_the_other_questions(reader: Callable[..., Visitor]) -> None:
    visitor = reader("fr", tap, **PHONE)
    core = visitor.library.questionnaire.core.questions
    visitor.page.goto("/fr/assess?platform=Instagram&set=quick")
    visitor.one_by_one(core)
    expect(visitor.page.locator(".lights li")).to_have_count(4)
    expect(visitor.page.locator(".L.at")).to_have_count(0)
    assert has_french_words(visitor.page)
    visitor.page.get_by_role("link", name=visitor.says("Go on with all the questions"), exact=True).tap()
    visitor.one_by_one(asking_order(visitor.library.questionnaire)[len(core) :])
    visitor.on_report()


def has_french_words(page: Page) -> bool:
    return bool(FRENCH_WORDS.search(page.locator("main").inner_text()))


def path(address: str) -> str:
    return "/" + address.split("/", 3)[3].partition("?")[0]
