"""What is documented about platforms: the list, found by any name, and a page for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for

from evaluator.assess.answers import SETS, Answers, Assessment
from evaluator.assess.provenance import from_documents
from evaluator.content.models.platforms import PlatformFact, PlatformProfile
from evaluator.content.models.questionnaire import Dimension, Question
from evaluator.content.models.types import UNION, WORLD
from evaluator.library.web.forms import SearchForm
from evaluator.web.context import language, library, today
from evaluator.web.headers import A_WHILE, BY_THE_BROWSER, cache_control

bp = Blueprint("platforms", __name__, url_prefix="/<lang>/platforms")


@dataclass(frozen=True)
class DocumentedQuestion:
    """A question with the facts about a platform that belong to it."""

    question: Question
    facts: tuple[PlatformFact, ...]


@dataclass(frozen=True)
class DocumentedDimension:
    """A dimension with its documented questions, and those that nobody documents."""

    number: int
    dimension: Dimension
    questions: tuple[DocumentedQuestion, ...]
    unknown: tuple[Question, ...]


@bp.get("/")
@cache_control(BY_THE_BROWSER)  # it may hold the name that somebody looks for
def index() -> Response | str:
    """Show all platforms by kind, or those that a name leads to."""
    form = SearchForm(request.args)
    good = form.validate()
    query = form.q.data if good else ""
    html = render_template(
        "library/platforms.html",
        form=form,
        problems=[(error, "#q") for error in form.q.errors],
        query=query,
        found=library().profiles_named(query) if query else (),
        kinds=list(_by_kind()),
        when=_when,
    )
    return html if good else make_response(html, 400)


@bp.get("/<platform_id>")
@cache_control(A_WHILE)
def platform(platform_id: str) -> str:
    """Show everything documented about one platform."""
    words = library()
    profile = next((each for each in words.profiles if each.id == platform_id), None)
    if profile is None or words.documented is None:
        abort(404)
    return render_template(
        "library/platform.html",
        profile=profile,
        dimensions=list(_dimensions(profile)),
        terms=words.documented,
        when=_when,
        judge=url_for("assess.page", dimension=words.questionnaire.dimensions[0].id, platform=profile.name),
        today=today(),
        alone=_documents_alone(profile),
    )


def _by_kind() -> Iterator[tuple[str, tuple[PlatformProfile, ...]]]:
    """Return the platforms of every kind, in the order of the kinds."""
    terms = library().documented
    order = list(terms.kind) if terms else []
    ranked = sorted(library().profiles, key=lambda profile: order.index(profile.kind))
    for kind, some in groupby(ranked, key=lambda profile: profile.kind):
        yield (terms.kind[kind].name if terms else kind), tuple(some)


def _dimensions(profile: PlatformProfile) -> Iterator[DocumentedDimension]:
    form = library().questionnaire
    for dimension in form.dimensions:
        pairs = [(question, profile.facts_for(question.id)) for question in dimension.questions]
        yield DocumentedDimension(
            number=form.number(dimension.id),
            dimension=dimension,
            questions=tuple(DocumentedQuestion(question, facts) for question, facts in pairs if facts),
            unknown=tuple(q for q, facts in pairs if not facts and q.describes != "yours"),
        )


def _when(text: str) -> str:
    """Return a day, a month or a year in words."""
    return language().loose_day(text)


def _documents_alone(profile: PlatformProfile) -> list[tuple[str, str]]:
    """Return the report from documents alone for each place that the documents tell apart: its words and address."""
    form = library().questionnaire
    told_apart = {UNION, WORLD, *(place for fact in profile.facts for place in fact.where)}
    method = form.scoring.method if form.earlier else ""
    return [
        (option.text, f"{url_for('assess.report')}?{from_documents(library(), start, today()).query}")
        for part in form.situation_parts
        for option in part.listed
        if option.place in told_apart
        for start in (Assessment(profile.name, SETS[0], Answers(), situation={part.id: option.id}, method=method),)
    ]
