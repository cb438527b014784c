"""Groups, series, waiting lists, calls, testimonials: the life of the programme."""

import sqlalchemy as sa
from alembic import op

import messages.columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("skip_school_holidays", sa.Boolean(), nullable=False),
        sa.Column("without", sa.JSON(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("created_at", messages.columns.Utc(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("at", messages.columns.Utc(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("caller", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_call_at"), "call", ["at"], unique=False)
    op.create_index(op.f("ix_call_contact_id"), "call", ["contact_id"], unique=False)
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("adult_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("at", messages.columns.Utc(timezone=True), nullable=False),
        sa.Column("leaves_at", messages.columns.Utc(timezone=True), nullable=False),
        sa.Column("until", messages.columns.Utc(timezone=True), nullable=False),
        sa.Column("starts_at", messages.columns.Utc(timezone=True), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("settled_at", messages.columns.Utc(timezone=True), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
        ),
        sa.ForeignKeyConstraint(
            ["adult_id"],
            ["adult.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("activity_id", "round"),
    )
    op.create_index(op.f("ix_offer_activity_id"), "offer", ["activity_id"], unique=False)
    op.create_index(op.f("ix_offer_adult_id"), "offer", ["adult_id"], unique=False)
    op.create_index(op.f("ix_offer_status"), "offer", ["status"], unique=False)
    op.create_index(op.f("ix_offer_until"), "offer", ["until"], unique=False)
    op.create_index(
        "offer_open",
        "offer",
        ["activity_id", "adult_id"],
        unique=True,
        postgresql_where=sa.text("status = 'open'"),
        sqlite_where=sa.text("status = 'open'"),
    )
    op.create_table(
        "recording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("received_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("remote", sa.Text(), nullable=False),
        sa.Column("mime", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("sound", sa.LargeBinary(), nullable=True),
        sa.Column("fetched_at", messages.columns.Utc(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("transcribed_at", messages.columns.Utc(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
        ),
        sa.ForeignKeyConstraint(
            ["received_id"],
            ["received.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("received_id"),
    )
    op.create_index(op.f("ix_recording_contact_id"), "recording", ["contact_id"], unique=False)
    op.create_table(
        "testimonial",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("adult_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("asked_at", messages.columns.Utc(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("told_at", messages.columns.Utc(timezone=True), nullable=True),
        sa.Column("used_words", sa.Text(), nullable=False),
        sa.Column("permission", sa.Text(), nullable=True),
        sa.Column("permission_at", messages.columns.Utc(timezone=True), nullable=True),
        sa.Column("permission_until", messages.columns.Utc(timezone=True), nullable=True),
        sa.Column("permission_wording", sa.Text(), nullable=True),
        sa.Column("confirmed_at", messages.columns.Utc(timezone=True), nullable=True),
        sa.Column("withdrawn_at", messages.columns.Utc(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["adult_id"],
            ["adult.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_testimonial_adult_id"), "testimonial", ["adult_id"], unique=False)
    op.create_index(op.f("ix_testimonial_status"), "testimonial", ["status"], unique=False)
    op.create_table(
        "testimonial_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("testimonial_id", sa.Integer(), nullable=False),
        sa.Column("use", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", messages.columns.Utc(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["testimonial_id"],
            ["testimonial.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_testimonial_use_testimonial_id"), "testimonial_use", ["testimonial_id"], unique=False)
    op.create_table(
        "reply_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("attempt_id", sa.Text(), nullable=False),
        sa.Column("expires_at", messages.columns.Utc(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempt.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest"),
    )
    op.create_index(op.f("ix_reply_link_attempt_id"), "reply_link", ["attempt_id"], unique=False)
    op.add_column(
        "activity",
        sa.Column("series_id", sa.Integer(), sa.ForeignKey("series.id"), nullable=True),
        inline_references=True,
    )
    op.add_column("activity", sa.Column("first_timers_first", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("activity", sa.Column("asks_transport", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index(op.f("ix_activity_series_id"), "activity", ["series_id"], unique=False)
    op.add_column("address", sa.Column("handed_at", messages.columns.Utc(timezone=True), nullable=True))
    op.add_column("contact", sa.Column("calls_only", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("journal", sa.Column("why", sa.Text(), server_default="", nullable=False))
    op.add_column("revision", sa.Column("together", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_revision_together"), "revision", ["together"], unique=False)
    op.add_column("signup", sa.Column("rank", sa.Integer(), nullable=True))
    op.add_column("signup", sa.Column("passed_over", sa.Text(), server_default="", nullable=False))
    op.add_column("signup", sa.Column("transport", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Undo."""
    op.drop_column("signup", "transport")
    op.drop_column("signup", "passed_over")
    op.drop_column("signup", "rank")
    op.drop_index(op.f("ix_revision_together"), table_name="revision")
    op.drop_column("revision", "together")
    op.drop_column("journal", "why")
    op.drop_column("contact", "calls_only")
    op.drop_column("address", "handed_at")
    # WARNING: constraint name is None; this directive will fail as
    # rendered.  Add a name, or use a naming convention; see
    # https://alembic.sqlalchemy.org/en/latest/naming.html
    op.drop_index(op.f("ix_activity_series_id"), table_name="activity")
    op.drop_column("activity", "asks_transport")
    op.drop_column("activity", "first_timers_first")
    op.drop_column("activity", "series_id")
    op.drop_index(op.f("ix_reply_link_attempt_id"), table_name="reply_link")
    op.drop_table("reply_link")
    op.drop_index(op.f("ix_testimonial_use_testimonial_id"), table_name="testimonial_use")
    op.drop_table("testimonial_use")
    op.drop_index(op.f("ix_testimonial_status"), table_name="testimonial")
    op.drop_index(op.f("ix_testimonial_adult_id"), table_name="testimonial")
    op.drop_table("testimonial")
    op.drop_index(op.f("ix_recording_contact_id"), table_name="recording")
    op.drop_table("recording")
    op.drop_index(
        "offer_open",
        table_name="offer",
        postgresql_where=sa.text("status = 'open'"),
        sqlite_where=sa.text("status = 'open'"),
    )
    op.drop_index(op.f("ix_offer_until"), table_name="offer")
    op.drop_index(op.f("ix_offer_status"), table_name="offer")
    op.drop_index(op.f("ix_offer_adult_id"), table_name="offer")
    op.drop_index(op.f("ix_offer_activity_id"), table_name="offer")
    op.drop_table("offer")
    op.drop_index(op.f("ix_call_contact_id"), table_name="call")
    op.drop_index(op.f("ix_call_at"), table_name="call")
    op.drop_table("call")
    op.drop_table("series")
