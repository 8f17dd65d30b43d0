"""The rules made of cases: promises chosen or missing, facts, words and reports that meet. Pure."""

from evaluator.content.models.ethics import Case, Rule
from evaluator.ethics.rule_context import Finding, Situation, matches
from evaluator.ethics.suggest import high_concern

Weighed = tuple[str | None, tuple[tuple[str, str], ...]]  # a severity, and the facts that give it


def by_cases(rule: Rule, situation: Situation) -> list[Finding]:
    """A finding for each case whose every part holds."""
    code, found = situation.code, []
    for case in rule.cases:  # a loop: most cases end at the first look, and every page asks for all of them
        if code.isdisjoint(case.missing) and not (case.promises and code.isdisjoint(case.promises)):
            finding = _case(rule, case, situation)
            if finding:
                found.append(finding)
    return found


def _case(rule: Rule, case: Case, situation: Situation) -> Finding | None:
    """The finding of a case whose promises fit, None when something else that it names does not hold."""
    met = situation.facts.hold(case.facts)
    severity, facts = _told(rule, case, situation) if met else _open(case, situation)
    if severity is None:
        return None
    words, low = _words(case, situation), _low(case, situation)  # last: the only parts that take time
    if (case.patterns and not words) or (case.low and not low):
        return None
    promises = situation.chosen(case.promises)
    missing = case.missing if not promises else ()
    return Finding(
        rule.id, severity, case.message or rule.message, promises, missing, facts, (*words, *low), unknown=not met
    )


def _told(rule: Rule, case: Case, situation: Situation) -> Weighed:
    """The severity of a case whose facts all hold, and what was told."""
    facts = situation.facts
    told = [(name, value) for name, values in case.facts.items() for value in facts.values(name) if value in values]
    return case.severity or rule.severity, tuple(told)


def _open(case: Case, situation: Situation) -> Weighed:
    """The severity of a case whose facts are open, and those facts; none when one is known and does not match."""
    if not case.unknown:
        return None, ()
    facts = situation.facts
    fails = [name for name, values in case.facts.items() if not facts.hold({name: values})]
    if not all(situation.open(name) for name in fails):
        return None, ()
    return case.unknown, tuple((name, facts.text(name)) for name in fails)


def _words(case: Case, situation: Situation) -> list[tuple[str, str]]:
    """What own wording says that the case looks for; the library's own words do not count as own."""
    if not case.patterns:
        return []
    found: list[str] = []
    for chosen in (one for one in situation.draft.chosen if one.wording):
        promise = situation.ethics.promise(chosen.promise)
        known = {"": promise.text} if promise else {}
        found += matches(case.patterns, chosen.wording, known)
    for gap in situation.draft.gaps:
        found += matches(case.patterns, gap.text)
    return [("words", text) for text in dict.fromkeys(found)]


def _low(case: Case, situation: Situation) -> list[tuple[str, str]]:
    """The platforms in use that are of high concern in the dimension of the case."""
    if not case.low:
        return []
    weak = [report for report in situation.reports if case.low in high_concern(situation.ethics, report)]
    return [("platform", report.assessment.platform) for report in weak]
