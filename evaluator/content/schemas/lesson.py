"""The shapes of the files in class/: prompts, words, lesson plans, and sheets for adults."""

from typing import Annotated

from pydantic import Field, model_validator

from evaluator.content.schemas.form import Id, Prose, Strict

Order = Annotated[int, Field(ge=1)]
Minutes = Annotated[int, Field(ge=1, le=180)]


class PromptsFile(Strict):
    """class/prompts/DIMENSION.yaml."""

    id: Id
    camps: Prose
    scattered: Prose
    agree: Prose
    facts: Prose


class WordFile(Strict):
    """class/words/ID.yaml."""

    id: Id
    order: Order
    term: Prose
    meaning: Prose


class StepPart(Strict):
    """A part of a lesson."""

    title: Prose
    minutes: Minutes
    what: Prose
    offline: Prose | None = None


class PlanFile(Strict):
    """class/plans/ID.yaml."""

    id: Id
    order: Order
    title: Prose
    about: Prose
    minutes: Minutes
    steps: Annotated[list[StepPart], Field(min_length=1, max_length=20)]

    @model_validator(mode="after")
    def _fits(self) -> "PlanFile":
        total = sum(step.minutes for step in self.steps)
        if total != self.minutes:
            message = f"the steps take {total} minutes, not {self.minutes}; change a step or minutes"
            raise ValueError(message)
        return self


class RowPart(Strict):
    """Two cells that belong together."""

    left: Prose
    right: Prose
    to_check: bool = False


class SheetPart(Strict):
    """A heading and what stands under it."""

    heading: Prose
    text: Annotated[list[Prose], Field(max_length=10)] = []
    items: Annotated[list[Prose], Field(max_length=20)] = []
    rows: Annotated[list[RowPart], Field(max_length=30)] = []
    blanks: Annotated[list[Prose], Field(max_length=20)] = []
    own_use: bool = False


class SheetFile(Strict):
    """class/sheets/ID.yaml."""

    id: Id
    order: Order
    title: Prose
    about: Prose
    left: Prose | None = None
    right: Prose | None = None
    parts: Annotated[list[SheetPart], Field(min_length=1, max_length=20)]

    @model_validator(mode="after")
    def _fits(self) -> "SheetFile":
        if any(part.rows for part in self.parts) and not (self.left and self.right):
            message = "a sheet with rows needs left and right, the heads of its two columns"
            raise ValueError(message)
        return self
