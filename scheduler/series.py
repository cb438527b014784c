"""Series: the same meeting every week or every second week, until a day; each occurrence is an activity of its own."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from messages.columns import moment, words


class Series(SQLModel, table=True):
    """How the dates of a series were found. What happens to one of them afterwards stands on the activity."""

    __tablename__ = "series"

    id: int | None = Field(default=None, primary_key=True)
    every_weeks: int
    """1 or 2."""
    first: date
    last: date
    skip_school_holidays: bool = False
    """Of zone B, Lille's; public holidays are always skipped."""
    by: str = words("technical")
    created_at: datetime = moment()
