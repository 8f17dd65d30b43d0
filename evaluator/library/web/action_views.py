"""What one can do: all actions by facet, in plain links, and the help lines by country."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, make_response, render_template, url_for

from evaluator.content.models.library import Action
from evaluator.library import labels as names
from evaluator.library.action_filter import ActionFilter, Offer
from evaluator.library.web.forms import FacetsForm
from evaluator.validation.parameters import PLATFORM_LENGTH, Problem
from evaluator.web.context import help_for_visitor, language, library, made_once
from evaluator.web.forms import problems_of
from evaluator.web.headers import A_WHILE, cache_control

bp = Blueprint("actions", __name__, url_prefix="/<lang>")


@dataclass(frozen=True)
class Facet:
    """One row of the filter: what is chosen, the way back from it, and the ways on."""

    name: str
    label: str
    chosen: str  # in words, "" when nothing is
    without: str  # the address without it
    offers: tuple[tuple[str, int, str], ...]  # words, how many actions, address


@bp.get("/actions/")
@cache_control(A_WHILE)
def index() -> Response | str:
    """Show the actions that fit what is chosen, by kind."""
    actions = made_once("action_filters", ActionFilter)
    form = FacetsForm(actions)
    chosen, problems = form.chosen, problems_of(form)
    fitting = actions.select(chosen)
    html = render_template(
        "library/actions.html",
        actions=_by_kind(fitting),
        count=len(fitting),
        kinds=names.kinds(language()),
        facets=_facets(chosen, actions.offers(chosen)),
        chosen=chosen,
        problems=[(_problem(problem), "#filters") for problem in problems],
    )
    return make_response(html, 400) if problems else html


@bp.get("/help")
@cache_control(A_WHILE)
def help_lines() -> Response:
    """Show the numbers to call, those of the visitor's country first."""
    countries = help_for_visitor()
    titles = [line.title for country in countries for line in country.lines]
    response = make_response(render_template("library/help_lines.html", countries=countries, titles=titles))
    response.vary.add("Accept-Language")
    return response


def _by_kind(actions: tuple[Action, ...]) -> dict[str, list[Action]]:
    """Return the actions of every kind that has some, kinds in their order."""
    kinds: dict[str, list[Action]] = {kind: [] for kind in names.kinds(language())}
    for action in actions:
        kinds[action.kind].append(action)
    return {kind: those for kind, those in kinds.items() if those}


def _facets(chosen: Mapping[str, str], offers: Mapping[str, tuple[Offer, ...]]) -> list[Facet]:
    """Return the rows of the filter that have something to choose or to take back."""
    rows = []
    for name, label in names.facets(language()).items():
        rest = {facet: value for facet, value in chosen.items() if facet != name}
        ways = tuple(
            (_words(name, offer.value), offer.count, _url({**rest, name: offer.value})) for offer in offers[name]
        )
        here = _words(name, chosen[name]) if name in chosen else ""
        if here or ways:
            rows.append(Facet(name, label, here, _url(rest), ways))
    return rows


def _problem(problem: Problem) -> str:
    """Say what is wrong with a choice, in the words of the page."""
    label = names.facets(language())[problem.parameter]
    if problem.kind == "repeated":
        return language().gettext("The address holds several choices for “%(label)s”. Keep one.", label=label)
    value = problem.value[:PLATFORM_LENGTH]
    return language().gettext("“%(value)s” is no choice under “%(label)s”.", value=value, label=label)


def _words(facet: str, value: str) -> str:
    """Return what a value of a facet is called."""
    if facet == "country":
        return names.country(value, language())
    if facet == "dimension":
        return library().questionnaire.dimension(value).name
    return _TABLES[facet](language())[value]


_TABLES = {"audience": names.audiences, "who": names.actors, "effort": names.efforts}


def _url(chosen: Mapping[str, Any]) -> str:
    return url_for("actions.index", **chosen)
