"""The shape of each content file, one class per kind. pydantic checks it and reports every fault at once.

`Prose` is what a translator sees; everything else is an id, a number, an address or a note for editors.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel, StringConstraints

from evaluator.content.models.questionnaire import DONT_KNOW, NOT_APPLICABLE
from evaluator.i18n.language import SOURCE


class Translatable(str):
    """A string that a translator sees. Checking a file turns its prose into this type, and walking finds it."""

    __slots__ = ()


def _https(value: str) -> str:
    if not value.startswith("https://") or len(value) < 12 or any(c.isspace() or c in '"<>\\' for c in value):
        message = "must be an address that starts with https://"
        raise ValueError(message)
    return value


def _free(value: str) -> str:
    if value in (DONT_KNOW, NOT_APPLICABLE):
        message = f"'{value}' is kept for the answer of that name; choose another id"
        raise ValueError(message)
    return value


def _real(value: str) -> str:
    """The pattern lets the 31st of February through; a year or a month alone stands for its first day."""
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError as error:
        message = f"'{value}' is not in the calendar; write a real day"
        raise ValueError(message) from error
    return value


KEBAB = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# A hyphen keeps a question's id, which is also a form field and a URL parameter, clear of every attribute name.
KEBAB_WITH_HYPHEN = r"^[a-z0-9]+(-[a-z0-9]+)+$"
TARGET = r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?$"
DAY = r"^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
LOOSE_DAY = r"^(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
SHARE = r"^[0-9]{1,3}(/[1-9][0-9]{0,2})?$"

Id = Annotated[str, StringConstraints(pattern=KEBAB), AfterValidator(_free)]
QuestionId = Annotated[str, StringConstraints(pattern=KEBAB_WITH_HYPHEN), AfterValidator(_free)]
Target = Annotated[str, StringConstraints(pattern=TARGET)]
Prose = Annotated[
    str, StringConstraints(max_length=1500, pattern=r"\S", strip_whitespace=True), AfterValidator(Translatable)
]
Plain = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Url = Annotated[str, Field(json_schema_extra={"pattern": r'^https://[^\s"<>\\\\]{4,}$'}), AfterValidator(_https)]
Day = Annotated[str, StringConstraints(pattern=DAY), AfterValidator(_real)]
LooseDay = Annotated[str, StringConstraints(pattern=LOOSE_DAY), AfterValidator(_real)]
Points = Annotated[int, Field(ge=0, le=100)]
Letter = Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
Share = Annotated[str, StringConstraints(pattern=SHARE)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]


class Strict(BaseModel):
    """A shape with no other keys than its own, and no guessing between types."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class FrameworkPart(Strict):
    """A published standard that a question derives from."""

    name: Prose
    item: Prose
    url: Url


class OptionPart(Strict):
    """One answer."""

    id: Id
    text: Prose
    points: Points
    reason: Prose
    cap: Letter | None = None
    cap_reason: Prose | None = None
    setting: bool = False
    harm: bool = False


class QuestionFile(Strict):
    """rubric/ID.yaml."""

    id: QuestionId
    dimension: Id
    order: Annotated[int, Field(ge=1)]
    core: bool
    describes: Literal["platform", "yours"]
    text: Prose
    hint: Prose | None = None
    items: list[Prose] = []
    why: Prose
    find_out: Annotated[list[Prose], Field(min_length=1)]
    dont_know: Prose
    not_applicable: Prose | None = None
    options: Annotated[list[OptionPart], Field(min_length=2, max_length=8)]
    frameworks: Annotated[list[FrameworkPart], Field(min_length=1)]
    note: Plain


class SourcePart(Strict):
    """Where a fact comes from."""

    title: Prose
    url: Url
    date: LooseDay


class FaqFile(Strict):
    """faq/ID.yaml."""

    id: Id
    group: Id
    order: Annotated[int, Field(ge=1)]
    question: Prose
    short: Prose
    answer: Annotated[list[Prose], Field(min_length=1)]
    film: Url | None = None
    sources: list[SourcePart]
    checked: Day
    serves: list[Target]
    related: list[Id]
    help_lines: bool = False
    keywords: Prose | None = None


class ActionFile(Strict):
    """actions/ID.yaml."""

    id: Id
    title: Prose
    gives: Prose
    links: Annotated[dict[Code, Url], Field(min_length=1)]
    kind: Literal[
        "setting", "habit", "data", "alternative", "report", "complaint",
        "help-line", "teaching", "talk", "group", "business", "citizen",
    ]  # fmt: skip
    audience: Annotated[list[Literal["person", "parent", "teen", "business", "educator"]], Field(min_length=1)]
    effort: Literal["2-min", "20-min", "longer"]
    who: Literal["you", "company", "law-makers"]
    countries: list[Country]
    serves: Annotated[list[Target], Field(min_length=1)]
    phone: Plain | None = None
    hours: Prose | None = None
    languages: list[Code] = []
    by_text: bool = False
    emergency: bool = False
    checked: Day
    verified: Literal["live", "stored-copy", "memory"]
    page_date: LooseDay | None = None


class DimensionPart(Strict):
    """One of the few questions that the form takes apart."""

    id: Id
    name: Prose
    question: Prose
    about: Prose


class GroupPart(Strict):
    """A group of answers of the FAQ."""

    id: Id
    name: Prose


class TopicPart(Strict):
    """What the form is about, when it is not about platforms."""

    title: Prose
    heading: Prose
    lead: Prose
    ask: Prose
    hint: Prose
    unnamed: Prose
    start: Prose
    again: Prose
    answers: Prose
    origin: Prose
    groups: Annotated[list[GroupPart], Field(min_length=1)]


class QuestionnaireFile(Strict):
    """questionnaire.yaml."""

    language: Code = SOURCE
    topic: TopicPart | None = None
    seconds_per_question: Annotated[int, Field(ge=1)]
    dimensions: Annotated[list[DimensionPart], Field(min_length=1, max_length=8)]


class BandPart(Strict):
    """A letter, the score from which it is earned, its words."""

    letter: Letter
    threshold: Annotated[Points, Field(alias="from")]
    words: Prose


class LightPart(Strict):
    """A state of the quick check."""

    id: Id
    threshold: Annotated[Points, Field(alias="from")]
    words: Prose


class BalancePart(Strict):
    """A letter that needs this score in every dimension."""

    letter: Letter
    every_dimension: Points


class WeightsPart(Strict):
    """What a visitor may give a dimension."""

    less: Share
    normal: Share
    more: Share


class LetterNeedsPart(Strict):
    """How much must be answered before a letter shows."""

    dimension_share: Share
    overall_share: Share


class ScoringFile(Strict):
    """scoring.yaml."""

    method: Plain
    bands: Annotated[list[BandPart], Field(min_length=2)]
    near_line: Points
    balance: list[BalancePart]
    weights: WeightsPart
    dimension_needs: Annotated[int, Field(ge=1)]
    letter_needs: LetterNeedsPart
    not_applicable_warning: Share
    weak: Points
    strong: Points
    lights: Annotated[list[LightPart], Field(min_length=2)]
    recheck_after_days: Annotated[int, Field(ge=1)]


class PlatformsFile(RootModel[list[Plain]]):
    """platforms.yaml."""

    model_config = ConfigDict(strict=True, frozen=True)
