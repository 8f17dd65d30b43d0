"""What the law of a place asks of a promise: the shape of the files in questions/ethics/laws/, and which apply."""

from collections.abc import Collection, Iterable, Mapping
from typing import Annotated, Literal

from pydantic import Field

from evaluator.content.models.types import Code, Day, Id, PastDay, PromiseId, Prose, RuleId, Url, Value, content

PLACES = "customer-places"  # the fact that names where a business has its readers and customers


@content
class Law:
    """What the law of a place asks, in a sentence or two, and where to read it; a pointer, no advice."""

    id: Id
    """The name of the file."""
    places: Annotated[tuple[Value, ...], Field(min_length=1)]
    """Where it holds: answers to the question of the places of customers."""
    promises: tuple[PromiseId, ...]
    """The promises that it speaks of; [] when it holds whatever is promised."""
    text: Prose
    """What it asks, in a sentence or two."""
    title: Prose
    """What the law is called, with its article."""
    links: Annotated[Mapping[Code, Url], Field(min_length=1)]
    """Language code: address of the law or of the authority. Only languages in which the page exists."""
    checked: Day
    """The day somebody last compared it with its sources, such as "2026-12-01"."""
    verified: Literal["live", "stored-copy", "named", "memory"]
    """How it was checked: live, stored-copy (of the page), named (others say it of the page) or memory."""
    rules: tuple[RuleId, ...] = ()
    """Rules without a promise whose findings it speaks of."""
    page_date: PastDay | None = None
    """The date that the page itself bears: a day, a month or a year."""
    soon: Prose | None = None
    """What is about to change, with its day where one is known."""

    def link(self, code: str) -> tuple[str, str]:
        """Return the language and the address of the page: in this language where there is one."""
        spoken = code if code in self.links else next(iter(self.links))
        return spoken, self.links[spoken]

    def speaks_of(self, promises: Collection[str]) -> bool:
        """Tell whether it concerns one of these promises, or any code."""
        return not self.promises or not set(self.promises).isdisjoint(promises)


def laws_of(laws: Iterable[Law], places: Collection[str], promises: Collection[str] | None = None) -> tuple[Law, ...]:
    """Select the laws of some places, in the order of the places; given promises, those that speak of them."""
    return tuple(
        law
        for place in places
        for law in laws
        if _first(law, places) == place and (promises is None or law.speaks_of(promises))
    )


def _first(law: Law, places: Collection[str]) -> str:
    """Name the place under which a law of several places stands once."""
    return next((place for place in places if place in law.places), "")
