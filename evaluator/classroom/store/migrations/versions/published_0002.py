"""Counts are shown once: a class knows that some were, and an answer no longer remembers each look at it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what a class has shown and how many seats it leaves out; drop what was seen of each answer."""
    op.add_column("class", sa.Column("published", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("class", sa.Column("left_out", sa.Integer, nullable=False, server_default="0"))
    counts = sa.table("count", sa.column("class_id"), sa.column("option"), sa.column("typed", sa.Boolean))
    rooms = sa.table("class", sa.column("id"), sa.column("published", sa.Boolean), sa.column("left_out"))
    shown = sa.select(counts.c.class_id).where(counts.c.option.not_like("#%"), sa.not_(counts.c.typed))
    op.execute(rooms.update().where(rooms.c.id.in_(shown)).values(published=True))
    seats = sa.table("seat", sa.column("class_id"), sa.column("ignored", sa.Boolean))
    ignored = sa.select(sa.func.count()).where(seats.c.class_id == rooms.c.id, seats.c.ignored).scalar_subquery()
    op.execute(rooms.update().values(left_out=ignored))
    op.drop_column("answer", "seen")
