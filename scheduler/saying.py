"""The words of a message for the person it is for: her name, her language, her discretion, how she can answer."""

from datetime import datetime

from messages.catalogue import ONE_WAY, Catalogue, Text
from messages.known import Person
from messages.outbox import Planned
from messages.programme import Programme
from messages.reply_links import link_of, new_token
from scheduler.rules import Facts


def words_of(
    catalogue: Catalogue,
    programme: Programme,
    message: Planned,
    person: Person | None,
    facts: Facts,
    medium: str,
    now: datetime,
) -> Text:
    """Render a message for one medium; raises `Gap` where a sentence or a fact is missing.

    Where she cannot write back, the fact `link` opens her page; without it, a link that opens nothing shows the length.
    """
    told = {"educator": programme.educator, "name": person.name if person else "", **facts}
    if programme.one_way(medium):
        link = link_of(programme.pages, new_token())
        medium, told = ONE_WAY, {"link": link, "call_number": programme.call_number, **told}
    language = person.language if person else str(facts.get("language", "fr"))
    return catalogue.render(message.kind, language, medium, told, now, person.discreet if person else False)
