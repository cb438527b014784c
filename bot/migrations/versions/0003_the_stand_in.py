"""Somebody of the team who is told of what nobody has taken charge of."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("contact", sa.Column("stands_in", sa.Boolean(), server_default=sa.false(), nullable=False))
