"""What a code of ethics is made of: sections, promises, facts about a business, and rules that compare them.

Frozen, with look-ups only; questions/ethics/ fills it, `evaluator.ethics` works with it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

TIERS = ("starter", "solid", "leading")
SEVERITIES = ("block", "warn", "hint")
BLANK = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Section:
    """A part of the code, with the question that its reader has."""

    id: str
    order: int
    title: str
    question: str
    intro: str


@dataclass(frozen=True)
class Blank:
    """A place in a promise that the business fills in. `kind` says what may stand there."""

    id: str
    kind: str  # number, days, working-days, months, letter, text; owner, contact, date, review: said once for all
    label: str
    example: str
    weaker: str | None  # which way the promise gets weaker: higher or lower (numbers), later (letters)
    fact: str | None  # the fact whose value is a good first answer


@dataclass(frozen=True)
class Trigger:
    """What makes a promise worth suggesting; one reason is enough."""

    always: bool
    facts: tuple[Mapping[str, tuple[str, ...]], ...]  # of one entry all facts must hold, each with any of its values
    answers: tuple[str, ...]  # question.option of an assessment
    low_dimensions: int  # so many dimensions of one platform are of high concern; 0: does not count


@dataclass(frozen=True)
class Evidence:
    """How to prove that a promise is kept, who does it, and how often."""

    how: str
    who: str
    often: str


@dataclass(frozen=True)
class Promise:
    """One sentence that a business can keep. `replaces` names promises that it makes needless."""

    id: str
    section: str
    order: int
    tier: str
    required: bool
    ladder: str | None
    replaces: tuple[str, ...]
    text: str
    blanks: tuple[Blank, ...]
    suggested_by: Trigger
    evidence: Evidence
    law: str | None

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The names of the places in its text, in their order."""
        return tuple(BLANK.findall(self.text))

    def blank(self, blank_id: str) -> Blank | None:
        """The blank with this id, or None."""
        return next((blank for blank in self.blanks if blank.id == blank_id), None)


@dataclass(frozen=True)
class Choice:
    """A possible value of a fact. `alone` means that no other value can stand beside it."""

    id: str
    text: str
    alone: bool


@dataclass(frozen=True)
class Fact:
    """A question about what the business really does."""

    id: str
    step: int
    order: int
    kind: str  # one, many, text, number, date
    about: str  # "business", or "platform" when it is asked for each platform
    only_if: Mapping[str, tuple[str, ...]]  # asked when all of these facts hold
    text: str
    hint: str | None
    options: tuple[Choice, ...]
    dont_know: bool
    find_out: tuple[str, ...]

    def option(self, value: str) -> Choice | None:
        """The choice with this id, or None."""
        return self._options.get(value)

    @cached_property
    def _options(self) -> dict[str, Choice]:
        return {option.id: option for option in self.options}


@dataclass(frozen=True)
class Case:
    """One way in which a rule is met: everything that it names holds at once."""

    promises: tuple[str, ...]  # any of them is chosen
    missing: tuple[str, ...]  # none of them is chosen
    facts: Mapping[str, tuple[str, ...]]  # every fact has one of its values
    patterns: Mapping[str, tuple[str, ...]]  # own wording holds one of them: language, or `any`, -> expressions
    low: str | None  # a platform in use is of high concern in this dimension
    severity: str | None
    unknown: str | None  # the severity when a fact is not known and the others hold
    message: str | None


@dataclass(frozen=True)
class Rule:
    """How a promise and a fact can contradict each other, and what to do then."""

    id: str
    kind: str  # facts, or one of the special kinds in `evaluator.ethics.rule_checks`
    severity: str
    message: str
    promises: tuple[str, ...]
    patterns: Mapping[str, tuple[str, ...]]
    limits: Mapping[str, int]
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Ethics:
    """The library of a code of ethics in one language."""

    version: str
    pack: int  # promises in a first code
    high_concern: int  # a dimension with fewer points than this is of high concern
    review_months: int
    review_months_sooner: int  # with children or regular advertising
    report_months: int  # a report is stale after so many
    sections: tuple[Section, ...]
    promises: tuple[Promise, ...]  # in the order of the code
    facts: tuple[Fact, ...]  # in the order asked
    rules: tuple[Rule, ...]

    def promise(self, promise_id: str) -> Promise | None:
        """The promise with this id, or None."""
        return self._promises.get(promise_id)

    def fact(self, fact_id: str) -> Fact | None:
        """The fact with this id, or None."""
        return self._facts.get(fact_id)

    def section(self, section_id: str) -> Section:
        """The section with this id; KeyError when there is none."""
        return self._sections[section_id]

    def rule(self, rule_id: str) -> Rule | None:
        """The rule with this id, or None."""
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
