"""Hold what the rules of a code look at, and what they find."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from evaluator.assess.report import Basis
from evaluator.content.models.ethics import SEVERITIES, Ethics
from evaluator.ethics.draft import Draft, Facts, LocalizedText

BLOCK, WARN, HINT = SEVERITIES


class RuleFinding(NamedTuple):
    """A rule that the draft meets: the promise side, the fact side, and what else it is about."""

    rule: str
    severity: str
    message: str
    promises: tuple[str, ...] = ()  # in the code
    missing: tuple[str, ...] = ()  # not in the code
    facts: tuple[tuple[str, str], ...] = ()  # fact id, value; value is empty when the fact was not answered
    about: tuple[tuple[str, str], ...] = ()  # (kind, text): platform, words, blank, field, number, language
    unknown: bool = False  # the facts named are not known; they might contradict the promise
    settled: bool = False  # a warning that the business accepted, or answered with a dated line

    @property
    def key(self) -> str:
        """Name the finding so that the name stays while the finding does: what `Draft.accepted` holds."""
        told = [f"{name}={value}" for name, value in (*self.facts, *self.about)]
        return ":".join([self.rule, self.severity, *self.promises, *self.missing, *told])


@dataclass(frozen=True)
class RuleContext:
    """The input of a rule: the draft, the library, the day and the reports."""

    ethics: Ethics
    draft: Draft
    today: date
    reports: tuple[Basis, ...]

    @cached_property
    def facts(self) -> Facts:
        """All facts, those about platforms included."""
        return self.draft.all_facts

    def chosen(self, promise_ids: Sequence[str]) -> tuple[str, ...]:
        """Select those of the promises that are in the code."""
        return tuple([promise_id for promise_id in promise_ids if promise_id in self.code])

    @cached_property
    def code(self) -> frozenset[str]:
        """The promises in the code."""
        return frozenset([chosen.promise for chosen in self.draft.chosen])

    def open(self, fact_id: str) -> bool:
        """Tell whether a fact is unknown although it is asked: what it depends on holds, or is open as well."""
        fact = self.ethics.fact(fact_id)
        if fact is None or not self.facts.unknown(fact_id):
            return False
        return all(self.facts.hold({name: values}) or self.open(name) for name, values in fact.only_if.items())

    def own_words(self) -> list[LocalizedText]:
        """List everything that the business worded itself."""
        words = [*(chosen.wording for chosen in self.draft.chosen), *(gap.text for gap in self.draft.gaps)]
        return [some for some in words if some]


def matches(
    patterns: Mapping[str, tuple[str, ...]], words: LocalizedText, known: LocalizedText | None = None
) -> tuple[str, ...]:
    """Search a text with the patterns of its language; what the library itself says there is left out."""
    if not words:
        return ()
    found = []
    for language, text in words.items():
        codes = patterns if not language else ("any", language)
        for pattern in (pattern for code in codes for pattern in patterns.get(code, ())):
            found += [match.group() for match in _compiled(pattern).finditer(text)]
    library = " ".join((known or {}).values()).casefold()
    return tuple(dict.fromkeys(match for match in found if match.casefold() not in library))


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
