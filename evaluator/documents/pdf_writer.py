"""An outline as a tagged PDF (PDF/UA-1), set by typst from outline.typ. No word of an outline is ever code there.

typst is loaded with the first document. The outline travels as JSON.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, cast

from evaluator.documents.blocks import (
    SHEETS,
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

if TYPE_CHECKING:
    import typst

_TEMPLATE = Path(__file__).with_name("outline.typ")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_lock = Lock()  # one compiler keeps its fonts and caches warm; it is not made for two threads at once


def write(outline: Outline, paper: str) -> bytes:
    """Return the whole document on a paper of SHEETS."""
    language, day = outline.language, outline.day
    data = {
        "title": outline.title,
        "site": outline.site,
        "language": language.code,
        "paper": SHEETS[paper].typst,
        "size": outline.size,
        "leaf": outline.leaf,
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "page": language.gettext("Page"),
        "foot": outline.foot,
        "mark": outline.mark,
        "blocks": _blocks(outline.blocks, language),
    }
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    with _lock:
        return _compiled(inputs)


def pages(made: bytes) -> int:
    """Return how many sheets a document of `write` has: typst leaves its page objects legible."""
    return len(_PAGE.findall(made))


@cache
def _compiler() -> "typst.Compiler":
    import typst  # forty megabytes, which a process that only counts pages does without

    return typst.Compiler(_TEMPLATE)


def _compiled(inputs: dict[str, str]) -> bytes:
    from typst import TypstError

    try:
        return _set(inputs, "ua-1")
    except TypstError:  # no font here can draw a character of the text; tagged all the same
        return _set(inputs, None)


def _set(inputs: dict[str, str], standard: Literal["ua-1"] | None) -> bytes:
    return cast("bytes", _compiler().compile(format="pdf", sys_inputs=inputs, pdf_standards=standard))


def _blocks(blocks: Iterable[Block], language: Language) -> list[dict[str, Any]]:
    return [_BLOCKS[type(block)](block, language) for block in blocks]


def _span(span: Span) -> dict[str, str]:
    return {"text": span.text, "url": span.url} if isinstance(span, Link) else {"text": span}


def _spans(spans: tuple[Span, ...]) -> list[dict[str, str]]:
    return [_span(span) for span in spans]


def _table(block: Table) -> dict[str, Any]:
    return {**vars(block), "kind": "table", "rows": [_spans(row) for row in block.rows]}


_BLOCKS: Mapping[type[Any], Callable[[Any, Language], dict[str, Any]]] = {
    Heading: lambda block, language: {"kind": "heading", "level": block.level, "text": block.text},
    Paragraph: lambda block, language: {"kind": "paragraph", "style": block.style, "spans": _spans(block.spans)},
    Bullets: lambda block, language: {
        "kind": "bullets", "numbered": block.numbered, "start": block.start,
        "items": [_spans(item) for item in block.items],
    },
    Table: lambda block, language: _table(block),
    Scales: lambda block, language: {"kind": "scales", "rows": [vars(row) for row in block.rows]},
    Boxes: lambda block, language: {"kind": "boxes", "rows": [vars(row) for row in block.rows]},
    Field: lambda block, language: {"kind": "field", "label": block.words(language)},
    BlankLines: lambda block, language: {"kind": "blank-lines", "count": block.count},
    PageBreak: lambda block, language: {"kind": "page-break"},
    Group: lambda block, language: {"kind": "group", "blocks": _blocks(block.blocks, language)},
    Part: lambda block, language: {
        "kind": "part", "language": block.language.code, "blocks": _blocks(block.blocks, block.language),
    },
    SquareCode: lambda block, language: {
        "kind": "square-code", "rows": block.rows, "words": block.words,
    },
    Cards: lambda block, language: {
        "kind": "cards", "columns": block.columns, "cards": [_blocks(card, language) for card in block.cards],
    },
}  # fmt: skip
