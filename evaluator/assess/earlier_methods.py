"""Answers given under an earlier method, read by today’s: kept, renamed, asked again or gone; never guessed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evaluator.content.models.questionnaire import ASK, EarlierMethod, Questionnaire


@dataclass(frozen=True)
class Carried:
    """What was answered then, and what becomes of each answer; the three lists are ids of questions."""

    method: str  # the name of the earlier method
    given: Mapping[str, str]  # as it was
    now: Mapping[str, str]  # as it reads today
    renamed: tuple[str, ...] = ()
    asked_again: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def carry(form: Questionnaire, earlier: EarlierMethod, given: Mapping[str, str]) -> Carried:
    """Read answers of an earlier method; each of them is in `now` or in one of the lists."""
    now: dict[str, str] = {}
    renamed, asked_again, gone = [], [], []
    for name, answer in given.items():
        becomes = _becomes(earlier, name, answer, given)
        if name in earlier.gone:
            gone.append(name)
        elif becomes == ASK:
            asked_again.append(name)
        else:
            now[name] = becomes
            if becomes != answer:
                renamed.append(name)
    ordered = {question.id: now[question.id] for question in form.questions if question.id in now}
    return Carried(earlier.name, dict(given), ordered, tuple(renamed), tuple(asked_again), tuple(gone))


def _becomes(earlier: EarlierMethod, name: str, answer: str, given: Mapping[str, str]) -> str:
    """Return the first rule that fits, or the same answer."""
    for rule in earlier.moves.get(name, ()):
        if rule.answer == answer and (rule.when is None or given.get(rule.when.question) in rule.when.answers):
            return rule.becomes
    return answer


def method_of(form: Questionnaire, pairs: Iterable[tuple[str, str]], named: str | None) -> EarlierMethod | None:
    """Return the earlier method that an address was made with; None for today's.

    An address names its method since there are two. One that names none was made with the first, if that could answer
    so; without any answer it is a fresh start.
    """
    known = {earlier.name: earlier for earlier in form.earlier}
    if not known or named == form.scoring.method:
        return None
    if named in known:
        return known[named]
    first = form.earlier[0]
    then = {question.id: question.choices for question in first.questionnaire.questions}
    asked = then.keys() | {question.id for question in form.questions}
    answers = [(name, value) for name, value in pairs if name in asked]
    return first if answers and all(value in then.get(name, ()) for name, value in answers) else None
