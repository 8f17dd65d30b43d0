"""The constants of the score: bands of letters, lights of the quick check, weights, what a letter needs."""

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from functools import cached_property
from typing import Annotated

from pydantic import Field

from evaluator.content.models.types import UNPUBLISHED, Flag, Id, Letter, Points, Prose, content


@content
class Band:
    """A letter, the score from which it is earned, its words."""

    letter: Letter
    """One capital letter."""
    threshold: Annotated[Points, Field(alias="from")]
    """The score from which it is earned."""
    words: Prose
    """What the letter means."""


@content
class Light:
    """A state of the quick check."""

    id: Id
    """Its name."""
    threshold: Annotated[Points, Field(alias="from")]
    """The points from which it shows."""
    words: Prose
    """What it means."""


@content
class Scoring:
    """The constants of the score, as scoring.yaml gives them."""

    method: str
    """The version of the method."""
    bands: tuple[Band, ...]
    """From best to worst."""
    near_line: int
    """Points on either side of a threshold that count as close to it."""
    balance: Mapping[str, int]
    """Letter: the points it needs in every dimension that applies."""
    weights: Mapping[str, Fraction]
    """What a dimension may count."""
    dimension_needs: int
    """Questions that must apply before a dimension counts."""
    dimension_share: Fraction
    """The share of each dimension that a letter needs answered."""
    overall_share: Fraction
    """The share of all questions that a letter needs answered."""
    not_applicable_warning: Fraction
    """The share of “does not apply” above which a report warns."""
    weak: int
    """An answer with so many points or fewer is a finding."""
    strong: int
    """An answer with so many points or more is a strength."""
    lights: tuple[Light, ...]
    """The states of the quick check, from best to worst."""
    recheck_after_days: int
    """After so many days a report suggests to check again."""
    core_first: Annotated[Flag, UNPUBLISHED] = False
    """true: a dimension has a score only when its core questions are answered."""
    core_lift: Annotated[Points, UNPUBLISHED] = 100
    """Points that a dimension may stand above its lowest core answer."""
    no_difference: Annotated[Mapping[str, int], UNPUBLISHED] = field(default_factory=dict)
    """Points within which two results are not ranked, by what they rest on: answers or facts."""
    documented_needs: Annotated[int, UNPUBLISHED] = 3
    """Answers about the platform that the documented part of a dimension needs."""

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """Letters from best to worst."""
        return tuple(band.letter for band in self.bands)

    def band(self, letter: str) -> Band:
        """Return the band of a letter; KeyError when there is none."""
        return self._bands[letter]

    @cached_property
    def _bands(self) -> dict[str, Band]:
        return {band.letter: band for band in self.bands}
