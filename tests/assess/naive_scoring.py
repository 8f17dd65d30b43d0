"""The rules of scoring once more, written from their description and not from the program: slow, plain, exact."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from evaluator.content.models.questionnaire import Question, Questionnaire

LETTERS = "ABCDE"
LINES = {"A": 80, "B": 65, "C": 50, "D": 35}
WEIGHTS = {"less": Fraction(1, 2), "normal": Fraction(1), "more": Fraction(2)}
UNKNOWN = (None, "dont-know")


@dataclass
class Naive:
    """What the rules give for one form and one set of answers."""

    parts: list[Fraction | None]
    score: Fraction | None
    ends: tuple[Fraction, Fraction] | None
    letter: str | None
    worst: str | None
    best: str | None
    missing: set[str]


def rounded(value: Fraction) -> Fraction:
    """One decimal, half up."""
    return Fraction(math.floor(value * 10 + Fraction(1, 2)), 10)


def naive(form: Questionnaire, given: Mapping[str, str], weights: Mapping[str, str]) -> Naive:
    """Score by the text of the rules."""
    asked = {d.id: [q for q in d.questions if given.get(q.id) != "not-applicable"] for d in form.dimensions}
    needs = 1 if form.quick else 2
    applying = [d.id for d in form.dimensions if len(asked[d.id]) >= needs]
    weight = {name: WEIGHTS[weights.get(name, "normal")] for name in applying}
    mean = {name: _held(form, asked[name], given, [q for q in asked[name] if _known(q, given)], 0) for name in asked}
    for name in asked:  # core first
        if form.scoring.core_first and any(q.core and not _known(q, given) for q in asked[name]):
            mean[name] = None
    lows = {name: _held(form, asked[name], given, asked[name], 0) for name in applying}
    highs = {name: _held(form, asked[name], given, asked[name], 100) for name in applying}
    known = {name: value for name in applying if (value := mean[name]) is not None}
    caps = [cap for q in form.questions if _known(q, given) and (cap := _cap(q, given))]
    threats = [option.cap for q in form.questions if given.get(q.id) in UNKNOWN for option in q.options if option.cap]
    if form.scoring.core_first and len(known) < len(applying):
        known = {}
    score, low, high = _weighted(known, weight), _weighted(lows, weight), _weighted(highs, weight)
    return Naive(
        parts=list(mean.values()),
        score=score,
        ends=None if low is None or high is None else (low, high),
        letter=None if score is None else _letter(form, score, known, caps),
        worst=None if low is None else _letter(form, low, lows, caps + threats),
        best=None if high is None else _letter(form, high, highs, caps),
        missing=_missing(form, given, asked, applying),
    )


def _known(question: Question, given: Mapping[str, str]) -> bool:
    return any(option.id == given.get(question.id) for option in question.options)


def _points(question: Question, given: Mapping[str, str]) -> int:
    return next(option.points for option in question.options if option.id == given[question.id])


def _cap(question: Question, given: Mapping[str, str]) -> str | None:
    return next(option.cap for option in question.options if option.id == given[question.id])


def _held(
    form: Questionnaire, asked: list[Question], given: Mapping[str, str], counted: list[Question], unknown: int
) -> Fraction | None:
    """A mean, but at most the lowest core answer and the lift; an unknown answer has `unknown` points."""
    points = {q.id: _points(q, given) if _known(q, given) else unknown for q in asked}
    if not counted:
        return None
    mean = Fraction(sum(points[q.id] for q in counted), len(counted))
    return min([mean, *(Fraction(points[q.id] + form.scoring.core_lift) for q in asked if q.core)])


def _weighted(values: Mapping[str, Fraction | None], weight: Mapping[str, Fraction]) -> Fraction | None:
    pairs = [(value, weight[name]) for name, value in values.items() if value is not None]
    if not pairs:
        return None
    return sum((value * share for value, share in pairs), Fraction(0)) / sum(share for _, share in pairs)


def _letter(form: Questionnaire, score: Fraction, parts: Mapping[str, Fraction | None], caps: list[str]) -> str:
    letter = next((name for name in "ABCD" if rounded(score) >= LINES[name]), "E")
    weakest = min(rounded(value) for value in parts.values() if value is not None)
    balance = form.scoring.balance
    while letter in balance and weakest < balance[letter]:
        letter = LETTERS[LETTERS.index(letter) + 1]
    return max([letter, *caps])  # E is the greatest letter and the worst grade


def _missing(
    form: Questionnaire, given: Mapping[str, str], asked: Mapping[str, list[Question]], applying: list[str]
) -> set[str]:
    if form.quick:
        return {"quick"}
    if not applying:
        return {"nothing-applies"}
    reasons = set()
    if any(q.core and not _known(q, given) for name in applying for q in asked[name]):
        reasons.add("core")
    if any(2 * sum(_known(q, given) for q in asked[name]) < len(asked[name]) for name in applying):
        reasons.add("dimension")
    all_asked = [q for questions in asked.values() for q in questions]
    if 3 * sum(_known(q, given) for q in all_asked) < 2 * len(all_asked):
        reasons.add("overall")
    if not reasons and _one_position(form, given):
        reasons.add("same-position")
    return reasons


def _one_position(form: Questionnaire, given: Mapping[str, str]) -> bool:
    ids = [([option.id for option in q.options], given[q.id]) for q in form.questions if _known(q, given)]
    from_top = {names.index(value) for names, value in ids}
    from_bottom = {names[::-1].index(value) for names, value in ids}
    return len(from_top) == 1 or len(from_bottom) == 1
