"""Reply links: in an SMS that cannot be answered, a short neutral address that opens a page with a few buttons."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlmodel import Field, Session, SQLModel, select

from messages.columns import moment, words
from messages.outbox import Attempt, Message

LEAST_LIFE = timedelta(days=30)
"""A link serves at least so long: whoever wants to stop must still find a way when the date is past."""

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Nothing that looks like something else (i, l, o, 0, 1): it may be typed on another phone."""
_LENGTH = 15
"""Of 31 signs each: 74 bits."""


class ReplyLink(SQLModel, table=True):
    """A link to the buttons of one attempt. Kept hashed; it serves until its deadline, for every change of mind."""

    __tablename__ = "reply_link"

    id: int | None = Field(default=None, primary_key=True)
    digest: str = words("technical", unique=True)
    attempt_id: str = words("technical", foreign_key="attempt.id", index=True)
    expires_at: datetime = moment()


def new_token() -> str:
    """74 random bits in small letters and digits, which no phone cuts off at the end of a line."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def link_of(pages: str, token: str) -> str:
    """The address in the text; "" where there are no pages."""
    return f"{pages}/r/{token}" if pages else ""


def remember(session: Session, token: str, attempt: Attempt, message: Message, now: datetime) -> None:
    """Bind the token to the attempt that carries it, until what it asks is over."""
    until = max(message.asks_until or message.deadline_at, now + LEAST_LIFE)
    session.add(ReplyLink(digest=_digest(token), attempt_id=attempt.id, expires_at=until))


def behind(session: Session, token: str, now: datetime) -> Attempt | None:
    """The attempt that carried the token; None when it is unknown or expired: nobody is told which."""
    link = session.exec(select(ReplyLink).where(ReplyLink.digest == _digest(token))).first()
    return None if link is None or link.expires_at <= now else session.get(Attempt, link.attempt_id)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
