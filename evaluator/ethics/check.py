"""The tool argues with the promises: which rules a draft meets, and both sides of each. Pure.

BLOCK: the documents say DRAFT until it is solved. WARN: change, drop, or write a dated line about it. HINT: to read.
"""

from collections.abc import Sequence
from datetime import date

from evaluator.assess.report import Basis
from evaluator.content.models.ethics import SEVERITIES, Ethics
from evaluator.ethics.draft import Draft
from evaluator.ethics.rule_cases import by_cases
from evaluator.ethics.rule_checks import SPECIAL
from evaluator.ethics.rule_context import BLOCK, HINT, WARN, Finding, Situation

KINDS = {"facts": by_cases, **SPECIAL}


def check(ethics: Ethics, draft: Draft, today: date, reports: Sequence[Basis] = ()) -> tuple[Finding, ...]:
    """Every finding, blocks first, in the order of the rules. `reports` are those of `suggest.reports`."""
    situation = Situation(ethics, draft, today, tuple(reports))
    found = [_settled(finding, draft) for rule in ethics.rules for finding in KINDS[rule.kind](rule, situation)]
    return tuple(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))


def blocked(findings: Sequence[Finding]) -> bool:
    """True when documents must say DRAFT."""
    return any(finding.severity == BLOCK for finding in findings)


def clean(findings: Sequence[Finding]) -> bool:
    """True when nothing is left to solve: no block, and no warning that was not settled."""
    return all(finding.severity == HINT or finding.settled for finding in findings)


def _settled(finding: Finding, draft: Draft) -> Finding:
    if finding.severity != WARN:
        return finding
    answered = finding.key in draft.accepted or any(gap.rule == finding.rule for gap in draft.gaps)
    return finding._replace(settled=answered)
