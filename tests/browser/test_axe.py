"""axe-core does find the faults of a bad page; that it finds none on ours is in test_every_page."""

import re

from evaluator.settings import folder
from tests.browser.addresses import QUERY
from tests.browser.axe import COLOURS, complaints
from tests.browser.conftest import OpenPage

WIDE = {"viewport": {"width": 1280, "height": 800}}
# Faults of contrast stand in a stylesheet: the policy of the site would not let an inline style be drawn at all.
BAD_STYLE = ".lead { color: #aaa; background: #fff; } .scale text { fill: #ddd !important; }"
BAD_MARKUP = """() => {
  document.documentElement.removeAttribute("lang");
  document.querySelector("main").insertAdjacentHTML("beforeend",
    '<h4>Fifth</h4><img src="/static/icon.svg"><input name="nameless"><a href="/en/"></a>');
}"""


def test_axe_finds_the_faults_of_a_bad_page(visit: OpenPage) -> None:
    page = visit(bypass_csp=True, **WIDE)
    page.goto("/en/")
    page.evaluate(BAD_MARKUP)
    page.add_style_tag(content=BAD_STYLE)
    found = {complaint.partition(":")[0] for complaint in complaints(page)}
    assert {"html-has-lang", "image-alt", "label", "link-name", "color-contrast", "heading-order"} <= found
    assert {complaint.partition(":")[0] for complaint in complaints(page, COLOURS)} == {"color-contrast"}


def test_the_dark_changes_colours_alone() -> None:
    """So nothing but the rules of colour has to be asked there again."""
    sheets = [*folder("static").glob("*.css"), *folder("templates").rglob("*.css")]
    told = [sheet.read_text(encoding="utf-8").partition("color-scheme: dark) {")[2] for sheet in sheets]
    inside = [re.split(r"}\s*}", said)[0] for said in told if said]
    assert len(inside) > 2
    for said in inside:
        selector, _, values = said.partition("{")
        assert selector.strip() == ":root"
        assert all(each.strip().startswith("--") for each in values.split(";") if each.strip())


def test_a_single_letter_that_is_too_pale_is_not_explained_away(visit: OpenPage) -> None:
    page = visit(bypass_csp=True, **WIDE)
    page.goto(f"/en/report?{QUERY}")
    assert complaints(page) == []
    page.add_style_tag(content=BAD_STYLE)
    assert (
        len([found for found in complaints(page) if "text[x=" in found]) == 4
    )  # and the one earned is dark and large
