"""The FAQ: all entries, and one entry with the questions it belongs to and what one can do."""

from datetime import date

from flask import Blueprint, abort

from evaluator.library import Action, FaqEntry, Library
from evaluator.model import Question
from evaluator.topics import topic
from evaluator.web.site import language, library, render

bp = Blueprint("faq", __name__, url_prefix="/<lang>/faq")

ACTIONS_SHOWN = 6


@bp.get("/")
def index() -> bytes:
    """All entries by group."""
    words = library()
    groups: dict[str, list[FaqEntry]] = {name: [] for name in topic(words.questionnaire, language()).groups}
    for entry in words.faq:
        groups[entry.group].append(entry)
    return render("faq/index.html", groups={name: entries for name, entries in groups.items() if entries})


@bp.get("/<entry_id>")
def entry(entry_id: str) -> bytes:
    """One entry."""
    words = library()
    found = words.entry(entry_id)
    if found is None:
        abort(404)
    questions = _questions(words, found)
    actions = {a.id: a for question in questions for a in words.actions_for(question) if a.who == "you"}
    related = [other for name in found.related if (other := words.entry(name))]
    return render(
        "faq/entry.html",
        entry=found,
        checked=language().day(date.fromisoformat(found.checked)),
        questions=questions,
        actions=_few(actions),
        related=related,
    )


def _questions(words: Library, entry: FaqEntry) -> list[Question]:
    """The questions of the form that an entry names, itself or one of their options."""
    named = {target.split(".")[0] for target in entry.serves}
    return [question for question in words.questionnaire.questions if question.id in named]


def _few(actions: dict[str, Action]) -> list[Action]:
    return list(actions.values())[:ACTIONS_SHOWN]
