"""Run the rules over a draft of a code: what contradicts what, and how severe it is. Pure.

BLOCK: the documents say DRAFT until it is solved. WARN: change, drop, or write a dated line about it. HINT: to read.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from evaluator.assess.report import Basis
from evaluator.content.models.ethics import SEVERITIES, Case, Ethics, Rule
from evaluator.ethics.draft import ChosenPromise, Draft
from evaluator.ethics.rule_checks import SPECIAL
from evaluator.ethics.rule_context import BLOCK, WARN, RuleContext, RuleFinding, matches
from evaluator.ethics.suggest import high_concern

_Weighed = tuple[str | None, tuple[tuple[str, str], ...]]  # a severity, and the facts that give it


def check(ethics: Ethics, draft: Draft, today: date, reports: Sequence[Basis] = ()) -> tuple[RuleFinding, ...]:
    """Check a draft against every rule; gives findings, blocks first. `reports` are those of `suggest.reports`."""
    context = RuleContext(ethics, draft, today, tuple(reports))
    found = [_settled(ethics, finding, draft) for rule in ethics.rules for finding in KINDS[rule.kind](rule, context)]
    return tuple(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))


def blocked(findings: Sequence[RuleFinding]) -> bool:
    """Tell whether documents must say DRAFT."""
    return any(finding.severity == BLOCK for finding in findings)


def drop_contradicted(ethics: Ethics, draft: Draft, today: date, reports: Sequence[Basis] = ()) -> Draft:
    """Drop promises that nobody made yet and that facts contradict: the tool blames nobody for what it ticked."""
    against = _contradicted(check(ethics, draft, today, reports)).keys() - {one.id for one in ethics.required}
    return replace(draft, chosen=tuple(one for one in draft.chosen if one.promise not in against))


def against_facts(ethics: Ethics, draft: Draft, today: date, reports: Sequence[Basis] = ()) -> dict[str, RuleFinding]:
    """Find which promises that are not in the code the facts would contradict, with the first rule that says so."""
    offered = tuple(ChosenPromise(one.id) for one in ethics.promises if not draft.find(one.id))
    return _contradicted(check(ethics, replace(draft, chosen=offered), today, reports))


def _contradicted(findings: Sequence[RuleFinding]) -> dict[str, RuleFinding]:
    """Find the promises that known facts contradict, each with the first rule that says so."""
    found: dict[str, RuleFinding] = {}
    for one in findings:
        if one.severity == BLOCK and one.facts and not one.unknown:
            for name in one.promises:
                found.setdefault(name, one)
    return found


def _settled(ethics: Ethics, finding: RuleFinding, draft: Draft) -> RuleFinding:
    if finding.severity != WARN:
        return finding
    dated = {gap.rule for gap in draft.gaps}
    answered = finding.key in draft.accepted or finding.rule in dated
    return finding._replace(settled=answered or any(_is_about(ethics.rule(name), finding) for name in dated))


def _is_about(rule: Rule | None, finding: RuleFinding) -> bool:
    """Tell whether a rule that a dated line answers blocks the promise that the finding misses.

    The line was written, the promise dropped as the page asks: then nobody is asked again for the promise or a line.
    """
    if rule is None:
        return False
    blocking = [case for case in rule.cases if (case.severity or rule.severity) == BLOCK]
    return any(name in finding.missing for case in blocking for name in case.promises)


def _by_cases(rule: Rule, context: RuleContext) -> list[RuleFinding]:
    """Evaluate a rule made of cases: a finding for each case whose every part holds."""
    code, found = context.code, []
    for case in rule.cases:  # a loop: most cases end at the first look, and every page asks for all of them
        if code.isdisjoint(case.missing) and not (case.promises and code.isdisjoint(case.promises)):
            finding = _case(rule, case, context)
            if finding:
                found.append(finding)
    return found


def _case(rule: Rule, case: Case, context: RuleContext) -> RuleFinding | None:
    """Evaluate a case whose promises fit; None when something else that it names does not hold."""
    met = context.facts.hold(case.facts)
    severity, facts = _met(rule, case, context) if met else _open_facts(case, context)
    if severity is None:
        return None
    words, low = _words(case, context), _low(case, context)  # last: the only parts that take time
    if (case.patterns and not words) or (case.low and not low):
        return None
    promises = context.chosen(case.promises)
    missing = case.missing if not promises else ()
    return RuleFinding(
        rule.id, severity, case.message or rule.message, promises, missing, facts, (*words, *low), unknown=not met
    )


def _met(rule: Rule, case: Case, context: RuleContext) -> _Weighed:
    """Weigh a case whose facts all hold: its severity, and those facts."""
    facts = context.facts
    known = [(name, value) for name, values in case.facts.items() for value in facts.values(name) if value in values]
    return case.severity or rule.severity, tuple(known)


def _open_facts(case: Case, context: RuleContext) -> _Weighed:
    """Weigh a case whose facts are open: its severity, none when one is known and does not match; those facts."""
    if not case.unknown:
        return None, ()
    facts = context.facts
    fails = [name for name, values in case.facts.items() if not facts.hold({name: values})]
    if not all(context.open(name) for name in fails):
        return None, ()
    return case.unknown, tuple((name, facts.text(name)) for name in fails)


def _words(case: Case, context: RuleContext) -> list[tuple[str, str]]:
    """Search own wording for what the case looks for; the library's own words do not count."""
    if not case.patterns:
        return []
    found: list[str] = []
    for chosen in (one for one in context.draft.chosen if one.wording):
        promise = context.ethics.promise(chosen.promise)
        known = {"": promise.text} if promise else {}
        found += matches(case.patterns, chosen.wording, known)
    for gap in context.draft.gaps:
        found += matches(case.patterns, gap.text)
    return [("words", text) for text in dict.fromkeys(found)]


def _low(case: Case, context: RuleContext) -> list[tuple[str, str]]:
    """Find the platforms in use that are of high concern in the dimension of the case."""
    if not case.low:
        return []
    weak = [report for report in context.reports if case.low in high_concern(context.ethics, report)]
    return [("platform", report.assessment.platform) for report in weak]


KINDS = {"facts": _by_cases, **SPECIAL}
