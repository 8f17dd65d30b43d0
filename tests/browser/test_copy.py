"""Where a browser copies nothing, what was to be copied is shown and selected: at every button, in all doors."""

from datetime import date, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.addresses import all_pages
from tests.browser.conftest import OpenPage
from tests.browser.layout import OPEN
from tests.browser.lesson import Pupil, Teacher

BUTTONS = "[data-copy], [data-copy-text]"
REFUSES = "void (navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError')))"
WANTED = """({dataset: {copy, copyText}}) =>
  copy ? document.getElementById(copy).href : document.getElementById(copyText).textContent"""
SELECTED = "field => field.value.slice(field.selectionStart, field.selectionEnd)"


def refused(page: Page) -> int:
    """Press every button that copies, twice, in a browser that refuses; and count them."""
    page.evaluate(REFUSES)
    page.evaluate(OPEN)
    words = page.locator("script[data-refused]").get_attribute("data-refused") or "none"
    buttons = page.locator(BUTTONS).all()
    for number, button in enumerate(buttons, 1):
        said, wanted = button.text_content(), button.evaluate(WANTED)
        for _ in range(2):
            button.click()
            expect(page.locator(":focus")).to_have_value(wanted)
            expect(page.get_by_label(words)).to_have_count(number)
        assert page.locator(":focus").evaluate(SELECTED) == wanted
        assert button.text_content() == said  # it does not say that it has copied
    return len(buttons)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_a_browser_would_not_copy_is_shown_and_selected(visit: OpenPage, app: Flask, lang: str) -> None:
    here = [one.path for one, html in all_pages(app).items() if one.lang == lang and "data-copy" in html]
    assert here
    page = visit()
    for address in here:
        page.goto(address)
        assert refused(page) > 0, address


def test_the_address_for_pupils_at_home_can_be_copied_after_the_class_has_moved(visit: OpenPage) -> None:
    page = visit()
    page.goto("/en/class/start")
    page.click(".settings > summary")
    page.fill("#until", f"{date.today() + timedelta(days=2)}T18:00")
    page.get_by_role("button", name="TikTok", exact=True).click()
    page.wait_for_url("**/class/host/*")
    assert page.locator(BUTTONS).count() == 2
    Pupil(visit(), "en").joins(Teacher(page).code)
    expect(page.locator("[aria-labelledby=devices]")).to_contain_text("1 device")
    assert refused(page) == 2
