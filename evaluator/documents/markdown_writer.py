"""An outline as Markdown (CommonMark with tables)."""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import zip_longest
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
    Outline,
    PageBreak,
    Paragraph,
    Part,
    Scales,
    Span,
    SquareCode,
    Table,
)
from evaluator.i18n.language import Language

# Every character that can start or close a mark anywhere in a line, the HTML ones among them.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!$@])")
# A line start that would become a list, a rule or a setext heading.
_START = re.compile(r"^([0-9]+(?=[.)])|(?=[-+=]))(.)")
# Spaces that Markdown may eat; those that French sets before : and ? are no such spaces.
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_BLANK = r"\_" * 20


def write(outline: Outline, paper: str) -> bytes:
    """Return the whole document; Markdown has no pages, so what stands at the head and foot of each is told once."""
    del paper
    mark = [f"**{escape(outline.mark)}**"] if outline.mark else []
    foot = ["---", escape(outline.foot)] if outline.foot else []
    return ("\n\n".join([*mark, _blocks(outline.blocks, outline.language), *foot]) + "\n").encode()


def escape(text: str) -> str:
    """Text that shows as typed: no mark, no HTML, no link made by itself, no line of its own."""
    flat = _SPACES.sub(" ", text).strip(" ")
    marked = _SPECIAL.sub(r"\\\1", flat)
    return _START.sub(r"\1\\\2", marked).replace("://", r"\://").replace("www.", r"www\.")


def _blocks(blocks: Iterable[Block], language: Language) -> str:
    made = (_BLOCKS[type(block)](block, language) for block in blocks)
    return "\n\n".join(part for part in made if part)


def _span(span: Span) -> str:
    return f"[{escape(span.text)}](<{span.url}>)" if isinstance(span, Link) else escape(span)


def _spans(spans: tuple[Span, ...]) -> str:
    """Spans after one another; inside a line they keep the spaces at their ends."""
    last = len(spans) - 1
    return "".join(
        (" " if place > 0 and _text(span)[:1] == " " else "")
        + _span(span)
        + (" " if place < last and _text(span)[-1:] == " " else "")
        for place, span in enumerate(spans)
    )


def _text(span: Span) -> str:
    return span.text if isinstance(span, Link) else span


def _paragraph(block: Paragraph) -> str:
    text = _spans(block.spans)
    mark = {"lead": "**", "quote": "*"}.get(block.style, "")
    return f"{mark}{text}{mark}"


def _bullets(block: Bullets) -> str:
    marks = (f"{number}." if block.numbered else "-" for number in range(block.start, block.start + len(block.items)))
    ids = (f" <!-- {name} -->" for name in block.ids)
    items = zip_longest(marks, block.items, ids, fillvalue="")
    return "\n".join(f"{mark} {_spans(tuple(item))}{name}" for mark, item, name in items)


def _table(block: Table) -> str:
    rule = ["---:" if column in block.numbers else "---" for column in range(len(block.head))]
    rows = [block.head, *block.rows]
    lines = [f"| {' | '.join(_span(cell) for cell in row)} |" for row in rows]
    return "\n".join([lines[0], f"| {' | '.join(rule)} |", *lines[1:]])


def _boxes(block: Boxes) -> str:
    return "\n".join(
        f"- [ ] {escape(row.text)}" + (f" ({escape(row.note)})" if row.note else "") for row in block.rows
    )


_BLOCKS: Mapping[type[Any], Callable[[Any, Language], str]] = {
    Heading: lambda block, language: f"{'#' * block.level} {escape(block.text)}",
    Paragraph: lambda block, language: _paragraph(block),
    Bullets: lambda block, language: _bullets(block),
    Table: lambda block, language: _table(block),
    Scales: lambda block, language: "\n".join(
        f"- **{escape(row.label)}**{language.colon}{escape(row.words)}" for row in block.rows
    ),
    Boxes: lambda block, language: _boxes(block),
    Field: lambda block, language: f"{escape(block.words(language))} {_BLANK}",
    BlankLines: lambda block, language: "\n\n".join([_BLANK] * block.count),
    PageBreak: lambda block, language: "",
    Group: lambda block, language: _blocks(block.blocks, language),
    Part: lambda block, language: _blocks(block.blocks, block.language),
    SquareCode: lambda block, language: _spans((Link(block.words, block.url),)),
    Cards: lambda block, language: "\n\n---\n\n".join(_blocks(card, language) for card in block.cards),
}
