"""Give views what belongs to this process or request: the store, the limits, the form of a class."""

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

from flask import current_app, request

from evaluator.classroom.records import ClassRow
from evaluator.classroom.settings import known_questions, question_set
from evaluator.classroom.states import together
from evaluator.classroom.store import open_store
from evaluator.classroom.web.rate_limits import RateLimits
from evaluator.content.models.questionnaire import Question, Questionnaire
from evaluator.web.context import library

if TYPE_CHECKING:
    from evaluator.classroom.store.store import Store


OPENING = Lock()


def store() -> "Store":
    """Return the classes. Nothing is opened before the first class; no other page ever asks."""
    known, config = current_app.extensions, current_app.config
    if "store" not in known:
        with OPENING:
            if "store" not in known:
                known["store"] = open_store(config["DATABASE"], config["CONNECTIONS"])
    return cast("Store", known["store"])


def in_use() -> bool:
    """Return false as long as no class was ever started here: then there is no database to look after."""
    kind, _, place = current_app.config["DATABASE"].partition(":///")
    return Path(place).exists() if kind.startswith("sqlite") else kind != ""


def rate_limits() -> RateLimits:
    """Give the rate limits of this process."""
    return cast("RateLimits", current_app.extensions.setdefault("rate_limits", RateLimits()))


def visitor() -> str:
    """Give the network address of the request: for rate limits, and for nothing else."""
    return request.remote_addr or ""


def form_of(row: ClassRow) -> Questionnaire:
    """Return the form that a class answers: its set of questions, in the language of the request."""
    return question_set(library().questionnaire, row.settings.set)


def questions_of(row: ClassRow) -> tuple[Question, ...]:
    """Return the questions of a class that this program still knows and that a class may be asked, in order."""
    return known_questions(library().questionnaire, row.settings)


def following(row: ClassRow) -> str:
    """Return the next question of a class that goes on together; "" after the last, or at the own pace."""
    if not together(row.state, row.round, row.question):
        return ""
    ids = [question.id for question in questions_of(row)]
    return next(iter(ids[ids.index(row.question) + 1 :]), "") if row.question in ids else ""
