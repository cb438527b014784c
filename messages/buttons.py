"""Buttons: what a press means is kept with the attempt that showed it, never in the press itself."""

import re
from dataclasses import dataclass

from sqlmodel import Session

from messages.contacts import Address, ContactAddress
from messages.outbox import Attempt, Message

_INDEX = re.compile(r"\d{1,3}", re.ASCII)


@dataclass(frozen=True)
class Press:
    """A button that was really shown at this address: its message, and the choice behind the label."""

    attempt: Attempt
    message: Message
    choice: str


def button_data(attempt_id: str, index: int) -> str:
    """What travels with button `index` of an attempt (at most 64 bytes, Bot API `callback_data`)."""
    return f"{attempt_id}:{index}"


def shown_to(session: Session, message: Message, address: Address) -> bool:
    """Whether what was said there was said to whoever has that address now."""
    if message.contact_id is not None:
        return session.get(ContactAddress, (message.contact_id, address.id)) is not None
    return address.handed_at is None or message.created_at > address.handed_at


def pressed(session: Session, address: Address, data: str) -> Press | None:
    """What was pressed, or None when it was forged, or shown to somebody else (who may have had this phone before)."""
    attempt_id, _, index = data.partition(":")
    attempt = session.get(Attempt, attempt_id)
    if attempt is None or attempt.address_id != address.id or not _INDEX.fullmatch(index):
        return None
    if int(index) >= len(attempt.buttons):
        return None
    message = session.get_one(Message, attempt.message_id)
    if not shown_to(session, message, address):
        return None
    return Press(attempt, message, attempt.buttons[int(index)][1])
