"""Answers: what is said back, within ten minutes, to somebody who has just written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from messages.contacts import Contact
from messages.inbox import Received
from messages.outbox import ANSWER, STAFF, Kind, Message, message_of, post
from messages.programme import Programme

ANSWER_PRIORITY, STAFF_PRIORITY = 20, 10


def answer_kind(name: str, asks: str | None = None) -> Kind:
    """A kind of answer; `asks` is the question it puts or the context it leaves (`rsvp`, `count`, `confirmed`…)."""
    return Kind(name, ANSWER, ANSWER_PRIORITY, asks=asks)


CONSOLE = Kind("console", STAFF, STAFF_PRIORITY, label="message à l'éducatrice")
"""Anything Relais says to the educator: facts {"text": …, "buttons": [[label, choice], …]}."""


def answer(
    session: Session,
    kind: Kind,
    received: Received,
    contact: Contact | None,
    facts: Mapping[str, Any],
    programme: Programme,
    now: datetime,
    topic: str = "",
) -> Message | None:
    """Answer what was received, at the address it came from. One answer of a kind per thing received."""
    assert received.address_id is not None
    written = now if kind.hours == STAFF else received.at
    return post(
        session,
        message_of(
            kind,
            now,
            programme.calendar,
            contact_id=contact.id if contact else None,
            address_id=received.address_id,
            facts={"educator": programme.educator, **facts},
            topic=topic,
            once=f"answer/{kind.name}/received-{received.id}",
            deadline_at=written + programme.answer_within,
            in_reply_to=received.id,
            by="relais",
            created_at=now,
        ),
    )
