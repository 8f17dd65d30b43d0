"""What the house that runs the site adds to it: its own pages, its logo, its colour."""

from flask import Blueprint, Response, abort, make_response, render_template
from markupsafe import Markup

from evaluator.content.models.site import OwnSite
from evaluator.pages.own_page_text import html_of
from evaluator.web.context import language, library, site
from evaluator.web.headers import A_WHILE, cache_control

bp = Blueprint("own", __name__)
SVG, CSS = "image/svg+xml", "text/css; charset=utf-8"


@bp.get("/<lang>/site/<page_id>")
@cache_control(A_WHILE)
def page(page_id: str) -> str:
    """Show a page of the house, such as an imprint."""
    found = library().site.page(page_id)
    if found is None:
        abort(404)
    # The renderer escapes what is no Markdown, and a sanitizer has walked what it made.
    return render_template("pages/own_page.html", page=found, text=Markup(html_of(found.text)))  # noqa: S704


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
