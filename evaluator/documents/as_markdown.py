"""The report as Markdown (CommonMark with tables)."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from evaluator.documents.outline import Bullets, Heading, Link, Paragraph, Scales, Span, Table, outline
from evaluator.language import Language
from evaluator.report import Report

# Every character that can start or close a mark anywhere in a line, the HTML ones among them.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!$@])")
# A line start that would become a list, a rule or a setext heading.
_START = re.compile(r"^([0-9]+(?=[.)])|(?=[-+=]))(.)")
# Spaces that Markdown may eat; those that French sets before : and ? are no such spaces.
_SPACES = re.compile(r"[ \t\n\r\f\v]+")


def render(report: Report, language: Language, address: str) -> bytes:
    """The whole report."""
    blocks = outline(report, language, address).blocks
    return ("\n\n".join(_BLOCKS[type(block)](block, language) for block in blocks) + "\n").encode()


def escape(text: str) -> str:
    """Text that shows as typed: no mark, no HTML, no link made by itself, no line of its own."""
    flat = _SPACES.sub(" ", text).strip(" ")
    marked = _SPECIAL.sub(r"\\\1", flat)
    return _START.sub(r"\1\\\2", marked).replace("://", r"\://").replace("www.", r"www\.")


def _span(span: Span) -> str:
    return f"[{escape(span.text)}](<{span.url}>)" if isinstance(span, Link) else escape(span)


def _spans(spans: tuple[Span, ...]) -> str:
    first, *rest = spans
    return _span(first) + "".join(_after(span) for span in rest)


def _after(span: Span) -> str:
    """A span inside a line keeps its leading space."""
    lead = " " if isinstance(span, str) and span.startswith(" ") else ""
    return lead + _span(span)


def _paragraph(block: Paragraph) -> str:
    text = _spans(block.spans)
    return f"**{text}**" if block.style == "lead" else text


def _table(block: Table) -> str:
    rule = ["---:" if column in block.numbers else "---" for column in range(len(block.head))]
    rows = [block.head, *block.rows]
    lines = [f"| {' | '.join(escape(cell) for cell in row)} |" for row in rows]
    return "\n".join([lines[0], f"| {' | '.join(rule)} |", *lines[1:]])


_BLOCKS: Mapping[type[Any], Callable[[Any, Language], str]] = {
    Heading: lambda block, language: f"{'#' * block.level} {escape(block.text)}",
    Paragraph: lambda block, language: _paragraph(block),
    Bullets: lambda block, language: "\n".join(f"- {_spans(item)}" for item in block.items),
    Table: lambda block, language: _table(block),
    Scales: lambda block, language: "\n".join(
        f"- **{escape(row.label)}**{language.colon}{escape(row.words)}" for row in block.rows
    ),
}
