"""Calls: whom a person should ring and why, and what came of it."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from messages.columns import moment, words

REACHED, NO_ANSWER = "reached", "no-answer"


class Call(SQLModel, table=True):
    """One call to a contact, ticked by the educator, made by her or by a parent relais."""

    __tablename__ = "call"

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", index=True)
    at: datetime = moment(index=True)
    outcome: str = words("figures")
    """`reached` or `no-answer`."""
    caller: str = words("figures", default="educator")
    """`educator` or `parent-relais`."""
    by: str = words("technical")
