"""What leaves for a phone of the village: rendered as it would be, and marked as sent at once."""

from datetime import datetime

from sqlmodel import Session

from messages.catalogue import Catalogue
from messages.contacts import Address
from messages.known import person
from messages.outbox import ACCEPTED, SENT, Attempt, Message, new_attempt_id
from messages.programme import PARIS, Programme
from scheduler.saying import words_of

CATALOGUE = Catalogue(PARIS)


def sent(session: Session, message: Message, address: Address, now: datetime) -> str:
    """Send one planned message, and give the words that were read."""
    her = person(session, message.contact_id)
    said = words_of(CATALOGUE, Programme(), message, her, message.facts or {}, address.medium, now)
    message.status, message.settled_at = SENT, now
    buttons = [[button.label, button.choice] for button in said.buttons]
    session.add(message)
    session.add(Attempt(
        id=new_attempt_id(), message_id=message.id, number=1, medium=address.medium, address_id=address.id,
        sender="rehearsal", status=ACCEPTED, reserved_at=now, provider_id=f"out-{message.id}", text=said.text,
        buttons=buttons,
    ))  # fmt: skip
    return said.text
