"""Where the marks of a drawing stand, in percent of its width. Templates draw; the sums are here."""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from evaluator.assess.next_steps import Loss
from evaluator.assess.scoring import BEST_POINTS, Score, tenths
from evaluator.content.models.scoring import Scoring

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


@dataclass(frozen=True)
class Ruler:
    """The whole ruler: letters, the band of the letter given, the range, the score, and what an answer closes."""

    marks: list[BandMark]
    bar: Whisker
    at: str | None  # the letter given
    column: tuple[float, float] | None  # start and width of its band
    shut: float | None  # from here to the end the letter is closed, where that changes it


def ruler(rules: Scoring, result: Score) -> Ruler:
    """Return the marks for a result."""
    marks, at = bands(rules), result.grade
    edges = {mark.letter: mark.start for mark in marks}
    ends = dict(zip(edges, [*list(edges.values())[1:], float(BEST_POINTS)], strict=True))
    caps = [cap.letter for cap in result.caps]
    binds = at is not None and at in caps and result.uncapped != at
    return Ruler(
        marks=marks,
        bar=whisker(result.low, result.high, result.score if at else None),
        at=at,
        column=(edges[at], ends[at] - edges[at]) if at else None,
        shut=ends[at] if at and binds else None,
    )


def loss_bar(loss: Loss) -> Whisker:
    """Return the bar of what a dimension takes."""
    start = tenths(loss.low)
    return Whisker(start, round(tenths(loss.high) - start, 1), None)
