"""Read the smallest parts of a file from hands that nobody knows: a text, an address, a day, an object.

What is wrong is noted with its place; the reader then gives something empty, and the rest goes on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from evaluator.validation.pasted_link import address_in, name_in
from evaluator.validation.text import clean, refused_character
from evaluator.validation.untrusted_json import FileProblem

MAX_TEXT = 500  # characters of one text
ADDRESS = re.compile(
    r"(?:https?://)?[^\s/@?#.]+(?:\.[^\s/@?#.]+)+(?:[/?#]\S*)?"
)  # shop.example/code, not a mail address


@dataclass
class ProblemList:
    """What is wrong with a file, in the order met."""

    problems: list[FileProblem] = field(default_factory=list)

    def wrong(self, kind: str, place: str, limit: object = "") -> None:
        """Note a problem."""
        self.problems.append(FileProblem(kind, place, str(limit)))


def keys_at(notes: ProblemList, value: Any, place: str) -> dict[str, Any]:
    """Read an object; empty when the value is none."""
    if isinstance(value, dict):
        return value
    notes.wrong("not-an-object", place)
    return {}


def items_at(notes: ProblemList, value: Any, place: str, most: int) -> Iterator[tuple[str, Any]]:
    """Read a list of at most so many items, each with its place."""
    if not isinstance(value, list):
        notes.wrong("not-a-list", place)
        return
    if len(value) > most:
        notes.wrong("too-many", place, most)
    for number, item in enumerate(value[:most]):
        yield f"{place}[{number}]", item


def text_at(notes: ProblemList, value: Any, place: str, longest: int = MAX_TEXT) -> str:
    """Read a text of visible characters; empty when the value is none."""
    if not isinstance(value, str):
        notes.wrong("not-a-text", place)
    elif refused_character(value):
        notes.wrong("hidden-characters", place)
    elif len(clean(value)) > longest:
        notes.wrong("too-long", place, longest)
    else:
        return clean(value)
    return ""


def name_at(notes: ProblemList, value: Any, place: str, longest: int) -> str:
    """Read the name of a platform; a pasted link gives the name that it leads to."""
    return text_at(notes, name_in(value) if isinstance(value, str) else value, place, longest)


def address_at(notes: ProblemList, value: Any, place: str) -> str:
    """Read the address of a page, with or without https:// before it; empty when the value is none."""
    text = text_at(notes, address_in(value) if isinstance(value, str) else value, place)
    if text and not ADDRESS.fullmatch(text):
        notes.wrong("not-an-address", place)
        return ""
    return text


def day_at(notes: ProblemList, value: Any, place: str) -> date | None:
    """Read a day of this century such as 2026-11-24; None when the value is none."""
    if value is None:
        return None
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None or not 2000 <= day.year <= 2100 or day.isoformat() != value:
        notes.wrong("not-a-day", place)
        return None
    return day
