"""The picture of a result holds what was chosen and nothing else, as SVG and as PNG."""

import re
from xml.etree import ElementTree

import pytest

from tests.browser.addresses import INSTAGRAM, QUERY
from tests.web.client import CheckingClient

NAMES = ("Your data", "Its money", "Civility", "Connection")


def chunks(painted: bytes) -> set[bytes]:
    """Walk through a PNG and return the kinds of its parts."""
    kinds, place = set(), 8
    while place < len(painted):
        kinds.add(painted[place + 4 : place + 8])
        place += 12 + int.from_bytes(painted[place : place + 4], "big")
    return kinds


@pytest.mark.parametrize(("shows", "has"), [("letter", ()), ("dimensions", NAMES), ("name", (*NAMES, "Instagram"))])
def test_it_holds_no_more_than_was_chosen(client: CheckingClient, shows: str, has: tuple[str, ...]) -> None:
    drawn = client.get(f"/en/report/picture.svg?{QUERY}&shows={shows}").text
    ElementTree.fromstring(drawn)  # noqa: S314  # our own
    for name in (*NAMES, "Instagram"):
        assert (name in drawn) == (name in has)
    assert ">E</text>" in drawn
    assert not [value for value in INSTAGRAM.values() if "-" in value and value in drawn]
    assert "34.7" not in drawn
    if not has:  # nor can the letter alone tell the points
        assert len(set(re.findall(r"<circle|<path", drawn))) == 0
    painted = client.get(f"/fr/report/picture.png?{QUERY}&shows={shows}")
    assert painted.data.startswith(b"\x89PNG")
    assert len(painted.data) < 60_000
    assert chunks(painted.data) == {b"IHDR", b"IDAT", b"IEND"}  # none that holds text, a time or a place


@pytest.mark.parametrize(
    "query", ["platform=Leer", "platform=%3Cb%3E%26%22&data-use=dont-know", "data-use=no&shows=all"]
)
def test_any_report_has_one_or_is_told_why_not(client: CheckingClient, query: str) -> None:
    answer = client.get(f"/fr/report/picture.svg?{query}&set=quick")
    assert answer.status_code == (400 if "shows" in query else 200)
    assert client.get("/fr/report/picture.gif").status_code == 404
