"""Markdown of the house as HTML: no raw HTML passes, no picture is fetched, and a sanitizer walks the result."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}}
_SCHEMES = {"https", "mailto", "tel"}
_LOWEST = 6  # of headings
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


@lru_cache(maxsize=64)
def html_of(text: str) -> str:
    """Return a text as HTML. Its highest headings become those of sections, for the page has its own title."""
    tokens = _markdown.parse(text)
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    down = 2 - min((int(token.tag[1]) for token in headings), default=2)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) + down, _LOWEST)}"
    for token in tokens:
        if token.type == "th_open":
            token.attrs = {"scope": "col"}
    made = _markdown.renderer.render(tokens, _markdown.options, {})
    return nh3.clean(made, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noreferrer")
