"""What documents are made of: an outline is a sequence of blocks that every writer walks, so that all say the same.

Blocks hold text only; each writer escapes it in its own way. Nothing here knows what a document is about.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from evaluator.i18n.language import Language


@dataclass(frozen=True)
class Link:
    """A piece of text that leads to an address."""

    text: str
    url: str


class Day(str):
    """Words that name a day. Most formats show the words alone; one that can say which day they mean does."""

    day: date

    def __new__(cls, words: str, day: date) -> "Day":
        """Return the words, with the day that they name."""
        made = super().__new__(cls, words)
        made.day = day
        return made

    def __reduce__(self) -> tuple[type["Day"], tuple[str, date]]:
        """Travel to another process whole."""
        return Day, (str(self), self.day)


class Dots(str):
    """A sign for each answer of a count: ● as before, ◆ more, ○ fewer than before. A figure beside it says so too."""

    same: int
    more: int
    fewer: int

    def __new__(cls, same: int, more: int = 0, fewer: int = 0) -> "Dots":
        """Return the signs in a row, with what they count."""
        made = super().__new__(cls, "●" * same + "◆" * more + "○" * fewer)
        made.same, made.more, made.fewer = same, more, fewer
        return made

    def __reduce__(self) -> tuple[type["Dots"], tuple[int, int, int]]:
        """Travel to another process whole."""
        return Dots, (self.same, self.more, self.fewer)


Span = str | Link
BORDER_MODULES = 4  # of white around a square code; a reader needs them


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the title."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text. `style` is normal, lead (the result), quote (in somebody’s own words), small (remarks), tiny
    (what only programs need), huge (a letter to hold up) or loud (a line to read from the street).
    """

    spans: tuple[Span, ...]
    style: str = "normal"


@dataclass(frozen=True)
class Bullets:
    """A list; `numbered` counts its items from `start`.

    `ids`, one an item, are what programs call the items; a format shows them where only programs look.
    """

    items: tuple[tuple[Span, ...], ...]
    numbered: bool = False
    start: int = 1
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table with a head, repeated on every page it runs over.

    `numbers` names the columns that are figures; `widths` are shares of the line, one a column, 0 for as wide as its
    text; a `roomy` table has rows high enough to write in.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Span, ...], ...]
    numbers: tuple[int, ...] = ()
    widths: tuple[float, ...] = ()
    roomy: bool = False


@dataclass(frozen=True)
class Scale:
    """A position on a line from 0 to 100 with its range; `score` is None when unknown."""

    id: str
    label: str
    words: str
    score: float | None
    low: float
    high: float


@dataclass(frozen=True)
class Scales:
    """Positions drawn under one another."""

    rows: tuple[Scale, ...]


@dataclass(frozen=True)
class Box:
    """A line to tick; `note` stands at its right end."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class Boxes:
    """Lines to tick, under one another."""

    rows: tuple[Box, ...]


@dataclass(frozen=True)
class Field:
    """A label with room to write behind it."""

    label: str

    def words(self, language: Language) -> str:
        """Return the label with a colon, which a question does not need."""
        return f"{self.label} " if self.label.endswith("?") else f"{self.label}{language.colon}"


@dataclass(frozen=True)
class BlankLines:
    """Empty ruled lines to write on."""

    count: int


@dataclass(frozen=True)
class PageBreak:
    """What follows starts a new page, where the format has pages."""


@dataclass(frozen=True)
class Group:
    """Blocks that stay on one page together."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Part:
    """Blocks in a language of their own, in a document that speaks more than one."""

    language: Language
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Cards:
    """Cards of one size to cut out, in columns."""

    cards: tuple[tuple["Block", ...], ...]
    columns: int = 2


@dataclass(frozen=True)
class SquareCode:
    """An address as squares that a telephone reads; `words` say where it leads, for who cannot see it."""

    url: str
    words: str

    @property
    def rows(self) -> list[str]:
        """The rows of squares as figures, 1 for a dark one."""
        import segno  # loaded with the first code, not with the program

        return ["".join(map(str, row)) for row in segno.make(self.url, error="m", micro=False).matrix]

    @property
    def svg(self) -> str:
        """An inline SVG without a style, script or outside address, which grows with its box.

        It says nothing to a screen reader: the page tells the address.
        """
        import segno  # loaded with the first code, not with the program

        made = segno.make(self.url, error="m", micro=False)
        drawn: str = made.svg_inline(
            border=BORDER_MODULES, omitsize=True, svgclass=None, lineclass=None, light="#fff"
        )
        return drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


Block = (
    Heading | Paragraph | Bullets | Table | Scales | Boxes | Field | BlankLines | PageBreak | Group | Part | Cards
    | SquareCode
)  # fmt: skip


def text(words: str, style: str = "normal") -> Paragraph:
    """Return a paragraph of plain words."""
    return Paragraph((words,), style)


@dataclass(frozen=True)
class Outline:
    """A document. The first block is the title as a heading.

    `foot` stands at the foot of every page beside the site's name; `mark`, such as the word for a draft, at the head.
    `size` is how large the type of a PDF is, 1 being that of a report; a `leaf` is one to hang up.
    """

    title: str
    site: str
    language: Language
    day: date
    blocks: tuple[Block, ...]
    foot: str = ""
    mark: str = ""
    size: float = 1
    leaf: bool = False


@dataclass(frozen=True)
class Drawing:
    """A picture as SVG, with its size in pixels."""

    svg: str
    width: int
    height: int


class Paper(NamedTuple):
    """A sheet that documents are set on: its name for people, its size in millimetres, and what typst calls it."""

    name: str
    width: float
    height: float
    typst: str


A4, LETTER = "a4", "letter"  # an address names a sheet by its key, A4 when it names none
PAPERS = {
    A4: Paper("A4", 210, 297, "a4"),
    LETTER: Paper("Letter", 215.9, 279.4, "us-letter"),
}
A3, A5, A6 = "a3", "a5", "a6"
SHEETS = {
    **PAPERS,
    A3: Paper("A3", 297, 420, "a3"),
    A5: Paper("A5", 148, 210, "a5"),
    A6: Paper("A6", 105, 148, "a6"),
}  # those that nobody chooses as well: a poster has its own
