"""One question after another: in which order, how far somebody has come, and what a letter still needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal, NamedTuple

from evaluator.assess.answers import Answers
from evaluator.assess.scoring import core_blank, score_dimensions, share_of
from evaluator.content.models.questionnaire import Dimension, Question, Questionnaire

TickState = Literal["answered", "unknown", "open", "now"]


class Tick(NamedTuple):
    """One question as a mark in the line of progress."""

    question: Question
    state: TickState


@dataclass(frozen=True)
class QuestionProgress:
    """Where one question stands among all of them, and which lies before and after it."""

    question: Question
    dimension: Dimension
    number: int  # from 1, in the order asked
    count: int
    place: int  # from 1, in its dimension
    ticks: tuple[tuple[Tick, ...], ...]  # one row for each dimension
    previous: Question | None
    following: Question | None  # the next one without an answer; None at the end
    next_in_order: Question | None  # answered or not; None after the last one

    @property
    def is_first(self) -> bool:
        """True for the question that everybody begins with."""
        return self.number == 1


def asking_order(form: Questionnaire) -> tuple[Question, ...]:
    """Return the questions in the order asked: the core ones, then one of each dimension in turn.

    So every answer brings a letter nearer, which needs half of every dimension, and one may stop early.
    """
    core = [question for question in form.questions if question.core]
    others = [[question for question in dimension.questions if not question.core] for dimension in form.dimensions]
    return (*core, *(question for turn in zip_longest(*others) for question in turn if question))


def progress(form: Questionnaire, answers: Answers, question: Question) -> QuestionProgress:
    """Tell where a question stands; ValueError when the form does not ask it."""
    order = asking_order(form)
    here = order.index(question)
    dimension = form.dimension(question.dimension)
    return QuestionProgress(
        question=question,
        dimension=dimension,
        number=here + 1,
        count=len(order),
        place=dimension.questions.index(question) + 1,
        ticks=tuple(tuple(_ticks(part.questions, answers, question)) for part in form.dimensions),
        previous=order[here - 1] if here else None,
        following=first_open(order[here + 1 :] + order[:here], answers),
        next_in_order=next(iter(order[here + 1 :]), None),
    )


def first_open(order: Sequence[Question], answers: Answers) -> Question | None:
    """Return the first question without any answer, None when each has one."""
    return next((question for question in order if question.id not in answers.given), None)


def answers_to_letter(form: Questionnaire, answers: Answers) -> int | None:
    """Count the answers that are missing for a letter; None when “I don’t know” leaves too few questions for one."""
    rules, needed, left, answered, applicable = form.scoring, 0, 0, 0, 0
    for part in score_dimensions(form, answers, {}):
        answered, applicable = answered + part.answered, applicable + part.applicable
        asked = [question for question in part.dimension.questions if question.id not in answers.given]
        left += len(asked)
        if part.applies:
            core = [question for question in part.dimension.questions if core_blank(question, answers)]
            lacking = max(len(core), share_of(part.applicable, rules.dimension_share) - part.answered)
            if lacking > len(asked) or not set(core) <= set(asked):
                return None
            needed += max(lacking, 0)
    needed = max(needed, share_of(applicable, rules.overall_share) - answered)
    return needed if needed <= left else None


def _ticks(questions: Sequence[Question], answers: Answers, now: Question) -> Iterator[Tick]:
    for question in questions:
        given = question.id in answers.given
        known = answers.option(question) is not None or not answers.applies(question)
        state: TickState = "answered" if known else "unknown" if given else "open"
        yield Tick(question, "now" if question == now else state)
