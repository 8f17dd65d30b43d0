"""The report as a tagged PDF (PDF/UA-1), set by typst from report.typ. Nothing a visitor typed is ever code there.

typst is loaded with this module, which the table of formats loads on first use. The outline travels as JSON.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any, Literal, cast

import typst

from evaluator.documents.outline import Bullets, Heading, Length, Link, Paragraph, Scales, Span, Table, outline
from evaluator.language import Language
from evaluator.report import Report

# Two or three pages are read, ten are not; these lengths keep any report on three.
SHORT = Length(findings=3, faq=1, actions=2, others=1, strengths=3, find_out=3)
_TEMPLATE = Path(__file__).with_name("report.typ")
_compiler = typst.Compiler(_TEMPLATE)
_lock = Lock()  # one compiler keeps its fonts and caches warm; it is not made for two threads at once


def render(report: Report, language: Language, address: str) -> bytes:
    """The report with its main findings, on two or three A4 pages."""
    made = outline(report, language, address, SHORT)
    data = {
        "title": made.title,
        "site": made.site,
        "language": made.language,
        "day": {"year": report.day.year, "month": report.day.month, "day": report.day.day},
        "page": language.gettext("Page"),
        "blocks": [_BLOCKS[type(block)](block) for block in made.blocks],
    }
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    with _lock:
        try:
            return _compiled(inputs, "ua-1")
        except typst.TypstError:  # no font here can draw a character of the name; tagged all the same
            return _compiled(inputs, None)


def _compiled(inputs: dict[str, str], standard: Literal["ua-1"] | None) -> bytes:
    return cast("bytes", _compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=standard))


def _span(span: Span) -> dict[str, str]:
    return {"text": span.text, "url": span.url} if isinstance(span, Link) else {"text": span}


def _spans(spans: tuple[Span, ...]) -> list[dict[str, str]]:
    return [_span(span) for span in spans]


_BLOCKS: Mapping[type[Any], Callable[[Any], dict[str, Any]]] = {
    Heading: lambda block: {"kind": "heading", "level": block.level, "text": block.text},
    Paragraph: lambda block: {"kind": "paragraph", "style": block.style, "spans": _spans(block.spans)},
    Bullets: lambda block: {"kind": "bullets", "items": [_spans(item) for item in block.items]},
    Table: lambda block: {"kind": "table", "head": block.head, "rows": block.rows, "numbers": block.numbers},
    Scales: lambda block: {"kind": "scales", "rows": [vars(row) for row in block.rows]},
}
