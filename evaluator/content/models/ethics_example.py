"""What a finished code to start from is made of: the shape of the files in questions/ethics/examples/."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from evaluator.content.models.types import (
    Id,
    Months,
    Order,
    Plain,
    PromiseId,
    Prose,
    QuestionId,
    RuleId,
    Values,
    content,
)


@content
class ExampleText:
    """What an example types into a question that takes a text."""

    fact: QuestionId
    """The question."""
    text: Prose
    """What is typed."""


@content
class ExamplePlatform:
    """An account of an example."""

    name: Plain
    """The name of the platform."""
    facts: Values
    """What is told about the account."""


@content
class ExampleBlank:
    """What an example fills into a blank: a text, or a figure."""

    promise: PromiseId
    """The promise."""
    blank: Id
    """Its blank."""
    text: Prose | None = None
    """A text."""
    figure: Annotated[int, Field(ge=1, le=9999, strict=True)] | None = None
    """A figure, which is the same in every language."""

    @model_validator(mode="after")
    def _one(self) -> "ExampleBlank":
        if (self.text is None) == (self.figure is None):
            message = "give either text or figure"
            raise ValueError(message)
        return self


@content
class ExampleGap:
    """A line under “not yet” of an example."""

    text: Prose
    """What is not there yet."""
    months: Months
    """In how many months it will be, counted from the day on which somebody starts from the example."""
    rule: RuleId | None = None
    """The rule whose warning it answers."""


@content
class ExampleCode:
    """A finished code to start from. It passes its own check once name, owner and address are typed."""

    id: Id
    """The name of the file."""
    order: Order
    """Its place on the first page, from 1."""
    title: Prose
    """What kind of business it is."""
    why: Prose
    """Why it is on social media, in its own words, 200 characters at most."""
    facts: Values
    """What is so there: the options of each question."""
    platforms: Annotated[tuple[ExamplePlatform, ...], Field(min_length=1)]
    """Its accounts."""
    promises: Annotated[tuple[PromiseId, ...], Field(min_length=1)]
    """What it promises."""
    texts: tuple[ExampleText, ...] = ()
    """What it types into questions."""
    blanks: tuple[ExampleBlank, ...] = ()
    """What it fills into the blanks of its promises."""
    gaps: tuple[ExampleGap, ...] = ()
    """What is not there yet."""
    voice: Literal["plain", "warm"] = "plain"
    """The voice of its front page."""
