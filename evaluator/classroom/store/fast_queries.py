"""What every phone of a class asks again and again: one statement each, made once and sent as it is.

Nine hundred phones are answered by one processor; through the session of SQLAlchemy a look at a seat took it five
times as long.
"""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import Connection, Select, Table, bindparam, select

from evaluator.classroom.codes import digest
from evaluator.classroom.errors import NoSeat
from evaluator.classroom.records import ClassRow, Here, Seat
from evaluator.classroom.store import queries as reading
from evaluator.classroom.store.models import AnswerRow, ClassRoom, SeatRow

CLASS, SEAT, ANSWER = (cast("Table", model.__table__) for model in (ClassRoom, SeatRow, AnswerRow))
_SEAT = (SEAT.c.id.label("seat_id"), SEAT.c.class_id, SEAT.c.number, SEAT.c.ignored, SEAT.c.finished)
_GIVEN = (ANSWER.c.round.label("given_in"), ANSWER.c.question.label("asked"), ANSWER.c.option.label("given"))
SEATED = select(*_SEAT, CLASS).join_from(SEAT, CLASS).where(SEAT.c.token == bindparam("token"))
HERE = (
    select(*_SEAT, *_GIVEN, CLASS)
    .select_from(SEAT.join(CLASS).outerjoin(ANSWER))
    .where(SEAT.c.token == bindparam("token"))
    .order_by(ANSWER.c.round)
)
CLASS_BY: Mapping[str, Select[Any]] = {
    name: select(CLASS).where(CLASS.c[name] == bindparam("value")) for name in ("id", "code", "host", "screen")
}


def class_by(connection: Connection, name: str, value: int | str) -> ClassRow | None:
    """The class with this id or code, or with the digest of this host or screen key."""
    room = connection.execute(CLASS_BY[name], {"value": value}).first()
    return reading.class_row(room) if room else None


def seat(connection: Connection, token: str) -> Seat | None:
    """The seat of a token."""
    row = connection.execute(SEATED, {"token": digest(token)}).first()
    return reading.seat(row, token, row.round) if row else None


def here(connection: Connection, token: str) -> Here | None:
    """A seat with its class and its own answers, at one moment."""
    rows = connection.execute(HERE, {"token": digest(token)}).all()
    if not rows:
        return None
    row = rows[0]
    answers = [(each.given_in, each.asked, each.given) for each in rows if each.asked]
    return Here(
        reading.class_row(row),
        reading.seat(row, token, row.round),
        {question: option for round, question, option in answers if round == row.round},
        {question: option for _, question, option in answers},
    )


def own(connection: Connection, token: str, round: int | None) -> Mapping[str, str]:
    """The own answers of a seat: question -> option, of one round or as they stand now. Raises NoSeat."""
    rows = connection.execute(HERE, {"token": digest(token)}).all()
    if not rows:
        raise NoSeat
    return {row.asked: row.given for row in rows if row.asked and round in (None, row.given_in)}
