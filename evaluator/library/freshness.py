"""What in the content grows old: the addresses it names, and the things that were checked too long ago."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any

from evaluator.content.models.library import Library
from evaluator.content.models.platforms import PlatformDeed, PlatformFact

ADDRESS = re.compile(r"https?://[^\s<>\"”»]+")


@dataclass(frozen=True)
class Stale:
    """Something of the content, and for how many days nobody has checked it."""

    place: str
    checked: str
    days: int


def addresses(libraries: Iterable[Library]) -> dict[str, tuple[str, ...]]:
    """Return every address of another site that the content names, in any language, and where it stands."""
    found: dict[str, dict[str, None]] = {}
    for library in libraries:
        for place, thing in _things("", library):
            for address in ADDRESS.findall(thing) if isinstance(thing, str) else ():
                found.setdefault(address.rstrip(".,;:)"), {})[place] = None
    return {address: tuple(places) for address, places in sorted(found.items())}


def stale(library: Library, today: date, days: int) -> list[Stale]:
    """Return what was checked more than so many days ago, the oldest first."""
    found = []
    for place, thing in _things("", library):
        checked = getattr(thing, "checked", None)
        if checked is not None:
            found.append(Stale(place, checked, (today - date.fromisoformat(checked)).days))
    return sorted((each for each in found if each.days > days), key=lambda each: (-each.days, each.place))


def stale_facts(library: Library, today: date, days: int) -> list[Stale]:
    """Find the facts and deeds about platforms whose sources are more than so many days old, the oldest first."""
    found = []
    for profile in library.profiles:
        things: tuple[PlatformFact | PlatformDeed, ...] = (*profile.facts, *profile.deeds)
        days_of = ((each.id, profile.day_of(each)) for each in things)
        found += [Stale(f"{profile.id} {name}", day.isoformat(), (today - day).days) for name, day in days_of]
    return sorted((each for each in found if each.days > days), key=lambda each: (-each.days, each.place))


def _things(place: str, thing: Any) -> Iterator[tuple[str, Any]]:
    """Everything inside a thing of the content, itself first, each with the kind and id of what it belongs to."""
    if hasattr(thing, "id"):
        place = f"{type(thing).__name__} {thing.id}"
    yield place, thing
    for inner in _inside(thing):
        yield from _things(place, inner)


def _inside(thing: Any) -> Iterator[Any]:
    if is_dataclass(thing):
        yield from (getattr(thing, each.name) for each in fields(thing))
    elif isinstance(thing, Mapping):
        yield from thing.values()
    elif isinstance(thing, tuple | list):
        yield from thing
