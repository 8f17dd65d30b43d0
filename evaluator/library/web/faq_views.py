"""The FAQ: all entries, the search in them, and one entry with the questions it belongs to and what one can do."""

from datetime import date

from flask import Blueprint, Response, abort, make_response, render_template, request

from evaluator.content.models.library import Action, FaqEntry, Library
from evaluator.content.models.questionnaire import Question
from evaluator.content.topic import topic
from evaluator.library.search import Index
from evaluator.library.web.forms import SearchForm
from evaluator.web.context import help_for_visitor, language, library, made_once
from evaluator.web.headers import A_WHILE, BY_THE_BROWSER, cache_control

bp = Blueprint("faq", __name__, url_prefix="/<lang>/faq")

ACTIONS_SHOWN = 6


@bp.get("/")
@cache_control(BY_THE_BROWSER)
def index() -> Response | str:
    """Show all entries by group, or those that fit a search."""
    form = SearchForm(request.args)
    good = form.validate()
    query, index = form.q.data if good else "", made_once("faq_indexes", Index)
    html = render_template(
        "library/faq.html",
        form=form,
        problems=[(error, "#q") for error in form.q.errors],
        query=query,
        found=index.search(query) if query else (),
        help_countries=help_for_visitor() if query and index.sounds_like_distress(query) else (),
        groups=_groups(),
    )
    return html if good else make_response(html, 400)


@bp.get("/<entry_id>")
@cache_control(A_WHILE)
def entry(entry_id: str) -> Response:
    """Show one entry."""
    words = library()
    found = words.entry(entry_id)
    if found is None:
        abort(404)
    questions = _questions(words, found)
    html = render_template(
        "library/faq_entry.html",
        entry=found,
        countries=help_for_visitor() if found.help_lines else [],
        checked=language().day(date.fromisoformat(found.checked)),
        questions=questions,
        actions=_actions(words, found, questions),
        related=[other for name in found.related if (other := words.entry(name))],
    )
    response = make_response(html)
    if found.help_lines:
        response.vary.add("Accept-Language")
    return response


def _groups() -> dict[str, list[FaqEntry]]:
    """Return the entries of every group that has some, groups in their order."""
    groups: dict[str, list[FaqEntry]] = {name: [] for name in topic(library().questionnaire, language()).groups}
    for found in library().faq:
        groups[found.group].append(found)
    return {name: entries for name, entries in groups.items() if entries}


def _questions(words: Library, entry: FaqEntry) -> list[Question]:
    """Return the questions of the form that an entry names, itself or one of their options."""
    named = {target.partition(".")[0] for target in entry.serves}
    return [question for question in words.questionnaire.questions if question.id in named]


def _actions(words: Library, entry: FaqEntry, questions: list[Question]) -> list[Action]:
    """Return what a person can do about an entry: first what serves exactly the same."""
    own = {a.id: a for question in questions for a in words.actions_for(question) if a.who == "you" and a.for_persons}
    near = sorted(own.values(), key=lambda action: not set(action.serves) & set(entry.serves))
    return near[:ACTIONS_SHOWN]
