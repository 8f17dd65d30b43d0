"""The class, its seats and tickets, their answers, and the counts that stay a while."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

DIGEST = sa.String(64)
ID = sa.String(80)


def upgrade() -> None:
    """Make the five tables."""
    _class()
    _of_a_class()


def _class() -> None:
    op.create_table(
        "class",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(6), nullable=False, unique=True),
        sa.Column("host", DIGEST, nullable=False, unique=True),
        sa.Column("screen", DIGEST, nullable=False, unique=True),
        sa.Column("platform", sa.String(80), nullable=False),
        sa.Column("set", ID, nullable=False),
        sa.Column("questions", sa.Text, nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("expected", sa.Integer, nullable=True),
        sa.Column("keep_days", sa.Integer, nullable=False),
        sa.Column("tickets", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("question", ID, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("version", "step", "seats", "limit")),
        sa.Column("door_open", sa.Boolean, nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("active_hour", sa.Integer, nullable=False),
    )
    op.create_index("ix_class_active_hour", "class", ["active_hour"])


def _of_a_class() -> None:
    op.create_table(
        "seat",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("class_id", sa.Integer, sa.ForeignKey("class.id"), nullable=False),
        sa.Column("token", DIGEST, nullable=False, unique=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("ignored", sa.Boolean, nullable=False),
        sa.Column("finished", sa.Integer, nullable=False),
        sa.UniqueConstraint("class_id", "number"),
    )
    op.create_table(
        "answer",
        sa.Column("seat_id", sa.Integer, sa.ForeignKey("seat.id"), primary_key=True),
        sa.Column("round", sa.Integer, primary_key=True),
        sa.Column("question", ID, primary_key=True),
        sa.Column("option", ID, nullable=False),
        sa.Column("key", ID, nullable=False),
        sa.Column("seen", sa.Text, nullable=False),
    )
    op.create_table(
        "count",
        sa.Column("class_id", sa.Integer, sa.ForeignKey("class.id"), primary_key=True),
        sa.Column("round", sa.Integer, primary_key=True),
        sa.Column("question", ID, primary_key=True),
        sa.Column("option", ID, primary_key=True),
        sa.Column("typed", sa.Boolean, primary_key=True),
        sa.Column("n", sa.Integer, nullable=False),
    )
    op.create_table(
        "ticket",
        sa.Column("class_id", sa.Integer, sa.ForeignKey("class.id"), primary_key=True),
        sa.Column("digest", DIGEST, primary_key=True),
        sa.Column("used", sa.Boolean, nullable=False),
    )
