"""Every page fits a small window and text of twice the size, can be pressed by finger, and keeps its meaning in the
visitor's own colours and without motion. Each rule is also seen to fail on a page made bad."""

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.addresses import QUERY, QUICK
from tests.browser.conftest import OpenPage
from tests.browser.keyboard import focus, focus_changes_pixels, looks_different, stops, tab_to
from tests.browser.layout import CUT, MOTION, OVERLAP, SIDEWAYS, TARGETS, faults

HALF_KNOWN = "platform=Example&set=full&data-use=ads-choice&data-collect=most&money-source=dont-know"


def window(width: int) -> dict[str, ViewportSize]:
    return {"viewport": {"width": width, "height": 800}}


def broken(visit: OpenPage, path: str, style: str, width: int = 320) -> Page:
    """A page of the site, made bad by a style that the site's policy would refuse."""
    page = visit(bypass_csp=True, **window(width))
    page.goto(path)
    page.add_style_tag(content=style)
    return page


@pytest.mark.parametrize(
    ("rule", "style", "fault"),
    [
        (SIDEWAYS, "table { min-width: 30rem; } .scroll { overflow: visible; }", "wide in a window of 320"),
        (CUT, ".why { height: 1rem; overflow: hidden; }", "p.why “A grade for the platform, not ”"),
        (CUT, ".button { white-space: nowrap; width: 4rem !important; }", "“Judge another platform”"),
        (OVERLAP, ".outcome { height: 1rem; margin: 0; }", "lies on"),
        (OVERLAP, "select { margin-top: -1rem; }", "label “Your data” lies on select"),
        (TARGETS, ".button { padding: 0; min-height: 0; line-height: 1; }", "“Show my grade” is"),
        (TARGETS, "main a { padding: 0 !important; }", "“How the points become a letter” is"),
        (TARGETS, ".more summary { padding: 0; line-height: 1; }", "summary “The same as a table” is"),
        (MOTION, ".verdict { transition: color .2s; }", "b.verdict"),
        (MOTION, "@keyframes turn { to { rotate: 1turn; } } .ring { animation: turn 1s infinite; }", "circle.ring"),
        (MOTION, "html { scroll-behavior: smooth; }", "glides"),
    ],
)
def test_each_rule_finds_what_breaks_it(visit: OpenPage, rule: str, style: str, fault: str) -> None:
    page = broken(visit, f"/en/report?{QUERY}", style)
    found = faults(page, rule)
    assert any(fault in one for one in found), found


def test_words_under_a_bar_that_hides_nothing_are_found(visit: OpenPage) -> None:
    page = broken(visit, f"/en/report?{QUERY}", ".bottom { position: sticky; bottom: 0; background: Canvas; }")
    assert faults(page, OVERLAP) == []
    page.add_style_tag(content=".bottom { background: none !important; }")
    assert any("lies on" in one for one in faults(page, OVERLAP))


def test_a_row_of_an_answer_is_one_target_and_small_when_the_row_is(visit: OpenPage) -> None:
    page = broken(visit, "/en/assess/data", ".choice { min-height: 0; padding: 0; line-height: 1; height: 20px; }")
    assert any("input" in found for found in faults(page, TARGETS))


def test_a_visitor_who_allows_motion_gets_it(visit: OpenPage) -> None:
    page = visit(reduced_motion="no-preference")
    page.goto("/en/")
    assert faults(page, MOTION) == ["the page glides to its places"]


SCHEMES = ("light", "dark")  # the palette of a visitor's own colours follows it


@pytest.mark.parametrize("scheme", SCHEMES)
def test_in_forced_colours_the_chosen_row_has_another_edge(visit: OpenPage, scheme: str) -> None:
    page = visit(forced_colors="active", color_scheme=scheme)
    page.goto(f"/en/assess/data?{QUERY}")
    rows = page.locator("#q-data-use .choice")
    edges = rows.evaluate_all(
        """rows => rows.map(row => [row.control.checked, getComputedStyle(row).borderTopColor,
        parseFloat(getComputedStyle(row).borderTopWidth)])"""
    )
    [(_, colour, width)] = [edge for edge in edges if edge[0]]
    others = [edge for edge in edges if not edge[0]]
    assert len(others) > 3
    assert all(colour != other[1] and width > other[2] for other in others)
    assert colour != ground(page)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_in_forced_colours_the_focus_can_be_seen(visit: OpenPage, scheme: str) -> None:
    page = visit(forced_colors="active", color_scheme=scheme)
    page.goto(f"/en/assess/data?{QUERY}")
    stops(page)
    for place in ("nav a", "#q-data-use input:checked", "#q-data-use summary", ".steps .button"):
        tab_to(page, page.locator(place).first)
        assert focus(page)["outlined"], place
        assert focus_changes_pixels(page), place


@pytest.mark.parametrize("scheme", SCHEMES)
def test_in_forced_colours_letter_and_drawings_can_be_seen(visit: OpenPage, scheme: str) -> None:
    page = visit(forced_colors="active", color_scheme=scheme)
    page.goto(f"/en/report?{QUERY}")
    assert vanishes(page, ".L.at")
    page.goto(f"/en/report?{HALF_KNOWN}")
    first = page.locator(".staff li").first
    for part in (".line", ".range", ".ring"):
        assert vanishes(page, f".staff {part}"), f"{part} is not drawn"
    dot, band = (first.locator(name).evaluate("part => getComputedStyle(part).fill") for name in (".ring", ".range"))
    assert dot != band
    assert ground(page) not in (dot, band)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_in_forced_colours_the_lights_differ_in_shape(visit: OpenPage, scheme: str) -> None:
    page = visit(forced_colors="active", color_scheme=scheme)
    page.goto(f"/en/report?{QUICK}&civil-tone=none")
    lamps = page.locator(".lamp")
    kinds = lamps.evaluate_all("lamps => lamps.map(lamp => lamp.parentElement.className)")
    drawn = {kind: lamps.nth(place).screenshot() for place, kind in enumerate(kinds)}
    assert {"light-weak", "light-good", "light-unknown"} == drawn.keys()
    assert len(set(drawn.values())) == len(drawn)


def test_forced_colours_without_an_edge_would_be_noticed(visit: OpenPage) -> None:
    page = visit(forced_colors="active", bypass_csp=True)
    page.goto(f"/en/report?{HALF_KNOWN}")
    page.add_style_tag(
        content=".staff .range { fill: Canvas; } .staff .line, .staff .col, .staff li > svg > use { display: none; }"
    )
    assert not vanishes(page, ".staff .range")


def ground(page: Page) -> str:
    """The colour behind everything."""
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


def vanishes(page: Page, selector: str) -> bool:
    """Whether there is something to see that goes away with this thing."""
    place = page.locator(selector).first
    place.scroll_into_view_if_needed()
    return looks_different(page, place, lambda: place.evaluate("part => part.setAttribute('visibility', 'hidden')"))
