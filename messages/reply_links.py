"""Reply links: in an SMS that cannot be answered, a short neutral address that opens a page with a few buttons."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from messages.columns import moment, words


class ReplyLink(SQLModel, table=True):
    """A link to the buttons of one attempt. Kept hashed; it serves until its deadline, for every change of mind."""

    __tablename__ = "reply_link"

    id: int | None = Field(default=None, primary_key=True)
    digest: str = words("technical", unique=True)
    attempt_id: str = words("technical", foreign_key="attempt.id", index=True)
    expires_at: datetime = moment()
