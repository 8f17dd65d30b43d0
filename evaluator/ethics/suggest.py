"""Which promises fit a business, and why: from its facts and from reports on its platforms. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from evaluator.ethics.draft import ANY, Chosen, Draft, Facts, Platform
from evaluator.ethics.months import later
from evaluator.library import Library
from evaluator.promises import TIERS, Ethics, Promise
from evaluator.report import Report, build_report
from evaluator.scoring import DimensionScore

UNKNOWN_SCORE = 100  # a promise that no answer asks for comes after those that a bad answer asks for


@dataclass(frozen=True)
class Reason:
    """Why a promise is suggested. Each kind fills its own fields, and what it says is true of the input."""

    kind: str  # required, always, rule, fact, answer, dimensions
    facts: tuple[tuple[str, str], ...] = ()  # fact id, value: kinds rule and fact
    rule: str = ""  # kind rule: the rule that would warn without this promise
    platform: str = ""  # kinds answer and dimensions
    answer: tuple[str, str] = ("", "")  # question id, option id
    dimensions: tuple[str, ...] = ()  # of high concern


@dataclass(frozen=True)
class Suggestion:
    """A promise and every reason for it, the strongest kind first."""

    promise: Promise
    reasons: tuple[Reason, ...]


def reports(library: Library, draft: Draft, today: date) -> tuple[Report, ...]:
    """The reports on the platforms whose assessment was brought along."""
    brought = (platform.assessment for platform in draft.platforms if platform.assessment)
    return tuple(build_report(library, assessment, today) for assessment in brought)


def suggest(ethics: Ethics, facts: Facts, reports: Sequence[Report] = ()) -> tuple[Suggestion, ...]:
    """The promises that something speaks for, in the order in which to offer them.

    First those that every code has, then those that the law is likely to ask for, then starters, solid and leading
    ones. Among starters, own practice comes before what platforms do; then one of each section before a second of
    any, those about the weakest dimension first.
    """
    found = [Suggestion(promise, _reasons(ethics, promise, facts, reports)) for promise in ethics.promises]
    return tuple(_in_order([each for each in found if each.reasons], reports))


def pack(ethics: Ethics, suggestions: Iterable[Suggestion]) -> tuple[Promise, ...]:
    """The promises of a first code: as many starters as the library says, from the top of the suggestions."""
    return tuple(each.promise for each in suggestions if each.promise.tier == TIERS[0])[: ethics.pack]


def draft(
    ethics: Ethics,
    facts: Facts,
    platforms: Sequence[Platform] = (),
    reports: Sequence[Report] = (),
    *,
    today: date,
    languages: tuple[str, ...],
) -> Draft:
    """A first draft: the pack of suggestions, blanks filled from the facts where they can be, dated today."""
    promises = pack(ethics, suggest(ethics, facts, reports))
    months = ethics.review_months_sooner if _sooner(ethics, facts) else ethics.review_months
    return Draft(
        facts=facts,
        platforms=tuple(platforms),
        chosen=tuple(filled(promise, facts) for promise in ethics.promises if promise in promises),
        day=today,
        review=later(today, months),
        version=f"{today.year}.1",
        languages=languages,
    )


def filled(promise: Promise, facts: Facts) -> Chosen:
    """A promise as first chosen: its blanks filled with what the facts already say."""
    known = {
        blank.id: facts.text(blank.fact) for blank in promise.blanks if blank.fact and not facts.unknown(blank.fact)
    }
    return Chosen(promise.id, {blank: {ANY: value} for blank, value in known.items()})


def high_concern(ethics: Ethics, report: Report) -> tuple[str, ...]:
    """The dimensions of a report that score below the line of high concern."""
    return tuple(
        part.dimension.id for part in _scored(report) if part.score is not None and part.score < ethics.high_concern
    )


def _sooner(ethics: Ethics, facts: Facts) -> bool:
    rule = next((rule for rule in ethics.rules if rule.kind == "review"), None)
    return rule is not None and any(facts.hold(case.facts) for case in rule.cases)


def _scored(report: Report) -> list[DimensionScore]:
    return [part for part in report.score.dimensions if part.applies]


def _reasons(ethics: Ethics, promise: Promise, facts: Facts, reports: Sequence[Report]) -> tuple[Reason, ...]:
    by = promise.suggested_by
    required = [Reason("required")] if promise.required else []
    always = [Reason("always")] if by.always and not promise.required else []
    facts_hold = [Reason("fact", facts=_told(facts, case)) for case in by.facts if facts.hold(case)]
    return (
        *required, *_law(ethics, promise, facts), *facts_hold, *_answers(by.answers, reports),
        *_dimensions(ethics, by.low_dimensions, reports), *always,
    )  # fmt: skip


def _told(facts: Facts, conditions: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, value) for name, values in conditions.items() for value in facts.values(name) if value in values
    )


def _law(ethics: Ethics, promise: Promise, facts: Facts) -> Iterator[Reason]:
    """The rules that warn when this promise is not in the code."""
    for rule in ethics.rules:
        for case in rule.cases:
            warns = (case.severity or rule.severity) == "warn" and not case.promises
            if warns and promise.id in case.missing and case.facts and facts.hold(case.facts):
                yield Reason("rule", rule=rule.id, facts=_told(facts, case.facts))


def _answers(wanted: tuple[str, ...], reports: Sequence[Report]) -> Iterator[Reason]:
    for report in reports:
        for line in report.lines:
            if line.option and f"{line.question.id}.{line.option.id}" in wanted:
                name = report.assessment.platform
                yield Reason("answer", platform=name, answer=(line.question.id, line.option.id))


def _dimensions(ethics: Ethics, wanted: int, reports: Sequence[Report]) -> Iterator[Reason]:
    for report in reports:
        high = high_concern(ethics, report)
        if wanted and len(high) >= wanted:
            yield Reason("dimensions", platform=report.assessment.platform, dimensions=high)


def _in_order(found: list[Suggestion], reports: Sequence[Report]) -> list[Suggestion]:
    worst = {each.promise.id: _worst(each, reports) for each in found}
    kinds = {each.promise.id: {reason.kind for reason in each.reasons} for each in found}
    ranked = sorted(found, key=lambda each: (_rank(each.promise, kinds[each.promise.id]), worst[each.promise.id]))
    turns: Counter[tuple[int, str]] = Counter()
    keys = {}
    for place, each in enumerate(ranked):
        rank = _rank(each.promise, kinds[each.promise.id])
        turns[rank, each.promise.section] += 1
        keys[each.promise.id] = (rank, turns[rank, each.promise.section], worst[each.promise.id], place)
    return sorted(found, key=lambda each: keys[each.promise.id])


def _rank(promise: Promise, kinds: set[str]) -> int:
    """Required, law, then by tier: own practice, platforms, everybody."""
    if promise.required:
        return 0
    if "rule" in kinds:
        return 1
    strength = next(place for place, some in enumerate(_STRENGTHS) if kinds & some)
    return 2 + TIERS.index(promise.tier) * len(_STRENGTHS) + strength


_STRENGTHS = ({"fact"}, {"answer", "dimensions"}, {"always"})


def _worst(suggestion: Suggestion, reports: Sequence[Report]) -> Fraction:
    """The lowest score among the dimensions that its reasons speak of."""
    scores = {
        (report.assessment.platform, part.dimension.id): part.score for report in reports for part in _scored(report)
    }
    asked = {
        (report.assessment.platform, q.id): q.dimension for report in reports for q in report.questionnaire.questions
    }
    found = [Fraction(UNKNOWN_SCORE)]
    for reason in suggestion.reasons:
        named = [*reason.dimensions, asked.get((reason.platform, reason.answer[0]), "")]
        known = (scores.get((reason.platform, name)) for name in named)
        found.extend(score for score in known if score is not None)
    return min(found)
