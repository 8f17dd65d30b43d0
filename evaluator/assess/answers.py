"""What a visitor answered, read from (name, value) pairs such as those of a URL. It checks itself.

A question id is a parameter name; its value is an option id, `dont-know` or, where the question offers it,
`not-applicable`. `fact-` before the id names the documented fact that the answer was taken from. Unknown names are
left out, and told where they look like ours. What is wrong becomes a Problem and the rest is kept.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import quote_plus
from zlib import crc32

from evaluator.assess.earlier_methods import Carried, carry, method_of
from evaluator.assess.left_out import LeftOut, left_out
from evaluator.content.models.questionnaire import NOT_APPLICABLE, EarlierMethod, Option, Question, Questionnaire
from evaluator.content.models.types import KEBAB
from evaluator.validation.parameters import Problem, check_platform, clean_platform

SETS = ("full", "quick")
NORMAL = "normal"
PARAMETERS = ("platform", "set", "date")  # besides the questions and the weights
FACT = "fact-"  # before the id of a question: the fact that its answer was taken from
KEEP, LIMITS, LEAVE = "keep", "limits", "leave"
DECISIONS = (KEEP, LIMITS, LEAVE)
# What one can decide on beside words of one's own; `shelf_text` words them.
LIMIT_CHOICES = ("no-alerts", "not-at-night", "half-an-hour", "known-people", "no-posts", "no-scrolling")


@dataclass(frozen=True)
class Answers:
    """The values given, by question id. A question that is missing was left blank."""

    given: Mapping[str, str] = field(default_factory=dict)

    def option(self, question: Question) -> Option | None:
        """Return the option chosen, or None when unknown or not applicable."""
        return question.by_id.get(self.given.get(question.id, ""))

    def applies(self, question: Question) -> bool:
        """Return false only when the visitor said that the question does not apply."""
        return self.given.get(question.id) != NOT_APPLICABLE


@dataclass(frozen=True)
class Assessment:
    """One visitor's answers about one platform, on one day."""

    platform: str
    set: str  # "full" or "quick"
    answers: Answers
    weights: Mapping[str, str] = field(default_factory=dict)  # dimension id -> less, normal, more
    day: date | None = None  # None: today
    situation: Mapping[str, str] = field(default_factory=dict)  # what the visitor said of themselves; never scored
    method: str = ""  # named in the address where the form has had more than one
    carried: Carried | None = None  # where the answers were given under an earlier method
    taken: Mapping[str, str] = field(default_factory=dict)  # question id -> id of the fact its answer was taken from
    left_out: tuple[LeftOut, ...] = field(
        default=(), compare=False
    )  # what its address said besides, perhaps by a slip

    def taking(self, question: Question, option: str, fact: str) -> "Assessment":
        """Take over what a documented fact says of a question, as an answer that names the fact."""
        given = Answers({**self.answers.given, question.id: option})
        return replace(self.current, answers=given, taken={**self.taken, question.id: fact}, day=None)

    @property
    def current(self) -> "Assessment":
        """The same read by today's method, as if it had been given so."""
        return replace(self, carried=None)

    def dated(self, today: date) -> "Assessment":
        """The same of a day: its own, else today."""
        return self if self.day else replace(self, day=today)

    @property
    def given(self) -> Mapping[str, str]:
        """Return the answers as they were given, under an earlier method where it was one."""
        return self.carried.given if self.carried else self.answers.given

    def parameters(self) -> list[tuple[str, str]]:
        """Return the assessment as (name, value) pairs; `read` gives the same assessment back."""
        method, given = (self.carried.method if self.carried else self.method), self.given
        pairs = [("platform", self.platform), ("set", self.set), *([("method", method)] if method else [])]
        pairs += [*self.situation.items(), *given.items()]
        pairs += [(f"{FACT}{question}", fact) for question, fact in self.taken.items()]
        pairs += [(f"weight-{dimension}", weight) for dimension, weight in self.weights.items()]
        return pairs + ([("date", self.day.isoformat())] if self.day else [])

    @property
    def query(self) -> str:
        """The same as in an address. Only the name can hold what an address must not; ids and days cannot."""
        (_, platform), *others = self.parameters()
        return "&".join([f"platform={quote_plus(platform)}", *(f"{name}={value}" for name, value in others)])


@dataclass(frozen=True)
class Decision:
    """What somebody decided about an app, and when to look at it again."""

    kind: str  # one of DECISIONS
    limits: tuple[str, ...] = ()  # of LIMIT_CHOICES
    own_limit: str = ""
    by: date | None = None  # the day to be gone
    reason: str = ""
    review: date | None = None


@dataclass(frozen=True)
class Note:
    """What somebody remarks on one answer, and where it can be seen."""

    text: str = ""
    source: str = ""


@dataclass(frozen=True)
class Reading:
    """What `read` understood, and what it could not use."""

    assessment: Assessment
    problems: tuple[Problem, ...]


def read(questionnaire: Questionnaire, pairs: Iterable[tuple[str, str]], today: date) -> Reading:
    """Read an assessment from (name, value) pairs; never raises, problems are listed in the order met."""
    pairs = list(pairs)
    methods = (questionnaire.scoring.method, *(earlier.name for earlier in questionnaire.earlier))
    named = [value for name, value in pairs if name == "method" and value in methods]
    earlier = method_of(questionnaire, pairs, named[0] if named else None)
    allowed = {"platform": (), "date": (), "set": SETS, **_parameters(questionnaire, earlier)}
    if questionnaire.earlier:
        allowed["method"] = methods
    good: dict[str, str] = {}
    problems: dict[str, Problem] = {}
    seen: set[str] = set()
    for name, value in pairs:
        if name not in allowed or name in problems or not value:  # a list left at "not said" is sent empty
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
    assessment = replace(_assessment(questionnaire, earlier, good), left_out=left_out(pairs, allowed))
    return Reading(assessment, tuple(problems.values()))


def _parameters(questionnaire: Questionnaire, earlier: EarlierMethod | None) -> dict[str, tuple[str, ...]]:
    """Return the parameters besides the fixed ones. A question of an earlier method has the choices it had then.

    Today's names are checked under every method, so that what is refused does not hang on how old a link looks.
    """
    today = questionnaire.parameters | {f"{FACT}{question.id}": () for question in questionnaire.questions}
    then = earlier.questionnaire.questions if earlier else ()
    return today | {question.id: question.choices for question in then}


def _check(name: str, value: str, choices: tuple[str, ...], today: date) -> Problem | None:
    if name == "platform":
        return check_platform(value)
    if name == "date":
        return None if _day(value, today) else Problem("bad-date", name, value)
    if name.startswith(FACT):
        return None if re.fullmatch(KEBAB, value) else Problem("unknown-value", name, value)
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


def _assessment(questionnaire: Questionnaire, earlier: EarlierMethod | None, good: Mapping[str, str]) -> Assessment:
    dimensions = [dimension.id for dimension in questionnaire.dimensions]
    weights = {d: good[f"weight-{d}"] for d in dimensions if good.get(f"weight-{d}", NORMAL) != NORMAL}
    asked = earlier.questionnaire if earlier else questionnaire
    given = {q.id: good[q.id] for q in asked.questions if q.id in good}
    carried = carry(questionnaire, earlier, given) if earlier else None
    facts = {q.id: good.get(f"{FACT}{q.id}") for q in questionnaire.questions if q.option(given.get(q.id, ""))}
    return Assessment(
        platform=clean_platform(good.get("platform", "")),
        set=good.get("set", SETS[0]),
        answers=Answers(carried.now if carried else given),
        weights=weights,
        day=date.fromisoformat(good["date"]) if "date" in good else None,
        situation={part.id: good[part.id] for part in questionnaire.situation_parts if part.id in good},
        method=questionnaire.scoring.method if questionnaire.earlier else "",
        carried=carried,
        taken={} if carried else {question: fact for question, fact in facts.items() if fact},
    )
