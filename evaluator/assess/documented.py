"""The part of a report that documents can answer: for whoever judges a platform that other people use.

How people behave, and with whom a platform connects them, only those can say who use it. Without these answers there
is no letter; what can be looked up is told all the same, and tools never earn a word about people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluator.assess.answers import Answers
from evaluator.assess.scoring import DimensionScore, Score, core_top
from evaluator.content.models.questionnaire import Dimension, Light, Option, Question, Questionnaire, Scoring

PLATFORM = "platform"


@dataclass(frozen=True)
class DocumentedPart:
    """A dimension: the answers about the platform, and one word from them where its core question is one of them."""

    dimension: Dimension
    light: Light | None
    answers: tuple[tuple[Question, Option], ...]


def documented(form: Questionnaire, answers: Answers, result: Score) -> tuple[DocumentedPart, ...]:
    """The documented part, when a core answer of one’s own is missing; else, and in the quick check, nothing."""
    own = [q for q in form.questions if q.core and q.describes != PLATFORM and answers.applies(q)]
    if form.quick or not own or all(answers.option(question) for question in own):
        return ()
    parts = [_part(form.scoring, part, answers) for part in result.dimensions if part.applies]
    return tuple(part for part in parts if part.answers)


def own_core(form: Questionnaire, answers: Answers) -> tuple[Question, ...]:
    """Return the core questions that only somebody who uses it can answer, and that are open."""
    return tuple(
        q
        for q in form.questions
        if q.core and q.describes != PLATFORM and answers.applies(q) and not answers.option(q)
    )


def _part(rules: Scoring, part: DimensionScore, answers: Answers) -> DocumentedPart:
    asked = [q for q in part.dimension.questions if q.describes == PLATFORM and answers.applies(q)]
    given = [(question, option) for question in asked if (option := answers.option(question))]
    core = [question for question in part.dimension.questions if question.core]
    known = all(question.describes == PLATFORM and answers.option(question) for question in core)
    enough = len(given) >= max(rules.documented_needs, -(-len(asked) // 2))
    return DocumentedPart(part.dimension, _light(rules, given, answers) if known and enough else None, tuple(given))


def _light(rules: Scoring, given: Sequence[tuple[Question, Option]], answers: Answers) -> Light:
    points = [option.points for _, option in given]
    top = core_top(rules, [answers.option(question) for question, _ in given if question.core], 0)
    value = min(Fraction(sum(points), len(points)), Fraction(top))
    return next(light for light in rules.lights if value >= light.threshold)
