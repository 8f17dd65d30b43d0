"""Results as pictures: a dot for every answer, all rows on one scale; of a vote again, the difference of the counts.

Made of published counts alone. More, fewer and stayed are what two counts differ by: nobody's way from one answer to
another is in them. A dot is a stroke without length and with a round end, so that a row is one path.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from evaluator.documents.blocks import Dots

DEEP, WIDE = 2, 30  # dots on one another; columns, before they are stacked higher
NARROWEST = 10  # columns: in a small class dots do not grow without end
TICKS = (10, 20)  # answers at which a thin line helps to count


@dataclass(frozen=True)
class DotGrid:
    """The scale that all rows of a picture share: so many columns, so many dots deep."""

    columns: int
    depth: int

    @property
    def box(self) -> str:
        """What an SVG calls its own measure."""
        return f"0 0 {self.columns} {self.depth}"

    @property
    def ticks(self) -> str:
        """The thin lines at ten and twenty answers, as a path."""
        return "".join(
            f"M{answers / self.depth:g} 0v{self.depth}" for answers in TICKS if answers / self.depth < self.columns
        )

    def path(self, first: int, count: int) -> str:
        """Draw so many dots after the first ones: filled downwards, then rightwards."""
        return "".join(
            f"M{each // self.depth + 0.5:g} {each % self.depth + 0.5:g}h0" for each in range(first, first + count)
        )

    def paths(self, dots: Dots) -> dict[str, str]:
        """Draw a row: those as before, those more, those fewer."""
        parts = {"same": dots.same, "more": dots.more, "fewer": dots.fewer}
        drawn, first = {}, 0
        for name, count in parts.items():
            drawn[name] = self.path(first, count)
            first += count
        return {name: path for name, path in drawn.items() if path}


def grid(answers: int) -> DotGrid:
    """Return the scale for a question that so many have answered."""
    depth = max(DEEP, -(-answers // WIDE))
    return DotGrid(max(NARROWEST, -(-answers // depth)), depth)


def difference(before: int, after: int) -> Dots:
    """Compare two counts of one answer."""
    return Dots(min(before, after), max(0, after - before), max(0, before - after))


WIDTH, HEIGHT, EDGE = 1000, 64, 30  # of the line from 0 to 100, and its room at both ends
SIZES = (14, 12, 10, 8, 6, 5, 4, 3)  # of a dot on it, the largest that fits is taken
FLOOR = 10  # room for the band below the dots


@dataclass(frozen=True)
class Pile:
    """Every answer to the questions of a dimension as a dot over its points, and the size of one."""

    path: str
    size: int


def pile(points: Mapping[int, int]) -> Pile:
    """Stack answers over their points from 0 to 100."""
    known = {value: count for value, count in sorted(points.items()) if count}
    for size in SIZES:
        stacks = [_stack(place(value), count, size) for value, count in known.items()]
        if all(one.right + size / 2 <= other.left - size / 2 for one, other in pairwise(stacks)):
            break
    return Pile("".join(stack.path(size) for stack in stacks), size)


def place(points: float) -> float:
    """Where a number of points lies on the line."""
    return round(EDGE + points * (WIDTH - 2 * EDGE) / 100, 1)


@dataclass(frozen=True)
class _Stack:
    """The answers with the same points: the middles of its first and its last column."""

    count: int
    rows: int
    left: float
    right: float

    def path(self, size: int) -> str:
        bottom = HEIGHT - FLOOR - size / 2
        return "".join(
            f"M{self.left + each // self.rows * size:g} {bottom - each % self.rows * size:g}h0"
            for each in range(self.count)
        )


def _stack(middle: float, count: int, size: int) -> _Stack:
    columns = -(-count // ((HEIGHT - FLOOR) // size))
    width = (columns - 1) * size
    left = min(max(middle - width / 2, size / 2), WIDTH - size / 2 - width)  # whole, also at 0 and at 100
    return _Stack(count, -(-count // columns), left, left + width)  # as level as can be
