"""Names in an address that look like ours and are none: a slip of the hand is told, never lost in silence.

What others add to an address on its way (`utm_source`, `fbclid`) looks like none of ours and stays untold.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from evaluator.validation.pasted_link import LIKE_OURS
from evaluator.validation.text import clean

MOST_TOLD = 8
SLIPS = ((8, 2), (4, 1))  # letters of a name, and how many of them may be wrong
# What other parts of our own addresses say: of a button pressed just now, of a document, of help.
BESIDE = frozenset(("after", "back", "changed", "country", "lang", "method", "paper", "q", "report", "shows", "was"))
OF_OTHERS = re.compile(r"(?:utm|mtm|pk|piwik|matomo|mc|hsa|at|wt|oly|vero|ns|trk|ga|gad|ref|itm|mkt)[-_].*")


@dataclass(frozen=True)
class LeftOut:
    """A parameter that means nothing here, and the one that was perhaps meant."""

    parameter: str
    value: str
    meant: str = ""


def left_out(pairs: Iterable[tuple[str, str]], known: Collection[str]) -> tuple[LeftOut, ...]:
    """List what looks like a parameter of ours and is none, each name once; of many the first."""
    found: dict[str, LeftOut] = {}
    for name, value in pairs:
        if not value or name in known or name in BESIDE or name in found or len(found) == MOST_TOLD:
            continue
        typed = clean(name).lower()
        meant = "" if OF_OTHERS.fullmatch(typed) else _nearest(typed.replace("_", "-"), known)
        if meant or (LIKE_OURS.fullmatch(typed) and not OF_OTHERS.fullmatch(typed)):
            found[name] = LeftOut(clean(name), clean(value), meant)
    return tuple(found.values())


def _nearest(typed: str, known: Collection[str]) -> str:
    """Return the name that differs by no more than a slip; empty when there is none."""
    allowed = next((wrong for length, wrong in SLIPS if len(typed) >= length), 0)
    near = process.extractOne(typed, tuple(known), scorer=OSA.distance, score_cutoff=allowed)
    return str(near[0]) if near else ""
