"""The card for a page of somebody else: what it shows, that it is still, and what alone may be shown there."""

import re
from html import unescape
from xml.etree import ElementTree

import pytest

from evaluator.assess.web.card_views import fitted
from tests.browser.addresses import QUERY, QUICK
from tests.web.client import CheckingClient

SVG = "{http://www.w3.org/2000/svg}"


def test_the_card_is_a_still_picture_that_says_what_it_shows(client: CheckingClient) -> None:
    answer = client.get(f"/fr/card.svg?{QUERY}&date=2026-11-24")
    drawn = ElementTree.fromstring(answer.text)  # noqa: S314  # our own
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert drawn.findtext(f"{SVG}title") == "Instagram\u00a0: lettre E, l’avis d’une personne (24 novembre 2026)"
    assert drawn.get("aria-labelledby") == drawn.find(f"{SVG}title").get("id")  # type: ignore[union-attr]
    assert {node.tag.removeprefix(SVG) for node in drawn.iter()} == {"svg", "title", "rect", "text", "g", "path"}
    assert not re.search(r"http(?!://www.w3.org/2000/svg)|href|style|url\(| on\w+=", answer.text)


def test_the_lines_to_copy_lead_to_the_report_and_load_nothing_but_the_picture(client: CheckingClient) -> None:
    page = client.get(f"/en/card?{QUERY}").text
    whole, linked = (unescape(found) for found in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL))
    for snippet in (whole, linked):
        place = unescape(re.findall(r'<a href="([^"]+)"', snippet)[0])
        assert place.startswith("http://localhost/en/report?platform=Instagram")
        assert "letter E" in client.get(place.removeprefix("http://localhost")).text or "Instagram" in snippet
        assert "<script" not in snippet
    assert "src=" not in whole
    [picture] = re.findall(r'src="http://localhost(/en/card\.svg\?[^"]+)"', linked)
    assert client.get(unescape(picture)).status_code == 200


def test_a_report_without_a_letter_shows_none_and_offers_no_card(client: CheckingClient) -> None:
    assert ">?</text>" in client.get(f"/en/card.svg?{QUICK}").text
    assert "/card?" in client.get(f"/en/report?{QUERY}").text
    assert "/card?" not in client.get(f"/en/report?{QUICK}").text


def test_what_cannot_be_used_is_named_and_is_no_picture(client: CheckingClient) -> None:
    answer = client.get("/en/card.svg?platform=X&data-use=sold")
    assert (answer.status_code, answer.mimetype) == (400, "text/html")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Mill", "Mill"), ("x" * 24, "x" * 24), ("x" * 25, "x" * 23 + "…"), ("水" * 13, "水" * 11 + "…"), ("", "")],
)
def test_a_name_is_cut_where_its_room_ends(name: str, shown: str) -> None:
    assert fitted(name, 24) == shown


def test_a_name_with_signs_of_markup_stays_a_name(client: CheckingClient) -> None:
    drawn = client.get("/en/card.svg", query_string={"platform": "</text><b>&amp;"}).text
    assert "<b>" not in drawn
    ElementTree.fromstring(drawn)  # noqa: S314  # our own
