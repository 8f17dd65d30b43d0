"""Everything by keyboard alone: the journey, the order of stops, a focus one can see, a way out of everywhere."""

import pytest
from playwright.sync_api import Locator, expect

from evaluator.assess.progress import asking_order
from evaluator.content.models.library import Library
from evaluator.i18n.language import Language
from tests.browser.addresses import INSTAGRAM, QUERY
from tests.browser.conftest import OpenPage
from tests.browser.journey import Visitor
from tests.browser.keyboard import focus, stops, tab_to


@pytest.fixture
def french(visit: OpenPage, libraries: dict[str, Library], tongues: dict[str, Language]) -> Visitor:
    return Visitor(visit(locale="fr-FR"), libraries["fr"], tongues["fr"])


def choose_by_arrows(visitor: Visitor, question_id: str) -> None:
    """To the question's group by Tab, to the row by arrow, as it stands in the list."""
    page = visitor.page
    rows = page.locator(f"input[name={question_id}]")
    values = rows.evaluate_all("rows => rows.map(row => row.value)")
    tab_to(page, rows.first)
    for _ in range(values.index(INSTAGRAM[question_id])):
        page.keyboard.press("ArrowDown")
    if values[0] == INSTAGRAM[question_id]:
        page.keyboard.press("Space")
    expect(rows.and_(page.locator(":focus"))).to_have_value(INSTAGRAM[question_id])
    expect(rows.and_(page.locator(":checked"))).to_have_value(INSTAGRAM[question_id])


def by_enter(place: Locator) -> None:
    """To the button by Tab, then Enter."""
    tab_to(place.page, place)
    place.page.keyboard.press("Enter")


def test_the_whole_journey_works_by_keyboard_alone(french: Visitor) -> None:
    page = french.page
    page.goto("/")
    tab_to(page, page.locator("#platform"))
    page.keyboard.type("Instagram")
    tab_to(page, french.button("Start the questions"))
    page.keyboard.press("Enter")
    french.one_by_one(asking_order(french.library.questionnaire), by_enter)
    french.on_report()
    question = french.dimensions[2].questions[0]
    tab_to(page, page.locator("#answers > summary"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("table").get_by_role("button", name=question.text))
    page.keyboard.press("Enter")
    french.on_question(question)
    tab_to(page, french.option(question, INSTAGRAM[question.id]))
    page.keyboard.press("Space")
    french.on_report()


def test_after_an_answer_the_next_question_has_the_focus(french: Visitor) -> None:
    first, second, *_ = asking_order(french.library.questionnaire)
    french.page.goto(f"/fr/assess/{first.id}?platform=Instagram")
    by_enter(french.option(first, INSTAGRAM[first.id]))
    french.on_question(second)
    expect(french.page.locator("h1")).to_be_focused()


def test_a_whole_page_of_questions_works_by_keyboard_alone(french: Visitor) -> None:
    page, [data, money, *_] = french.page, french.dimensions
    page.goto("/fr/assess/data?platform=Instagram")
    for question in data.questions:
        choose_by_arrows(french, question.id)
    tab_to(page, french.button("Next: %(name)s", name=money.name))
    page.keyboard.press("Enter")
    french.on_questions("money")


def test_shift_tab_goes_back_the_same_way(visit: OpenPage) -> None:
    page = visit()
    page.goto(f"/fr/assess/data?{QUERY}")
    kinds = stops(page)
    page.evaluate("window.stops.at(-1).focus()")
    for number in reversed(range(len(kinds) - 1)):
        page.keyboard.press("Shift+Tab")
        assert focus(page)["stop"] == number


def test_a_focus_under_a_bar_at_the_edge_of_the_window_would_be_seen(visit: OpenPage) -> None:
    page = visit(bypass_csp=True)
    page.goto(f"/en/report?{QUERY}")
    page.add_style_tag(content=".bottom { position: fixed; inset: 0; background: Canvas; }")
    stops(page)
    page.locator("main a").first.focus()
    assert not focus(page)["inside"]
    page.add_style_tag(content=".bottom { position: static !important; }")
    assert focus(page)["inside"]


def test_enter_in_a_row_goes_to_the_next_page_and_not_to_the_other_language(french: Visitor) -> None:
    page, [data, money, *_] = french.page, french.dimensions
    page.goto("/fr/assess/data?platform=Instagram")
    choose_by_arrows(french, data.questions[0].id)
    page.keyboard.press("Enter")
    french.on_questions(money.id)
    assert f"data-use={INSTAGRAM['data-use']}" in page.url
    page.goto(f"/fr/assess/money?{QUERY}&back=report")
    tab_to(page, page.locator("input[name=money-source]:checked"))
    page.keyboard.press("Enter")
    french.on_report()


def test_enter_in_the_name_of_the_platform_begins(french: Visitor) -> None:
    french.page.goto("/fr/")
    tab_to(french.page, french.page.locator("#platform"))
    french.page.keyboard.type("Zebra club")
    french.page.keyboard.press("Enter")
    french.on_question(asking_order(french.library.questionnaire)[0])
    expect(french.page.locator("[name=platform]")).to_have_value("Zebra club")


def test_the_skip_link_is_the_first_stop_shows_itself_and_leads_past_the_header(french: Visitor) -> None:
    page = french.page
    page.goto(f"/fr/report?{QUERY}")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_summary_of_errors_takes_the_focus_and_its_links_lead_to_the_fields(french: Visitor) -> None:
    page = french.page
    page.goto("/fr/")
    tab_to(page, french.button("Start the questions"))
    page.keyboard.press("Enter")
    expect(page.locator("#problems")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#platform")).to_be_focused()
    page.goto("/fr/assess/data?data-use=ads-choice&data-hooks=nine")
    expect(page.locator("#problems")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#q-data-hooks")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("name", "data-hooks")
