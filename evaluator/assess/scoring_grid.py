"""The score by hand: what a sheet prints so that the letter comes out without a division.

Means are looked up in a table of rounded numbers, added, and compared with printed limits. `grid` rounds to as few
decimals as give the same letter as `scoring` for every possible sum: no sum lies between a limit and its rounding.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, gcd, lcm

from evaluator.assess.scoring import BEST_POINTS
from evaluator.content.models.questionnaire import Questionnaire

HALF_A_TENTH = Fraction(1, 20)  # a score is rounded half up to tenths, so a limit is reached this much below it


@dataclass(frozen=True)
class Grid:
    """What is printed: a table of means, and limits as numbers that the sums of looked-up means are compared with."""

    step: int  # every sum of points is a multiple of it
    longest: int  # most questions of a dimension
    places: int  # decimals
    means: Mapping[tuple[int, int], Decimal]  # by sum of points and number of questions
    limits: Mapping[int, Mapping[str, Decimal]]  # number of dimensions -> letter -> total from which it is earned
    balance: Mapping[str, Decimal]  # letter -> mean that every dimension needs
    needs: Mapping[int, int]  # questions of a dimension that apply -> answers that a letter needs there
    needs_overall: Mapping[int, int]  # the same for all questions

    def sums(self) -> range:
        """Return the rows of the table."""
        return range(0, BEST_POINTS * self.longest + 1, self.step)


def grid(form: Questionnaire) -> Grid:
    """Return the grid of a form, with as few decimals as are sure."""
    points = [option.points for question in form.questions for option in question.options]
    longest = max(len(part.questions) for part in form.dimensions)
    step, unit = gcd(BEST_POINTS, *points), lcm(*range(1, longest + 1))
    finest, rules = Fraction(step, unit), form.scoring
    places = next(places for places in range(1, 10) if _sure(form, finest, places))
    return Grid(
        step=step,
        longest=longest,
        places=places,
        means={
            (total, count): _rounded(Fraction(total, count), places)
            for count in range(1, longest + 1)
            for total in range(0, BEST_POINTS * count + 1, step)
        },
        limits={
            count: {b.letter: _printed(b.threshold, count, finest, places) for b in rules.bands[:-1]}
            for count in range(1, len(form.dimensions) + 1)
        },
        balance={letter: _printed(need, 1, finest, places) for letter, need in rules.balance.items()},
        needs={count: ceil(rules.dimension_share * count) for count in range(1, longest + 1)},
        needs_overall={count: ceil(rules.overall_share * count) for count in range(1, len(form.questions) + 1)},
    )


def _sure(form: Questionnaire, finest: Fraction, places: int) -> bool:
    """Tell whether every limit can be printed so that no rounded sum falls on its wrong side."""
    bands = [
        (band.threshold, count) for band in form.scoring.bands[:-1] for count in range(1, len(form.dimensions) + 1)
    ]
    needs = [(need, 1) for need in form.scoring.balance.values()]
    return all(_limit(threshold, count, finest, places) is not None for threshold, count in bands + needs)


def _limit(threshold: int, count: int, finest: Fraction, places: int) -> Decimal | None:
    """Return a number that parts the rounded sums of means that reach a threshold from those that do not, or None.

    A true sum is a multiple of `finest`; a rounded one lies at most half a last decimal for each mean beside it.
    """
    exact = count * (threshold - HALF_A_TENTH)
    off = count * Fraction(1, 2 * 10**places)
    below, reached = (ceil(exact / finest) - 1) * finest + off, ceil(exact / finest) * finest - off
    for value in (exact, (below + reached) / 2):
        printed = _rounded(value, places)
        if below < Fraction(printed) <= reached:
            return printed
    return None


def _printed(threshold: int, count: int, finest: Fraction, places: int) -> Decimal:
    found = _limit(threshold, count, finest, places)
    if found is None:
        raise ValueError(places)  # `_sure` has said that there is one
    return found


def _rounded(value: Fraction, places: int) -> Decimal:
    """Half up, to so many decimals."""
    return Decimal(floor(value * 10**places + Fraction(1, 2))).scaleb(-places)
