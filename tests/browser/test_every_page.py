"""Every page, opened once: quiet, in order by keyboard, without a fault of axe, whole at every width and text size.

That each rule finds what breaks it is in test_axe, test_keyboard, test_layout and test_quiet. Axe sees every English
page with all its rules in a narrow window, and one page of each view in a wide one too: what a wide window changes is
the work of the stylesheet, which pages of one view share. Every English page is also seen by the rules of colour in
the dark, which changes nothing else (test_the_dark_changes_colours_alone). In French, whose templates are the same
and words longer, every page has to fit, and axe and Tab take one page of each view.
"""

import pytest
from playwright.sync_api import CDPSession, Page

from tests.browser.addresses import Address
from tests.browser.axe import COLOURS, complaints
from tests.browser.conftest import OpenPage
from tests.browser.keyboard import focus, focus_changes_pixels, note_each_press, noted, stops
from tests.browser.layout import CUT, FITS, MOTION, SIDEWAYS, TARGETS, faults, set_window, text_size
from tests.browser.spies import Spy, kept

LANGUAGES = ("en", "fr")
PARTS = 6  # so that several workers share a language
WIDE, HALF, NARROW = 1280, 640, 320
# As somebody sets it who reads better so (WCAG 1.4.12).
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`p { margin-bottom: 2em !important }
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
STANDARD, FIXED = 16, 13  # pixels of text in a browser that nobody has set


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_is_quiet_in_order_and_whole(
    visit: OpenPage, spies: list[Spy], addresses: list[Address], lang: str, part: int
) -> None:
    here = [address for address in addresses if address.lang == lang][part::PARTS]
    assert here
    page = visit()
    texts = page.context.new_cdp_session(page)
    kinds: set[str] = set()  # of things that can have the focus, seen with and without it
    for address in here:
        set_window(page, WIDE)
        response = page.goto(address.path)
        assert response
        assert response.status == address.status, address.path
        thorough = lang == LANGUAGES[0]
        if thorough:
            walks_by_tab(page, address.path, kinds)
        fits_and_passes_axe(page, address.path, thorough, address.first)
        fits_with_text_of_twice_the_size(page, texts, address.path)
        assert kept(page) == {}, address.path
    [spy] = spies
    assert len(set(spy.requests)) > len(here)  # the pages themselves, the stylesheet, the script
    assert spy.foreign() == []
    assert spy.complaints() == []


def walks_by_tab(page: Page, path: str, seen: set[str]) -> None:
    """Tab goes through the document in order and out again, and the focus can be seen all the way."""
    kinds = stops(page)
    to_the_top(page)
    note_each_press(page)
    for kind in kinds:
        page.keyboard.press("Tab")
        if kind not in seen:
            seen.add(kind)
            assert focus_changes_pixels(page), f"no pixel shows the focus: {focus(page)} on {path}"
    page.keyboard.press("Tab")
    _, *walked = noted(page)
    assert len(walked) == len(kinds)
    for number, here in enumerate(walked):
        place = f"{here} on {path}"
        assert here["stop"] == number, place
        assert here["outlined"], f"nothing shows the focus: {place}"
        assert here["inside"], f"the focus is out of sight: {place}"
    assert focus(page)["stop"] in (-1, 0), f"no way out of {path}"
    page.evaluate("document.activeElement.blur()")


def to_the_top(page: Page) -> None:
    """The next Tab is as after opening the page, even where a summary of errors has taken the focus."""
    page.locator("body").evaluate(
        "body => { body.tabIndex = -1; body.focus(); body.removeAttribute('tabindex'); body.blur() }"
    )


def fits_and_passes_axe(page: Page, path: str, thorough: bool, first: bool) -> None:
    """In a wide window, light and dark, and in one of 320 pixels, made narrow with the page in it."""
    assert faults(page, TARGETS) == [], path
    assert faults(page, MOTION) == [], f"{path}: who asked for less motion gets none"
    if first:
        page.evaluate(SPACED)
        assert faults(page, SIDEWAYS, CUT) == [], f"{path} with letters, words and lines set wider"
        page.evaluate("document.adoptedStyleSheets = []")
    if thorough and first:
        assert complaints(page) == [], path
    if thorough:
        set_window(page, WIDE, "dark")
        assert complaints(page, COLOURS) == [], f"{path} in the dark"
    set_window(page, NARROW)
    assert faults(page, TARGETS, *FITS) == [], f"{path} at {NARROW} pixels"
    if thorough or first:
        assert complaints(page) == [], f"{path} at {NARROW} pixels"
    if first:
        page.evaluate(SPACED)
        assert faults(page, SIDEWAYS) == [], f"{path} at {NARROW} pixels with letters, words and lines set wider"
        page.evaluate("document.adoptedStyleSheets = []")


def fits_with_text_of_twice_the_size(page: Page, texts: CDPSession, path: str) -> None:
    """As for a visitor who sets the browser's own text size to twice the usual."""
    usual = text_size(page)
    texts.send("Page.setFontSizes", {"fontSizes": {"standard": 2 * STANDARD, "fixed": 2 * FIXED}})
    for width in (WIDE, HALF):
        set_window(page, width)
        assert text_size(page) == 2 * usual
        assert faults(page, *FITS) == [], f"{path} at {width} pixels, with text of twice the size"
    texts.send("Page.setFontSizes", {"fontSizes": {"standard": STANDARD, "fixed": FIXED}})
