"""The content and the report as data, for other programs: open to every origin, read-only, without a trace."""

import json
from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, Response, g, request

from evaluator.api import openapi, published
from evaluator.assess.answers import read
from evaluator.assess.documents import formats
from evaluator.assess.report import build_report
from evaluator.assess.web.bad_request import bad_request_data
from evaluator.content.topic import topic
from evaluator.validation.parameters import Problem
from evaluator.web.context import language, library, site, today
from evaluator.web.headers import A_WHILE, BY_THE_BROWSER, cache_control

bp = Blueprint("api", __name__, url_prefix="/api")


@bp.before_request
def take_language() -> Response | None:
    """Take the language that `lang` names, or the site's first; never the browser's, so that caches need not ask."""
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
    here, form = site(), library().questionnaire
    title = topic(form, language()).title
    return _answer(openapi.document(form, title, tuple(here.languages), here.base_url + request.root_path))


@bp.get("/v1/questionnaire")
@cache_control(A_WHILE)
def questionnaire() -> Response:
    """Show the form, its points and reasons."""
    return _answer(published.dumped(published.questionnaire(library(), language())))


@bp.get("/v1/faq")
@cache_control(A_WHILE)
def faq() -> Response:
    """Show the answers of the FAQ."""
    return _answer(published.dumped(published.faq(library(), language())))


@bp.get("/v1/actions")
@cache_control(A_WHILE)
def actions() -> Response:
    """Show the actions and help lines."""
    return _answer(published.dumped(published.actions(library(), language())))


@bp.get("/v1/platforms")
@cache_control(A_WHILE)
def platforms() -> Response:
    """Show what is documented about platforms."""
    return _answer(published.dumped(published.platforms(library(), language())))


@bp.get("/v1/report")
@cache_control(BY_THE_BROWSER)
def report() -> Response:
    """Show the same as report.json."""
    form = library().questionnaire
    reading = read(form, request.args.items(multi=True), today())
    if reading.problems:
        return bad_request_data(reading.problems, dict(reading.assessment.parameters()))
    assessment = replace(reading.assessment, day=reading.assessment.day or today())
    return _kept(formats.render("json", build_report(library(), assessment, today()), language()))


def _answer(data: Mapping[str, object]) -> Response:
    return _kept((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())


def _kept(made: bytes) -> Response:
    """Return an answer under a name made of its bytes, so that whoever has it already is told so."""
    response = Response(made, content_type=formats.FORMATS["json"].media_type)
    response.add_etag()
    response.make_conditional(request)
    return response
