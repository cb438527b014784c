"""What is asked regularly costs what is open or was lately done, not what is stored."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OPEN = (
    ("message_unsettled", "message", ["status"], "status = 'sending' OR status = 'doubtful'"),
    ("message_settled", "message", ["settled_at"], "settled_at IS NOT NULL"),
    ("attempt_open", "attempt", ["status"], "status = 'reserved' OR status = 'unknown'"),
    ("received_open", "received", ["status", "id"], "status = 'new' OR status = 'set_aside'"),
    ("inbox_open", "inbox_item", ["kind"], "closed_at IS NULL"),
    ("recording_waiting", "recording", ["tries", "id"], "fetched_at IS NULL"),
    ("signup_waiting", "signup", ["activity_id"], "answer = 'waiting'"),
)
FORMER = (
    ("message_unsettled", "message", ["status"], "status IN ('sending', 'doubtful')"),
    ("attempt_open", "attempt", ["status"], "status IN ('reserved', 'unknown')"),
)


def upgrade() -> None:
    """Apply."""
    _drop(FORMER)
    op.drop_index("ix_received_status", table_name="received")
    _create(OPEN)
    op.drop_index("ix_activity_status", table_name="activity")
    op.create_index("activity_coming", "activity", ["status", "starts_at"])
    op.create_index("ix_attempt_reserved_at", "attempt", ["reserved_at"])
    op.create_index("ix_revision_starts_before", "revision", ["starts_before"])


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_revision_starts_before", table_name="revision")
    op.drop_index("ix_attempt_reserved_at", table_name="attempt")
    op.drop_index("activity_coming", table_name="activity")
    op.create_index("ix_activity_status", "activity", ["status"])
    _drop(OPEN)
    op.create_index("ix_received_status", "received", ["status"])
    _create(FORMER)


def _drop(indexes: tuple[tuple[str, str, list[str], str], ...]) -> None:
    for name, table, _, _ in indexes:
        op.drop_index(name, table_name=table)


def _create(indexes: tuple[tuple[str, str, list[str], str], ...]) -> None:
    for name, table, columns, where in indexes:
        op.create_index(name, table, columns, postgresql_where=sa.text(where), sqlite_where=sa.text(where))
