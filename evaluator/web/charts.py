"""Where the marks of a drawing stand, in percent of its width. Templates draw; the sums are here."""

from dataclasses import dataclass
from fractions import Fraction

from evaluator.model import Scoring
from evaluator.scoring import BEST_POINTS, tenths

LEAST_WIDTH = 0.6  # percent; a range of no width still shows


@dataclass(frozen=True)
class Whisker:
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
    """The marks for a score and its range."""
    start, end = tenths(low), tenths(high)
    return Whisker(start, max(round(end - start, 1), LEAST_WIDTH), None if score is None else tenths(score))


def bands(rules: Scoring) -> list[BandMark]:
    """The stretches of the letters, from the worst (left) to the best (right)."""
    marks, end = [], BEST_POINTS
    for band in rules.bands:
        marks.append(BandMark(band.letter, band.threshold, (band.threshold + end) / 2))
        end = band.threshold
    return marks[::-1]
