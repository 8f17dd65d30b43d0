"""The shape of methods/NAME.yaml: how an earlier method scored, and how its answers read today."""

from typing import Annotated

from pydantic import Field

from evaluator.content.models.types import Day, Id, Letter, Plain, Points, Prose, QuestionId
from evaluator.content.schemas.form import BalancePart, Strict


class EarlierOptionPart(Strict):
    """An answer of an earlier method: its points then, and its words where somebody has to be told them."""

    id: Id
    """The answer."""
    points: Points
    """What it was worth."""
    cap: Letter | None = None
    """The best letter that it allowed."""
    text: Prose | None = None
    """The answer, where it reads otherwise now."""


class WhenPart(Strict):
    """Another answer that a rule hangs on."""

    question: QuestionId
    """A question of then."""
    answers: Annotated[list[Plain], Field(min_length=1)]
    """Any of these answers was given to it."""


class MovePart(Strict):
    """How an answer of an earlier method reads now."""

    answer: Plain
    """An answer of then, or not-applicable."""
    becomes: Plain
    """An answer of today, or ask when the old one fits two of today."""
    when: WhenPart | None = None
    """Another answer that the rule hangs on."""


class EarlierQuestionPart(Strict):
    """A question of an earlier method."""

    id: QuestionId
    """The question."""
    dimension: Id
    """The dimension it belonged to."""
    core: bool = False
    """true when a letter could not do without it."""
    gone: bool = False
    """true when it is asked no longer."""
    text: Prose | None = None
    """The question, where today’s form does not have it."""
    not_applicable: bool = False
    """true when “does not apply” was offered."""
    options: Annotated[list[EarlierOptionPart], Field(min_length=2, max_length=8)]
    """Its answers, best first."""
    moved: list[MovePart] = Field(default_factory=list)
    """How its answers read now; the first rule that fits holds, and without one an answer keeps its id."""


class EarlierMethodFile(Strict):
    """methods/NAME.yaml."""

    method: Plain
    """Its name, as links and reports have it; also the name of the file."""
    to: Plain
    """The method by which its answers are read now: that of scoring.yaml."""
    start: Annotated[Day, Field(alias="from")]
    """The first day it was used."""
    near_line: Points
    """Points within which a score was close to the line."""
    balance: list[BalancePart]
    """Letters that needed a score in every dimension."""
    changes: Annotated[list[Prose], Field(min_length=1)]
    """What changed with the method after it, a sentence each."""
    questions: Annotated[list[EarlierQuestionPart], Field(min_length=1)]
    """Its questions, in the order they were asked."""
