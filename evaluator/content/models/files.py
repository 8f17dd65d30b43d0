"""The shapes of files that are written otherwise than the model holds them: the form as a whole, the score, and a
method of before. `assemble` makes the model of them; all other files have one class for both.
"""

from typing import Annotated

from pydantic import Field

from evaluator.content.models.questionnaire import Move, Situation
from evaluator.content.models.scoring import Band, Light
from evaluator.content.models.types import (
    Code,
    Day,
    Flag,
    Id,
    Letter,
    Plain,
    Points,
    Prose,
    QuestionId,
    Share,
    content,
)
from evaluator.i18n.language import SOURCE

PlatformNames = tuple[Plain, ...]  # platforms.yaml


@content
class DimensionPart:
    """One of the few questions that the form takes apart."""

    id: Id
    """Its name in addresses and in rubric/ID.yaml; lower-case words joined by hyphens."""
    name: Prose
    """A word or two."""
    question: Prose
    """What the whole part asks."""
    about: Prose
    """One sentence on what its questions look at."""


@content
class GroupPart:
    """A group of answers of the FAQ."""

    id: Id
    """Its name in faq/ID.yaml."""
    name: Prose
    """Its heading on the page of answers."""


@content
class TopicPart:
    """The words around the form. What is left out stays as it is for platforms, in every language."""

    title: Prose | None = None
    """The name of the site: in every title, at the top of every page and in documents."""
    heading: Prose | None = None
    """The question of the first page."""
    lead: Prose | None = None
    """A sentence or two under it; search engines show it as well."""
    ask: Prose | None = None
    """The label of the field for the name of what is judged, such as "Which shop?"."""
    hint: Prose | None = None
    """One line under that label."""
    unnamed: Prose | None = None
    """What stands for the name when none was given, such as "this shop"."""
    start: Prose | None = None
    """The words of the button that leads to the first page, such as "Judge a shop"."""
    again: Prose | None = None
    """The same at the end of a report, such as "Judge another shop"."""
    answers: Prose | None = None
    """What the answers of the FAQ are and where they come from."""
    origin: Prose | None = None
    """Who made the form and from what; it stands at the foot of every page."""
    groups: Annotated[tuple[GroupPart, ...], Field(min_length=1)] | None = None
    """The groups of answers of the FAQ, in the order shown."""


@content
class QuestionnaireFile:
    """questionnaire.yaml."""

    seconds_per_question: Annotated[int, Field(ge=1, strict=True)]
    """How long one answer takes; only used to say how many minutes are left."""
    dimensions: Annotated[tuple[DimensionPart, ...], Field(min_length=1, max_length=8)]
    """The parts of the form in the order asked, one to eight of them."""
    language: Code = SOURCE
    """The language this folder is written in, such as fr. Left out: en."""
    topic: TopicPart | None = None
    """The words around the form, all of them or some. Left out: platforms, and the pages say so."""
    rule: Prose | None = None
    """A sentence at the head of every page of questions, and of the worksheet."""
    situation: Situation | None = None
    """What somebody may say of themselves before answering; it never scores."""


@content
class BalancePart:
    """A letter that needs this score in every dimension."""

    letter: Letter
    """A letter of the bands."""
    every_dimension: Points
    """The score that every applying dimension needs."""


@content
class WeightsPart:
    """What a visitor may give a dimension."""

    less: Share
    """Such as "1/2"."""
    normal: Share
    """Such as "1"."""
    more: Share
    """Such as "2"."""


@content
class LetterNeedsPart:
    """How much must be answered before a letter shows."""

    dimension_share: Share
    """The share of the applicable questions of each dimension, such as "1/2"."""
    overall_share: Share
    """The share of all applicable questions, such as "2/3"."""


@content
class NoDifferencePart:
    """Points within which two results may be chance."""

    answers: Points
    """Where each result rests on somebody’s own answers."""
    facts: Points
    """Where both rest on the same documented facts."""


@content
class ScoringFile:
    """scoring.yaml."""

    method: Plain
    """The version printed on every report; raise it with any number below."""
    bands: Annotated[tuple[Band, ...], Field(min_length=2)]
    """The letters, best first. The last one starts from 0."""
    near_line: Points
    """Points within which a score is “close to the line”."""
    balance: tuple[BalancePart, ...]
    """Letters that need a score in every dimension; else the letter goes one down."""
    weights: WeightsPart
    """What less, normal and more stand for."""
    dimension_needs: Annotated[int, Field(ge=1, strict=True)]
    """Applicable questions below which a dimension does not apply."""
    letter_needs: LetterNeedsPart
    """What must be answered before a letter shows."""
    not_applicable_warning: Share
    """The share of “does not apply” above which the report warns."""
    weak: Points
    """Points at or below which an answer is a finding; it needs an answer of the FAQ and an action."""
    strong: Points
    """Points at or above which an answer speaks for what is judged."""
    lights: Annotated[tuple[Light, ...], Field(min_length=2)]
    """The states of the quick check, best first. The last one starts from 0."""
    recheck_after_days: Annotated[int, Field(ge=1, strict=True)]
    """After so many days a report suggests to check again."""
    core_first: Flag = False
    """true: a dimension has a score only when its core questions are answered."""
    core_lift: Points = 100
    """Points that a dimension may stand above its lowest core answer; 100 is no limit."""
    no_difference: NoDifferencePart | None = None
    """Points within which two results are not ranked."""
    documented_needs: Annotated[int, Field(ge=1, strict=True)] = 3
    """Answers about the platform from which a dimension gets a word when no score shows."""


@content
class EarlierOptionPart:
    """An answer of an earlier method: its points then, and its words where somebody has to be told them."""

    id: Id
    """The answer."""
    points: Points
    """What it was worth."""
    cap: Letter | None = None
    """The best letter that it allowed."""
    text: Prose | None = None
    """The answer, where it reads otherwise now."""


@content
class EarlierQuestionPart:
    """A question of an earlier method."""

    id: QuestionId
    """The question."""
    dimension: Id
    """The dimension it belonged to."""
    options: Annotated[tuple[EarlierOptionPart, ...], Field(min_length=2, max_length=8)]
    """Its answers, best first."""
    core: Flag = False
    """true when a letter could not do without it."""
    gone: Flag = False
    """true when it is asked no longer."""
    text: Prose | None = None
    """The question, where today’s form does not have it."""
    not_applicable: Flag = False
    """true when “does not apply” was offered."""
    moved: tuple[Move, ...] = ()
    """How its answers read now; the first rule that fits holds, and without one an answer keeps its id."""


@content
class EarlierMethodFile:
    """methods/NAME.yaml."""

    method: Plain
    """Its name, as links and reports have it; also the name of the file."""
    to: Plain
    """The method by which its answers are read now: that of scoring.yaml."""
    start: Annotated[Day, Field(alias="from")]
    """The first day it was used."""
    near_line: Points
    """Points within which a score was close to the line."""
    balance: tuple[BalancePart, ...]
    """Letters that needed a score in every dimension."""
    changes: Annotated[tuple[Prose, ...], Field(min_length=1)]
    """What changed with the method after it, a sentence each."""
    questions: Annotated[tuple[EarlierQuestionPart, ...], Field(min_length=1)]
    """Its questions, in the order they were asked."""
