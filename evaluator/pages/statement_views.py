"""What the site says about itself, and what it tells search engines: statements, robots.txt, sitemap.xml."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for

from evaluator.pages import statements
from evaluator.web.context import language, library, site
from evaluator.web.headers import A_WHILE, cache_control

bp = Blueprint("statements", __name__)

# The pages that search engines may show; all others hang on what somebody typed.
LISTED = (
    "pages.home", "faq.index", "actions.index", "actions.help_lines", "pages.method",
    "statements.about", "statements.privacy", "statements.accessibility",
)  # fmt: skip
XML, TEXT = "application/xml; charset=utf-8", "text/plain; charset=utf-8"


@bp.get("/<lang>/privacy")
@cache_control(A_WHILE)
def privacy() -> str:
    """Show what is kept of a visitor, in sentences that tests prove."""
    return render_template("pages/privacy.html", parts=statements.privacy(language()))


@bp.get("/<lang>/accessibility")
@cache_control(A_WHILE)
def accessibility() -> str:
    """For whom the pages work, how that is checked, and when it was."""
    return render_template("pages/accessibility.html", day=statements.accessibility_day())


@bp.get("/<lang>/about")
@cache_control(A_WHILE)
def about() -> str:
    """Show who made this, from what, and under which licence."""
    return render_template("pages/about.html", frameworks=statements.frameworks(library()))


@bp.get("/robots.txt")
@cache_control(A_WHILE)
def robots() -> Response:
    """Let everyone read everything; the sitemap is named where the site knows its own address."""
    lines = ["User-agent: *", "Allow: /"]
    if site().base_url:
        lines.append(f"Sitemap: {site().base_url}{request.root_path}/sitemap.xml")
    return Response("\n".join([*lines, ""]), content_type=TEXT)


@bp.get("/sitemap.xml")
@cache_control(A_WHILE)
def sitemap() -> Response:
    """List every lasting page in every language. It needs whole addresses: 404 where the site knows none."""
    if not site().base_url:
        abort(404)
    response = make_response(render_template("pages/sitemap.xml", pages=list(_pages())))
    response.headers["Content-Type"] = XML
    return response


def _pages() -> Iterator[dict[str, str]]:
    """Each page as its address by language."""
    first = next(iter(site().libraries.values()))
    for endpoint in LISTED:
        yield _everywhere(endpoint)
    if first.lesson:
        yield _everywhere("kit.index")
    if first.profiles:
        yield _everywhere("platforms.index")
    for profile in first.profiles:
        yield _everywhere("platforms.platform", platform_id=profile.id)
    for entry in first.faq:
        yield _everywhere("faq.entry", entry_id=entry.id)


def _everywhere(endpoint: str, **values: Any) -> dict[str, str]:
    here = site()
    return {code: here.base_url + url_for(endpoint, lang=code, **values) for code in here.libraries}
