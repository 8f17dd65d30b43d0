"""A door can start anew: seats that have answered nothing are set aside until their device comes back."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add whether a seat is set aside."""
    op.add_column("seat", sa.Column("away", sa.Boolean, nullable=False, server_default=sa.false()))
