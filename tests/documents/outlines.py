"""What an outline says and where it leads, block by block, to compare with what a document says when read back."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from evaluator.documents.blocks import (
    BlankLines,
    Block,
    Boxes,
    Bullets,
    Cards,
    Field,
    Group,
    Heading,
    Link,
    PageBreak,
    Paragraph,
    Part,
    Scales,
    Span,
    Table,
)

Line = tuple[Span, ...]
LINES: Mapping[type[Any], Callable[[Any], Iterable[Line]]] = {
    Heading: lambda block: [(block.text,)],
    Paragraph: lambda block: [block.spans],
    Bullets: lambda block: block.items,
    Table: lambda block: [(cell,) for row in (block.head, *block.rows) for cell in row],
    Scales: lambda block: [(text,) for row in block.rows for text in (row.label, row.words)],
    Boxes: lambda block: [(text,) for row in block.rows for text in (row.text, row.note)],
    Field: lambda block: [(block.label,)],
    BlankLines: lambda block: [],
    PageBreak: lambda block: [],
}


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks, those inside groups and cards in place of these."""
    for block in blocks:
        if isinstance(block, Group | Part):
            yield from flat(block.blocks)
        elif isinstance(block, Cards):
            for card in block.cards:
                yield from flat(card)
        else:
            yield block


def lines(blocks: Iterable[Block]) -> Iterator[Line]:
    """Every piece of text that stays together."""
    for block in flat(blocks):
        yield from LINES[type(block)](block)


def told(blocks: Iterable[Block]) -> list[str]:
    """The words of every such piece."""
    return ["".join(span.text if isinstance(span, Link) else span for span in line) for line in lines(blocks)]


def links(blocks: Iterable[Block]) -> set[str]:
    """Where the blocks lead."""
    return {span.url for line in lines(blocks) for span in line if isinstance(span, Link)}


def assert_in_order(levels: list[int]) -> None:
    """Levels of headings start with the one title and skip none."""
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []
