"""One-use links: 128 random bits shown once, kept hashed, good for seven days."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlmodel import Field, Session, SQLModel, select

from messages.columns import moment, words

LIFE = timedelta(days=7)
JOIN, EDUCATOR = "join", "educator"


class Token(SQLModel, table=True):
    """A link that lets its first bearer do one thing."""

    __tablename__ = "token"

    id: int | None = Field(default=None, primary_key=True)
    digest: str = words("technical", unique=True)
    purpose: str = words("technical")
    contact_id: int = Field(foreign_key="contact.id", index=True)
    expires_at: datetime = moment()
    used_at: datetime | None = moment(default=None)
    by: str = words("technical")


def issue(session: Session, purpose: str, contact_id: int, by: str, now: datetime) -> str:
    """A fresh token of 22 URL-safe characters (a Telegram start payload holds 64)."""
    secret = secrets.token_urlsafe(16)
    token = Token(digest=_digest(secret), purpose=purpose, contact_id=contact_id, expires_at=now + LIFE, by=by)
    session.add(token)
    session.flush()
    return secret


def peek(session: Session, secret: str, now: datetime) -> Token | None:
    """The token that could still be redeemed, without using it."""
    token = session.exec(select(Token).where(Token.digest == _digest(secret))).first()
    return None if token is None or token.used_at is not None or token.expires_at <= now else token


def redeem(session: Session, secret: str, now: datetime) -> Token | None:
    """Use the token up; None when it is unknown, used or expired (the bearer is told the same for all three)."""
    # The row is locked first: of two bearers at once, the second finds it used.
    locked = select(Token).where(Token.digest == _digest(secret)).with_for_update()
    session.exec(locked.execution_options(populate_existing=True)).first()
    token = peek(session, secret, now)
    if token is not None:
        token.used_at = now
        session.add(token)
        session.flush()
    return token


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
