"""An index over SMS that the provider has not spoken of for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

UNHEARD = "status = 'accepted' AND medium = 'sms' AND looked_up < 3"


def upgrade() -> None:
    """Apply."""
    where = sa.text(UNHEARD)
    op.create_index("attempt_unheard", "attempt", ["reserved_at"], postgresql_where=where, sqlite_where=where)


def downgrade() -> None:
    """Undo."""
    op.drop_index("attempt_unheard", table_name="attempt")
