"""How the educator comes in: by the one-use link she was given, never by being the first to write."""

from datetime import datetime

from sqlmodel import Session

from bot.console.cards import say
from bot.console.guide import COMMANDS
from bot.heard import Heard
from messages import journal
from messages.contacts import Contact, link, reopen
from messages.tokens import EDUCATOR, redeem


def welcome_educator(session: Session, heard: Heard, secret: str, now: datetime) -> bool:
    """Use the link up, tie this Telegram to the staff contact it names, and list the commands.

    False, and nothing is done or said, when the link opens no console: unknown, used, expired, or somebody else's.
    """
    token = redeem(session, secret, now)
    contact = session.get(Contact, token.contact_id) if token and token.purpose == EDUCATOR else None
    if contact is None or not contact.staff:
        return False
    link(session, contact, heard.address, now)
    reopen(session, heard.address)
    journal.note(session, f"contact-{contact.id}", "entered-console", now, contact_id=contact.id)
    say(session, heard, f"Bonjour {contact.name}. Ce Telegram est maintenant votre poste.\n\n{COMMANDS}", now)
    return True
