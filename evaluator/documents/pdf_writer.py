"""An outline as a tagged PDF (PDF/UA-1), set by typst from outline.typ. No word of an outline is ever code there.

typst is loaded with the first document. The outline travels as JSON.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, cast
from unicodedata import category

from evaluator.documents.blocks import (
    SHEETS,
    BlankLines,
    Block,
    Boxes,
    Bullets,
    Cards,
    Dots,
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
_LETTER = Path(__file__).with_name("letter.typ")
MOST_CLUSTERS = 20  # of a document that are looked at one by one
_MARKS = "[\u0300-\u036f\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f]"  # that stand on a sign or join it to the next
MARK = "[…]"  # in the place of letters that no font has
FIRST_DOUBTFUL = "\u0250"  # before it lie Latin letters, which the font that comes along has
_PAGE = re.compile(rb"/Type\s*/Page\b")
_lock = Lock()  # one compiler keeps its fonts and caches warm; it is not made for two threads at once


def write(outline: Outline, paper: str) -> bytes:
    """Return the whole document on a paper of SHEETS."""
    language, day = outline.language, outline.day
    data = {
        "name": outline.title,
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
    with _lock:
        return _compiled(data, language)


def pages(made: bytes) -> int:
    """Return how many sheets a document of `write` has: typst leaves its page objects legible."""
    return len(_PAGE.findall(made))


@cache
def _compiler() -> "typst.Compiler":
    import typst  # forty megabytes, which a process that only counts pages does without

    return typst.Compiler(_TEMPLATE)


def _compiled(data: dict[str, Any], language: Language) -> bytes:
    from typst import TypstError

    try:
        return _set(data, "ua-1")
    except TypstError as error:  # no font here can draw a sign of the text
        clusters = {_not_drawn(error)}
    for _ in range(MOST_CLUSTERS):
        try:
            return _set(_in_words(data, language, clusters), "ua-1")
        except TypstError as error:  # signs that are drawn alone, and not together
            clusters.add(_not_drawn(error))
    return _set(data, None)  # tagged all the same


def _not_drawn(error: Exception) -> str:
    """Return the signs that typst names in its refusal; empty when it refuses for something else."""
    named = re.search(r'the text `"(.*?)"`', str(error))
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), named[1]) if named else ""


def _set(data: dict[str, Any], standard: Literal["ua-1"] | None) -> bytes:
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    return cast("bytes", _compiler().compile(format="pdf", sys_inputs=inputs, pdf_standards=standard))


def _in_words(data: dict[str, Any], language: Language, clusters: set[str]) -> dict[str, Any]:
    """Put a mark where no font has the signs, and say at the end what it stands for; a reader sees no empty box."""
    signs = {sign for sign in json.dumps(data, ensure_ascii=False) if sign >= FIRST_DOUBTFUL}
    missing = {sign for sign in signs if not _is_drawn(sign)}
    known = sorted((cluster for cluster in clusters if set(cluster) - missing), key=len, reverse=True)
    # A plain letter that is not drawn fails for the marks that stand on it.
    some = [f"{re.escape(sign)}{_MARKS}{'+' if sign < FIRST_DOUBTFUL else '*'}" for sign in known if sign]
    one = "|".join([*some, *([f"[{re.escape(''.join(sorted(missing)))}]{_MARKS}*"] if missing else [])])
    runs = re.compile(rf"(?:{one})(?:{one}|\s)*(?<!\s)") if one else None
    note = language.gettext(
        "%(mark)s stands for letters or signs that no font here has. The page on the site shows them.", mark=MARK
    )
    told = {key: value if key in ("name", "url") or not runs else _marked(value, runs) for key, value in data.items()}
    return {**told, "blocks": [*told["blocks"], {"kind": "paragraph", "style": "small", "spans": [{"text": note}]}]}


def _marked(value: Any, runs: re.Pattern[str]) -> Any:
    """Return the same with every run of signs replaced; where links lead stays."""
    if isinstance(value, str):
        return runs.sub(MARK, value)
    if isinstance(value, Mapping):
        return {key: part if key == "url" else _marked(part, runs) for key, part in value.items()}
    return [_marked(part, runs) for part in value] if isinstance(value, (list, tuple)) else value


@lru_cache(maxsize=20_000)
def _is_drawn(sign: str) -> bool:
    """Tell whether a font here has a sign; two milliseconds, once for each."""
    from typst import TypstError

    if category(sign)[0] in "MZ" or category(sign) in ("Cc", "Cf"):
        return True  # what has no shape of its own
    try:
        _letter_compiler().compile(format="pdf", sys_inputs={"letter": sign}, pdf_standards="ua-1")
    except TypstError:
        return False
    return True


@cache
def _letter_compiler() -> "typst.Compiler":
    import typst

    return typst.Compiler(_LETTER)


def _blocks(blocks: Iterable[Block], language: Language) -> list[dict[str, Any]]:
    return [_BLOCKS[type(block)](block, language) for block in blocks]


def _span(span: Span) -> dict[str, str]:
    if isinstance(span, Dots):
        return {"dots": str(span)}
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
