"""The contrast of an accent colour on the grounds of the pages, and the nearest colour that can be read."""

from collections.abc import Iterator, Mapping

from evaluator.content.models.site import Accent

NEEDED = 4.5
# The grounds on which links and buttons stand, as static/site.css has them: paper, card, wash. A test compares.
GROUNDS: Mapping[str, tuple[str, ...]] = {
    "light": ("#fbf8f2", "#fffdf9", "#f3eee3"),
    "dark": ("#191714", "#211e1a", "#26221d"),
}
TOWARDS = {"light": 0.0, "dark": 1.0}  # where contrast grows: to black on light paper, to white in the dark
STEPS = 100


def weak_accents(accent: Accent) -> Iterator[tuple[str, str]]:
    """Give (key, sentence) for each colour of an accent that is too near to its ground."""
    for key, grounds in GROUNDS.items():
        colour = getattr(accent, key)
        ratio = lowest(colour, grounds)
        if ratio < NEEDED:
            near = nearest(colour, key)
            yield key, f"'{colour}' stands at {ratio:.1f}:1 on a {key} page; it needs {NEEDED}:1, such as {near}"


def lowest(colour: str, grounds: tuple[str, ...]) -> float:
    """Return the contrast on the ground where it is lowest, as WCAG 2 counts it."""
    return min(contrast(colour, ground) for ground in grounds)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def nearest(colour: str, key: str) -> str:
    """Mix a colour with black or white until it can be read."""
    mixed = (_mix(colour, TOWARDS[key], step / STEPS) for step in range(STEPS + 1))
    return next(one for one in mixed if lowest(one, GROUNDS[key]) >= NEEDED)


def _parts(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))


def _mix(colour: str, end: float, share: float) -> str:
    return "#" + "".join(f"{round(255 * (part + (end - part) * share)):02x}" for part in _parts(colour))


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
