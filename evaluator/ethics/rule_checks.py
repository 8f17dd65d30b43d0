"""The rules that compare dates, numbers and names: one function for each special kind of rule.

Each takes the rule and the situation, and gives its findings. Which rule is of which kind stands in ethics/rules/.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from evaluator.content.models.ethics import BLANK, Promise, Rule
from evaluator.ethics.dates import later
from evaluator.ethics.draft import Chosen, Words, said
from evaluator.ethics.rule_context import BLOCK, WARN, Finding, Situation, matches

TEAM, ALONE, REPLY = "team-size", "one", "reply-days"
NUMBERS = ("number", "days", "working-days", "months")
About = tuple[tuple[str, str], ...]


def _finding(rule: Rule, promises: tuple[str, ...] = (), about: About = (), severity: str = "") -> Finding:
    return Finding(rule.id, severity or rule.severity, rule.message, promises, about=about)


def _missing(rule: Rule, situation: Situation) -> Iterator[Finding]:
    """Promises that every code has, and this one has not."""
    required = [promise.id for promise in situation.ethics.required if promise.id in rule.promises]
    absent = tuple(promise_id for promise_id in required if not situation.draft.of(promise_id))
    if absent:
        yield Finding(rule.id, BLOCK, rule.message, missing=absent)


def _accounts(rule: Rule, situation: Situation) -> Iterator[Finding]:
    """An account that the list lacks: none is named, or one has no purpose."""
    promises = situation.chosen(rule.promises)
    asked = [fact.id for fact in situation.ethics.facts if fact.about == "platform"]
    bare = [p.name for p in situation.draft.platforms if any(p.facts.unknown(fact_id) for fact_id in asked)]
    if promises and (bare or not situation.draft.platforms):
        yield _finding(rule, promises, tuple(("platform", name) for name in bare) or (("field", "platforms"),))


def _contact(rule: Rule, situation: Situation) -> Iterator[Finding]:
    """Nobody to answer, or no address that somebody reads."""
    draft = situation.draft
    yield from _missing(rule, situation)
    empty = [] if all(said(draft.owner, code).strip() for code in draft.languages) else ["owner"]
    empty += [] if draft.contact.strip() else ["contact"]
    if empty:
        yield _finding(rule, _reached(situation), tuple(("field", name) for name in empty))
    elif matches(rule.patterns, {"": draft.contact}):
        yield _finding(rule, _reached(situation), (("words", draft.contact),))


def _reached(situation: Situation) -> tuple[str, ...]:
    """The promises in the code that name who answers, or where to write."""
    promises = [situation.ethics.promise(chosen.promise) for chosen in situation.draft.chosen]
    return tuple(one.id for one in promises if one and {blank.kind for blank in one.blanks} & {"owner", "contact"})


def _pace(rule: Rule, situation: Situation) -> Iterator[Finding]:
    """Faster than last month, faster than one person can be, or at all hours although people rest."""
    real, alone = situation.facts.number(REPLY), ALONE in situation.facts.values(TEAM)
    for promise_id in situation.chosen(rule.promises):
        wait = _wait(promise_id, situation)
        if wait is not None and real is not None and wait < real:
            yield Finding(rule.id, rule.severity, rule.message, (promise_id,), facts=((REPLY, str(real)),))
        elif wait is not None and alone and wait < 1:
            yield Finding(rule.id, rule.severity, rule.message, (promise_id,), facts=((TEAM, ALONE),))
    words = tuple(dict.fromkeys(found for text in _typed(situation) for found in matches(rule.patterns, text)))
    resting = "talk.team" if situation.draft.of("talk.team") else ""
    if words and resting:
        yield _finding(rule, (resting,), tuple(("words", found) for found in words))


def _wait(promise_id: str, situation: Situation) -> int | None:
    """The working days that a promise names."""
    promise, chosen = situation.ethics.promise(promise_id), situation.draft.of(promise_id)
    for blank in promise.blanks if promise and chosen else ():
        value = situation.draft.value(chosen, blank, situation.draft.languages[0]) if chosen else ""
        if blank.kind == "working-days" and value.isascii() and value.isdecimal():
            return int(value)
    return None


def _typed(situation: Situation) -> Iterator[Words]:
    """Every text that a reader will see and the business typed."""
    yield from situation.own_words()
    for chosen in situation.draft.chosen:
        yield from chosen.blanks.values()


def _review(rule: Rule, situation: Situation) -> Iterator[Finding]:
    """No date, a date gone by, or too far away; and results promised each year that are missing or old."""
    draft, ethics, today = situation.draft, situation.ethics, situation.today
    yield from _missing(rule, situation)
    keeps = situation.chosen([promise.id for promise in ethics.required if promise.id in rule.promises])
    absent = [name for name, day in (("date", draft.day), ("review", draft.review)) if day is None]
    if draft.day is None or draft.review is None:
        yield _finding(rule, keeps, tuple(("field", name) for name in absent))
    elif draft.review < today or draft.review <= draft.day:
        yield _finding(rule, keeps, (("date", draft.review.isoformat()),))
    elif draft.review > _latest(rule, situation, draft.day):
        yield _finding(rule, keeps, (("date", draft.review.isoformat()),), WARN)
    yields = tuple(promise_id for promise_id in situation.chosen(rule.promises) if promise_id not in keeps)
    stale = _stale(situation)
    if yields and (stale or not draft.platforms):
        yield _finding(rule, yields, tuple(("platform", name) for name in stale) or (("field", "reports"),), WARN)


def _latest(rule: Rule, situation: Situation, day: date) -> date:
    """The last good day for a review: sooner where one of the rule's cases holds."""
    sooner = any(situation.facts.hold(case.facts) for case in rule.cases)
    return later(day, situation.ethics.review_months_sooner if sooner else situation.ethics.review_months)


def _stale(situation: Situation) -> list[str]:
    """The platforms without a report, or with one that is too old."""
    oldest = later(situation.today, -situation.ethics.report_months)
    fresh = {report.assessment.platform for report in situation.reports if report.day >= oldest}
    return [platform.name for platform in situation.draft.platforms if platform.name not in fresh]


def _exit_line(rule: Rule, situation: Situation) -> Iterator[Finding]:
    """A platform in use has a letter below the line, and no day on which it is left."""
    leaving = {name.casefold() for name in (one.name for one in situation.draft.exits)}
    for promise_id in situation.chosen(rule.promises):
        line = _letter(promise_id, situation)
        below = [
            report.assessment.platform
            for report in situation.reports
            if _below(report.score.letter, line, report.questionnaire.scoring.letters)
            and report.assessment.platform.casefold() not in leaving
        ]
        if below:
            yield _finding(rule, (promise_id,), tuple(("platform", name) for name in below))


def _letter(promise_id: str, situation: Situation) -> str:
    promise, chosen = situation.ethics.promise(promise_id), situation.draft.of(promise_id)
    blanks = [blank for blank in promise.blanks if blank.kind == "letter"] if promise else []
    return situation.draft.value(chosen, blanks[0], situation.draft.languages[0]) if chosen and blanks else ""


def _below(letter: str | None, line: str, letters: tuple[str, ...]) -> bool:
    return letter is not None and line in letters and letters.index(letter) > letters.index(line)


def _count(rule: Rule, situation: Situation) -> Iterator[Finding]:
    """More promises than people can keep."""
    alone, count = ALONE in situation.facts.values(TEAM), len(situation.draft.chosen)
    if count > rule.limits["everyone"] or (alone and count > rule.limits["alone"]):
        yield Finding(
            rule.id, rule.severity, rule.message,
            facts=((TEAM, ALONE),) if alone else (), about=(("number", str(count)),),
        )  # fmt: skip


def _left(rule: Rule, situation: Situation) -> Iterator[Finding]:
    """A platform that was left, and is still in the list; own words that say so can only warn."""
    left = {one.name.casefold() for one in situation.draft.exits if one.day <= situation.today}
    names = [platform.name for platform in situation.draft.platforms]
    both = tuple(("platform", name) for name in names if name.casefold() in left)
    if both:
        yield _finding(rule, about=both)
    texts = [words for words in _typed(situation) if matches(rule.patterns, words)]
    told = [name for name in names if any(name.casefold() in " ".join(t.values()).casefold() for t in texts)]
    if told:
        yield _finding(rule, about=tuple(("platform", name) for name in told), severity=WARN)


def _blanks(rule: Rule, situation: Situation) -> Iterator[Finding]:
    """A place that nobody filled in, in the code or in a dated line."""
    for chosen in situation.draft.chosen:
        promise = situation.ethics.promise(chosen.promise)
        if promise and not promise.named and not chosen.wording:
            continue  # most promises have no place to fill in
        empty = dict.fromkeys(
            name
            for code in situation.draft.languages
            for name in _places(promise, said(chosen.wording, code))
            if not _filled(name, promise, chosen, code, situation)
        )
        if empty:
            yield _finding(rule, (chosen.promise,), tuple(("blank", name) for name in empty))
    for gap in situation.draft.gaps:
        if any(BLANK.search(text) for text in gap.text.values()):
            yield _finding(rule, about=(("words", next(iter(gap.text.values()))),))


def _places(promise: Promise | None, own: str) -> Sequence[str]:
    """The names of the places in own words, or in the library's."""
    return BLANK.findall(own) if own else promise.named if promise else ()


def _filled(name: str, promise: Promise | None, chosen: Chosen, code: str, situation: Situation) -> bool:
    blank = promise.blank(name) if promise else None
    value = situation.draft.value(chosen, blank, code).strip() if blank else ""
    if blank and blank.kind in NUMBERS:
        return value.isascii() and value.isdecimal()
    return bool(value)


def _languages(rule: Rule, situation: Situation) -> Iterator[Finding]:
    """A text that one language lacks, or that has other numbers there."""
    codes = situation.draft.languages
    if len(codes) < 2:
        return
    for chosen in situation.draft.chosen:
        if any(_differ(words, codes) for words in (chosen.wording, *chosen.blanks.values())):
            yield _finding(rule, (chosen.promise,), tuple(("language", code) for code in codes))
    for gap in situation.draft.gaps:
        if _differ(gap.text, codes):
            yield _finding(rule, about=(("words", next(iter(gap.text.values()))),))
    if _differ(situation.draft.owner, codes):
        yield _finding(rule, about=(("field", "owner"),))


def _differ(words: Words, codes: tuple[str, ...]) -> bool:
    texts = [said(words, code) for code in codes]
    numbers = {tuple(sorted(re.findall(r"\d+", text))) for text in texts}
    return any(texts) and (not all(texts) or len(numbers) > 1)


SPECIAL: Mapping[str, Callable[[Rule, Situation], Iterator[Finding]]] = {
    "accounts": _accounts,
    "contact": _contact,
    "pace": _pace,
    "review": _review,
    "exit-line": _exit_line,
    "count": _count,
    "left": _left,
    "blanks": _blanks,
    "languages": _languages,
}
