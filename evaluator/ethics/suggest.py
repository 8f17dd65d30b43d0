"""Suggest promises that fit a business, with reasons from its facts and from reports on its platforms. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import count
from typing import NamedTuple

from evaluator.assess.report import Basis, basis
from evaluator.assess.scoring import below
from evaluator.content.models.ethics import KEEP, TIERS, Ethics, Promise
from evaluator.content.models.ethics_example import ExampleBlank, ExampleCode
from evaluator.content.models.library import Library
from evaluator.ethics.draft import ANY_LANGUAGE, ChosenPromise, Draft, Facts, Gap, Platform, add_months

ON_FRONT = 7  # promises on the front page; more than that nobody remembers
MAX_DIGITS = 5  # no version has more
UNKNOWN_SCORE = 100  # a promise that no answer asks for comes after those that a bad answer asks for


class Reason(NamedTuple):
    """Why a promise is suggested. Each kind fills its own fields, and what it says is true of the input."""

    kind: str  # required, always, rule, fact, answer, dimensions
    facts: tuple[tuple[str, str], ...] = ()  # fact id, value: kinds rule and fact
    rule: str = ""  # kind rule: the rule that would warn without this promise
    platform: str = ""  # kinds answer and dimensions
    answer: tuple[str, str] = ("", "")  # question id, option id
    dimensions: tuple[str, ...] = ()  # of high concern


class Suggestion(NamedTuple):
    """A promise and every reason for it, the strongest kind first."""

    promise: Promise
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class _Inputs:
    """Facts and reports, indexed once for all promises."""

    law: Mapping[str, list[Reason]]  # the rules that warn when a promise is not in the code
    answers: Mapping[str, list[tuple[int, Reason]]]  # by question.option, each with its place among all answers
    high: tuple[tuple[str, tuple[str, ...]], ...]  # platform, its dimensions of high concern
    reports: tuple[tuple[str, Basis], ...]  # platform, its report

    @cached_property
    def scores(self) -> Mapping[tuple[str, str], Fraction | None]:
        """Of each platform's dimensions."""
        return {(name, part.dimension.id): part.score for name, report in self.reports for part in report.dimensions}

    @cached_property
    def asked(self) -> Mapping[tuple[str, str], str]:
        """The dimension of each platform's questions."""
        return {(name, q.id): q.dimension for name, report in self.reports for q in report.questionnaire.questions}


def reports(library: Library, draft: Draft, today: date) -> tuple[Basis, ...]:
    """Build the reports on the platforms whose assessment was imported."""
    assessments = (platform.assessment for platform in draft.platforms if platform.assessment)
    return tuple(basis(library, assessment, today) for assessment in assessments)


def suggest(ethics: Ethics, facts: Facts, reports: Sequence[Basis] = ()) -> tuple[Suggestion, ...]:
    """Suggest the promises that something speaks for, in the order in which to offer them.

    First those that every code has, then those that the law is likely to ask for, then starters, solid and leading
    ones. Among starters, own practice comes before what platforms do; then one of each section before a second of
    any, those about the weakest dimension first.
    """
    inputs = _inputs(ethics, facts, reports)
    return tuple(_in_order(_reasoned(ethics.promises, facts, inputs), inputs))


def suggest_for(
    ethics: Ethics, facts: Facts, reports: Sequence[Basis], promises: Iterable[Promise]
) -> dict[str, Suggestion]:
    """Suggest some of the promises only, in their order: for a page that lists them by section."""
    return {each.promise.id: each for each in _reasoned(promises, facts, _inputs(ethics, facts, reports))}


def _reasoned(promises: Iterable[Promise], facts: Facts, inputs: _Inputs) -> list[Suggestion]:
    found = [Suggestion(promise, _reasons(promise, facts, inputs)) for promise in promises]
    return [each for each in found if each.reasons]


def pack(ethics: Ethics, suggestions: Iterable[Suggestion]) -> tuple[Promise, ...]:
    """Pick the promises of a first code: as many starters as the library says, from the top of the suggestions."""
    return tuple(each.promise for each in suggestions if each.promise.tier == TIERS[0])[: ethics.pack]


def first_draft(
    ethics: Ethics,
    facts: Facts,
    platforms: Sequence[Platform] = (),
    reports: Sequence[Basis] = (),
    *,
    today: date,
    languages: tuple[str, ...],
) -> Draft:
    """Build a first draft: the pack of suggestions, blanks filled from the facts where they can be, dated today."""
    promises = pack(ethics, suggest(ethics, facts, reports))
    return Draft(
        facts=facts,
        platforms=tuple(platforms),
        chosen=tuple(choose(promise, facts) for promise in ethics.promises if promise in promises),
        day=today,
        review=review_day(ethics, facts, today),
        version=f"{today.year}.1",
        languages=languages,
    )


def example_draft(libraries: Mapping[str, Ethics], example_id: str, languages: tuple[str, ...], today: date) -> Draft:
    """Make the draft of an example, dated today; its facts wait for somebody to confirm them.

    `libraries` holds the library of each language of the code. A text that a question or a blank takes once for all
    languages is that of the first one. Raises KeyError for an example that the library does not have.
    """
    first = libraries[languages[0]]
    example = first.example(example_id)
    if example is None:
        raise KeyError(example_id)
    spoken = {code: libraries[code].example(example_id) or example for code in languages}
    draft = Draft(
        facts=Facts({**example.facts, **{typed.fact: (typed.text,) for typed in example.texts}}),
        platforms=tuple(Platform(one.name, Facts(one.facts)) for one in example.platforms),
        chosen=tuple(
            _example_promise(promise, spoken) for promise in first.promises if promise.id in example.promises
        ),
        gaps=tuple(_example_gap(spoken, example, place, today) for place in range(len(example.gaps))),
        why={code: one.why for code, one in spoken.items()},
        voice=example.voice,
        example=example_id,
        languages=languages,
    )
    return renew(first, draft, today)


def _example_gap(spoken: Mapping[str, ExampleCode], example: ExampleCode, place: int, today: date) -> Gap:
    one = example.gaps[place]
    text = {code: other.gaps[place].text for code, other in spoken.items()}
    return Gap(text, add_months(today, one.months), one.rule or "")


def _example_promise(promise: Promise, spoken: Mapping[str, ExampleCode]) -> ChosenPromise:
    """Choose a promise with its blanks filled in each language, from the questions where they ask the same."""
    asked = {blank.fact: blank.id for blank in promise.blanks if blank.fact}
    blanks: dict[str, dict[str, str]] = {}
    for code, example in spoken.items():
        for typed in (one for one in example.texts if one.fact in asked):
            blanks.setdefault(asked[typed.fact], {})[code] = typed.text
        for filled in (one for one in example.blanks if one.promise == promise.id):
            blanks.setdefault(filled.blank, {}).update(_example_value(filled, code))
    return ChosenPromise(promise.id, blanks)


def _example_value(filled: ExampleBlank, code: str) -> dict[str, str]:
    return {code: filled.text} if filled.text is not None else {ANY_LANGUAGE: str(filled.figure)}


def renew(ethics: Ethics, draft: Draft, today: date) -> Draft:
    """Date the draft today, with the next review in its place and the next number as version."""
    year, _, number = draft.version.partition(".")
    next_number = (
        int(number) + 1 if year == str(today.year) and number.isdecimal() and len(number) < MAX_DIGITS else 1
    )
    review = review_day(ethics, draft.all_facts, today)
    return replace(draft, day=today, review=review, version=f"{today.year}.{next_number}")


def review_day(ethics: Ethics, facts: Facts, day: date) -> date:
    """Compute the day of the review of a code of this day: sooner where a case of the rule on reviews holds."""
    sooner = any(facts.hold(case.facts) for rule in ethics.rules if rule.kind == "review" for case in rule.cases)
    return add_months(day, ethics.review_months_sooner if sooner else ethics.review_months)


def choose(promise: Promise, facts: Facts) -> ChosenPromise:
    """Choose a promise: its blanks filled with what the facts already say."""
    known = {
        blank.id: facts.text(blank.fact) for blank in promise.blanks if blank.fact and not facts.unknown(blank.fact)
    }
    return ChosenPromise(promise.id, {blank: {ANY_LANGUAGE: value} for blank, value in known.items()})


def pick_front(ethics: Ethics, draft: Draft) -> tuple[Promise, ...]:
    """Pick at most seven promises for the front page, in the order of the code.

    Those chosen by hand, else the first of each section before a second of any; what the law asks for anyway comes
    last, and what only keeps the code alive never.
    """
    promises = [one for one in ethics.promises if draft.find(one.id) and one.side != KEEP]
    by_hand = [one for one in promises if one.id in draft.front]
    seen: Counter[str] = Counter()
    turns = []
    for place, promise in enumerate(promises):
        seen[promise.section] += 1
        turns.append((promise.legal, seen[promise.section], place))
    picked = sorted(place for _, _, place in sorted(turns)[:ON_FRONT])
    return tuple(by_hand[:ON_FRONT] or [promises[place] for place in picked])


def high_concern(ethics: Ethics, report: Basis) -> tuple[str, ...]:
    """List the dimensions of a report that score below the line of high concern."""
    return below(report.questionnaire, report.assessment.answers, ethics.high_concern)


_REQUIRED, _ALWAYS = Reason("required"), Reason("always")


def _reasons(promise: Promise, facts: Facts, inputs: _Inputs) -> tuple[Reason, ...]:
    by = promise.suggested_by
    found = [_REQUIRED] if promise.required else []
    found += inputs.law.get(promise.id, ())
    if by.facts:
        found += [Reason("fact", facts=_matching(facts, case)) for case in by.facts if facts.hold(case)]
    if not inputs.answers.keys().isdisjoint(by.answers):
        given = sorted(pair for key in set(by.answers) for pair in inputs.answers.get(key, ()))
        found += [reason for _, reason in given]
    if by.low_dimensions:
        found += [
            Reason("dimensions", platform=n, dimensions=h) for n, h in inputs.high if len(h) >= by.low_dimensions
        ]
    if by.always and not promise.required:
        found.append(_ALWAYS)
    return tuple(found)


def _matching(facts: Facts, conditions: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, value) for name, values in conditions.items() for value in facts.values(name) if value in values
    )


def _inputs(ethics: Ethics, facts: Facts, reports: Sequence[Basis]) -> _Inputs:
    named = tuple((report.assessment.platform, report) for report in reports)
    high = tuple((name, high_concern(ethics, report)) for name, report in named)
    return _Inputs(_law(ethics, facts), _answers(ethics, named), high, named)


def _answers(ethics: Ethics, named: Sequence[tuple[str, Basis]]) -> dict[str, list[tuple[int, Reason]]]:
    found: dict[str, list[tuple[int, Reason]]] = {}
    place = count()
    for name, report in named:
        for question in report.questionnaire.questions:
            option = report.assessment.answers.option(question)
            key = f"{question.id}.{option.id}" if option else ""
            if option and key in ethics.telling:
                reason = Reason("answer", platform=name, answer=(question.id, option.id))
                found.setdefault(key, []).append((next(place), reason))
    return found


def _law(ethics: Ethics, facts: Facts) -> dict[str, list[Reason]]:
    found: dict[str, list[Reason]] = {}
    for rule in ethics.rules:
        for case in rule.cases:
            warns = (case.severity or rule.severity) == "warn" and not case.promises
            if warns and case.missing and case.facts and facts.hold(case.facts):
                for promise_id in case.missing:
                    found.setdefault(promise_id, []).append(
                        Reason("rule", rule=rule.id, facts=_matching(facts, case.facts))
                    )
    return found


def _in_order(found: list[Suggestion], inputs: _Inputs) -> list[Suggestion]:
    worst = {each.promise.id: _worst(each, inputs) for each in found}
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
    """Rank a promise: required, law, then by tier: own practice, platforms, everybody."""
    if promise.required:
        return 0
    if "rule" in kinds:
        return 1
    strength = next(place for place, some in enumerate(_STRENGTHS) if kinds & some)
    return 2 + TIERS.index(promise.tier) * len(_STRENGTHS) + strength


_STRENGTHS = ({"fact"}, {"answer", "dimensions"}, {"always"})


def _worst(suggestion: Suggestion, inputs: _Inputs) -> Fraction:
    """Find the lowest score among the dimensions that its reasons speak of."""
    found = [Fraction(UNKNOWN_SCORE)]
    for reason in suggestion.reasons:
        named = [*reason.dimensions, inputs.asked.get((reason.platform, reason.answer[0]), "")]
        known = (inputs.scores.get((reason.platform, name)) for name in named)
        found.extend(score for score in known if score is not None)
    return min(found)
