"""The answers of a class to one question as counts, and how far apart they are. Pure, and exact: whole numbers only.

D takes any two of the class: how far apart are their answers, compared with the most split class possible? 0 is all
the same, 1 is half at each end. “I don’t know” is no position and stays out of D. For ordered options only.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from evaluator.content.models.questionnaire import DONT_KNOW, Question

MIN_ANSWERS = 5  # answers; with fewer nothing is told
LARGEST = 40  # pupils in the table for the sum by hand
AGREE, DISAGREE = Fraction(30, 100), Fraction(60, 100)  # D from which a class is mixed, and split
SIDE, MIDDLE = Fraction(30, 100), Fraction(15, 100)  # two camps: at least on each side, at most between
PEAKS = Fraction(70, 100)  # with no option between: at least on the strongest option of each side together
FACTS = Fraction(30, 100)  # “I don’t know” from which facts come before a debate
NOISE = Fraction(10, 100)  # a class of 24 drawn twice differs by so much in D
SHOWN = 3  # questions, where a class disagrees most

FEW, NEED_FACTS, AGREES, MIXED, CAMPS, SCATTERED = "few", "facts", "agree", "mixed", "camps", "scattered"
SHAPES = (FEW, NEED_FACTS, AGREES, MIXED, CAMPS, SCATTERED)


@dataclass(frozen=True)
class Tally:
    """One question: how many chose each option, in the order offered, and how many do not know. No skips."""

    question: str
    options: tuple[int, ...]
    dont_know: int = 0

    @property
    def known(self) -> int:
        """How many took a position."""
        return sum(self.options)

    @property
    def answers(self) -> int:
        """How many answered, “I don’t know” included."""
        return self.known + self.dont_know

    @property
    def shape(self) -> str:
        """What the class is on this question, one of SHAPES."""
        if self.answers < MIN_ANSWERS:
            return FEW
        if self.dont_know >= FACTS * self.answers:
            return NEED_FACTS
        return _shape(self.options)

    @property
    def disagreement(self) -> Fraction | None:
        """D; None under five positions."""
        return disagreement(self.options)

    @property
    def rank(self) -> Fraction | None:
        """D beside that of a class answering by chance: comparable between questions with more or fewer options."""
        found = self.disagreement
        return None if found is None else found / by_chance(len(self.options))


def tally(question: Question, counts: Mapping[str, int]) -> Tally:
    """Return the tally of counts by option id; an id that the question does not have counts nowhere."""
    return Tally(
        question.id, tuple(counts.get(option.id, 0) for option in question.options), counts.get(DONT_KNOW, 0)
    )


def disagreement(counts: Sequence[int]) -> Fraction | None:
    """D of counts in the order of the options, all options that were offered; None under five answers."""
    if sum(counts) < MIN_ANSWERS:
        return None
    return Fraction(sum(products(counts)), denominator(sum(counts), len(counts)))


def products(counts: Sequence[int]) -> tuple[int, ...]:
    """Multiply at each cut between two options: the answers on its left times those on its right."""
    total = sum(counts)
    return tuple(left * (total - left) for left in list(accumulate(counts))[:-1])


def denominator(answers: int, options: int) -> int:
    """Return the sum of the products in the most split class possible: what the sum by hand is divided by."""
    return (options - 1) * (answers // 2) * (answers - answers // 2)


def denominators(options: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Return the table for the sum by hand: size of the class -> the denominator for each number of options."""
    offered = tuple(options)
    return {size: tuple(denominator(size, count) for count in offered) for size in range(MIN_ANSWERS, LARGEST + 1)}


def by_chance(options: int) -> Fraction:
    """D of a large class that answers by chance."""
    cuts = (Fraction(left, options) * (1 - Fraction(left, options)) for left in range(1, options))
    return sum(cuts, Fraction(0)) * 4 / (options - 1)


def most_split(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    """Return where the class disagrees most: up to three questions that chance does not tell apart, the first ahead.

    Questions that need facts first, or on which the class agrees, are not among them.
    """
    ranked = [(found, one) for one in tallies if one.shape in (MIXED, CAMPS, SCATTERED) and (found := one.rank)]
    ranked.sort(key=lambda pair: -pair[0])  # equals stay in the order asked
    return tuple(one for found, one in ranked if found >= ranked[0][0] - NOISE)[:SHOWN]


def quartiles(counts: Mapping[int, int]) -> tuple[int, int, int] | None:
    """Return the lower quartile, the median and the upper quartile of values with their counts; None of none.

    Each is a value that somebody gave: no average is made between two answers.
    """
    total = sum(counts.values())
    if not total:
        return None
    low, middle, high = (_at(counts, -(-total * quarter // 4)) for quarter in (1, 2, 3))
    return low, middle, high


def _at(counts: Mapping[int, int], place: int) -> int:
    """Return the value at a place of the sorted answers, counted from 1."""
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        if passed >= place:
            return value
    raise ValueError(place)


def _shape(counts: Sequence[int]) -> str:
    found = disagreement(counts)
    if found is None:
        return FEW
    if found < AGREE:
        return AGREES
    if found < DISAGREE:
        return MIXED
    return CAMPS if _two_camps(counts) else SCATTERED


def _two_camps(counts: Sequence[int]) -> bool:
    """Enough on either side, and few between; where no option lies between, the two sides have a peak each."""
    half, total = len(counts) // 2, sum(counts)
    bottom, middle, top = counts[:half], counts[half : len(counts) - half], counts[len(counts) - half :]
    if min(sum(bottom), sum(top)) < SIDE * total:
        return False
    return sum(middle) <= MIDDLE * total if middle else max(bottom) + max(top) >= PEAKS * total
