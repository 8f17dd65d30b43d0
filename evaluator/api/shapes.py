"""The shapes of everything that is published as data. The functions that fill them are checked against them by types,
and `schema` makes JSON Schema of them: a text beside a type describes the key, a pair is a rule for its value.
"""

from typing import Annotated, Any, Literal, NotRequired, TypedDict

Day = Annotated[str, ("format", "date")]
Points = Annotated[int, ("minimum", 0), ("maximum", 100)]
Figure = Annotated[float, ("minimum", 0), ("maximum", 100)]
Letter = Annotated[str, "A letter of the scale, A the best"]
Ends = Annotated[list[float], "[low, high]", ("minItems", 2), ("maxItems", 2)]
Fraction = Annotated[str, "An exact fraction, such as 2/3 or 1", ("pattern", r"^[0-9]+(/[0-9]+)?$")]
LanguageCode = Annotated[str, "The language of the words"]


class FrameworkData(TypedDict):
    """A published standard that a question derives from."""

    name: str
    item: str
    url: str


class OptionData(TypedDict):
    """One possible answer."""

    id: str
    text: str
    points: Points
    reason: Annotated[str, "Why these points"]
    cap: Annotated[str | None, "The best letter that this answer still allows"]
    cap_reason: str | None
    setting: Annotated[bool, "A person can reach the next better option by changing a setting"]
    harm: Annotated[bool, "The answer says that somebody may have been hurt"]


class QuestionData(TypedDict):
    """One question, with its options from best to worst."""

    id: Annotated[str, "Also the name of its parameter"]
    core: Annotated[bool, "Part of the quick set"]
    describes: Literal["platform", "yours"]
    text: str
    hint: str | None
    items: Annotated[list[str], "Things to count"]
    why: str
    find_out: Annotated[list[str], "Steps to the answer"]
    dont_know: Annotated[str, "When “I don’t know” is the honest answer"]
    not_applicable: Annotated[str | None, "When “does not apply” is offered; null: never"]
    options: list[OptionData]
    frameworks: list[FrameworkData]


class FactSourceData(TypedDict):
    """A document that a fact or deed rests on."""

    title: str
    url: str
    date: Annotated[str, "The day of the version that was read, or the month"]


class PlatformFactData(TypedDict):
    """What a source says about a platform; it never scores by itself."""

    id: str
    question: Annotated[str, "The id of a question"]
    option: Annotated[list[str], "Ids of its options that the fact fits; empty: it decides nothing"]
    says: str
    where: Annotated[list[str], "Two-letter codes, EU or world"]
    plan: Literal["free", "paid"] | None
    age: Literal["adult", "teen", "child"] | None
    surprise: Annotated[bool, "It contradicts what most people believe"]
    source: Annotated[FactSourceData, "The first of its sources"]
    sources: list[FactSourceData]


class PlatformDeedData(TypedDict):
    """Something one can do on the platform."""

    id: str
    name: str
    question: Annotated[str | None, "The question whose answer it can better"]
    url: str | None
    path: Annotated[str | None, "The menus, as they stand in the English app"]
    email: str | None
    device: Literal["any", "phone", "web"]
    where: list[str]
    note: str | None
    minors: Annotated[bool, "Also for people under 18"]
    sources: list[FactSourceData]


class MinimumAgeData(TypedDict):
    """From which age a platform admits people."""

    where: list[str]
    age: int
    note: str | None
    source: FactSourceData


class OwnerData(TypedDict):
    """Who stands behind a platform."""

    name: str | None
    country: str | None
    note: str | None
    source: FactSourceData


class PlatformData(TypedDict):
    """What is documented about one platform."""

    id: str
    name: str
    also: Annotated[list[str], "Other names people type"]
    site: str
    kind: str
    status: Literal["alive", "closed"]
    closed_on: str | None
    owner: OwnerData
    minimum_age: list[MinimumAgeData]
    facts: list[PlatformFactData]
    deeds: list[PlatformDeedData]


class PlatformsData(TypedDict):
    """What is documented about platforms, by name."""

    language: LanguageCode
    platforms: list[PlatformData]


class DimensionData(TypedDict):
    """One of the questions that the form asks in parts."""

    id: str
    name: str
    question: str
    about: str
    questions: list[QuestionData]


class BandData(TypedDict):
    """A letter and the score from which it is earned."""

    letter: Letter
    threshold: Points
    words: str


class LightData(TypedDict):
    """A light of the quick set and the points from which it shows."""

    id: str
    threshold: Points
    words: str


class ScoringData(TypedDict):
    """Every constant of the score."""

    method: Annotated[str, "The version of the method"]
    bands: Annotated[list[BandData], "From best to worst"]
    near_line: Annotated[int, "Points on either side of a threshold that count as close to it"]
    balance: Annotated[dict[str, int], "Letter: the points it needs in every dimension that applies"]
    weights: Annotated[dict[str, Fraction], "What a dimension may count"]
    dimension_needs: Annotated[int, "Questions that must apply before a dimension counts"]
    dimension_share: Annotated[Fraction, "The share of each dimension that a letter needs answered"]
    overall_share: Annotated[Fraction, "The share of all questions that a letter needs answered"]
    not_applicable_warning: Fraction
    weak: Annotated[int, "An answer with so many points or fewer is a finding"]
    strong: Annotated[int, "An answer with so many points or more is a strength"]
    lights: list[LightData]
    recheck_after_days: int


class QuestionnaireData(TypedDict):
    """The whole form, and the rules by which it is scored."""

    language: LanguageCode
    title: str
    seconds_per_question: int
    dimensions: list[DimensionData]
    scoring: ScoringData


class SourceData(TypedDict):
    """Where a fact comes from."""

    title: str
    url: str
    date: Annotated[str, "YYYY, YYYY-MM or YYYY-MM-DD"]


class EntryData(TypedDict):
    """An answer of the FAQ."""

    id: str
    group: str
    question: str
    short: str
    answer: Annotated[list[str], "Paragraphs"]
    film: Annotated[str | None, "The page of the film’s site that it restates"]
    sources: list[SourceData]
    checked: Annotated[Day, "When it was last compared with its sources"]
    serves: Annotated[list[str], "Dimensions, questions or question.option"]
    related: Annotated[list[str], "Other answers"]
    help_lines: Annotated[bool, "Help lines belong under it"]
    keywords: Annotated[str | None, "What people type who look for it"]


class GroupData(TypedDict):
    """A group of answers."""

    id: str
    name: str


class FaqData(TypedDict):
    """Every answer of the FAQ."""

    language: LanguageCode
    groups: list[GroupData]
    entries: list[EntryData]


class ActionData(TypedDict):
    """Something that a person, a company or a law-maker can do."""

    id: str
    title: str
    gives: Annotated[str, "What the reader gets"]
    links: Annotated[dict[str, str], "Language: address"]
    kind: str
    audience: list[str]
    effort: str
    who: Annotated[str, "Who can bring it about"]
    countries: Annotated[list[str], "Two-letter codes; empty: everywhere"]
    serves: Annotated[list[str], "Dimensions, questions or question.option"]
    checked: Day
    verified: str
    phone: str | None
    hours: str | None
    languages: Annotated[list[str], "Those a help line answers in"]
    by_text: Annotated[bool, "Its number takes text messages only"]
    emergency: Annotated[bool, "Its number brings help to a life in danger"]
    page_date: Annotated[str | None, "The date that the page itself bears"]


class ActionsData(TypedDict):
    """Every action and help line."""

    language: LanguageCode
    actions: list[ActionData]


class CoverageData(TypedDict):
    """How much was answered."""

    answered: int
    applicable: int


class DimensionScoreData(TypedDict):
    """The score of one dimension; null where it does not apply or nothing is known."""

    id: str
    score: Figure | None
    range: Ends | None
    answered: int
    applicable: int


class CapData(TypedDict):
    """An answer that holds the letter down."""

    question: str
    option: str
    cap: Letter


class AnswerData(TypedDict):
    """One answer as given; null when left blank."""

    question: str
    option: str | None
    points: Points | None
    whose: Annotated[
        Literal["mine", "taken", "otherwise"] | None,
        "One’s own, taken from a source, or one’s own where the source says otherwise; null without an answer",
    ]
    facts: Annotated[list[str], "Facts about the platform: the one taken, those that say otherwise, or the same"]


class FindOutData(TypedDict):
    """An open question, and by how many points an answer would narrow the range."""

    question: str
    narrows_by: Figure


class ResultData(TypedDict):
    """A letter and a score with what they could still become."""

    grade: Annotated[str | None, "The letter; null when none is shown"]
    grade_range: Annotated[list[str] | None, "[worst, best]"]
    score: Figure | None
    range: Ends | None


class PersonalData(ResultData):
    """The result with the visitor’s own weights."""

    weights: dict[str, str]


class DocumentedData(TypedDict):
    """A dimension as far as documents go, where there is no score."""

    dimension: str
    light: Annotated[str | None, "A state of the quick check; null where documents cannot say"]


class EarlierData(ResultData):
    """What the method of then said, and what became of the answers given under it."""

    method: str
    kept: Annotated[int, "Answers carried over as they were"]
    renamed: Annotated[list[str], "Questions whose answer has another id today"]
    asked_again: Annotated[list[str], "Questions whose answer fits two of today"]
    gone: Annotated[list[str], "Questions that are asked no longer"]
    new: Annotated[list[str], "Questions that were not asked then"]


class OptionalData(TypedDict):
    """What only some reports have."""

    situation: NotRequired[Annotated[dict[str, str], "What was said of oneself; never scored"]]
    documented: NotRequired[Annotated[list[DocumentedData], "Only where a core answer of one’s own is missing"]]
    earlier: NotRequired[Annotated[EarlierData, "Only for answers given under an earlier method"]]
    personal: NotRequired[Annotated[PersonalData, "Only with weights of one’s own"]]


class ReportData(ResultData, OptionalData):
    """A dated opinion of one person."""

    method: str
    language: LanguageCode
    platform: str
    set: Literal["full", "quick"]
    date: Day
    coverage: CoverageData
    dimensions: list[DimensionScoreData]
    caps: list[CapData]
    answers: list[AnswerData]
    faq: Annotated[list[str], "Answers of the FAQ that the findings lead to"]
    actions: Annotated[list[str], "Actions that the findings lead to"]
    find_out_next: list[FindOutData]
    platform_id: Annotated[str | None, "The platform under /api/v1/platforms; null when nothing is documented"]
    deeds: Annotated[list[str], "What can be done on the platform itself, what betters a weak answer first"]


Shape = type[Any]  # one of the classes above
