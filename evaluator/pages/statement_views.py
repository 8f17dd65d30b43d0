"""What the site says about itself, and what it tells search engines: statements, robots.txt, sitemap.xml."""

from collections.abc import Iterator

from flask import Blueprint, Response, abort, make_response

from evaluator.pages import statements
from evaluator.web.context import language, library, render, site

bp = Blueprint("statements", __name__)

# The pages that search engines may show; all others hang on what somebody typed.
LISTED = (
    "pages.home", "faq.index", "actions.index", "actions.help_lines", "pages.method",
    "statements.about", "statements.privacy", "statements.accessibility",
)  # fmt: skip
XML, TEXT = "application/xml; charset=utf-8", "text/plain; charset=utf-8"


@bp.get("/<lang>/privacy")
def privacy() -> bytes:
    """What is kept of a visitor, in sentences that tests prove."""
    return render("pages/privacy.html", parts=statements.privacy(language()))


@bp.get("/<lang>/accessibility")
def accessibility() -> bytes:
    """For whom the pages work, how that is checked, and when it was."""
    return render("pages/accessibility.html", day=statements.accessibility_day())


@bp.get("/<lang>/about")
def about() -> bytes:
    """Who made this, from what, and under which licence."""
    return render("pages/about.html", frameworks=statements.frameworks(library()))


@bp.get("/robots.txt")
def robots() -> Response:
    """Everyone may read everything; the sitemap is named where the site knows its own address."""
    lines = ["User-agent: *", "Allow: /"]
    if site().base_url:
        lines.append(f"Sitemap: {site().base_url}/sitemap.xml")
    return Response("\n".join([*lines, ""]), content_type=TEXT)


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    """Every lasting page in every language. It needs whole addresses: 404 where the site does not know its own."""
    if not site().base_url:
        abort(404)
    response = make_response(render("pages/sitemap.xml", pages=list(_pages())))
    response.headers["Content-Type"] = XML
    return response


def _pages() -> Iterator[dict[str, str]]:
    """Each page as its address by language."""
    first = next(iter(site().libraries.values()))
    for endpoint in LISTED:
        yield _everywhere(endpoint)
    if first.lesson:
        yield _everywhere("kit.index")
    for entry in first.faq:
        yield _everywhere("faq.entry", entry_id=entry.id)


def _everywhere(endpoint: str, **values: str) -> dict[str, str]:
    here = site()
    return {code: here.base_url + here.paths.build(endpoint, {"lang": code, **values}) for code in here.libraries}
