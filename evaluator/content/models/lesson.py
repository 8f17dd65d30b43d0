"""What a lesson with the four questions is made of: prompts to talk about, plans, words, and sheets for adults.

Each class is the shape of its files in questions/class/ too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Annotated, Literal

from pydantic import Field, model_validator

from evaluator.content.models.types import Flag, Id, Order, Prose, content

USUAL_MINUTES = 45
Minutes = Annotated[int, Field(ge=1, le=180, strict=True)]


@content
class Prompts:
    """What to ask a class about one dimension, by what its answers look like."""

    id: Id
    """The name of the file: the id of a dimension."""
    camps: Prose
    """What to ask when the class is split in two camps."""
    scattered: Prose
    """What to ask when answers lie everywhere, or are mixed."""
    agree: Prose
    """What to ask when nearly all say the same."""
    facts: Prose
    """What to ask when many do not know."""


@content
class Word:
    """A word of the lesson and what it means."""

    id: Id
    """The name of the file."""
    order: Order
    """Its place in the list, from 1."""
    term: Prose
    """The word."""
    meaning: Prose
    """What it means, in one sentence for a twelve-year-old."""


@content
class Step:
    """A part of a lesson; `offline` says how it goes without devices, where that is different."""

    title: Prose
    """What the step is called."""
    minutes: Minutes
    """How long it takes."""
    what: Prose
    """What the class does."""
    offline: Prose | None = None
    """How it goes without devices, where that is different."""
    stage: Literal["join", "vote", "reveal", "talk", "evidence", "again", "exit"] | None = None
    """Where the teacher's page is meanwhile: its strip shows the minutes."""


@content
class Plan:
    """A lesson step by step."""

    id: Id
    """The name of the file, which is also that of the document."""
    order: Order
    """Its place in the kit, from 1."""
    title: Prose
    """What the plan is called."""
    about: Prose
    """One line that says when to choose it."""
    minutes: Minutes
    """How long it takes; the minutes of the steps must add up to it."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=20)]
    """The parts of the lesson in order."""
    young: Flag = False
    """true for the plan of the set for ages 11 to 15: its classes follow it, and no other does."""

    @property
    def timetable(self) -> tuple[tuple[str, Step], ...]:
        """The steps, each with its first and its last minute."""
        ends = tuple(accumulate(step.minutes for step in self.steps))
        return tuple((f"{end - step.minutes}–{end}", step) for end, step in zip(ends, self.steps, strict=True))

    @model_validator(mode="after")
    def _fits(self) -> "Plan":
        total = sum(step.minutes for step in self.steps)
        if total != self.minutes:
            message = f"the steps take {total} minutes, not {self.minutes}; change a step or minutes"
            raise ValueError(message)
        return self


@content
class SheetRow:
    """Two things that belong together; `to_check` until somebody has compared it with the official text."""

    left: Prose
    """The first cell."""
    right: Prose
    """The second cell."""
    to_check: Flag = False
    """true until a person has compared the row with the official text; the sheet says so."""


@content
class SheetPart:
    """A heading of a sheet with what stands under it."""

    heading: Prose
    """Its heading."""
    text: Annotated[tuple[Prose, ...], Field(max_length=10)] = ()
    """Paragraphs."""
    items: Annotated[tuple[Prose, ...], Field(max_length=20)] = ()
    """A list under them."""
    rows: Annotated[tuple[SheetRow, ...], Field(max_length=30)] = ()
    """A table of two columns under the list."""
    blanks: Annotated[tuple[Prose, ...], Field(max_length=20)] = ()
    """Labels with room to write behind them."""
    operator: Flag = False
    """true names here who runs this site, where it says so."""
    own_use: Flag = False
    """true lists here the questions of a class that ask how the pupils use the platform."""


@content
class Sheet:
    """A sheet for adults: the teacher, the parents, the head of school."""

    id: Id
    """The name of the file, which is also that of the document."""
    order: Order
    """Its place in the kit, from 1."""
    title: Prose
    """What the sheet is called."""
    about: Prose
    """One line that says whom it is for."""
    parts: Annotated[tuple[SheetPart, ...], Field(min_length=1, max_length=20)]
    """What it says, part by part."""
    left: Prose | None = None
    """The head of the first column of its rows."""
    right: Prose | None = None
    """The head of the second column."""

    @model_validator(mode="after")
    def _fits(self) -> "Sheet":
        if any(part.rows for part in self.parts) and not (self.left and self.right):
            message = "a sheet with rows needs left and right, the heads of its two columns"
            raise ValueError(message)
        return self


def usual_plan(plans: Sequence[Plan]) -> Plan | None:
    """Choose the plan of the usual length; the first one where there is none of it."""
    return next((plan for plan in plans if plan.minutes == USUAL_MINUTES), next(iter(plans), None))


@dataclass(frozen=True)
class Lesson:
    """The whole kit, in one language."""

    prompts: tuple[Prompts, ...]
    words: tuple[Word, ...]
    plans: tuple[Plan, ...]
    sheets: tuple[Sheet, ...]

    def prompt(self, dimension: str, shape: str) -> str | None:
        """Return what to ask about a dimension whose answers have this shape of `tally`; None where nothing fits."""
        found = self._prompts.get(dimension)
        return getattr(found, KIND[shape]) if found and shape in KIND else None

    @cached_property
    def _prompts(self) -> Mapping[str, Prompts]:
        return {one.id: one for one in self.prompts}


KIND = {"camps": "camps", "scattered": "scattered", "mixed": "scattered", "agree": "agree", "facts": "facts"}
