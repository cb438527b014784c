"""Another language: one word changes what she reads from now on."""

from datetime import datetime

from sqlmodel import Session

from bot.conversations.handing_over import hand_over
from bot.conversations.saying import say
from bot.conversations.turn import Turn
from messages import journal
from messages.catalogue import LANGUAGES


def change_language(session: Session, turn: Turn, now: datetime) -> None:
    """Write to her in that language where we have it, and say so in it; a person sees to any other."""
    wanted = turn.reading.fields.get("lang")
    if turn.contact is None or wanted not in LANGUAGES:
        hand_over(session, turn, now, "language")
        return
    turn.contact.language = str(wanted)
    session.add(turn.contact)
    journal.note(session, turn.by, "changed-language", now, contact_id=turn.contact.id, language=str(wanted))
    say(session, turn, "language/changed", now)
