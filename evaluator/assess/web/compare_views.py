"""Up to four reports, or documented platforms, on one ruler. The address holds them all; nothing is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from flask import Response, make_response, render_template, request, url_for

from evaluator.assess.answers import read
from evaluator.assess.comparison import MOST, compare, from_documents, is_bare
from evaluator.assess.report import Report, build_report
from evaluator.assess.report_text import parameter_words
from evaluator.assess.web.forms import CompareForm
from evaluator.assess.web.question_views import bp as bp
from evaluator.web.context import language, library, today
from evaluator.web.headers import BY_THE_BROWSER, cache_control


@dataclass(frozen=True)
class Entrant:
    """A report that takes part, with its query, and whether documents alone have answered."""

    query: str
    report: Report
    from_documents: bool


class EntrantLinks(NamedTuple):
    """Where a report that takes part is read, and the same comparison without it."""

    report: str
    without: str


@bp.get("/compare")
@cache_control(BY_THE_BROWSER)
def compare_reports() -> Response | str:
    """Show the reports of the address beside each other; what cannot be used is named, and the rest is shown."""
    queries = CompareForm(request.args).report.data
    entrants, problems = _entrants(queries[:MOST])
    shown = compare([entrant.report for entrant in entrants])
    by_report = {id(entrant.report): entrant for entrant in entrants}
    ordered = [by_report[id(report)] for report in shown.reports]
    html = render_template(
        "assess/compare.html",
        shown=shown,
        entrants=ordered,
        links=[_links(ordered, entrant) for entrant in ordered],
        pairs=[("report", entrant.query) for entrant in ordered],
        full=len(ordered) == MOST,
        too_many=len(queries) > MOST,
        problems=[(problem, "") for problem in problems],
        profiles=[profile for profile in library().profiles if not profile.closed_on],
    )
    return make_response(html, 400) if problems else html


def _entrants(queries: Sequence[str]) -> tuple[list[Entrant], list[str]]:
    """Read each query as the report's own page would; problems come as sentences."""
    form, entrants, problems = library().questionnaire, [], []
    for query in queries:
        reading = read(form, _pairs(query), today())
        if reading.problems:
            problems += [parameter_words(problem, form, language()) for problem in reading.problems]
            continue
        query = reading.assessment.query  # what was understood, and nothing else of what somebody pasted
        assessment, bare = reading.assessment, is_bare(reading.assessment)
        if bare:
            assessment = from_documents(library(), assessment, today())
        built = build_report(library(), replace(assessment.dated(today()), set="full"), today())  # all measured alike
        entrants.append(Entrant(query, built, bare and not is_bare(assessment)))
    return entrants, problems


def _pairs(query: str) -> list[tuple[str, str]]:
    """Read the query of a report; whatever is none is the name of a platform."""
    return parse_qsl(query, keep_blank_values=True) if "=" in query else [("platform", query)]


def _links(entrants: Sequence[Entrant], entrant: Entrant) -> EntrantLinks:
    others = [("report", other.query) for other in entrants if other is not entrant]
    return EntrantLinks(
        f"{url_for('assess.report')}?{entrant.report.assessment.query}",
        f"{url_for('assess.compare_reports')}{'?' if others else ''}{urlencode(others)}",
    )
