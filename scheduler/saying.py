"""The words of a message for the person it is for: her name, her language, her discretion, how she can answer."""

from datetime import datetime

from sqlmodel import Session

from messages.catalogue import ONE_WAY, Catalogue, Text
from messages.contacts import Contact
from messages.outbox import Message
from messages.programme import Programme
from messages.reply_links import link_of, new_token
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
    """Render a message for one medium; raises `Gap` where a sentence or a fact is missing.

    Where she cannot write back, the fact `link` opens her page; without it, a link that opens nothing shows the length.
    """
    contact = session.get(Contact, message.contact_id) if message.contact_id is not None else None
    told = {"educator": programme.educator, "name": contact.name if contact else "", **facts}
    if programme.one_way(medium):
        link = link_of(programme.pages, new_token())
        medium, told = ONE_WAY, {"link": link, "call_number": programme.call_number, **told}
    language = contact.language if contact else str(facts.get("language", "fr"))
    discreet = contact.discreet if contact else False
    return catalogue.render(message.kind, language, medium, told, now, discreet)
