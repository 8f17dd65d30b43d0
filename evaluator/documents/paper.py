"""The sheets of paper that documents are set on, and how an address names one."""

from collections.abc import Sequence
from typing import NamedTuple

from evaluator.answers import Problem


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


def read_paper(values: Sequence[str]) -> tuple[str, tuple[Problem, ...]]:
    """The paper that an address asks for, A4 when it asks for none; what is wrong is told as of any parameter."""
    if len(values) > 1:
        return A4, (Problem("repeated", "paper", values[1], tuple(PAPERS)),)
    if values and values[0] not in PAPERS:
        return A4, (Problem("unknown-value", "paper", values[0], tuple(PAPERS)),)
    return (values[0] if values else A4), ()
