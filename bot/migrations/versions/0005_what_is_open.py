"""Indexes over what is open only: what is finished costs nothing any more, however much of it there is."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.drop_index("ix_message_status", table_name="message")
    op.drop_index("ix_attempt_status", table_name="attempt")
    op.drop_index("message_contact", table_name="message")
    op.create_index("message_contact", "message", ["contact_id", "due_at"])
    for name, table, columns, where in (
        ("message_leaving", "message", ["priority", "due_at"], "status = 'planned'"),
        ("message_unsettled", "message", ["status"], "status IN ('sending', 'doubtful')"),
        ("attempt_open", "attempt", ["status"], "status IN ('reserved', 'unknown')"),
    ):
        op.create_index(name, table, columns, postgresql_where=sa.text(where), sqlite_where=sa.text(where))


def downgrade() -> None:
    """Undo."""
    for name, table in (
        ("attempt_open", "attempt"), ("message_unsettled", "message"), ("message_leaving", "message"),
        ("message_contact", "message"),
    ):  # fmt: skip
        op.drop_index(name, table_name=table)
    op.create_index("message_contact", "message", ["contact_id", "kind", "due_at"])
    op.create_index("ix_attempt_status", "attempt", ["status"])
    op.create_index("ix_message_status", "message", ["status"])
