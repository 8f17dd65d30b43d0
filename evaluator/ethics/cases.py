"""The rules made of cases: promises chosen or missing, facts, words and reports that meet. Pure."""

from evaluator.ethics.situation import Finding, Situation, matches
from evaluator.ethics.suggest import high_concern
from evaluator.promises import Case, Rule


def by_cases(rule: Rule, situation: Situation) -> list[Finding]:
    """A finding for each case whose every part holds."""
    return [finding for case in rule.cases if (finding := _case(rule, case, situation))]


def _case(rule: Rule, case: Case, situation: Situation) -> Finding | None:
    """The finding of one case, None when something that it names does not hold."""
    promises = situation.chosen(case.promises)
    about = (*_words(case, situation), *_low(case, situation))
    sides = [
        bool(promises) or not case.promises,
        not situation.chosen(case.missing),
        any(kind == "words" for kind, _ in about) or not case.patterns,
        any(kind == "platform" for kind, _ in about) or not case.low,
    ]
    severity, facts = _facts(rule, case, situation)
    if severity is None or not all(sides):
        return None
    missing = case.missing if not promises else ()
    met = situation.facts.hold(case.facts)
    return Finding(rule.id, severity, case.message or rule.message, promises, missing, facts, about, unknown=not met)


def _facts(rule: Rule, case: Case, situation: Situation) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    """The severity that the facts give, and the facts that do: those that match, or those that are open."""
    facts = situation.facts
    if facts.hold(case.facts):
        told = [
            (name, value) for name, values in case.facts.items() for value in facts.values(name) if value in values
        ]
        return case.severity or rule.severity, tuple(told)
    fails = [name for name, values in case.facts.items() if not facts.hold({name: values})]
    if not all(situation.open(name) for name in fails):
        return None, ()
    return case.unknown, tuple((name, facts.text(name)) for name in fails)


def _words(case: Case, situation: Situation) -> list[tuple[str, str]]:
    """What own wording says that the case looks for; the library's own words do not count as own."""
    if not case.patterns:
        return []
    found: list[str] = []
    for chosen in situation.draft.chosen:
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
