"""An outline as plain text, 72 columns wide, for a terminal or a letter."""

from collections.abc import Callable, Iterable, Mapping
from textwrap import fill
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
    Scale,
    Scales,
    Span,
    SquareCode,
    Table,
)
from evaluator.i18n.language import Language

WIDTH = 72
LINE = 40  # characters from 0 to 100
_UNDERLINE = {1: "=", 2: "-"}
_CUT = " ".join("-" * (WIDTH // 2))


def write(outline: Outline, paper: str) -> bytes:
    """Return the whole document; text has no pages, so what stands at the head and foot of each is told once."""
    del paper
    mark = [f"*** {outline.mark} ***"] if outline.mark else []
    foot = ["-" * WIDTH, _spans((outline.foot,))] if outline.foot else []
    return ("\n\n".join([*mark, _blocks(outline.blocks, outline.language), *foot]) + "\n").encode()


def _blocks(blocks: Iterable[Block], language: Language) -> str:
    made = (_BLOCKS[type(block)](block, language) for block in blocks)
    return "\n\n".join(part for part in made if part)


def _span(span: Span) -> str:
    return f"{span.text} <{span.url}>" if isinstance(span, Link) else span


def _spans(spans: tuple[Span, ...], first: str = "", rest: str = "") -> str:
    text = "".join(map(_span, spans))
    return fill(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def _heading(block: Heading) -> str:
    text = _spans((block.text,))
    mark = _UNDERLINE.get(block.level)
    return f"{text}\n{mark * min(len(block.text), WIDTH)}" if mark else text


def _bullets(block: Bullets) -> str:
    numbers = range(block.start, block.start + len(block.items))
    marks = [f"{number}. " if block.numbered else "- " for number in numbers]
    return "\n".join(
        _spans(item, mark, " " * len(mark)) for mark, item in zip(marks, block.items, strict=True)
    )  # fmt: skip


def _scale(row: Scale) -> str:
    """0 to 100 as a line: the range as dashes, the score as a filled dot."""
    cells = [
        "-" if row.low <= position * 100 / LINE <= row.high and row.high > 0 else "·" for position in range(LINE + 1)
    ]
    if row.score is not None:
        cells[round(row.score * LINE / 100)] = "●"
    return f"{row.label}\n0 {''.join(cells)} 100\n{_spans((row.words,))}"


def _table(block: Table, language: Language) -> str:
    """Return one row a paragraph: long sentences in narrow columns cannot be read."""
    return "\n".join(_row(block, tuple(map(_span, row)), language) for row in block.rows)


def _row(block: Table, row: tuple[str, ...], language: Language) -> str:
    """Return the cells of words after one another, then the figures with their names."""
    words = [cell for column, cell in enumerate(row) if column not in block.numbers and cell]
    figures = [f"{block.head[column]}{language.colon}{row[column]}" for column in block.numbers if row[column]]
    told = " → ".join(words) + (f" [{language.semicolon.join(figures)}]" if figures else "")
    return _spans((told,), "- ", "  ")


def _boxes(block: Boxes) -> str:
    return "\n".join(
        _spans((f"{row.text} ({row.note})" if row.note else row.text,), "[ ] ", "    ") for row in block.rows
    )


def _field(block: Field, language: Language) -> str:
    label = block.words(language)
    return label + "_" * max(WIDTH - len(label), 10)


_BLOCKS: Mapping[type[Any], Callable[[Any, Language], str]] = {
    Heading: lambda block, language: _heading(block),
    Paragraph: lambda block, language: _spans(block.spans),
    Bullets: lambda block, language: _bullets(block),
    Table: _table,
    Scales: lambda block, language: "\n\n".join(map(_scale, block.rows)),
    Boxes: lambda block, language: _boxes(block),
    Field: _field,
    BlankLines: lambda block, language: "\n\n".join(["_" * WIDTH] * block.count),
    PageBreak: lambda block, language: "",
    Group: lambda block, language: _blocks(block.blocks, language),
    Part: lambda block, language: _blocks(block.blocks, block.language),
    SquareCode: lambda block, language: f"{block.words}{language.colon}{block.url}",
    Cards: lambda block, language: f"\n\n{_CUT}\n\n".join(_blocks(card, language) for card in block.cards),
}
