"""The score by hand: what a sheet prints so that the letter comes out without a division, and the steps on it.

Means are looked up in a table of rounded numbers, added, and compared with printed limits. `grid` rounds to as few
decimals as give the same letter as `scoring` for every possible sum: no sum lies between a limit and its rounding.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, gcd, lcm

from evaluator.assess.answers import Answers
from evaluator.assess.scoring import BEST_POINTS, same_position
from evaluator.content.models.questionnaire import Dimension, Option, Questionnaire

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


@dataclass(frozen=True)
class Row:
    """A line of the grid as somebody fills it in; the means are looked up, None where there is nothing to look up."""

    dimension: str
    points: int
    answered: int
    unknown: int
    mean: Decimal | None
    low: Decimal | None
    high: Decimal | None

    @property
    def applicable(self) -> int:
        """How many questions apply."""
        return self.answered + self.unknown


@dataclass(frozen=True)
class ByHand:
    """What comes out on paper; letters are None where the sheet says that there is none."""

    rows: tuple[Row, ...]
    letter: str | None
    worst: str | None
    best: str | None
    enough: bool  # False: no letter is shown

    @property
    def grade(self) -> str | None:
        """The letter to write down."""
        return self.letter if self.enough else None


def by_hand(form: Questionnaire, answers: Answers, printed: Grid | None = None) -> ByHand:
    """Return the steps of the sheet, one after the other."""
    printed = printed or grid(form)
    rows = tuple(_row(form, printed, part, answers) for part in form.dimensions)
    counted = [row for row in rows if row.applicable >= form.scoring.dimension_needs]
    ticked = [option for question in form.questions if (option := answers.option(question))]
    caps = [option.cap for option in ticked if option.cap]
    open_caps = [cap for q in form.questions if answers.applies(q) and not answers.option(q) for cap in q.caps]
    return ByHand(
        rows=rows,
        letter=_letter(form, printed, [row.mean for row in counted], caps),
        worst=_letter(form, printed, [row.low for row in counted], [*caps, *open_caps]),
        best=_letter(form, printed, [row.high for row in counted], caps),
        enough=bool(counted) and _enough(form, printed, answers, rows) and not same_position(form, answers),
    )


def _row(form: Questionnaire, printed: Grid, part: Dimension, answers: Answers) -> Row:
    asked = [question for question in part.questions if answers.applies(question)]
    points = [option.points for option in map(answers.option, asked) if option]
    total, known, count = sum(points), len(points), len(asked)
    core = [answers.option(question) for question in asked if question.core]
    open_core = form.scoring.core_first and None in core
    return Row(
        dimension=part.id,
        points=total,
        answered=known,
        unknown=count - known,
        mean=None if open_core else _held(form, core, 0, printed.means.get((total, known))),
        low=_held(form, core, 0, printed.means.get((total, count))),
        high=_held(form, core, BEST_POINTS, printed.means.get((total + BEST_POINTS * (count - known), count))),
    )


def _held(form: Questionnaire, core: Sequence[Option | None], unknown: int, mean: Decimal | None) -> Decimal | None:
    """A mean, or the lowest core answer and the lift when that is less; an unknown core answer counts as given."""
    lowest = min((option.points if option else unknown for option in core), default=BEST_POINTS)
    return None if mean is None else min(mean, Decimal(lowest + form.scoring.core_lift))


def _letter(form: Questionnaire, printed: Grid, means: Iterable[Decimal | None], caps: Sequence[str]) -> str | None:
    """Add the means, read the letter, then balance, then caps."""
    found, letters = list(means), form.scoring.letters
    known = [mean for mean in found if mean is not None]
    if not known or (form.scoring.core_first and len(known) < len(found)):
        return None
    limits, total = printed.limits[len(known)], sum(known)
    earned = next((letter for letter, limit in limits.items() if total >= limit), letters[-1])
    for letter, need in sorted(printed.balance.items(), key=lambda rule: letters.index(rule[0])):
        if earned == letter and min(known) < need:
            earned = letters[letters.index(letter) + 1]
    return max([earned, *caps], key=letters.index)


def _enough(form: Questionnaire, printed: Grid, answers: Answers, rows: Sequence[Row]) -> bool:
    """Return every core question, enough of each dimension, and enough of all."""
    counted = {row.dimension: row for row in rows if row.applicable >= form.scoring.dimension_needs}
    core = [q for q in form.questions if q.core and q.dimension in counted and answers.applies(q)]
    answered, applicable = sum(row.answered for row in rows), sum(row.applicable for row in rows)
    return (
        all(answers.option(question) for question in core)
        and all(row.answered >= printed.needs[row.applicable] for row in counted.values())
        and answered >= printed.needs_overall[applicable]
    )
