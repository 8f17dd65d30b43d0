"""A teacher may say where the class is, and whether its pupils are adults."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both to a class, unsaid."""
    for name in ("region", "pupils"):
        op.add_column("class", sa.Column(name, sa.String(16), nullable=False, server_default=""))
