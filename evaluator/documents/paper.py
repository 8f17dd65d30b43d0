"""The sheets of paper that documents are set on."""

from typing import NamedTuple


class Paper(NamedTuple):
    """A sheet: its name for people, its size in millimetres, and what typst calls it."""

    name: str
    width: float
    height: float
    typst: str


A4 = "a4"
PAPERS = {
    A4: Paper("A4", 210, 297, "a4"),
    "letter": Paper("US Letter", 215.9, 279.4, "us-letter"),
}
