"""Query what every phone of a class asks for again and again: one prepared statement each, without a session.

Nine hundred phones are answered by one processor; through the session of SQLAlchemy a look at a seat took it five
times as long.
"""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, Table, bindparam, exists, func, not_, select

from evaluator.classroom.codes import digest
from evaluator.classroom.errors import NoClass
from evaluator.classroom.records import ClassRow, Progress, Seat, SeatView
from evaluator.classroom.states import together
from evaluator.classroom.store import queries
from evaluator.classroom.store.models import AnswerRow, ClassRoom, CountRow, SeatRow

CLASS, SEAT, ANSWER, COUNT = (cast("Table", model.__table__) for model in (ClassRoom, SeatRow, AnswerRow, CountRow))
_SEAT = (SEAT.c.id.label("seat_id"), SEAT.c.class_id, SEAT.c.number, SEAT.c.ignored, SEAT.c.finished, SEAT.c.away)
_GIVEN = (ANSWER.c.round.label("given_in"), ANSWER.c.question.label("asked"), ANSWER.c.option.label("given"))
_FIRST_SHOWN = (  # the first vote whose count of the question under way was shown
    select(func.min(COUNT.c.round))
    .where(COUNT.c.class_id == CLASS.c.id, COUNT.c.question == CLASS.c.question)
    .where(COUNT.c.option.not_like("#%"))
    .correlate(CLASS)
    .scalar_subquery()
    .label("first_shown")
)
SEATED = select(*_SEAT, CLASS).join_from(SEAT, CLASS).where(SEAT.c.token == bindparam("token"))
SEAT_VIEW = (
    select(*_SEAT, *_GIVEN, _FIRST_SHOWN, CLASS)
    .select_from(SEAT.join(CLASS).outerjoin(ANSWER))
    .where(SEAT.c.token == bindparam("token"))
    .order_by(ANSWER.c.round, ANSWER.c.question)  # a page holds them in this order
)
CLASS_BY: Mapping[str, Select[Any]] = {
    name: select(CLASS).where(CLASS.c[name] == bindparam("value")) for name in ("id", "code", "host", "screen")
}


_GAVE = exists().where(ANSWER.c.seat_id == SEAT.c.id, ANSWER.c.question == bindparam("question"))  # in the first vote
PROGRESS: Mapping[bool, Select[Any]] = {  # whether all are together on one question: then who has answered it
    alone: select(func.count().filter(through), func.count().filter(SEAT.c.ignored)).where(
        SEAT.c.class_id == bindparam("class"), not_(SEAT.c.away)
    )
    for alone, through in ((False, SEAT.c.finished >= bindparam("round")), (True, _GAVE))
}


def class_by(connection: Connection, name: str, value: int | str) -> ClassRow | None:
    """Return the class with this id or code, or with the digest of this host or screen key."""
    room = connection.execute(CLASS_BY[name], {"value": value}).first()
    return queries.class_row(room) if room else None


def progress(connection: Connection, class_id: int) -> Progress:
    """Return how many are there and through: with the round, or with the one question. Raises NoClass."""
    row = class_by(connection, "id", class_id)
    if row is None:
        raise NoClass
    wanted = PROGRESS[together(row.state, row.round, row.question)]
    sent = {"class": class_id, "round": row.round, "question": row.question}
    return Progress(row.joined, *connection.execute(wanted, sent).one())


def seat(connection: Connection, token: str) -> Seat | None:
    """Return the seat of a token."""
    row = connection.execute(SEATED, {"token": digest(token)}).first()
    return queries.seat(row, token, row.round) if row else None


def seat_view(connection: Connection, token: str) -> SeatView | None:
    """Read a seat with its class and its own answers, at one moment."""
    rows = connection.execute(SEAT_VIEW, {"token": digest(token)}).all()
    if not rows:
        return None
    row = rows[0]
    answers = [(each.given_in, each.asked, each.given) for each in rows if each.asked]
    return SeatView(
        queries.class_row(row),
        queries.seat(row, token, row.round),
        {question: option for round, question, option in answers if round == row.round},
        {question: option for _, question, option in answers},
        late=_is_late(row, {round for round, question, _ in answers if question == row.question}),
    )


def _is_late(row: Row[Any], answered_in: set[int]) -> bool:
    """Tell whether a seat votes again, or sees a vote again, on a question whose first shown vote it was not in."""
    return row.first_shown is not None and row.first_shown < row.round and row.first_shown not in answered_in
