"""What a class leaves behind: counts, never answers. And what they say: the middle, the spread, where it disagrees.

No question tells anything but its number of answers when fewer than five have answered. What a report may hold stands
with its keys, as pydantic reads it from a file (`report_file`); a report that the program makes is not checked again.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, Strict, ValidationInfo, model_validator

from evaluator.classroom.settings import MODES
from evaluator.classroom.tally import MIN_ANSWERS, NEED_FACTS, Tally, most_split, quartiles, tally
from evaluator.content.models.questionnaire import DONT_KNOW, Dimension, Question, Questionnaire
from evaluator.validation.text import clean, refused_character

MAX_ITEMS = 100  # questions, or options of one
MAX_COUNT = 10_000  # answers
MAX_NAME_CHARS = 80


class ReportFaultError(ValueError):
    """What may not stand in a report: the kind of the fault, where it is within what was read, and the limit."""

    def __init__(self, kind: str, place: str = "", limit: object = "") -> None:
        super().__init__(f"{kind} {place} {limit}")
        self.kind, self.place, self.limit = kind, place, str(limit)


def _text(value: str) -> str:
    if refused_character(value):
        raise ReportFaultError("hidden-characters")
    if len(clean(value)) > MAX_NAME_CHARS:
        raise ReportFaultError("too-long", limit=MAX_NAME_CHARS)
    return clean(value)


def _mode(value: Any) -> Any:
    if value not in MODES:
        raise ReportFaultError("no-mode", limit=", ".join(MODES))
    return value


def _day(value: Any, info: ValidationInfo) -> date:
    try:
        found = date.fromisoformat(value)
    except (TypeError, ValueError):
        found = date.min
    latest: date = info.context or date.max
    if found.year // 100 != 20 or found > latest:
        raise ReportFaultError("not-a-day")
    return found


def _few(value: Any) -> Any:
    if isinstance(value, list | dict) and len(value) > MAX_ITEMS:  # before each of them is looked at
        raise ReportFaultError("too-many", limit=MAX_ITEMS)
    return value


Text = Annotated[str, AfterValidator(_text)]
Name = Annotated[str, Field(min_length=1), AfterValidator(_text)]
Count = Annotated[int, Strict(), Field(ge=0, le=MAX_COUNT)]


@dataclass(frozen=True)
class Counts:
    """One question: how many answered, and how many chose what, by option id, “I don’t know” included.

    `options` is empty when fewer than five answered.
    """

    question: Name
    n: Count
    options: Annotated[Mapping[Name, Count], BeforeValidator(_few)] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what must not be told."""
        if self.options and self.n < MIN_ANSWERS:
            raise ReportFaultError("sum", ".n", MIN_ANSWERS)

    @model_validator(mode="after")
    def _adds_up(self) -> "Counts":
        if self.options and sum(self.options.values()) != self.n:
            raise ReportFaultError("sum", ".n", MIN_ANSWERS)
        return self


@dataclass(frozen=True)
class Again:
    """A question that was voted on twice. `moved` is None when fewer than five chose something else."""

    before: Counts
    after: Counts
    moved: Count | None = None

    @model_validator(mode="after")
    def _of_one_question(self) -> "Again":
        if self.before.question != self.after.question:
            raise ReportFaultError("two-questions")
        if self.moved is not None and not MIN_ANSWERS <= self.moved <= self.after.n:
            raise ReportFaultError("sum", ".moved", MIN_ANSWERS)
        return self


@dataclass(frozen=True)
class ClassReport:
    """A class at its end, or between Reveal and End."""

    method: Name
    day: Annotated[date, BeforeValidator(_day), Field(alias="date")]
    set: Name  # quick, young, full, or the id of a dimension
    platform: Text  # "" when each group chose its own
    mode: Annotated[str, BeforeValidator(_mode)]
    joined: Count
    finished: Count
    # In the order asked.
    counts: Annotated[tuple[Counts, ...], BeforeValidator(_few), Field(alias="questions")]
    again: Annotated[tuple[Again, ...], BeforeValidator(_few)] = ()

    @model_validator(mode="after")
    def _asks_once(self) -> "ClassReport":
        names = [one.question for one in self.counts]
        for number, name in enumerate(names):
            if name in names[:number]:
                raise ReportFaultError("repeated", f"questions[{number}].question")
        return self

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
    points: Mapping[int, int]  # how many answers have how many


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
    found = (_dial(part, [one for one in everything if one.question.dimension == part.id])
             for part in form.dimensions)  # fmt: skip
    return tuple(dial for dial in found if dial)


def _dial(part: Dimension, everything: Iterable[Asked]) -> Dial | None:
    points: Counter[int] = Counter()
    for one in everything:
        for option in one.question.options:
            points[option.points] += one.counts.options.get(option.id, 0)
    found, answers = quartiles(points), points.total()
    if found is None or answers < MIN_ANSWERS:
        return None
    low, median, high = found
    return Dial(part, answers, low, median, high, points)


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
