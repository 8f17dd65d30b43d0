"""The five tables, and no more than a class needs: no name, no address, no device, no time finer than an hour."""

from sqlalchemy import Boolean, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

DIGEST = String(64)
ID = String(80)


class Base(DeclarativeBase):
    """Holds the tables."""


class ClassRoom(Base):
    """A class: what the teacher chose and where it stands. Keys are kept as digests."""

    __tablename__ = "class"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(6), unique=True)
    host: Mapped[str] = mapped_column(DIGEST, unique=True)
    screen: Mapped[str] = mapped_column(DIGEST, unique=True)
    platform: Mapped[str] = mapped_column(String(80))
    set: Mapped[str] = mapped_column(ID)
    questions: Mapped[str] = mapped_column(Text)  # ids, separated by spaces
    mode: Mapped[str] = mapped_column(String(16))
    expected: Mapped[int | None]
    keep_days: Mapped[int]
    tickets: Mapped[int]
    region: Mapped[str] = mapped_column(String(16))  # where the class is, if the teacher said so
    pupils: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    round: Mapped[int]
    question: Mapped[str] = mapped_column(ID)
    version: Mapped[int]
    step: Mapped[int]
    seats: Mapped[int]
    limit: Mapped[int]
    door_open: Mapped[bool] = mapped_column(Boolean)
    left_out: Mapped[int]  # seats
    published: Mapped[bool] = mapped_column(Boolean)  # counts with their options have been shown
    day: Mapped[int]  # since 1 January of the year 1
    active_hour: Mapped[int] = mapped_column(Integer, index=True)  # hours since 1970; of the end, once it ended
    closes: Mapped[int | None]  # minutes since 1970: homework, which then takes no more answers
    closes_offset: Mapped[int]  # minutes by which the teacher's clock is ahead of UTC then


class SeatRow(Base):
    """A device, by the digest of its token and the number of its sign."""

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("class_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("class.id"))
    token: Mapped[str] = mapped_column(DIGEST, unique=True)
    number: Mapped[int]
    ignored: Mapped[bool] = mapped_column(Boolean)
    finished: Mapped[int]  # the last round it is through with
    away: Mapped[bool] = mapped_column(Boolean)  # the door started anew, and it has not come back since


class AnswerRow(Base):
    """One answer, until the class ends. No time, and no order: a change overwrites."""

    __tablename__ = "answer"

    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(ID, primary_key=True)
    option: Mapped[str] = mapped_column(ID)
    key: Mapped[str] = mapped_column(ID)  # of the request, so that the same one sent again is known


class CountRow(Base):
    """How many chose an option: as shown to the class, or as the teacher typed it from hands and cards."""

    __tablename__ = "count"

    class_id: Mapped[int] = mapped_column(ForeignKey("class.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(ID, primary_key=True)
    option: Mapped[str] = mapped_column(ID, primary_key=True)
    typed: Mapped[bool] = mapped_column(Boolean, primary_key=True)
    n: Mapped[int]


class TicketRow(Base):
    """A slip that lets one device in, by its digest."""

    __tablename__ = "ticket"

    class_id: Mapped[int] = mapped_column(ForeignKey("class.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(DIGEST, primary_key=True)
    used: Mapped[bool] = mapped_column(Boolean)
