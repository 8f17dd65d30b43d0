"""The checked file of an earlier method becomes a form that can still be scored, and the way its answers go on."""

from dataclasses import replace
from datetime import date

from evaluator.content.models.files import EarlierMethodFile, EarlierOptionPart, EarlierQuestionPart
from evaluator.content.models.questionnaire import (
    NOT_APPLICABLE,
    Dimension,
    EarlierMethod,
    Option,
    Question,
    Questionnaire,
)
from evaluator.content.models.scoring import Scoring


def earlier_method(file: EarlierMethodFile, dimensions: tuple[Dimension, ...], scoring: Scoring) -> EarlierMethod:
    """Return the method as it was: its own questions, points, caps and balance, and what did not change since."""
    now = {question.id: question for dimension in dimensions for question in dimension.questions}
    asked = [_question(order, question, now.get(question.id)) for order, question in enumerate(file.questions, 1)]
    then = replace(
        scoring,
        method=file.method,
        near_line=file.near_line,
        balance={rule.letter: rule.every_dimension for rule in file.balance},
        core_first=False,
        core_lift=100,
        no_difference={},
    )
    parts = tuple(dimension.asking(asked) for dimension in dimensions)
    return EarlierMethod(
        questionnaire=Questionnaire(parts, then, seconds_per_question=0),
        start=date.fromisoformat(file.start),
        changes=file.changes,
        gone=frozenset(question.id for question in file.questions if question.gone),
        moves={question.id: question.moved for question in file.questions},
    )


def _question(order: int, part: EarlierQuestionPart, now: Question | None) -> Question:
    """Return a question of then; where its words did not matter they are those of today."""
    known = {option.id: option for option in now.options} if now else {}
    return Question(
        id=part.id,
        dimension=part.dimension,
        order=order,
        core=part.core,
        describes=now.describes if now else "platform",
        text=part.text or (now.text if now else part.id),
        hint=None,
        items=(),
        why=now.why if now else "",
        find_out=now.find_out if now else (),
        dont_know=now.dont_know if now else "",
        not_applicable=NOT_APPLICABLE if part.not_applicable else None,
        options=tuple(_option(option, known.get(option.id)) for option in part.options),
        frameworks=(),
        note=now.note if now else "",
    )


def _option(part: EarlierOptionPart, now: Option | None) -> Option:
    """Return an answer of then; it speaks of harm when that of today does: no class is shown such answers."""
    text = part.text or (now.text if now else part.id)
    return Option(part.id, text, part.points, "", part.cap, harm=now.harm if now else False)
