"""A class can gather answers over days: when it closes by itself, and the clock by which the teacher said so."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the minute at which a class closes."""
    op.add_column("class", sa.Column("closes", sa.Integer, nullable=True))
    op.add_column("class", sa.Column("closes_offset", sa.Integer, nullable=False, server_default="0"))
