"""An outline as HTML to paste into any site builder: one `<section>` without script, style, class, id or address.

Headings start at level 2, since the page around it has a title of its own. Only what stands in `_BLOCKS` is known:
the code of ethics needs no more, and a site builder keeps no more.
"""

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from evaluator.documents.blocks import Block, Bullets, Day, Heading, Link, Outline, Paragraph, Part, Span


def write(outline: Outline) -> str:
    """Return the whole section, with a line that says that it is a draft as long as it is one."""
    mark = [f"<p><strong>{_text(outline.mark)}</strong></p>"] if outline.mark else []
    body = "\n".join([*mark, *_blocks(outline.blocks)])
    return f'<section lang="{outline.language.code}">\n{body}\n</section>\n'


def _blocks(blocks: Iterable[Block]) -> list[str]:
    return [_BLOCKS[type(block)](block) for block in blocks]


def _text(words: str) -> str:
    return escape(words, quote=False).replace("\u00a0", "&nbsp;")  # as editors and sanitizers write it


def _span(span: Span) -> str:
    if isinstance(span, Day):
        return f'<time datetime="{span.day.isoformat()}">{_text(span)}</time>'
    return _text(span.text if isinstance(span, Link) else span)


def _spans(spans: tuple[Span, ...]) -> str:
    return "".join(map(_span, spans))


def _bullets(block: Bullets) -> str:
    items = "\n".join(f"<li>{_spans(item)}</li>" for item in block.items)
    if not block.numbered:
        return f"<ul>\n{items}\n</ul>"
    start = f' start="{block.start}"' if block.start != 1 else ""
    return f"<ol{start}>\n{items}\n</ol>"


def _part(block: Part) -> str:
    inside = "\n".join(_blocks(block.blocks))
    return f'<div lang="{block.language.code}">\n{inside}\n</div>'


_BLOCKS: Mapping[type[Any], Callable[[Any], str]] = {
    Heading: lambda block: f"<h{block.level + 1}>{_text(block.text)}</h{block.level + 1}>",
    Paragraph: lambda block: f"<p>{_spans(block.spans)}</p>",
    Bullets: _bullets,
    Part: _part,
}
