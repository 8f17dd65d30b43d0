"""The content and the report as data, for other programs: open to every origin, read-only, without a trace."""

import json
from collections.abc import Callable, Mapping

from flask import Blueprint, Response, g, request

from evaluator.api import fact_set, openapi, published
from evaluator.assess.documents import formats
from evaluator.assess.report import build_report
from evaluator.assess.web.bad_request import bad_request_data
from evaluator.assess.web.forms import sent_reading
from evaluator.content.models.library import Library
from evaluator.content.topic import topic
from evaluator.i18n.language import Language
from evaluator.validation.parameters import Problem
from evaluator.web.context import language, library, made_once, site, today
from evaluator.web.headers import A_WHILE, BY_THE_BROWSER, cache_control

bp = Blueprint("api", __name__, url_prefix="/api")


@bp.before_request
def take_language() -> Response | None:
    """Take the language that `lang` names, or the site's first; never the browser's, so that caches need not ask.

    By hand: an address that says it twice is refused in the words of a parameter, as the document says.
    """
    known, named = site().languages, request.args.getlist("lang")
    g.language = known.get(named[0] if named else "") or next(iter(known.values()))
    if not named or (len(named) == 1 and named[0] in known):
        return None
    kind = "unknown-value" if len(named) == 1 else "repeated"
    return bad_request_data([Problem(kind, "lang", named[0], tuple(known))], {})


@bp.get("/openapi.json")
@cache_control(A_WHILE)
def description() -> Response:
    """Show what can be asked for under /api, for programs."""
    here, path = site(), request.root_path

    def make(library: Library) -> bytes:
        title = topic(library.questionnaire, language()).title
        document = openapi.document(library.questionnaire, title, tuple(here.languages), here.base_url + path)
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()

    return _kept(made_once(f"openapi.json under {path}", make))


MADE: Mapping[str, Callable[[Library, Language], object]] = {
    "questionnaire": published.questionnaire,
    "faq": published.faq,
    "actions": published.actions,
    "platforms": published.platforms,
    "facts": fact_set.facts,
}


def _content_view(name: str, make: Callable[[Library, Language], object]) -> Callable[[], Response]:
    @cache_control(A_WHILE)
    def view() -> Response:
        """Show a part of the content."""
        return _kept(made_once(f"api {name}", lambda here: published.as_json(make(here, language()))))

    return view


for name, make in MADE.items():
    bp.add_url_rule(f"/v1/{name}", name, _content_view(name, make))


@bp.get("/v1/facts.csv")
@cache_control(A_WHILE)
def facts_table() -> Response:
    """Show the same facts as a table."""
    made = made_once("api facts.csv", lambda here: fact_set.facts_csv(fact_set.facts(here, language())))
    return _kept(made, "text/csv; charset=utf-8")


@bp.get("/v1/report")
@cache_control(BY_THE_BROWSER)
def report() -> Response:
    """Show the same as report.json."""
    reading = sent_reading()
    if reading.problems:
        return bad_request_data(reading.problems, dict(reading.assessment.parameters()))
    built = build_report(library(), reading.assessment.dated(today()), today())
    return _kept(formats.render("json", built, language()))


def _kept(made: bytes, kind: str = formats.FORMATS["json"].media_type) -> Response:
    """Return an answer under a name made of its bytes, so that whoever has it already is told so."""
    response = Response(made, content_type=kind)
    response.add_etag()
    response.make_conditional(request)
    return response
