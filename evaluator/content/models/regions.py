"""Where something holds: a country by its two letters, the European Union, or the world."""

from collections.abc import Iterable

UNION = "EU"
WORLD = "world"
MEMBERS = frozenset(  # of the European Union
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
        "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    }
)  # fmt: skip


def distance(where: Iterable[str], place: str) -> int | None:
    """Measure how near a fact's place is: 0 the place itself, 1 its Union, 2 the world, None another place."""
    named = set(where)
    if place in named:
        return 0
    if place in MEMBERS and UNION in named:
        return 1
    return 2 if WORLD in named else None
