"""axe-core finds nothing on any page, in either language, light, dark and narrow; and it does find faults."""

from typing import Any

import pytest

from tests.browser.addresses import QUERY, Address
from tests.browser.axe import complaints
from tests.browser.conftest import OpenPage

LANGUAGES = ("en", "fr")
VIEWS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}, "color_scheme": "light"},
}
# Faults of contrast stand in a stylesheet: the policy of the site would not let an inline style be drawn at all.
BAD_STYLE = ".lead { color: #aaa; background: #fff; } .scale text { fill: #ddd; }"
BAD_MARKUP = """() => {
  document.documentElement.removeAttribute("lang");
  document.querySelector("main").insertAdjacentHTML("beforeend",
    '<h4>Fifth</h4><img src="/static/icon.svg"><input name="nameless"><a href="/en/"></a>');
}"""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_on_any_page(visit: OpenPage, addresses: list[Address], view: str, lang: str) -> None:
    page = visit(**VIEWS[view])
    for address in (address for address in addresses if address.lang == lang):
        page.goto(address.path)
        assert complaints(page) == [], address.path


def test_axe_finds_the_faults_of_a_bad_page(visit: OpenPage) -> None:
    page = visit(bypass_csp=True, **VIEWS["light"])
    page.goto("/en/")
    page.evaluate(BAD_MARKUP)
    page.add_style_tag(content=BAD_STYLE)
    found = {complaint.partition(":")[0] for complaint in complaints(page)}
    assert {"html-has-lang", "image-alt", "label", "link-name", "color-contrast", "heading-order"} <= found


def test_a_single_letter_that_is_too_pale_is_not_explained_away(visit: OpenPage) -> None:
    page = visit(bypass_csp=True, **VIEWS["light"])
    page.goto(f"/en/report?{QUERY}")
    assert complaints(page) == []
    page.add_style_tag(content=BAD_STYLE)
    assert len([found for found in complaints(page) if "text[x=" in found]) == 5
