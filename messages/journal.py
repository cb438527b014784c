"""Who did what, to what, when: append-only, and free of texts and addresses."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, Session, SQLModel

from messages.columns import moment, structure, words


class Entry(SQLModel, table=True):
    """One act of one person (or of `relais` itself)."""

    __tablename__ = "journal"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = moment()
    by: str = words("proof")
    did: str = words("proof")
    """A verb in the past: `announced`, `moved`, `signed-up`, `stopped`."""
    topic: str = words("proof", default="", index=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    details: dict[str, Any] = structure("proof", default_factory=dict)
    """Ids, states and counts only."""
    why: str = words("proof", personal=True, default="")
    """Her reason, in the words of the person who did it."""


def note(
    session: Session,
    by: str,
    did: str,
    now: datetime,
    topic: str = "",
    contact_id: int | None = None,
    *,
    why: str = "",
    **details: Any,
) -> None:
    """Append one entry; `details` are ids, states and counts, never words a family wrote."""
    entry = Entry(at=now, by=by, did=did, topic=topic, contact_id=contact_id, details=details, why=why)
    session.add(entry)
