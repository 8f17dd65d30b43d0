"""What a seat shows: which page fits the state of the class, and the values for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Any

from flask import url_for

from evaluator.assess.answers import Answers, listed_worst_first
from evaluator.assess.scoring import DimensionScore, score
from evaluator.classroom.records import Accepted, ClassRow, Here
from evaluator.classroom.seat_names import sign
from evaluator.classroom.states import State
from evaluator.classroom.web import results as class_shown
from evaluator.classroom.web.labels import concern, platform
from evaluator.classroom.web.responses import form_of, questions_of, store
from evaluator.content.models.questionnaire import Question
from evaluator.web.context import help_for_visitor, language, library

DONE, HAND_ON = "done", "hand-on"
WAITING, ASKED, READING = 3, 5, 8  # seconds between two looks: while waiting, answering, and reading


@dataclass(frozen=True)
class Shown:
    """A page for a seat: its template, its heading, and under which name it is sent only once."""

    screen: str
    heading: str
    tag: tuple[object, ...]
    more: Mapping[str, Any] = field(default_factory=dict)
    every: int = WAITING

    def values(self) -> dict[str, Any]:
        """What the template needs."""
        return {"screen": self.screen, "heading": self.heading, "every": self.every, **self.more}


def of_seat(token: str) -> Here | None:
    """The seat of a token; None when it is in no class, or the class is over."""
    return store().here(token) if token else None


def after(accepted: Accepted) -> str:
    """Where a seat goes after an answer: to the next question, or to what it has said."""
    at = url_for("class_pupil.seat")
    return f"{at}?q={accepted.follows}" if accepted.follows else f"{at}?step={DONE}"


def screen(here: Here, question_id: str, step: str, problem: str = "") -> Shown:
    """What to show to a seat now."""
    return SCREENS[here.row.state](here, question_id, step, problem)


def _common(here: Here, address: str = "") -> dict[str, Any]:
    return {
        "here": url_for("class_pupil.seat") + (f"?{address}" if address else ""),
        "sign": sign(here.seat.number, language()),
        "platform": platform(here.row.settings.platform, language()),
        "questions": _asked(here.row),
        "refresh": True,
    }


def _asked(row: ClassRow) -> tuple[Question, ...]:
    """The questions of this round: all, or the one that is voted on again."""
    return tuple(each for each in questions_of(row) if row.round == 1 or each.id == row.question)


def _lobby(here: Here, question_id: str, step: str, problem: str) -> Shown:
    del question_id, step, problem
    return Shown("lobby", language().gettext("You are in"), _tag(here), _common(here))


def _questions(here: Here, question_id: str, step: str, problem: str) -> Shown:
    asked = _asked(here.row)
    ids = [question.id for question in asked]
    if step == HAND_ON and not here.own:
        text = language().gettext("Give the device to the next person. Nothing of the last one is on it.")
        go_on = url_for("class_pupil.seat")
        return _calm(here, language().gettext("Your turn?"), text, go_on, f"step={HAND_ON}")
    blank = [name for name in ids if name not in here.own]
    if step == DONE or not ids or (question_id not in ids and (here.seat.finished or not blank)):
        return _done(here)
    place = ids.index(question_id) if question_id in ids else ids.index(blank[0])
    question = asked[place]
    at = url_for("class_pupil.seat")
    follows = f"{at}?q={ids[place + 1]}" if place + 1 < len(ids) else f"{at}?step={DONE}"
    values = {
        **_common(here, f"q={question.id}"),
        "question": question,
        "step": place + 1,
        "chosen": here.own.get(question.id),
        "again": question.id in here.own,
        "key": token_urlsafe(12),
        "worst_first": listed_worst_first(here.row.settings.platform),
        "problem": problem,
        "next": follows,
        "previous": f"{at}?q={ids[place - 1]}" if place else "",
        "revote": here.row.round > 1,
        "refresh": False,
    }
    heading = language().gettext("Question %(step)s of %(steps)s", step=place + 1, steps=len(ids))
    return Shown("question", heading, (*_tag(here), question.id, here.own.get(question.id)), values, ASKED)


def _done(here: Here) -> Shown:
    """All answered, or as far as this seat went."""
    values = {
        **_common(here, f"step={DONE}"),
        **_mine(here),
        **_help(),
        "may_change": True,
        "passing": _passing(here),
    }
    return Shown("done", language().gettext("Done. Thank you."), (*_tag(here), DONE, *here.own.items()), values)


def _locked(here: Here, question_id: str, step: str, problem: str) -> Shown:
    del question_id, step, problem
    values = {**_common(here), **_mine(here), **_help(), "may_change": False, "passing": False}
    return Shown("done", language().gettext("The answers are locked"), _tag(here), values)


def _paused(here: Here, question_id: str, step: str, problem: str) -> Shown:
    del step, problem
    text = language().gettext("Your teacher has paused the questions. What you have chosen is kept.")
    return _calm(
        here, language().gettext("Look up"), text, "", f"q={question_id}" if _asks(here, question_id) else ""
    )


def _results(here: Here, question_id: str, step: str, problem: str) -> Shown:
    del question_id, step, problem
    values = {**_common(here), **_mine(here), **class_shown.for_pupil(here.row)}
    return Shown(
        "results", language().gettext("What the class says"), (*_tag(here), here.row.version), values, READING
    )


def _asks(here: Here, question_id: str) -> bool:
    return question_id in {question.id for question in _asked(here.row)}


def _calm(here: Here, heading: str, text: str, go_on: str, address: str) -> Shown:
    values = {**_common(here, address), "text": text, "go_on": go_on}
    return Shown("calm", heading, (*_tag(here), heading), values)


def _passing(here: Here) -> bool:
    return here.row.settings.mode == "pass" and here.row.round == 1


def _tag(here: Here) -> tuple[object, ...]:
    """What a seat's page hangs on, and nothing that others do before the result is revealed."""
    return (here.row.state, here.row.round, here.row.question, here.seat.number, here.seat.finished)


def _mine(here: Here) -> dict[str, Any]:
    """The own result, private: a score of the set of this class, and what a report of one's own would need."""
    form, asked = form_of(here.row), _asked(here.row)
    given = {name: option for name, option in here.whole.items() if form.question(name)}
    quick = here.row.settings.set == "quick"
    return {
        "mine": [(part, _own_words(part)) for part in score(form, Answers(given)).dimensions],
        "pairs": [
            ("platform", here.row.settings.platform),
            ("set", "quick" if quick else "full"),
            *given.items(),
        ],
        "blank": sum(question.id not in here.own for question in asked),
        "answers": [(each, _words(each, here), f"{url_for('class_pupil.seat')}?q={each.id}") for each in asked],
    }


def _help() -> dict[str, Any]:
    """Who listens to young people, whatever was answered."""
    return {"help_countries": help_for_visitor("teen")}


def _own_words(part: DimensionScore) -> str:
    """The own place on a dimension, in the words of the class."""
    if part.score is None:
        return language().gettext("no answer yet")
    return concern(part.score, library().questionnaire.scoring, language())


def _words(question: Question, here: Here) -> str:
    value = here.own.get(question.id)
    option = question.option(value) if value else None
    if option:
        return option.text
    return language().gettext("I don’t know") if value else language().gettext("No answer yet")


SCREENS: Mapping[State, Callable[[Here, str, str, str], Shown]] = {
    State.LOBBY: _lobby,
    State.OPEN: _questions,
    State.PAUSED: _paused,
    State.LOCKED: _locked,
    State.REVEALED: _results,
    State.DISCUSS: _results,
    State.REVOTE: _questions,
    State.LOCKED2: _locked,
    State.REVEALED2: _results,
    State.ENDED: _results,
}
