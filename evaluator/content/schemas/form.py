"""The shapes of files that are written otherwise than the model holds them: the form as a whole, and the score.

`assemble` makes the model of them. All other files have one class for both, in `content.models`.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints

from evaluator.content.models.platforms import Place
from evaluator.content.models.types import MY, Code, Id, Letter, Plain, Points, Prose, Share
from evaluator.i18n.language import SOURCE


class Strict(BaseModel):
    """A shape with no other keys than its own, and no guessing between types."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, use_attribute_docstrings=True)


class DimensionPart(Strict):
    """One of the few questions that the form takes apart."""

    id: Id
    """Its name in addresses and in rubric/ID.yaml; lower-case words joined by hyphens."""
    name: Prose
    """A word or two."""
    question: Prose
    """What the whole part asks."""
    about: Prose
    """One sentence on what its questions look at."""


class GroupPart(Strict):
    """A group of answers of the FAQ."""

    id: Id
    """Its name in faq/ID.yaml."""
    name: Prose
    """Its heading on the page of answers."""


class TopicPart(Strict):
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
    groups: Annotated[list[GroupPart], Field(min_length=1)] | None = None
    """The groups of answers of the FAQ, in the order shown."""


class ChoicePart(Strict):
    """One possible value of a part of the situation."""

    id: Id
    """Unique in its list."""
    text: Prose
    """Its words."""
    place: Place | None = None
    """Of a region: whose facts hold there: a two-letter code, EU or world."""


class SituationPartFile(Strict):
    """One thing that rules and settings may hang on."""

    id: Annotated[str, StringConstraints(pattern=MY)]
    """Its name in an address; it starts with my-."""
    text: Prose
    """What is asked."""
    options: Annotated[list[ChoicePart], Field(min_length=2, max_length=12)]
    """The values it may have."""


class SituationBlock(Strict):
    """What somebody may say of themselves before answering; it never scores."""

    lead: Prose
    """Why it is asked, in one line."""
    parts: Annotated[list[SituationPartFile], Field(min_length=1, max_length=4)]
    """What is asked, each with its possible values."""


class QuestionnaireFile(Strict):
    """questionnaire.yaml."""

    language: Code = SOURCE
    """The language this folder is written in, such as fr. Left out: en."""
    topic: TopicPart | None = None
    """The words around the form, all of them or some. Left out: platforms, and the pages say so."""
    rule: Prose | None = None
    """A sentence at the head of every page of questions, and of the worksheet."""
    situation: SituationBlock | None = None
    """What somebody may say of themselves before answering; it never scores."""
    seconds_per_question: Annotated[int, Field(ge=1)]
    """How long one answer takes; only used to say how many minutes are left."""
    dimensions: Annotated[list[DimensionPart], Field(min_length=1, max_length=8)]
    """The parts of the form in the order asked, one to eight of them."""


class BandPart(Strict):
    """A letter, the score from which it is earned, its words."""

    letter: Letter
    """One capital letter."""
    threshold: Annotated[Points, Field(alias="from")]
    """The score from which it is earned."""
    words: Prose
    """What the letter means."""


class LightPart(Strict):
    """A state of the quick check."""

    id: Id
    """Its name."""
    threshold: Annotated[Points, Field(alias="from")]
    """The points from which it shows."""
    words: Prose
    """What it means."""


class BalancePart(Strict):
    """A letter that needs this score in every dimension."""

    letter: Letter
    """A letter of the bands."""
    every_dimension: Points
    """The score that every applying dimension needs."""


class WeightsPart(Strict):
    """What a visitor may give a dimension."""

    less: Share
    """Such as "1/2"."""
    normal: Share
    """Such as "1"."""
    more: Share
    """Such as "2"."""


class LetterNeedsPart(Strict):
    """How much must be answered before a letter shows."""

    dimension_share: Share
    """The share of the applicable questions of each dimension, such as "1/2"."""
    overall_share: Share
    """The share of all applicable questions, such as "2/3"."""


class NoDifferencePart(Strict):
    """Points within which two results may be chance."""

    answers: Points
    """Where each result rests on somebody’s own answers."""
    facts: Points
    """Where both rest on the same documented facts."""


class ScoringFile(Strict):
    """scoring.yaml."""

    method: Plain
    """The version printed on every report; raise it with any number below."""
    bands: Annotated[list[BandPart], Field(min_length=2)]
    """The letters, best first. The last one starts from 0."""
    near_line: Points
    """Points within which a score is “close to the line”."""
    balance: list[BalancePart]
    """Letters that need a score in every dimension; else the letter goes one down."""
    weights: WeightsPart
    """What less, normal and more stand for."""
    dimension_needs: Annotated[int, Field(ge=1)]
    """Applicable questions below which a dimension does not apply."""
    letter_needs: LetterNeedsPart
    """What must be answered before a letter shows."""
    not_applicable_warning: Share
    """The share of “does not apply” above which the report warns."""
    weak: Points
    """Points at or below which an answer is a finding; it needs an answer of the FAQ and an action."""
    strong: Points
    """Points at or above which an answer speaks for what is judged."""
    lights: Annotated[list[LightPart], Field(min_length=2)]
    """The states of the quick check, best first. The last one starts from 0."""
    recheck_after_days: Annotated[int, Field(ge=1)]
    """After so many days a report suggests to check again."""
    core_first: bool = False
    """true: a dimension has a score only when its core questions are answered."""
    core_lift: Points = 100
    """Points that a dimension may stand above its lowest core answer; 100 is no limit."""
    no_difference: NoDifferencePart | None = None
    """Points within which two results are not ranked."""
    documented_needs: Annotated[int, Field(ge=1)] = 3
    """Answers about the platform from which a dimension gets a word when no score shows."""


class PlatformsFile(RootModel[list[Plain]]):
    """platforms.yaml."""

    model_config = ConfigDict(strict=True, frozen=True)
