"""axe-core finds nothing on any page, in either language, light, dark and narrow; and it does find faults."""

from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import QUERY, Address
from tests.browser.axe import complaints
from tests.browser.conftest import OpenPage

LANGUAGES = ("en", "fr")
Scheme = Literal["light", "dark"]
VIEWS: dict[str, tuple[int, Scheme]] = {"light": (1280, "light"), "dark": (1280, "dark"), "narrow": (320, "light")}
WIDE = {"viewport": {"width": 1280, "height": 800}}
# Faults of contrast stand in a stylesheet: the policy of the site would not let an inline style be drawn at all.
BAD_STYLE = ".lead { color: #aaa; background: #fff; } .scale text { fill: #ddd; }"
BAD_MARKUP = """() => {
  document.documentElement.removeAttribute("lang");
  document.querySelector("main").insertAdjacentHTML("beforeend",
    '<h4>Fifth</h4><img src="/static/icon.svg"><input name="nameless"><a href="/en/"></a>');
}"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_on_any_page(visit: OpenPage, addresses: list[Address], lang: str) -> None:
    page = visit()
    for address in (address for address in addresses if address.lang == lang):
        page.goto(address.path)
        for view, (width, scheme) in VIEWS.items():
            look(page, width, scheme)
            assert complaints(page) == [], (address.path, view)


def look(page: Page, width: int, scheme: Scheme) -> None:
    """The open page, in another window and light; no script of ours measures either, so style alone follows."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)


def test_axe_finds_the_faults_of_a_bad_page(visit: OpenPage) -> None:
    page = visit(bypass_csp=True, **WIDE)
    page.goto("/en/")
    page.evaluate(BAD_MARKUP)
    page.add_style_tag(content=BAD_STYLE)
    found = {complaint.partition(":")[0] for complaint in complaints(page)}
    assert {"html-has-lang", "image-alt", "label", "link-name", "color-contrast", "heading-order"} <= found


def test_a_single_letter_that_is_too_pale_is_not_explained_away(visit: OpenPage) -> None:
    page = visit(bypass_csp=True, **WIDE)
    page.goto(f"/en/report?{QUERY}")
    assert complaints(page) == []
    page.add_style_tag(content=BAD_STYLE)
    assert len([found for found in complaints(page) if "text[x=" in found]) == 5
