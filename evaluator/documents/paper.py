"""The sheets of paper that documents are set on; an address names one by its key, A4 when it names none."""

from typing import NamedTuple


class Paper(NamedTuple):
    """A sheet: its name for people, its size in millimetres, and what typst calls it."""

    name: str
    width: float
    height: float
    typst: str


A4, LETTER = "a4", "letter"
PAPERS = {
    A4: Paper("A4", 210, 297, "a4"),
    LETTER: Paper("Letter", 215.9, 279.4, "us-letter"),
}
A5, A6 = "a5", "a6"
SHEETS = {
    **PAPERS,
    A5: Paper("A5", 148, 210, "a5"),
    A6: Paper("A6", 105, 148, "a6"),
}  # those that nobody chooses as well: a poster has its own
