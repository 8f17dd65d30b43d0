"""The QR code: it fits a strict page, and says what it was given."""

import re
from xml.etree import ElementTree

import segno

from evaluator.documents.blocks import SquareCode

ADDRESS = "https://example.org/fr/class/join?code=KTR7MD"


def test_it_is_well_formed_and_asks_for_nothing() -> None:
    made = SquareCode(ADDRESS, "").svg
    root = ElementTree.fromstring(made)  # noqa: S314  # we wrote it
    assert root.tag == "svg"
    names = {name for node in root.iter() for name in node.attrib}
    assert not names & {"style", "class", "href", "onload"}
    assert root.get("aria-hidden") == "true"
    assert "http" not in made


def test_its_dark_modules_are_those_of_the_address() -> None:
    made = segno.make(ADDRESS, error="m", micro=False)
    size = made.symbol_size(border=4)[0]
    assert f'viewBox="0 0 {size} {size}"' in SquareCode(ADDRESS, "").svg
    dark = sum(map(sum, (list(row) for row in made.matrix)))
    assert sum(int(run) for run in re.findall(r"h(\d+)", SquareCode(ADDRESS, "").svg)) >= dark


def test_markup_in_the_text_stays_text() -> None:
    assert "<script" not in SquareCode("<script>alert(1)</script>", "").svg
