"""A card for a page of somebody else: the letter of a report as a still picture with a link, and nothing that counts.

The picture is the one answer that pages of other sites may show. Put into a page as text it asks no machine at all.
"""

from dataclasses import dataclass
from unicodedata import east_asian_width

from flask import Response, render_template, request, url_for

from evaluator.assess.report import Report, build_report
from evaluator.assess.web.bad_request import bad_request
from evaluator.assess.web.forms import sent_reading
from evaluator.assess.web.question_views import bp as bp
from evaluator.web.context import library, site, today
from evaluator.web.headers import BY_THE_BROWSER, cache_control, shown_elsewhere

NAME_ROOM = 24  # letters of ordinary width beside the grade
WIDE = ("W", "F")  # signs that take the room of two
SVG = "image/svg+xml"


@dataclass(frozen=True)
class Card:
    """What a card shows, and where it leads."""

    report: Report
    name: str  # as much of it as there is room for
    link: str  # to the report, whole
    picture: str  # the address of the card alone, whole


@bp.get("/card")
@cache_control(BY_THE_BROWSER)
def card_page() -> Response | str:
    """Show the card of a report, and the lines that put it into another page."""
    card = _card()
    if isinstance(card, Response):
        return card
    return render_template("assess/card.html", card=card, query=card.report.assessment.query)


@bp.get("/card.svg")
@shown_elsewhere
@cache_control(BY_THE_BROWSER)
def card_picture() -> Response:
    """Hand out the card alone, for pages of any other site."""
    card = _card()
    if isinstance(card, Response):
        return card
    return Response(render_template("assess/card.svg", card=card).strip(), content_type=f"{SVG}; charset=utf-8")


def _card() -> Card | Response:
    """Read the report of the address as its own page does; the page for what cannot be used when that is wrong."""
    reading = sent_reading()
    if reading.problems:
        return bad_request(reading.problems, reading.assessment)
    assessment = reading.assessment.dated(today())
    base, query = site().base_url or request.host_url.rstrip("/"), assessment.query
    return Card(
        build_report(library(), assessment, today()),
        fitted(assessment.platform, NAME_ROOM),
        f"{base}{url_for('assess.report')}?{query}",
        f"{base}{url_for('assess.card_picture')}?{query}",
    )


def fitted(name: str, room: int) -> str:
    """Return as much of a name as there is room for, and a sign that it goes on."""
    widths = [2 if east_asian_width(sign) in WIDE else 1 for sign in name]
    if sum(widths) <= room:
        return name
    kept = next(count for count in range(len(name), -1, -1) if sum(widths[:count]) < room)
    return f"{name[:kept].rstrip()}…"
