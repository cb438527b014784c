"""What a person says a text really meant."""

import sqlalchemy as sa
from alembic import op

import messages.columns

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("read", sa.Text(), nullable=False),
        sa.Column("meant", sa.Text(), nullable=False),
        sa.Column("at", messages.columns.Utc(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_correction_digest"), "correction", ["digest"], unique=False)


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_correction_digest"), table_name="correction")
    op.drop_table("correction")
