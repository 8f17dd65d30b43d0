"""What the program talks about: questions, options, FAQ entries, actions. Frozen, with look-ups only.

Points run from 0 (worst) to 100 (best). Letters run from the first band (best) to the last (worst).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

DONT_KNOW = "dont-know"
NOT_APPLICABLE = "not-applicable"
EFFORTS = ("2-min", "20-min", "longer")


@dataclass(frozen=True)
class Framework:
    """A published standard that a question derives from."""

    name: str
    item: str
    url: str


@dataclass(frozen=True)
class Option:
    """One possible answer. `cap` is the best letter that this answer still allows."""

    id: str
    text: str
    points: int
    reason: str
    cap: str | None = None
    cap_reason: str | None = None
    setting: bool = False  # a person can get the next better situation by changing a setting
    harm: bool = False  # the answer says that somebody may have been hurt


@dataclass(frozen=True)
class Question:
    """One question of the form, with its options from best to worst."""

    id: str
    dimension: str
    order: int
    core: bool
    describes: str  # "platform", or "yours" when it is about the visitor's own feed or circle
    text: str
    hint: str | None
    items: tuple[str, ...]
    why: str
    find_out: tuple[str, ...]
    dont_know: str
    not_applicable: str | None
    options: tuple[Option, ...]
    frameworks: tuple[Framework, ...]

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """Every value an answer to this question may have, in the order shown."""
        last = (DONT_KNOW, NOT_APPLICABLE) if self.not_applicable else (DONT_KNOW,)
        return (*(option.id for option in self.options), *last)

    def option(self, value: str) -> Option | None:
        """The option with this id; None for don't know, does not apply or anything else."""
        return self._options.get(value)

    def better(self, option: Option) -> Option | None:
        """The option with the next higher number of points, None for the best."""
        above = [other for other in self.options if other.points > option.points]
        return min(above, key=lambda other: other.points) if above else None

    @cached_property
    def caps(self) -> tuple[str, ...]:
        """The caps that an answer to this question could bring."""
        return tuple(option.cap for option in self.options if option.cap)

    @cached_property
    def _options(self) -> dict[str, Option]:
        return {option.id: option for option in self.options}


@dataclass(frozen=True)
class Dimension:
    """One of the four questions, with the questions of the form that measure it."""

    id: str
    name: str
    question: str
    about: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Band:
    """A letter, the score from which it is earned, and its words."""

    letter: str
    threshold: int
    words: str


@dataclass(frozen=True)
class Light:
    """A state of the quick check and the points from which it shows."""

    id: str
    threshold: int
    words: str


@dataclass(frozen=True)
class Scoring:
    """The constants of questions/scoring.yaml, which says what each one means."""

    method: str
    bands: tuple[Band, ...]
    near_line: int
    balance: Mapping[str, int]
    weights: Mapping[str, Fraction]
    dimension_needs: int
    dimension_share: Fraction
    overall_share: Fraction
    not_applicable_warning: Fraction
    weak: int
    strong: int
    lights: tuple[Light, ...]
    recheck_after_days: int

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """Letters from best to worst."""
        return tuple(band.letter for band in self.bands)

    def band(self, letter: str) -> Band:
        """The band of a letter; KeyError when there is none."""
        return self._bands[letter]

    @cached_property
    def _bands(self) -> dict[str, Band]:
        return {band.letter: band for band in self.bands}


@dataclass(frozen=True)
class Questionnaire:
    """The form: dimensions in order, and the rules by which it is scored."""

    dimensions: tuple[Dimension, ...]
    scoring: Scoring
    seconds_per_question: int
    quick: bool = False  # the quick check: lights, never a letter

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions in the order asked."""
        return tuple(self.walk())

    def walk(self) -> Iterator[Question]:
        """Go through the questions, dimension by dimension."""
        for dimension in self.dimensions:
            yield from dimension.questions

    def question(self, question_id: str) -> Question | None:
        """The question with this id, or None."""
        return self._questions.get(question_id)

    def dimension(self, dimension_id: str) -> Dimension:
        """The dimension with this id; KeyError when there is none."""
        return self._dimensions[dimension_id]

    @cached_property
    def core(self) -> "Questionnaire":
        """The quick check: the core questions alone, one being enough for a dimension."""
        dimensions = tuple(
            replace(dimension, questions=tuple(q for q in dimension.questions if q.core))
            for dimension in self.dimensions
        )
        return replace(self, dimensions=dimensions, scoring=replace(self.scoring, dimension_needs=1), quick=True)

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.id: question for question in self.walk()}

    @cached_property
    def _dimensions(self) -> dict[str, Dimension]:
        return {dimension.id: dimension for dimension in self.dimensions}


@dataclass(frozen=True)
class Source:
    """Where a fact comes from, and the date of the source (YYYY, YYYY-MM or YYYY-MM-DD)."""

    title: str
    url: str
    date: str


@dataclass(frozen=True)
class FaqEntry:
    """A question about the film or the dilemma with a short and a full answer."""

    id: str
    group: str
    order: int
    question: str
    short: str
    answer: tuple[str, ...]  # paragraphs
    film: str
    sources: tuple[Source, ...]
    checked: str
    serves: tuple[str, ...]
    related: tuple[str, ...]


@dataclass(frozen=True)
class Action:
    """Something a person, a company or a law-maker can do. `links` maps a language to an address."""

    id: str
    title: str
    gives: str
    links: Mapping[str, str]
    kind: str
    audience: tuple[str, ...]
    effort: str
    who: str
    countries: tuple[str, ...]
    serves: tuple[str, ...]
    checked: str
    verified: str
    phone: str | None = None
    hours: str | None = None

    @property
    def local(self) -> bool:
        """True when it serves in some countries only; the European Union is wide enough not to count as one."""
        return bool(self.countries) and "EU" not in self.countries

    def link(self, language: str) -> tuple[str, str]:
        """(language, address): in the language asked for where the resource has it, else in its first one."""
        chosen = language if language in self.links else next(iter(self.links))
        return chosen, self.links[chosen]


@dataclass(frozen=True)
class Library:
    """Everything in questions/, in one language."""

    language: str
    questionnaire: Questionnaire
    faq: tuple[FaqEntry, ...]
    actions: tuple[Action, ...]
    platforms: tuple[str, ...]

    def entry(self, entry_id: str) -> FaqEntry | None:
        """The FAQ entry with this id, or None."""
        return self._faq.get(entry_id)

    def faq_for(self, question: Question, option: Option | None = None) -> tuple[FaqEntry, ...]:
        """FAQ entries for an answer, those that name the option first, then the question, then the dimension."""
        return _nearest(self._faq_by_target, question, option)

    def actions_for(self, question: Question, option: Option | None = None) -> tuple[Action, ...]:
        """Actions for an answer, in the same order of nearness."""
        return _nearest(self._actions_by_target, question, option)

    @cached_property
    def help_lines(self) -> tuple[Action, ...]:
        """Numbers to call, those reachable in this library's language first."""
        lines = (action for action in self.actions if action.kind == "help-line")
        return tuple(sorted(lines, key=lambda line: self.language not in line.links))

    @cached_property
    def _faq(self) -> dict[str, FaqEntry]:
        return {entry.id: entry for entry in self.faq}

    @cached_property
    def _faq_by_target(self) -> dict[str, list[FaqEntry]]:
        return _by_target(self.faq)

    @cached_property
    def _actions_by_target(self) -> dict[str, list[Action]]:
        """Among equals, what serves in every country comes first, then what is done soonest."""
        ranked = sorted(self.actions, key=lambda action: (action.local, EFFORTS.index(action.effort)))
        return _by_target(tuple(ranked))


T = TypeVar("T", FaqEntry, Action)


def _by_target(things: tuple[T, ...]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for thing in things:
        for target in thing.serves:
            found.setdefault(target, []).append(thing)
    return found


def _nearest(by_target: dict[str, list[T]], question: Question, option: Option | None) -> tuple[T, ...]:
    """What serves the option, then the question, then the dimension, each thing once."""
    targets = [question.id, question.dimension]
    if option:
        targets.insert(0, f"{question.id}.{option.id}")
    found = {thing.id: thing for target in targets for thing in by_target.get(target, ())}
    return tuple(found.values())
