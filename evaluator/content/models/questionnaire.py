"""The form: dimensions, questions and options. Frozen, with look-ups only.

Points run from 0 (worst) to 100 (best). Letters run from the first band (best) to the last (worst).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal
from unicodedata import normalize

from pydantic import Field, StringConstraints, model_validator

from evaluator.content.models.platforms import Place
from evaluator.content.models.scoring import Scoring
from evaluator.content.models.types import (
    DONT_KNOW as DONT_KNOW,
)
from evaluator.content.models.types import (
    MY,
    UNPUBLISHED,
    Flag,
    Id,
    Letter,
    Order,
    Plain,
    Points,
    Prose,
    QuestionId,
    Short,
    Url,
    content,
    country_of,
)
from evaluator.content.models.types import (
    NOT_APPLICABLE as NOT_APPLICABLE,
)

ASK = "ask"  # an answer of an earlier method that fits two of today is asked again


@content
class Framework:
    """A published standard that a question derives from."""

    name: Prose
    """The standard."""
    item: Prose
    """Which part of it, and what it says."""
    url: Url
    """Where it can be read (https)."""


@content
class Option:
    """One possible answer."""

    id: Id
    """Unique in its question. Put it in double quotes when it is a word like no or on."""
    text: Prose
    """The answer."""
    points: Points
    """0 to 100."""
    reason: Prose
    """Why these points."""
    cap: Letter | None = None
    """The best letter that this answer still allows."""
    cap_reason: Prose | None = None
    """With cap: why."""
    setting: Flag = False
    """true when a person can get the next better situation by changing a setting."""
    harm: Flag = False
    """true when the answer says that somebody may have been hurt; the report then shows help lines."""
    because: Prose | None = None
    """A weak answer as half a sentence, to 60 characters, without a capital or full stop: the result says it."""
    short: Short | None = None
    """The answer in a few words, to 30 characters, for the wall and the phones of a class."""

    @property
    def brief(self) -> str:
        """The answer as a class reads it from the last row."""
        return self.short or self.text


@content
class YoungWords:
    """A question in short words, for classes of 11 to 15 years."""

    text: Prose
    """The question."""
    options: Annotated[tuple[Short, ...], Field(min_length=2, max_length=8)]
    """The answers in their order, each to 30 characters."""
    hint: Prose | None = None
    """One line of help under it."""
    items: tuple[Prose, ...] = ()
    """Things to count."""


@content
class Question:
    """One question of the form, with its options from best to worst."""

    id: QuestionId
    """The name of the file: lower-case words with at least one hyphen. Also its name in addresses."""
    dimension: Annotated[Id, UNPUBLISHED]
    """The id of the dimension it belongs to."""
    order: Annotated[Order, UNPUBLISHED]
    """Its place in the dimension, from 1."""
    core: Flag
    """true for the questions of the quick check, which a letter cannot do without."""
    describes: Literal["platform", "yours"]
    """platform, or yours when the answer is about what the visitor sees or does."""
    text: Prose
    """The question."""
    why: Prose
    """Why it is asked."""
    find_out: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """Steps to the answer, doable in two minutes."""
    dont_know: Prose
    """When “I don’t know” is the honest answer."""
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=8)]
    """The answers, best first: the best has 100 points, the worst 0."""
    frameworks: Annotated[tuple[Framework, ...], Field(min_length=1)]
    """Published standards behind the question."""
    note: Annotated[Plain, UNPUBLISHED]
    """For editors only, never shown: pitfalls, reasons."""
    hint: Prose | None = None
    """One line of help under it."""
    keywords: Annotated[Prose | None, UNPUBLISHED] = None
    """Words people type when they look for it, and that it does not use."""
    items: tuple[Prose, ...] = ()
    """Things to count."""
    not_applicable: Prose | None = None
    """The condition under which “does not apply” is offered. Left out: it is not offered."""
    served_by: Annotated[tuple[Id, ...], UNPUBLISHED] = ()
    """Ids of FAQ answers and actions that serve it, as if they named it among what they serve."""
    young: Annotated[YoungWords | None, UNPUBLISHED] = None
    """The question in short words; with them it is in the set for ages 11 to 15."""

    @model_validator(mode="after")
    def _young_words_fit(self) -> "Question":
        if self.young and len(self.young.options) != len(self.options):
            message = f"young has {len(self.young.options)} options, the question {len(self.options)}; write one each"
            raise ValueError(message)
        return self

    @cached_property
    def in_young_words(self) -> "Question":
        """The same question as a class of 11 to 15 years reads it; itself without such words."""
        if self.young is None:
            return self
        told = zip(self.options, self.young.options, strict=True)
        options = tuple(replace(option, text=words, short=None) for option, words in told)
        return replace(self, text=self.young.text, hint=self.young.hint, items=self.young.items, options=options)

    @cached_property
    def speaks_of_harm(self) -> bool:
        """True when an answer says that somebody may have been hurt: nobody is asked this in a group."""
        return any(option.harm for option in self.options)

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """Every value an answer to this question may have, in the order shown."""
        last = (DONT_KNOW, NOT_APPLICABLE) if self.not_applicable else (DONT_KNOW,)
        return (*(option.id for option in self.options), *last)

    def option(self, value: str) -> Option | None:
        """Return the option with this id; None for don't know, does not apply or anything else."""
        return self.by_id.get(value)

    def better(self, option: Option) -> Option | None:
        """Return the option with the next higher number of points, None for the best."""
        return self._better[option.id]

    def place(self, option: Option) -> tuple[int, int]:
        """Return where an option of this question stands: counted from the top, counted from the bottom."""
        return self._places[option.id]

    @cached_property
    def caps(self) -> tuple[str, ...]:
        """The caps that an answer to this question could bring."""
        return tuple(option.cap for option in self.options if option.cap)

    @cached_property
    def _better(self) -> dict[str, Option | None]:
        ranked = sorted(self.options, key=lambda option: option.points)
        return {o.id: next((other for other in ranked if other.points > o.points), None) for o in self.options}

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        return {option.id: (number, len(self.options) - number) for number, option in enumerate(self.options)}

    @cached_property
    def by_id(self) -> dict[str, Option]:
        """The options by id; an assessment looks them up a hundred times."""
        return {option.id: option for option in self.options}


@content
class Dimension:
    """One of the four questions, with the questions of the form that measure it."""

    id: Id
    """Its name in addresses and in rubric/ID.yaml; lower-case words joined by hyphens."""
    name: Prose
    """A word or two."""
    question: Prose
    """What the whole part asks."""
    about: Prose
    """One sentence on what its questions look at."""
    questions: tuple[Question, ...]
    """The questions that measure it."""

    def asking(self, questions: Iterable[Question]) -> "Dimension":
        """Return the dimension with those of some questions that are its own."""
        return replace(self, questions=tuple(each for each in questions if each.dimension == self.id))


@dataclass(frozen=True)
class Topic:
    """What a form is about, in the words of the pages around it. Ours is about platforms: see `content.topic`."""

    title: str  # of the site
    heading: str  # the question of the first page
    lead: str  # under it
    ask: str  # the label of the field for the name of what is judged
    hint: str  # under that label
    unnamed: str  # what stands for the name when none was given
    start: str  # the link to the first page
    again: str  # the same, at the end of a report
    answers: str  # what the answers of the FAQ are
    origin: str  # who made the form and from what, at the foot of every page
    groups: Mapping[str, str]  # of the answers of the FAQ, in order: id -> name
    run_by: str = ""  # the operator in one line

    @property
    def signature(self) -> str:
        """The site and who runs it, as at the foot of a document."""
        return f"{self.title} · {self.run_by}" if self.run_by else self.title


@content
class Choice:
    """One possible value of a part of the situation."""

    id: Id
    """Unique in its list."""
    text: Prose
    """Its words."""
    place: Place | None = None
    """Of a region: whose facts hold there: a two-letter code, EU or world."""

    @property
    def listed_by(self) -> tuple[bool, str]:
        """What a list is sorted by: a country by its name, accents folded."""
        country = country_of(self.place)
        return (not country, normalize("NFKD", self.text).casefold() if country else "")


@content
class SituationPart:
    """One thing that rules and settings may hang on, such as where somebody lives. It chooses facts, never points."""

    id: Annotated[str, StringConstraints(pattern=MY)]
    """Its name in an address; it starts with my-."""
    text: Prose
    """What is asked."""
    options: Annotated[tuple[Choice, ...], Field(min_length=2, max_length=80)]
    """The values it may have."""

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """The values it may have."""
        return tuple(option.id for option in self.options)

    @cached_property
    def listed(self) -> tuple[Choice, ...]:
        """The values as a list shows them: countries by name, what is wider after them; others as written."""
        return tuple(sorted(self.options, key=lambda each: each.listed_by))

    def option_text(self, value: str) -> str:
        """Return the words of a value; KeyError when there is none."""
        return {option.id: option.text for option in self.options}[value]

    def place(self, value: str | None) -> str | None:
        """Return the place that a value stands for; None when it stands for none."""
        return {option.id: option.place for option in self.options}.get(value or "")


@content
class Situation:
    """What somebody may say of themselves before answering; it never scores."""

    lead: Prose
    """Why it is asked, in one line."""
    parts: Annotated[tuple[SituationPart, ...], Field(min_length=1, max_length=4)]
    """What is asked, each with its possible values."""


@content
class When:
    """Another answer that a rule hangs on."""

    question: QuestionId
    """A question of then."""
    answers: Annotated[tuple[Plain, ...], Field(min_length=1)]
    """Any of these answers was given to it."""


@content
class Move:
    """How an answer of an earlier method reads now."""

    answer: Plain
    """An answer of then, or not-applicable."""
    becomes: Plain
    """An answer of today, or ask when the old one fits two of today."""
    when: When | None = None
    """Another answer that the rule hangs on."""


@dataclass(frozen=True)
class EarlierMethod:
    """A method whose links still open: the form it scored with, how its answers read now, and what changed since."""

    questionnaire: "Questionnaire"
    start: date
    changes: tuple[str, ...]
    gone: frozenset[str]  # questions that are asked no longer
    moves: Mapping[str, tuple[Move, ...]]  # by question; the first that fits holds

    @property
    def name(self) -> str:
        """The name it had in an address and on a report."""
        return self.questionnaire.scoring.method


@dataclass(frozen=True)
class Questionnaire:
    """The form: dimensions in order, and the rules by which it is scored."""

    dimensions: tuple[Dimension, ...]
    scoring: Scoring
    seconds_per_question: int
    quick: bool = False  # the quick check: lights, never a letter
    topic: Mapping[str, Any] = field(default_factory=dict)  # the fields of Topic that the folder gives
    rule: str | None = None  # at the head of every page of questions
    situation: Situation | None = None
    earlier: tuple[EarlierMethod, ...] = ()  # the oldest first

    @property
    def about_platforms(self) -> bool:
        """True unless the folder says what else is judged: a name of one's own alone changes no topic."""
        return "ask" not in self.topic

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions in the order asked."""
        return tuple(self.walk())

    def walk(self) -> Iterator[Question]:
        """Go through the questions, dimension by dimension."""
        for dimension in self.dimensions:
            yield from dimension.questions

    def question(self, question_id: str) -> Question | None:
        """Return the question with this id, or None."""
        return self._questions.get(question_id)

    def dimension(self, dimension_id: str) -> Dimension:
        """Return the dimension with this id; KeyError when there is none."""
        return self._dimensions[dimension_id]

    def number(self, dimension_id: str) -> int:
        """Return the place of a dimension, from 1: its mark and its colour. ValueError when there is none."""
        return list(self._dimensions).index(dimension_id) + 1

    @cached_property
    def parameters(self) -> dict[str, tuple[str, ...]]:
        """The values that each question and each weight may have, by the name it has in an address."""
        weights = tuple(self.scoring.weights)
        return (
            {q.id: q.choices for q in self.questions}
            | {f"weight-{d.id}": weights for d in self.dimensions}
            | {part.id: part.choices for part in self.situation_parts}
        )

    def place(self, said: Mapping[str, str]) -> str | None:
        """Return where somebody is who said this of themselves; None when they left it open."""
        return next((place for part in self.situation_parts if (place := part.place(said.get(part.id)))), None)

    def of_method(self, name: str) -> "Questionnaire":
        """Return the form that a method scored with: an earlier one by its name, else this one."""
        return next((earlier.questionnaire for earlier in self.earlier if earlier.name == name), self)

    @property
    def situation_parts(self) -> tuple[SituationPart, ...]:
        """The parts of the situation, none when the form does not ask for it."""
        return self.situation.parts if self.situation else ()

    @cached_property
    def core(self) -> "Questionnaire":
        """The quick check: the core questions alone, one being enough for a dimension."""
        return self._quick(question for question in self.questions if question.core)

    @cached_property
    def without_harm(self) -> "Questionnaire":
        """The form without the questions whose answers speak of harm."""
        return self._asking(question for question in self.questions if not question.speaks_of_harm)

    @cached_property
    def young(self) -> "Questionnaire":
        """The form in short words for ages 11 to 15, of the questions that have them; one is enough for a part."""
        return self._quick(question.in_young_words for question in self.questions if question.young)

    def _asking(self, questions: Iterable[Question]) -> "Questionnaire":
        """Return the form with these questions alone."""
        asked = tuple(questions)
        return replace(self, dimensions=tuple(part.asking(asked) for part in self.dimensions))

    def _quick(self, questions: Iterable[Question]) -> "Questionnaire":
        return replace(self._asking(questions), scoring=replace(self.scoring, dimension_needs=1), quick=True)

    def only(self, dimension_id: str) -> "Questionnaire":
        """Return the form of one dimension alone; KeyError when there is none."""
        return replace(self, dimensions=(self.dimension(dimension_id),))

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.id: question for question in self.walk()}

    @cached_property
    def _dimensions(self) -> dict[str, Dimension]:
        return {dimension.id: dimension for dimension in self.dimensions}
