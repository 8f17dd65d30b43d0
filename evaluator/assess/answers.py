"""What a visitor answered, read from (name, value) pairs such as those of a URL. It checks itself.

A question id is a parameter name; its value is an option id, `dont-know` or, where the question offers it,
`not-applicable`. Unknown names are ignored. What is wrong becomes a Problem and the rest is kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote_plus
from zlib import crc32

from evaluator.content.models.questionnaire import NOT_APPLICABLE, Option, Question, Questionnaire
from evaluator.validation.parameters import Problem, check_platform
from evaluator.validation.text import clean

SETS = ("full", "quick")
NORMAL = "normal"
PARAMETERS = ("platform", "set", "date")  # besides the questions and the weights


@dataclass(frozen=True)
class Answers:
    """The values given, by question id. A question that is missing was left blank."""

    given: Mapping[str, str] = field(default_factory=dict)

    def option(self, question: Question) -> Option | None:
        """The option chosen, or None when unknown or not applicable."""
        return question.by_id.get(self.given.get(question.id, ""))

    def applies(self, question: Question) -> bool:
        """False only when the visitor said that the question does not apply."""
        return self.given.get(question.id) != NOT_APPLICABLE


@dataclass(frozen=True)
class Assessment:
    """One visitor's answers about one platform, on one day."""

    platform: str
    set: str  # "full" or "quick"
    answers: Answers
    weights: Mapping[str, str] = field(default_factory=dict)  # dimension id -> less, normal, more
    day: date | None = None  # None: today

    def parameters(self) -> list[tuple[str, str]]:
        """The assessment as (name, value) pairs; `read` gives the same assessment back."""
        pairs = [("platform", self.platform), ("set", self.set), *self.answers.given.items()]
        pairs += [(f"weight-{dimension}", weight) for dimension, weight in self.weights.items()]
        return pairs + ([("date", self.day.isoformat())] if self.day else [])

    @property
    def query(self) -> str:
        """The same as in an address. Only the name can hold what an address must not; ids and days cannot."""
        (_, platform), *others = self.parameters()
        return "&".join([f"platform={quote_plus(platform)}", *(f"{name}={value}" for name, value in others)])


@dataclass(frozen=True)
class Reading:
    """What `read` understood, and what it could not use."""

    assessment: Assessment
    problems: tuple[Problem, ...]


def read(questionnaire: Questionnaire, pairs: Iterable[tuple[str, str]], today: date) -> Reading:
    """Read an assessment from (name, value) pairs; never raises, problems are listed in the order met."""
    allowed = {"platform": (), "date": (), "set": SETS, **questionnaire.parameters}
    good: dict[str, str] = {}
    problems: dict[str, Problem] = {}
    seen: set[str] = set()
    for name, value in pairs:
        if name not in allowed or name in problems:
            continue
        if name in seen:
            problems[name] = Problem("repeated", name, value, allowed[name])
            good.pop(name, None)
            continue
        seen.add(name)
        problem = _check(name, value, allowed[name], today)
        if problem:
            problems[name] = problem
        else:
            good[name] = value
    return Reading(_assessment(questionnaire, good), tuple(problems.values()))


def _check(name: str, value: str, choices: tuple[str, ...], today: date) -> Problem | None:
    if name == "platform":
        return check_platform(value)
    if name == "date":
        return None if _day(value, today) else Problem("bad-date", name, value)
    return None if value in choices else Problem("unknown-value", name, value, choices)


def listed_worst_first(platform: str) -> bool:
    """True for about half of all names: then options are listed from worst to best (against answering by position).

    It hangs on the name alone, so that the same address always gives the same page.
    """
    return crc32(platform.strip().casefold().encode(errors="replace")) % 2 == 1


def _day(value: str, today: date) -> date | None:
    """An ISO day that is neither before the film (2020) nor after tomorrow, so that any time zone may be right."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    in_range = day.year >= 2020 and (day - today).days <= 1
    return day if in_range and value == day.isoformat() else None


def _assessment(questionnaire: Questionnaire, good: Mapping[str, str]) -> Assessment:
    dimensions = [dimension.id for dimension in questionnaire.dimensions]
    weights = {d: good[f"weight-{d}"] for d in dimensions if good.get(f"weight-{d}", NORMAL) != NORMAL}
    return Assessment(
        platform=clean(good.get("platform", "")),
        set=good.get("set", SETS[0]),
        answers=Answers({q.id: good[q.id] for q in questionnaire.questions if q.id in good}),
        weights=weights,
        day=date.fromisoformat(good["date"]) if "date" in good else None,
    )
