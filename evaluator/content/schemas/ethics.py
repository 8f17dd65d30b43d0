"""The shapes of the files in ethics/: promises, facts, rules, sections, and the numbers of the library."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from evaluator.content.schemas.form import Code, Id, Plain, Points, Prose, QuestionId, Strict, Target

PROMISE = r"^[a-z]+(\.[a-z]+)+$"
RULE = r"^K[0-9]{2}$"
SECTION = r"^S[0-9]{1,2}$"

PromiseId = Annotated[str, StringConstraints(pattern=PROMISE)]
RuleId = Annotated[str, StringConstraints(pattern=RULE)]
SectionId = Annotated[str, StringConstraints(pattern=SECTION)]
Value = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Values = dict[QuestionId, Annotated[list[Value], Field(min_length=1)]]
Severity = Literal["block", "warn", "hint"]
Order = Annotated[int, Field(ge=1)]
Months = Annotated[int, Field(ge=1, le=60)]


def _expression(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        message = f"'{value}' is no regular expression: {error}"
        raise ValueError(message) from error
    return value


Expression = Annotated[Plain, AfterValidator(_expression)]
Patterns = dict[Code, Annotated[list[Expression], Field(min_length=1)]]  # `any` stands for every language


class EthicsFile(Strict):
    """ethics/library.yaml."""

    version: Plain
    pack: Annotated[int, Field(ge=1)]
    high_concern: Points
    review_months: Months
    review_months_sooner: Months
    report_months: Months


class SectionFile(Strict):
    """ethics/sections/ID.yaml."""

    id: SectionId
    order: Order
    title: Prose
    question: Prose
    intro: Prose


class BlankPart(Strict):
    """A place that the business fills in."""

    id: Id
    kind: Literal[
        "number", "days", "working-days", "months", "letter", "text", "owner", "contact", "date", "review",
    ]  # fmt: skip
    label: Prose
    example: Prose
    weaker: Literal["higher", "lower", "later"] | None = None
    fact: QuestionId | None = None


class TriggerPart(Strict):
    """What makes a promise worth suggesting."""

    always: bool = False
    facts: list[Values] = []
    answers: list[Target] = []
    low_dimensions: Annotated[int, Field(ge=0, le=8)] = 0

    @model_validator(mode="after")
    def _some(self) -> "TriggerPart":
        if not (self.always or self.facts or self.answers or self.low_dimensions):
            message = "nothing suggests this promise; name always, facts, answers or low_dimensions"
            raise ValueError(message)
        return self


class EvidencePart(Strict):
    """How to prove that a promise is kept."""

    how: Prose
    who: Literal["owner", "poster", "web"]
    often: Literal["each-time", "month", "quarter", "year"]


class PromiseFile(Strict):
    """ethics/promises/ID.yaml."""

    id: PromiseId
    section: SectionId
    order: Order
    tier: Literal["starter", "solid", "leading"]
    required: bool = False
    ladder: Id | None = None
    replaces: list[PromiseId] = []
    text: Prose
    blanks: list[BlankPart] = []
    suggested_by: TriggerPart
    evidence: EvidencePart
    law: Prose | None = None


class ChoicePart(Strict):
    """A possible value of a fact."""

    id: Id
    text: Prose
    alone: bool = False


class FactFile(Strict):
    """ethics/facts/ID.yaml."""

    id: QuestionId
    step: Annotated[int, Field(ge=1, le=9)]
    order: Order
    kind: Literal["one", "many", "text", "number", "date"]
    about: Literal["business", "platform"] = "business"
    only_if: Values = {}
    text: Prose
    hint: Prose | None = None
    options: list[ChoicePart] = []
    dont_know: bool = False
    find_out: list[Prose] = []

    @model_validator(mode="after")
    def _fits(self) -> "FactFile":
        if (self.kind in ("one", "many")) != bool(self.options):
            message = "options belong to the kinds one and many, and only to these"
            raise ValueError(message)
        if self.dont_know and not self.find_out:
            message = "where “I don’t know” is offered, find_out says how to know in two minutes"
            raise ValueError(message)
        return self


class CasePart(Strict):
    """One way in which a rule is met."""

    promises: list[PromiseId] = []
    missing: list[PromiseId] = []
    facts: Values = {}
    patterns: Patterns = {}
    low: Id | None = None
    severity: Severity | None = None
    unknown: Severity | None = None
    message: Prose | None = None


class RuleFile(Strict):
    """ethics/rules/ID.yaml."""

    id: RuleId
    kind: Literal[
        "facts", "accounts", "contact", "pace", "review", "exit-line", "count", "left", "blanks", "languages",
    ]  # fmt: skip
    severity: Severity
    message: Prose
    promises: list[PromiseId] = []
    patterns: Patterns = {}
    limits: dict[Id, Annotated[int, Field(ge=1)]] = {}
    cases: list[CasePart] = []

    @model_validator(mode="after")
    def _fits(self) -> "RuleFile":
        if self.kind != "review" and (self.kind == "facts") != bool(self.cases):
            message = "cases belong to the kind facts, which needs one, and to the kind review"
            raise ValueError(message)
        if any(case.patterns and (case.severity or self.severity) == "block" for case in self.cases):
            message = "words found by a pattern may warn, never block: wording fools patterns"
            raise ValueError(message)
        return self
