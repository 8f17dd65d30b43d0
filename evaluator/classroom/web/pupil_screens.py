"""What a seat shows: which page fits the state of the class, and the values for it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Any, NamedTuple

from flask import url_for

from evaluator.assess.answers import Answers, listed_worst_first
from evaluator.assess.scoring import DimensionScore, score
from evaluator.classroom.codes import new_key, sign
from evaluator.classroom.errors import UnknownAnswer
from evaluator.classroom.records import ClassRow, SeatView, StoredAnswer
from evaluator.classroom.settings import YOUNG, where_it_is
from evaluator.classroom.states import State, together
from evaluator.classroom.web import results
from evaluator.classroom.web.current import form_of, questions_of, store
from evaluator.classroom.web.forms import form_token
from evaluator.classroom.web.labels import devices, platform, todo, until
from evaluator.classroom.web.poll_cache import poll_cache
from evaluator.content.models.questionnaire import DONT_KNOW, Question
from evaluator.content.models.types import country_of
from evaluator.web.context import help_for_visitor, language, library

DONE, HAND_ON = "done", "hand-on"
SECOND = 2  # the round of the first vote again
WAITING, ASKED, READING = 3, 5, 8  # seconds between two looks: while waiting, answering, and reading


class PupilWish(NamedTuple):
    """What a pupil’s address asks for: a question, a step on the way; and what was wrong with what was sent."""

    question: str = ""
    step: str = ""
    problem: str = ""


@dataclass(frozen=True)
class PupilScreen:
    """A page for a seat: its template, its heading, and under which name it is sent only once."""

    screen: str
    heading: str
    tag: tuple[object, ...]
    more: Mapping[str, Any] = field(default_factory=dict)
    every: int = WAITING

    def values(self) -> dict[str, Any]:
        """Return what the template needs."""
        return {
            "screen": self.screen,
            "heading": self.heading,
            "todo": todo(self.screen, language()),
            "every": self.every,
            "problem": "",
            **self.more,
        }


def of_seat(token: str) -> SeatView | None:
    """Return the seat of a token; None when it is in no class, or the class is over."""
    view = store().seat_view(token) if token else None
    if view and view.seat.away:  # the door started anew; this device is here
        store().come_back(token)
        return store().seat_view(token)
    return view


def after(accepted: StoredAnswer) -> str:
    """Find where a seat goes after an answer: to the next question, or to what it has said."""
    place: dict[str, Any] = {"q": accepted.follows} if accepted.follows else {"step": DONE}
    return url_for("class_pupil.seat", **place, vote=accepted.round)


def screen(here: SeatView, wish: PupilWish, vote: str) -> PupilScreen:
    """Choose what to show to a seat now. An address that was made in another vote says nothing in this one."""
    if vote != str(here.row.round) and (vote or here.row.round > 1):
        wish = PupilWish(problem=wish.problem)
    return SCREENS[here.row.state](here, wish)


def option_of(question: Question, sent: str) -> str:
    """Read an option by its number or its id. Raises UnknownAnswer.

    A page sends the number, of fixed length, so that a request is as long whatever was answered.
    """
    ids = [DONT_KNOW, *(each.id for each in question.options)]
    if sent in ids:
        return sent
    if re.fullmatch("[0-9]{2}", sent) and int(sent) < len(ids):
        return ids[int(sent)]
    raise UnknownAnswer


def _address(here: SeatView, **query: str) -> str:
    """Build an address of the seat that holds in this vote only."""
    values: dict[str, Any] = {**query, "vote": here.row.round} if query else {}
    return url_for("class_pupil.seat", **values)


def _common(here: SeatView, **query: str) -> dict[str, Any]:
    return {
        "here": _address(here, **query),
        "sign": sign(here.seat.number, language()),
        "platform": platform(here.row.settings.platform, language()),
        "questions": _asked(here.row),
        "devices": devices(here.row, language()),
        "left_out": here.seat.ignored,
        "late": here.late,
        "refresh": True,
        "form": form_token(),
        "until": until(here.row, language()),
        "young": here.row.settings.set == YOUNG,
    }


def _asked(row: ClassRow) -> tuple[Question, ...]:
    """Return the questions of this round: all, or the one that is voted on again."""
    alone = row.round > 1 or together(row.state, row.round, row.question)
    return tuple(each for each in questions_of(row) if not alone or each.id == row.question)


def _lobby(here: SeatView, _: PupilWish) -> PupilScreen:
    return PupilScreen("lobby", language().gettext("You are in"), _tag(here), _common(here))


def _questions(here: SeatView, wish: PupilWish) -> PupilScreen:
    asked, step, question_id = _asked(here.row), wish.step, wish.question
    ids = [question.id for question in asked]
    if step == HAND_ON and not here.own:
        text = language().gettext("Give the device to the next person. Nothing of the last one is on it.")
        go_on = url_for("class_pupil.seat")
        return _calm(here, language().gettext("Your turn?"), text, go_on, step=HAND_ON)
    blank = [name for name in ids if name not in here.own]
    one_by_one = together(here.row.state, here.row.round, here.row.question)
    if one_by_one and blank:
        step = ""  # the teacher went on: an address of the question before says nothing now
    through = not blank or (here.seat.finished and not one_by_one)
    if step == DONE or not ids or (question_id not in ids and through):
        return _done(here)
    place = ids.index(question_id) if question_id in ids else ids.index(blank[0])
    question = asked[place]
    counted = questions_of(here.row) if one_by_one else asked
    number = counted.index(question) + 1
    values = {
        **_common(here, q=question.id),
        "question": question,
        "questions": counted,
        "place": _place(here.row.round, number, len(counted)),
        "step": number,
        "chosen": here.own.get(question.id),
        "again": question.id in here.own,
        "key": token_urlsafe(12),
        "worst_first": listed_worst_first(here.row.settings.platform),
        "problem": wish.problem,
        "next": _address(here, q=ids[place + 1]) if place + 1 < len(ids) else "",
        "previous": _address(here, q=ids[place - 1]) if place else "",
        "vote": here.row.round,
        "refresh": False,
    }
    heading = f"{values['place']}{language().colon}{question.text}"
    return PupilScreen("question", heading, (*_tag(here), question.id, here.own.get(question.id)), values, ASKED)


def _place(vote: int, number: int, count: int) -> str:
    """Say which question it is, or that the class votes on it again: no vote has one question of its own number."""
    gettext = language().gettext
    if vote == 1:
        return gettext("Question %(step)s of %(steps)s", step=number, steps=count)
    return gettext("Second vote") if vote == SECOND else gettext("Vote again")


def _done(here: SeatView) -> PupilScreen:
    """Return all answered, or as far as this seat went."""
    values = {
        **_common(here, step=DONE),
        **_mine(here),
        **_help(here.row),
        "may_change": True,
        "passing": _passing(here),
        "next_seat": new_key(),  # so that the form, sent twice, takes one seat only
    }
    return PupilScreen("done", language().gettext("Done. Thank you."), (*_tag(here), DONE, *here.own.items()), values)


def _locked(here: SeatView, _: PupilWish) -> PupilScreen:
    values = {**_common(here), **_mine(here), **_help(here.row), "may_change": False, "passing": False}
    return PupilScreen("done", language().gettext("The answers are locked"), _tag(here), values)


def _paused(here: SeatView, wish: PupilWish) -> PupilScreen:
    text = language().gettext("Your teacher has paused the questions. What you have chosen is kept.")
    asked = {"q": wish.question} if wish.question in {question.id for question in _asked(here.row)} else {}
    return _calm(here, language().gettext("Look up"), text, "", **asked)


def _results(here: SeatView, _: PupilWish) -> PupilScreen:
    found = poll_cache().for_all(here.row, "result", results.for_pupil)
    first = found["after"] or found["talked"]
    about = first.question if first else None
    place = _news(here.row.state, about is not None, found["after"] is not None)
    values = {**_common(here), **_mine(here), **found, "own": here.whole, "about": about, "place": place}
    heading = f"{place}{language().colon}{about.text}" if about else place
    return PupilScreen("results", heading, (*_tag(here), here.row.version), values, READING)


def _news(state: State, is_about_one: bool, is_compared: bool) -> str:
    """Say what a page with results is there for now: each move of the teacher has words of its own."""
    gettext = language().gettext
    if state == State.DISCUSS:
        return gettext("Talk about it") if is_about_one else gettext("Talk about where you disagree")
    return gettext("Before and after") if is_compared else gettext("What the class says")


def _evidence(here: SeatView, _: PupilWish) -> PupilScreen:
    cards = poll_cache().for_all(here.row, "evidence", results.evidence)
    values = {**_common(here), "cards": cards}
    heading = language().gettext("Read. Who says so?")
    return PupilScreen("evidence", heading, (*_tag(here), here.row.version), values, READING)


def _calm(here: SeatView, heading: str, text: str, go_on: str, **query: str) -> PupilScreen:
    values = {**_common(here, **query), "text": text, "go_on": go_on}
    return PupilScreen("calm", heading, (*_tag(here), heading), values)


def _passing(here: SeatView) -> bool:
    return here.row.settings.mode == "pass" and here.row.round == 1


def _tag(here: SeatView) -> tuple[object, ...]:
    """List what a seat's page depends on: of what others do only who is in, and no answer before the reveal."""
    return (
        here.row.state, here.row.round, here.row.question, here.row.left_out, here.row.joined,
        here.seat.number, here.seat.finished, here.seat.ignored,
    )  # fmt: skip


def _mine(here: SeatView) -> dict[str, Any]:
    """Return the own result, private: a score of the set of this class, and what a report of one's own would need."""
    form, asked = form_of(here.row), _asked(here.row)
    given = {name: option for name, option in here.whole.items() if form.question(name)}
    quick = here.row.settings.set == "quick"
    return {
        "mine": [(part, _own_words(part)) for part in score(form, Answers(given)).dimensions],
        "pairs": [
            ("platform", here.row.settings.platform),
            ("set", "quick" if quick else "full"),
            *where_it_is(library().questionnaire, here.row.settings.region).items(),
            *given.items(),
        ],
        "blank": sum(question.id not in here.own for question in asked),
        "answers": [(each, _words(each, here), _address(here, q=each.id)) for each in asked],
    }


def _help(row: ClassRow) -> dict[str, Any]:
    """Return who listens to young people, whatever was answered: in the country of the class first, if said."""
    form = library().questionnaire
    country = country_of(form.place(where_it_is(form, row.settings.region)))
    return {"help_countries": help_for_visitor("" if row.settings.pupils == results.ADULT else "teen", country)}


def _own_words(part: DimensionScore) -> str:
    """Return the own place on a dimension as a figure: the words are one's own."""
    if part.score is None:
        return language().gettext("no answer yet")
    return language().gettext("%(points)s of 100 points", points=language().number(round(part.score)))


def _words(question: Question, here: SeatView) -> str:
    value = here.own.get(question.id)
    option = question.option(value) if value else None
    if option:
        return option.text
    return language().gettext("I don’t know") if value else language().gettext("No answer yet")


SCREENS: Mapping[State, Callable[[SeatView, PupilWish], PupilScreen]] = {
    State.LOBBY: _lobby,
    State.OPEN: _questions,
    State.PAUSED: _paused,
    State.LOCKED: _locked,
    State.REVEALED: _results,
    State.DISCUSS: _results,
    State.EVIDENCE: _evidence,
    State.REVOTE: _questions,
    State.LOCKED2: _locked,
    State.REVEALED2: _results,
    State.ENDED: _results,
}
