"""Testimonials: begun by the educator, in the parent's own words, used only as and while she allows."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from messages.columns import moment, words

ASKED, TOLD, ALLOWED, REFUSED, CONFIRMED, WITHDRAWN = (
    "asked", "told", "allowed", "refused", "confirmed", "withdrawn",
)  # fmt: skip
"""States: asked for; words received; she allowed or refused their use; a person confirmed; taken back."""
FIRST_NAME, ANONYMOUS = "first_name", "anonymous"
COPIL, REPORT = "copil", "report"


class Testimonial(SQLModel, table=True):
    """What one parent tells, as one text however many messages it came in."""

    __tablename__ = "testimonial"

    id: int | None = Field(default=None, primary_key=True)
    adult_id: int = Field(foreign_key="adult.id", index=True)
    status: str = words("figures", default=ASKED, index=True)
    asked_at: datetime = moment()
    asked_by: str = words("technical")
    told: str = words("texts", personal=True, default="")
    """Her words as they came, messages joined by line ends."""
    told_at: datetime | None = moment(default=None)
    """When the last of them came; the permission is asked a little later."""
    used_words: str = words("texts", personal=True, default="")
    """What a person chose to use of it, read back to her."""
    permission: str | None = words("proof", default=None)
    """`first_name` or `anonymous`, for the COPIL and the report."""
    permission_at: datetime | None = moment(default=None)
    permission_until: datetime | None = moment(default=None)
    """Twelve months later."""
    permission_wording: str | None = words("proof", default=None)
    """Which edition of the question she answered."""
    confirmed_at: datetime | None = moment(default=None)
    withdrawn_at: datetime | None = moment(default=None)


class TestimonialUse(SQLModel, table=True):
    """Where a testimonial was used: what must be undone when it is taken back."""

    __tablename__ = "testimonial_use"

    id: int | None = Field(default=None, primary_key=True)
    testimonial_id: int = Field(foreign_key="testimonial.id", index=True)
    use: str = words("figures")
    """`copil` or `report`."""
    on: date
    place: str = words("figures", default="")
    by: str = words("technical")
    at: datetime = moment()
