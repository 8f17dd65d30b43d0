"""What a lesson with the four questions is made of: prompts to talk about, plans, words, and sheets for adults."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Prompts:
    """What to ask a class about one dimension, by what its answers look like; the id is the dimension's."""

    id: str
    camps: str
    scattered: str
    agree: str
    facts: str


@dataclass(frozen=True)
class Word:
    """A word of the lesson and what it means."""

    id: str
    order: int
    term: str
    meaning: str


@dataclass(frozen=True)
class Step:
    """A part of a lesson; `offline` says how it goes without devices, where that is different."""

    title: str
    minutes: int
    what: str
    offline: str | None = None


@dataclass(frozen=True)
class Plan:
    """A lesson step by step."""

    id: str
    order: int
    title: str
    about: str
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(step.minutes for step in self.steps)


@dataclass(frozen=True)
class Row:
    """Two things that belong together; `to_check` until somebody has compared it with the official text."""

    left: str
    right: str
    to_check: bool = False


@dataclass(frozen=True)
class Part:
    """A heading of a sheet with what stands under it."""

    heading: str
    text: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    blanks: tuple[str, ...] = ()  # labels with room to write
    own_use: bool = False  # the questions of a class that ask how the pupils use the platform stand here


@dataclass(frozen=True)
class Sheet:
    """A sheet for adults: the teacher, the parents, the head of school."""

    id: str
    order: int
    title: str
    about: str
    parts: tuple[Part, ...]
    left: str | None = None  # heads of its rows
    right: str | None = None


@dataclass(frozen=True)
class Lesson:
    """The whole kit, in one language."""

    prompts: tuple[Prompts, ...]
    words: tuple[Word, ...]
    plans: tuple[Plan, ...]
    sheets: tuple[Sheet, ...]

    def prompt(self, dimension: str, shape: str) -> str | None:
        """What to ask about a dimension when the answers have this shape of `tally`; None where nothing fits."""
        found = self._prompts.get(dimension)
        return getattr(found, KIND[shape]) if found and shape in KIND else None

    @cached_property
    def _prompts(self) -> Mapping[str, Prompts]:
        return {one.id: one for one in self.prompts}


KIND = {"camps": "camps", "scattered": "scattered", "mixed": "scattered", "agree": "agree", "facts": "facts"}
