"""A pupil's vote: an answer is stored once, changed until the teacher locks, refused afterwards.

A class in a hurry sends hundreds at once, so an answer is three ready statements (`fast_queries`).
"""

import re
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, text, update

from evaluator.classroom.codes import digest
from evaluator.classroom.errors import NoSeat, NotOpen, UnknownAnswer
from evaluator.classroom.records import StoredAnswer
from evaluator.classroom.settings import ID
from evaluator.classroom.states import State, answers_open, together
from evaluator.classroom.store.fast_queries import ANSWER, CLASS, SEAT, SEATED
from evaluator.classroom.store.joining import hour
from evaluator.classroom.store.queries import has_closed

KEY = re.compile(r"[!-~]{0,80}")  # what shows in ASCII
LOCKED = SEATED.with_for_update(of=CLASS)  # the class stays as it is until the transaction ends
STORED = (
    select(ANSWER.c.round)
    .where(*(ANSWER.c[name] == bindparam(name) for name in ("seat_id", "question", "option", "key")))
    .order_by(ANSWER.c.round.desc())
)
PUT = text(  # both databases say it alike; SQLAlchemy's own words for it differ, and are compiled anew each time
    "INSERT INTO answer (seat_id, round, question, option, key)"
    " VALUES (:seat_id, :round, :question, :option, :key)"
    " ON CONFLICT (seat_id, round, question) DO UPDATE SET option = excluded.option, key = excluded.key"
)
THROUGH = (
    update(SEAT)
    .where(SEAT.c.id == bindparam("seat"), SEAT.c.finished < bindparam("now_in"))
    .values(finished=bindparam("now_in"))
)
BACK = update(SEAT).where(SEAT.c.id == bindparam("seat"), SEAT.c.away).values(away=False)
ONE_MORE = (
    update(CLASS).where(CLASS.c.id == bindparam("class")).values(seats=CLASS.c.seats + 1, version=CLASS.c.version + 1)
)
MOVED = (
    update(CLASS)
    .where(CLASS.c.id == bindparam("class"))
    .values(version=CLASS.c.version + bindparam("more"), active_hour=bindparam("hour"))
)


def answer(connection: Connection, token: str, question: str, option: str, key: str, now: float) -> StoredAnswer:
    """Store one answer; with the last one the seat is through. Raises NoSeat, NotOpen, UnknownAnswer.

    The same key with the same option is the same request sent again: it changes nothing, and is accepted also when
    answers are locked by now. While a vote is open, an earlier vote’s page sent again is an answer to this.
    """
    if not ID.fullmatch(option) or not KEY.fullmatch(key):
        raise UnknownAnswer
    row = _seated(connection, token)
    questions = row.questions.split()
    if question not in questions:
        raise UnknownAnswer
    new = {"seat_id": row.seat_id, "question": question, "option": option, "key": key}
    follows = _follows(questions, question) if row.round == 1 else ""
    is_open = takes(row, question) and not has_closed(row, row.closes, now)
    round = connection.scalar(STORED, new) if key else None
    if round is not None and (round == row.round or not is_open):
        return StoredAnswer(question, option, round, follows, repeated=True)
    if not is_open:
        raise NotOpen
    connection.execute(PUT, {**new, "round": row.round})
    through = not follows and _through(connection, row)
    moved = through or together(
        State(row.state), row.round, row.question
    )  # the wall counts who has answered this one
    if moved or row.active_hour != hour(now):
        connection.execute(MOVED, {"class": row.id, "more": int(moved), "hour": hour(now)})
    return StoredAnswer(question, option, row.round, follows)


def finish(connection: Connection, token: str, now: float) -> None:
    """This seat is through with the round. Raises NoSeat, NotOpen."""
    row = _seated(connection, token)
    if not answers_open(State(row.state)) or has_closed(row, row.closes, now):
        raise NotOpen
    if _through(connection, row):
        connection.execute(MOVED, {"class": row.id, "more": 1, "hour": hour(now)})


def come_back(connection: Connection, token: str) -> None:
    """Count a seat again that was set aside when the door started anew. Raises NoSeat."""
    _seated(connection, token)


def takes(row: Row[Any], question: str) -> bool:
    """Tell whether a class takes answers to a question now."""
    return answers_open(State(row.state)) and (row.round == 1 or question == row.question)


def _seated(connection: Connection, token: str) -> Row[Any]:
    """Return the seat of a token with its class, which nobody else changes now: back in, if it was set aside.

    Raises NoSeat.
    """
    row = connection.execute(LOCKED, {"token": digest(token)}).first()
    if row is None:
        raise NoSeat
    if row.away and connection.execute(BACK, {"seat": row.seat_id}).rowcount:
        connection.execute(ONE_MORE, {"class": row.class_id})
    return row


def _follows(questions: list[str], question: str) -> str:
    """Return the question after this one; "" after the last."""
    return next(iter(questions[questions.index(question) + 1 :]), "")


def _through(connection: Connection, row: Row[Any]) -> bool:
    """Write down that a seat is through with the round; False when it was before."""
    return connection.execute(THROUGH, {"seat": row.seat_id, "now_in": row.round}).rowcount > 0
