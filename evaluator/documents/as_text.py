"""The report as plain text, 78 columns wide, for a terminal."""

from collections.abc import Callable, Mapping
from textwrap import fill
from typing import Any

from evaluator.documents.outline import Bullets, Heading, Link, Paragraph, Scale, Scales, Span, Table, outline
from evaluator.language import Language
from evaluator.report import Report

WIDTH = 78
LINE = 40  # characters from 0 to 100
_UNDERLINE = {1: "=", 2: "-"}


def render(report: Report, language: Language, address: str) -> bytes:
    """The whole report."""
    blocks = outline(report, language, address).blocks
    return ("\n\n".join(_BLOCKS[type(block)](block, language) for block in blocks) + "\n").encode()


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


def _scale(row: Scale) -> str:
    """0 to 100 as a line: the range as dashes, the score as a filled dot."""
    cells = [
        "-" if row.low <= position * 100 / LINE <= row.high and row.high > 0 else "·" for position in range(LINE + 1)
    ]
    if row.score is not None:
        cells[round(row.score * LINE / 100)] = "●"
    return f"{row.label}\n0 {''.join(cells)} 100\n{_spans((row.words,))}"


def _table(block: Table, language: Language) -> str:
    """One row a paragraph: long sentences in narrow columns cannot be read."""
    *names, last = range(len(block.head))
    return "\n".join(
        _spans((f"{' → '.join(row[n] for n in names)} [{block.head[last]}{language.colon}{row[last]}]",), "- ", "  ")
        for row in block.rows
    )


_BLOCKS: Mapping[type[Any], Callable[[Any, Language], str]] = {
    Heading: lambda block, language: _heading(block),
    Paragraph: lambda block, language: _spans(block.spans),
    Bullets: lambda block, language: "\n".join(_spans(item, "- ", "  ") for item in block.items),
    Table: _table,
    Scales: lambda block, language: "\n\n".join(map(_scale, block.rows)),
}
