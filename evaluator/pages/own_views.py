"""What the house that runs the site adds to it: its own pages, its logo, its colour.

Its Markdown becomes HTML here: no raw HTML passes, no picture is fetched, and a sanitizer walks the result.
"""

from functools import lru_cache

import nh3
from flask import Blueprint, Response, abort, make_response, render_template
from markdown_it import MarkdownIt
from markupsafe import Markup

from evaluator.content.models.site import OwnSite
from evaluator.web.context import language, library, site
from evaluator.web.headers import A_WHILE, cache_control

bp = Blueprint("own", __name__)
SVG, CSS = "image/svg+xml", "text/css; charset=utf-8"
_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}}
_SCHEMES = {"https", "mailto", "tel"}
_LOWEST = 6  # of headings
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


@bp.get("/<lang>/site/<page_id>")
@cache_control(A_WHILE)
def page(page_id: str) -> str:
    """Show a page of the house, such as an imprint."""
    found = library().site.page(page_id)
    if found is None:
        abort(404)
    # The renderer escapes what is no Markdown, and a sanitizer has walked what it made.
    text = Markup(html_of(found.text))  # noqa: S704  # what nh3 has cleaned
    return render_template("pages/own_page.html", page=found, text=text)


@bp.get("/site/logo.svg")
@cache_control(A_WHILE)
def logo() -> Response:
    """Answer with the drawing that stands beside the name of the site."""
    return _drawing(dark=False)


@bp.get("/site/logo-dark.svg")
@cache_control(A_WHILE)
def logo_dark() -> Response:
    """Answer with the drawing for dark pages."""
    return _drawing(dark=True)


@bp.get("/site/accent.css")
@cache_control(A_WHILE)
def accent() -> Response:
    """Answer with the colour of the house, as a style that follows that of the site."""
    chosen = _any_language().accent
    if chosen is None:
        abort(404)
    response = make_response(render_template("pages/accent.css", accent=chosen))
    response.headers["Content-Type"] = CSS
    return response


def _drawing(*, dark: bool) -> Response:
    own = _any_language()
    found = own.logo_dark if dark else own.logo
    if found is None:
        abort(404)
    return Response(found.svg, content_type=SVG)


def _any_language() -> OwnSite:
    return site().libraries[language().code].site


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
