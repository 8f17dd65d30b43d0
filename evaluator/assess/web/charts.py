"""Where the marks of a drawing stand, in percent of its width. Templates draw; the sums are here."""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from evaluator.assess.scoring import BEST_POINTS, tenths
from evaluator.content.models.questionnaire import Scoring

LEAST_WIDTH = 0.6  # percent; a range of no width still shows


class Whisker(NamedTuple):
    """A range as a band from `start`, `width` wide, and the score as a dot (None when unknown)."""

    start: float
    width: float
    dot: float | None


@dataclass(frozen=True)
class BandMark:
    """One letter's stretch of the line."""

    letter: str
    start: float
    middle: float


def whisker(low: Fraction, high: Fraction, score: Fraction | None) -> Whisker:
    """Return the marks for a score and its range."""
    start, end = tenths(low), tenths(high)
    return Whisker(start, max(round(end - start, 1), LEAST_WIDTH), None if score is None else tenths(score))


def bands(rules: Scoring) -> list[BandMark]:
    """Return the stretches of the letters, from the worst (left) to the best (right)."""
    marks, end = [], BEST_POINTS
    for band in rules.bands:
        marks.append(BandMark(band.letter, band.threshold, (band.threshold + end) / 2))
        end = band.threshold
    return marks[::-1]


def share(part: int, whole: int) -> float:
    """Return a part of a whole in percent; 0 of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0
