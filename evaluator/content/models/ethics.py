"""What a code of ethics is made of: sections, promises, facts about a business, and rules that compare them.

Frozen, with look-ups only; each class is the shape of its files in questions/ethics/ too. `evaluator.ethics` works
with it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from evaluator.content.models.ethics_example import ExampleCode
from evaluator.content.models.ethics_law import Law
from evaluator.content.models.types import (
    Code,
    Flag,
    Id,
    Months,
    Order,
    Plain,
    Points,
    PromiseId,
    Prose,
    QuestionId,
    RuleId,
    Target,
    Values,
    content,
)

PLAIN, WARM = VOICES = ("plain", "warm")
WILL, WILL_NOT, KEEP = "will", "will-not", "keep"
TIERS = ("starter", "solid", "leading")
SEVERITIES = ("block", "warn", "hint")
BLANK = re.compile(r"\{([^{}]*)\}")
SECTION = r"^S[0-9]{1,2}$"

SectionId = Annotated[str, StringConstraints(pattern=SECTION)]
Severity = Literal["block", "warn", "hint"]


def _expression(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        message = f"'{value}' is no regular expression: {error}"
        raise ValueError(message) from error
    return value


Expression = Annotated[Plain, AfterValidator(_expression)]
Patterns = Mapping[Code, Annotated[tuple[Expression, ...], Field(min_length=1)]]  # `any` stands for every language


@content
class Section:
    """A part of the code, with the question that its reader has."""

    id: SectionId
    """The name of the file: an S and a number."""
    order: Order
    """Its place in the code, from 1."""
    title: Prose
    """Its heading."""
    question: Prose
    """The question that a reader has."""
    intro: Prose
    """A sentence or two before its promises."""


@content
class Blank:
    """A place in a promise that the business fills in. `kind` says what may stand there."""

    id: Id
    """Its name in the text, between { and }."""
    kind: Literal[
        "number", "days", "working-days", "months", "letter", "text", "owner", "contact", "date", "review",
    ]  # fmt: skip
    """What may stand there. owner, contact, date and review are said once for the whole code."""
    label: Prose
    """The question that asks for it."""
    example: Prose
    """An answer that helps; it never gets into a code by itself."""
    weaker: Literal["higher", "lower", "later"] | None = None
    """Which way the promise gets weaker: higher or lower numbers, or later letters."""
    fact: QuestionId | None = None
    """The fact whose value is a good first answer."""


@content
class Trigger:
    """What makes a promise worth suggesting; one reason is enough."""

    always: Flag = False
    """true when it suits every business."""
    facts: tuple[Values, ...] = ()
    """Facts that suggest it. Of one entry all must hold, each with any of its values."""
    answers: tuple[Target, ...] = ()
    """Answers of an assessment that suggest it, as question.option."""
    low_dimensions: Annotated[int, Field(ge=0, le=8, strict=True)] = 0
    """Suggested when so many dimensions of one platform are of high concern."""

    @model_validator(mode="after")
    def _some(self) -> "Trigger":
        if not (self.always or self.facts or self.answers or self.low_dimensions):
            message = "nothing suggests this promise; name always, facts, answers or low_dimensions"
            raise ValueError(message)
        return self


@content
class Evidence:
    """How to prove that a promise is kept, who does it, and how often."""

    how: Prose
    """What to look at."""
    who: Literal["owner", "poster", "web"]
    """owner, poster (who posts) or web (who looks after the site)."""
    often: Literal["each-time", "month", "quarter", "year"]
    """each-time, month, quarter or year."""


@content
class Front:
    """A promise on the front page: a few words that go on from “We will” or “We will not”, in two voices."""

    plain: Prose
    """In plain words."""
    warm: Prose
    """As somebody behind a counter would say it."""

    def words(self, voice: str) -> str:
        """Return the words in a voice."""
        return self.warm if voice == WARM else self.plain


@content
class Promise:
    """One sentence that a business can keep. `replaces` names promises that it makes needless."""

    id: PromiseId
    """The name of the file: words joined by dots. It never changes, for saved drafts name it."""
    section: SectionId
    """The id of the section it stands in."""
    order: Order
    """Its place in the section, from 1."""
    tier: Literal["starter", "solid", "leading"]
    """How much it asks: starter, solid or leading."""
    text: Prose
    """The promise, one sentence of 22 words at most; {id} is a blank."""
    suggested_by: Trigger
    """What makes it worth suggesting; one reason is enough."""
    evidence: Evidence
    """How to prove that it is kept. It stands in the internal sheet only."""
    side: Literal["will", "will-not", "keep"] = "will"
    """Its list on the front page; keep for what only keeps the code alive and stands behind. Left out: will."""
    front: Front | None = None
    """Its few words for the front page. Left out: the whole text stands there."""
    legal: Flag = False
    """true when the law asks for it anyway in some country: it is promised, but nothing to boast of."""
    required: Flag = False
    """true for the promises without which a code is none."""
    ladder: Id | None = None
    """The topic on which promises go from easy to hard."""
    replaces: tuple[PromiseId, ...] = ()
    """Ids of promises that this one makes needless."""
    blanks: tuple[Blank, ...] = ()
    """The places that the business fills in."""

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The names of the places in its text, in their order."""
        return tuple(BLANK.findall(self.text))

    @property
    def shown(self) -> str:
        """The promise as people read it before it is filled in: the label of each blank in brackets."""
        return BLANK.sub(lambda match: self.shown_blank(match.group(1)), self.text)

    def shown_blank(self, name: str) -> str:
        """Return the label of a blank in brackets; the name itself when there is no such blank."""
        blank = self.blank(name)
        label = blank.label.rstrip("?").rstrip() if blank else name
        return f"[{label}]"

    def blank(self, blank_id: str) -> Blank | None:
        """Return the blank with this id, or None."""
        return next((blank for blank in self.blanks if blank.id == blank_id), None)


@content
class FactOption:
    """A possible value of a fact. `alone` means that no other value can stand beside it."""

    id: Id
    """Unique in its fact. Put it in double quotes when it is a word like no or on."""
    text: Prose
    """The answer."""
    alone: Flag = False
    """true when no other answer can stand beside it, such as “nothing”."""
    says: Prose | None = None
    """The sentence that the front page of the code prints when this is so."""
    unless: tuple[PromiseId, ...] = ()
    """Promises of the front page that say the same, so that the sentence is left out."""
    platforms: tuple[Plain, ...] = ()
    """Platforms to offer first when this is so."""


@content
class Fact:
    """A question about what the business really does."""

    id: QuestionId
    """The name of the file, which is also a form field: lower-case words with at least one hyphen."""
    step: Annotated[int, Field(ge=1, le=9, strict=True)]
    """The step of the questions in which it is asked."""
    order: Order
    """Its place there, from 1."""
    kind: Literal["one", "many", "text", "number", "date"]
    """one or many of its options, a text, a number or a date."""
    text: Prose
    """The question. It asks what is, not what should be."""
    about: Literal["business", "platform"] = "business"
    """platform when it is asked for each platform. Left out: business."""
    optional: Flag = False
    """true for a question about a platform that the code can do without: it stands in the record of the decision."""
    may_change: Flag = False
    """true when the answer may be another one a year later, so that a review asks again."""
    only_if: Values = field(default_factory=dict)
    """It is asked when all of these facts have one of these values."""
    hint: Prose | None = None
    """One line of help under it."""
    options: tuple[FactOption, ...] = ()
    """The answers."""
    dont_know: Flag = False
    """true where “I don’t know” is offered."""
    find_out: tuple[Prose, ...] = ()
    """Steps to the answer, doable in two minutes."""

    @model_validator(mode="after")
    def _fits(self) -> "Fact":
        if (self.kind in ("one", "many")) != bool(self.options):
            message = "options belong to the kinds one and many, and only to these"
            raise ValueError(message)
        if self.dont_know and not self.find_out:
            message = "where “I don’t know” is offered, find_out says how to know in two minutes"
            raise ValueError(message)
        return self

    def option(self, value: str) -> FactOption | None:
        """Return the choice with this id, or None."""
        return self._options.get(value)

    @cached_property
    def _options(self) -> dict[str, FactOption]:
        return {option.id: option for option in self.options}


@content
class Case:
    """One way in which a rule is met: everything that it names holds at once."""

    promises: tuple[PromiseId, ...] = ()
    """Any of these is in the code."""
    missing: tuple[PromiseId, ...] = ()
    """None of these is in the code."""
    facts: Values = field(default_factory=dict)
    """Every fact has one of these values."""
    patterns: Patterns = field(default_factory=dict)
    """Own wording holds one of these regular expressions, by language, any for all."""
    low: Id | None = None
    """A platform in use is of high concern in this dimension."""
    severity: Severity | None = None
    """When it differs from that of the rule. Patterns never block."""
    unknown: Severity | None = None
    """The severity when a fact is not known and the rest holds. Left out: then the rule is silent."""
    message: Prose | None = None
    """When it differs from that of the rule."""


@content
class Rule:
    """How a promise and a fact can contradict each other, and what to do then."""

    id: RuleId
    """The name of the file: a K and two figures."""
    kind: Literal[
        "facts", "accounts", "contact", "pace", "review", "reports", "exit-line", "count", "left", "blanks",
        "languages", "example", "kept",
    ]  # fmt: skip
    """facts for a rule made of cases; the others are rules of dates, numbers and names."""
    severity: Severity
    """block (a draft until solved), warn or hint."""
    message: Prose
    """What to do about it, in a sentence or two."""
    promises: tuple[PromiseId, ...] = ()
    """Promises that a rule of a special kind looks at."""
    patterns: Patterns = field(default_factory=dict)
    """Regular expressions by language, any for all, that a rule of a special kind looks for."""
    limits: Mapping[Id, Annotated[int, Field(ge=1, strict=True)]] = field(default_factory=dict)
    """Numbers that a rule of a special kind compares with."""
    cases: tuple[Case, ...] = ()
    """The ways in which the rule is met."""

    @model_validator(mode="after")
    def _fits(self) -> "Rule":
        if self.kind != "review" and (self.kind == "facts") != bool(self.cases):
            message = "cases belong to the kind facts, which needs one, and to the kind review"
            raise ValueError(message)
        if any(case.patterns and (case.severity or self.severity) == "block" for case in self.cases):
            message = "words found by a pattern may warn, never block: wording fools patterns"
            raise ValueError(message)
        return self


@content
class EthicsNumbers:
    """The version and the numbers of the library, from ethics/library.yaml."""

    version: Plain
    """The version of the library; raise it when a promise or a rule changes."""
    pack: Annotated[int, Field(ge=1, strict=True)]
    """How many promises a first code has."""
    platforms: Annotated[tuple[Plain, ...], Field(min_length=1)]
    """Platforms to offer first to a business that did not say what it does."""
    high_concern: Points
    """A dimension of a report with fewer points than this is of high concern."""
    review_months: Months
    """After so many months a code is reviewed."""
    review_months_sooner: Months
    """The same with children in the audience or regular advertising."""
    report_months: Months
    """After so many months a report on a platform is stale."""


@dataclass(frozen=True)
class Ethics(EthicsNumbers):
    """The library of a code of ethics in one language."""

    sections: tuple[Section, ...]
    promises: tuple[Promise, ...]  # in the order of the code
    facts: tuple[Fact, ...]  # in the order asked
    rules: tuple[Rule, ...]
    examples: tuple[ExampleCode, ...] = ()
    laws: tuple[Law, ...] = ()  # in the order of the places

    def promise(self, promise_id: str) -> Promise | None:
        """Return the promise with this id, or None."""
        return self._promises.get(promise_id)

    def fact(self, fact_id: str) -> Fact | None:
        """Return the fact with this id, or None."""
        return self._facts.get(fact_id)

    def example(self, example_id: str) -> ExampleCode | None:
        """Return the example with this id, or None."""
        return next((one for one in self.examples if one.id == example_id), None)

    def section(self, section_id: str) -> Section:
        """Return the section with this id; KeyError when there is none."""
        return self._sections[section_id]

    def rule(self, rule_id: str) -> Rule | None:
        """Return the rule with this id, or None."""
        return self._rules.get(rule_id)

    @cached_property
    def required(self) -> tuple[Promise, ...]:
        """The promises without which a code is none."""
        return tuple(promise for promise in self.promises if promise.required)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The answers about a platform, as question.option, that make some promise worth suggesting."""
        return frozenset(answer for promise in self.promises for answer in promise.suggested_by.answers)

    @cached_property
    def ladders(self) -> tuple[tuple[Promise, ...], ...]:
        """The promises of each topic that has several steps, from the easiest to the hardest."""
        found: dict[str, list[Promise]] = {}
        for promise in self.promises:
            if promise.ladder:
                found.setdefault(promise.ladder, []).append(promise)
        return tuple(tuple(sorted(some, key=lambda one: TIERS.index(one.tier))) for some in found.values())

    @cached_property
    def _promises(self) -> dict[str, Promise]:
        return {promise.id: promise for promise in self.promises}

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {section.id: section for section in self.sections}

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.rules}
