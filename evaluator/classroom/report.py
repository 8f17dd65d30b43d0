"""What a class leaves behind: counts, never answers. And what they say: the middle, the spread, where it disagrees.

No question tells anything but its number of answers when fewer than five have answered.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from evaluator.classroom.tally import MIN_ANSWERS, NEED_FACTS, Tally, most_split, quartiles, tally
from evaluator.content.models.questionnaire import DONT_KNOW, Dimension, Light, Question, Questionnaire


@dataclass(frozen=True)
class Counts:
    """One question: how many answered, and how many chose what, by option id, “I don’t know” included.

    `options` is empty when fewer than five answered.
    """

    question: str
    n: int
    options: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what must not be told."""
        if self.options and self.n < MIN_ANSWERS:
            raise ValueError(f"{self.question}: under {MIN_ANSWERS} answers only their number is told")


@dataclass(frozen=True)
class Again:
    """A question that was voted on twice. `moved` is None when fewer than five chose something else."""

    before: Counts
    after: Counts
    moved: int | None = None


@dataclass(frozen=True)
class ClassReport:
    """A class at its end, or between Reveal and End."""

    day: date
    set: str  # quick, full, or the id of a dimension
    method: str
    platform: str  # "" when each group chose its own
    mode: str  # devices, groups, pass or paper
    joined: int
    finished: int
    counts: tuple[Counts, ...]  # in the order asked
    again: tuple[Again, ...] = ()

    @property
    def opinions(self) -> int:
        """The most answers that any question has."""
        return max((one.n for one in self.counts), default=0)


class Dial(NamedTuple):
    """A dimension: the answers to all its questions put in a row, in points from 0 to 100."""

    dimension: Dimension
    answers: int
    low: int  # a quarter of the answers has this or less
    median: int
    high: int  # a quarter has this or more
    light: Light


class Asked(NamedTuple):
    """A question with what the class said, as the form has it now."""

    question: Question
    counts: Counts
    tally: Tally


def asked(report: ClassReport, form: Questionnaire) -> tuple[Asked, ...]:
    """Return every question of the report that the form still has."""
    return tuple(
        Asked(question, one, tally(question, one.options))
        for one in report.counts
        if (question := form.question(one.question))
    )


def unknown(report: ClassReport, form: Questionnaire) -> tuple[str, ...]:
    """Return ids of questions and options, as question.option, that the form no longer has."""
    missing = [one.question for one in report.counts if not form.question(one.question)]
    options = [
        f"{one.question}.{option}"
        for one in report.counts
        if (question := form.question(one.question))
        for option in one.options
        if option not in (*question.by_id, DONT_KNOW)
    ]
    return (*missing, *options)


def dials(report: ClassReport, form: Questionnaire) -> tuple[Dial, ...]:
    """Return the dimensions of which anything may be told."""
    everything = asked(report, form)
    found = (_dial(part, [one for one in everything if one.question.dimension == part.id], form)
             for part in form.dimensions)  # fmt: skip
    return tuple(dial for dial in found if dial)


def _dial(part: Dimension, everything: Iterable[Asked], form: Questionnaire) -> Dial | None:
    points: Counter[int] = Counter()
    for one in everything:
        for option in one.question.options:
            points[option.points] += one.counts.options.get(option.id, 0)
    found, answers = quartiles(points), points.total()
    if found is None or answers < MIN_ANSWERS:
        return None
    low, median, high = found
    light = next(light for light in form.scoring.lights if median >= light.threshold)
    return Dial(part, answers, low, median, high, light)


def disagreements(report: ClassReport, form: Questionnaire) -> tuple[Asked, ...]:
    """Return where the class disagrees most: up to three questions that chance does not tell apart."""
    by_id = {one.question.id: one for one in asked(report, form)}
    return tuple(by_id[one.question] for one in most_split(one.tally for one in by_id.values()))


def need_facts(report: ClassReport, form: Questionnaire) -> tuple[Asked, ...]:
    """Return the questions that many did not know an answer to: work for the next lesson."""
    return tuple(one for one in asked(report, form) if one.tally.shape == NEED_FACTS)


def comparable(first: ClassReport, second: ClassReport) -> bool:
    """Tell whether two reports are of the same set, scored by the same method."""
    return (first.set, first.method) == (second.set, second.method)
