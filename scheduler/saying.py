"""The words of a message for the person it is for: her name, her language, her discretion."""

from datetime import datetime

from sqlmodel import Session

from messages.catalogue import Catalogue, Text
from messages.contacts import Contact
from messages.outbox import Message
from messages.programme import Programme
from scheduler.rules import Facts


def words_of(
    session: Session,
    catalogue: Catalogue,
    programme: Programme,
    message: Message,
    facts: Facts,
    medium: str,
    now: datetime,
) -> Text:
    """Render a message for one medium; raises `Gap` where a sentence or a fact is missing."""
    contact = session.get(Contact, message.contact_id) if message.contact_id is not None else None
    told = {"educator": programme.educator, "name": contact.name if contact else "", **facts}
    language = contact.language if contact else str(facts.get("language", "fr"))
    discreet = contact.discreet if contact else False
    return catalogue.render(message.kind, language, medium, told, now, discreet)
