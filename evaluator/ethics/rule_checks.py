"""Check rules that compare dates, numbers and names: one function for each special kind of rule.

Each takes the rule and the situation, and gives its findings. Which rule is of which kind stands in ethics/rules/.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from evaluator.content.models.ethics import BLANK, Promise, Rule
from evaluator.ethics.draft import ChosenPromise, LocalizedText, add_months, text_in
from evaluator.ethics.rule_context import BLOCK, WARN, RuleContext, RuleFinding, matches
from evaluator.ethics.suggest import review_day

TEAM, ALONE, REPLY = "team-size", "one", "reply-days"
SAID_ONCE = ("owner", "contact", "date", "review")
NUMBERS = ("number", "days", "working-days", "months")
About = tuple[tuple[str, str], ...]


def _finding(rule: Rule, promises: tuple[str, ...] = (), about: About = (), severity: str = "") -> RuleFinding:
    return RuleFinding(rule.id, severity or rule.severity, rule.message, promises, about=about)


def _missing(rule: Rule, context: RuleContext) -> Iterator[RuleFinding]:
    """Find promises that every code has, and this one has not."""
    required = [promise.id for promise in context.ethics.required if promise.id in rule.promises]
    absent = tuple(promise_id for promise_id in required if not context.draft.find(promise_id))
    if absent:
        yield RuleFinding(rule.id, BLOCK, rule.message, missing=absent)


def _accounts(rule: Rule, context: RuleContext) -> Iterator[RuleFinding]:
    """Find an incomplete list of accounts: none is named, or one has no purpose."""
    promises = context.chosen(rule.promises)
    asked = [fact.id for fact in context.ethics.facts if fact.about == "platform" and not fact.optional]
    bare = [p.name for p in context.draft.platforms if any(p.facts.unknown(fact_id) for fact_id in asked)]
    if promises and (bare or not context.draft.platforms):
        yield _finding(rule, promises, tuple(("platform", name) for name in bare) or (("field", "platforms"),))


def _contact(rule: Rule, context: RuleContext) -> Iterator[RuleFinding]:
    """Find a code with nobody to answer, or no address that somebody reads."""
    draft = context.draft
    yield from _missing(rule, context)
    empty = [] if all(text_in(draft.owner, code).strip() for code in draft.languages) else ["owner"]
    empty += [] if draft.contact.strip() else ["contact"]
    if empty:
        yield _finding(rule, _reached(context), tuple(("field", name) for name in empty))
    elif matches(rule.patterns, {"": draft.contact}):
        yield _finding(rule, _reached(context), (("words", draft.contact),))


def _reached(context: RuleContext) -> tuple[str, ...]:
    """List the promises in the code that name who answers, or where to write."""
    promises = [context.ethics.promise(chosen.promise) for chosen in context.draft.chosen]
    return tuple(one.id for one in promises if one and {blank.kind for blank in one.blanks} & {"owner", "contact"})


def _pace(rule: Rule, context: RuleContext) -> Iterator[RuleFinding]:
    """Find replies promised faster than last month, than one person can, or at all hours although people rest."""
    real, alone = context.facts.number(REPLY), ALONE in context.facts.values(TEAM)
    for promise_id in context.chosen(rule.promises):
        wait = _wait(promise_id, context)
        if wait is not None and real is not None and wait < real:
            yield RuleFinding(rule.id, rule.severity, rule.message, (promise_id,), facts=((REPLY, str(real)),))
        elif wait is not None and alone and wait < 1:
            yield RuleFinding(rule.id, rule.severity, rule.message, (promise_id,), facts=((TEAM, ALONE),))
    words = tuple(dict.fromkeys(found for text in _typed(context) for found in matches(rule.patterns, text)))
    resting = "talk.team" if context.draft.find("talk.team") else ""
    if words and resting:
        yield _finding(rule, (resting,), tuple(("words", found) for found in words))


def _wait(promise_id: str, context: RuleContext) -> int | None:
    """Read the working days that a promise names."""
    promise, chosen = context.ethics.promise(promise_id), context.draft.find(promise_id)
    for blank in promise.blanks if promise and chosen else ():
        value = context.draft.value(chosen, blank, context.draft.languages[0]) if chosen else ""
        if blank.kind == "working-days" and value.isascii() and value.isdecimal():
            return int(value)
    return None


def _typed(context: RuleContext) -> Iterator[LocalizedText]:
    """Yield every text that a reader will see and the business typed."""
    yield from context.own_words()
    for chosen in context.draft.chosen:
        yield from chosen.blanks.values()


def _review(rule: Rule, context: RuleContext) -> Iterator[RuleFinding]:
    """Find a review without a date, overdue or too far away."""
    draft, ethics, today = context.draft, context.ethics, context.today
    yield from _missing(rule, context)
    keeps = context.chosen([promise.id for promise in ethics.required if promise.id in rule.promises])
    absent = [name for name, day in (("date", draft.day), ("review", draft.review)) if day is None]
    if draft.day is None or draft.review is None:
        yield _finding(rule, keeps, tuple(("field", name) for name in absent))
    elif draft.review < today or draft.review <= draft.day:
        yield _finding(rule, keeps, (("date", draft.review.isoformat()),))
    elif draft.review > review_day(ethics, context.facts, draft.day):
        yield _finding(rule, keeps, (("date", draft.review.isoformat()),), WARN)


def _reports(rule: Rule, context: RuleContext) -> Iterator[RuleFinding]:
    """Find yearly reports on platforms that are promised, and missing or old."""
    promises, stale = context.chosen(rule.promises), _stale(context)
    if promises and (stale or not context.draft.platforms):
        yield _finding(rule, promises, tuple(("platform", name) for name in stale) or (("field", "reports"),))


def _example(rule: Rule, context: RuleContext) -> Iterator[RuleFinding]:
    """Find the facts of an example that nobody has confirmed."""
    if context.draft.example:
        yield _finding(rule, about=(("example", context.draft.example),))


def _kept(rule: Rule, context: RuleContext) -> Iterator[RuleFinding]:
    """Find promises that the last review found broken."""
    for promise_id, proof in context.draft.proofs.items():
        if not proof.kept and context.draft.find(promise_id):
            yield _finding(rule, (promise_id,), (("proved", proof.day.isoformat()),))


def _stale(context: RuleContext) -> list[str]:
    """List the platforms without a report, or with one that is too old."""
    oldest = add_months(context.today, -context.ethics.report_months)
    fresh = {report.assessment.platform for report in context.reports if report.day >= oldest}
    return [platform.name for platform in context.draft.platforms if platform.name not in fresh]


def _exit_line(rule: Rule, context: RuleContext) -> Iterator[RuleFinding]:
    """Find a platform in use with a letter below the line, and no day on which it is left."""
    leaving = {name.casefold() for name in (one.name for one in context.draft.exits)}
    for promise_id in context.chosen(rule.promises):
        line = _letter(promise_id, context)
        below = [
            report.assessment.platform
            for report in context.reports
            if _below(report.score.letter, line, report.questionnaire.scoring.letters)
            and report.assessment.platform.casefold() not in leaving
        ]
        if below:
            yield _finding(rule, (promise_id,), tuple(("platform", name) for name in below))


def _letter(promise_id: str, context: RuleContext) -> str:
    promise, chosen = context.ethics.promise(promise_id), context.draft.find(promise_id)
    blanks = [blank for blank in promise.blanks if blank.kind == "letter"] if promise else []
    return context.draft.value(chosen, blanks[0], context.draft.languages[0]) if chosen and blanks else ""


def _below(letter: str | None, line: str, letters: tuple[str, ...]) -> bool:
    return letter is not None and line in letters and letters.index(letter) > letters.index(line)


def _count(rule: Rule, context: RuleContext) -> Iterator[RuleFinding]:
    """Find more promises than people can keep."""
    alone, count = ALONE in context.facts.values(TEAM), len(context.draft.chosen)
    if count > rule.limits["everyone"] or (alone and count > rule.limits["alone"]):
        yield RuleFinding(
            rule.id, rule.severity, rule.message,
            facts=((TEAM, ALONE),) if alone else (), about=(("number", str(count)),),
        )  # fmt: skip


def _left(rule: Rule, context: RuleContext) -> Iterator[RuleFinding]:
    """Find a platform that was left and is still in the list; own words that say so can only warn."""
    left = {one.name.casefold() for one in context.draft.exits if one.day <= context.today}
    names = [platform.name for platform in context.draft.platforms]
    both = tuple(("platform", name) for name in names if name.casefold() in left)
    if both:
        yield _finding(rule, about=both)
    texts = [words for words in _typed(context) if matches(rule.patterns, words)]
    mentioned = [name for name in names if any(name.casefold() in " ".join(t.values()).casefold() for t in texts)]
    if mentioned:
        yield _finding(rule, about=tuple(("platform", name) for name in mentioned), severity=WARN)


def _blanks(rule: Rule, context: RuleContext) -> Iterator[RuleFinding]:
    """Find a blank that nobody filled in, in the code or in a dated line."""
    for chosen in context.draft.chosen:
        promise = context.ethics.promise(chosen.promise)
        if promise and not promise.named and not chosen.wording:
            continue  # most promises have no place to fill in
        empty = dict.fromkeys(
            name
            for code in context.draft.languages
            for name in _places(promise, text_in(chosen.wording, code))
            if not _filled(name, promise, chosen, code, context)
        )
        if empty:
            yield _finding(rule, (chosen.promise,), tuple(("blank", name) for name in empty))
    for gap in context.draft.gaps:
        if any(BLANK.search(text) for text in gap.text.values()):
            yield _finding(rule, about=(("words", next(iter(gap.text.values()))),))


def _places(promise: Promise | None, own: str) -> Sequence[str]:
    """List the names of the blanks in own words, or in the library's."""
    return BLANK.findall(own) if own else promise.named if promise else ()


def _filled(name: str, promise: Promise | None, chosen: ChosenPromise, code: str, context: RuleContext) -> bool:
    blank = promise.blank(name) if promise else None
    if blank and blank.kind in SAID_ONCE:
        return True  # other rules look at what is said once for the whole code
    value = context.draft.value(chosen, blank, code).strip() if blank else ""
    if blank and blank.kind in NUMBERS:
        return value.isascii() and value.isdecimal()
    return bool(value)


def _languages(rule: Rule, context: RuleContext) -> Iterator[RuleFinding]:
    """Find a text that one language lacks, or that has other numbers there."""
    codes = context.draft.languages
    if len(codes) < 2:
        return
    for chosen in context.draft.chosen:
        if any(_differ(words, codes) for words in (chosen.wording, *chosen.blanks.values())):
            yield _finding(rule, (chosen.promise,), tuple(("language", code) for code in codes))
    for gap in context.draft.gaps:
        if _differ(gap.text, codes):
            yield _finding(rule, about=(("words", next(iter(gap.text.values()))),))
    if _differ(context.draft.owner, codes):
        yield _finding(rule, about=(("field", "owner"),))


def _differ(words: LocalizedText, codes: tuple[str, ...]) -> bool:
    texts = [text_in(words, code) for code in codes]
    numbers = {tuple(sorted(re.findall(r"\d+", text))) for text in texts}
    return any(texts) and (not all(texts) or len(numbers) > 1)


SPECIAL: Mapping[str, Callable[[Rule, RuleContext], Iterator[RuleFinding]]] = {
    "accounts": _accounts,
    "contact": _contact,
    "pace": _pace,
    "review": _review,
    "reports": _reports,
    "example": _example,
    "kept": _kept,
    "exit-line": _exit_line,
    "count": _count,
    "left": _left,
    "blanks": _blanks,
    "languages": _languages,
}
