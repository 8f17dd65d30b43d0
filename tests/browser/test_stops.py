"""Read aloud: how many things a screen reader says before the letter, the reason and the first thing to do."""

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import QUERY
from tests.browser.conftest import OpenPage

LETTER_WITHIN, DEED_WITHIN = 15, 25
WHOLE = {"link", "button", "heading", "image", "textbox", "combobox", "checkbox", "radio"}  # said in one go


def stops(page: Page) -> list[tuple[str, str]]:
    """The tree of a page as a list: what is said between two presses of the arrow key, each with its role."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    found: list[tuple[str, str]] = []

    def walk(node: dict[str, Any]) -> None:
        role, name = (str(node.get(part, {}).get("value", "")).strip() for part in ("role", "name"))
        said = not node.get("ignored") and name and (role in WHOLE or role == "StaticText")
        if said:
            found.append((role, name))
        else:
            for child in node.get("childIds", []):
                walk(by_id[child])

    walk(nodes[0])
    return found


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("hurt", ["several", "no"])
def test_letter_and_reason_come_within_fifteen_stops_and_the_first_deed_within_25(
    visit: OpenPage, lang: str, hurt: str
) -> None:
    page = visit(viewport={"width": 390, "height": 844})
    page.goto(f"/{lang}/report?{QUERY.replace('civil-hurt=several', f'civil-hurt={hurt}')}")
    said = stops(page)
    because = (page.locator(".why").text_content() or "").split(". ", 1)[1].strip()
    deed = (page.locator(".tonight li a, .tonight li b").first.text_content() or "").strip()
    letter = next(place for place, (role, name) in enumerate(said, 1) if role == "heading" and "Instagram" in name)
    reason = next(place for place, (_, name) in enumerate(said, 1) if name.startswith(because[:40]))
    first = next(place for place, (_, name) in enumerate(said, 1) if name == deed)
    assert letter < reason <= LETTER_WITHIN, said[:LETTER_WITHIN]
    assert first <= DEED_WITHIN, said[:DEED_WITHIN]
    twice = [one for one, other in pairwise(said[:40]) if one[1] == other[1]]
    assert twice == []
