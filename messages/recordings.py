"""Recordings: a voice note kept as sound, until a person has written down what is said."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from messages.columns import moment, words


class Recording(SQLModel, table=True):
    """The sound of one thing received. Personal: erased with the person, and thirty days after it was written down."""

    __tablename__ = "recording"

    id: int | None = Field(default=None, primary_key=True)
    received_id: int = Field(foreign_key="received.id", unique=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    topic: str = words("figures", default="")
    """What it belongs to: `testimonial-3`."""
    remote: str = words("technical", personal=True)
    """How the provider names the file, until it is fetched."""
    mime: str = words("technical", default="audio/ogg")
    seconds: int | None = None
    sound: bytes | None = None
    """None until fetched, and again once erased."""
    fetched_at: datetime | None = moment(default=None)
    tries: int = 0
    transcribed_at: datetime | None = moment(default=None)
