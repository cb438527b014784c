"""One thing somebody wrote or pressed, with all that is needed to understand who and what it answers."""

from dataclasses import dataclass

from messages.buttons import Press
from messages.channels.base import Incoming
from messages.contacts import Address
from messages.inbox import Received
from messages.programme import Programme


@dataclass(frozen=True)
class Heard:
    """What the doors hand to a conversation."""

    received: Received
    incoming: Incoming
    address: Address
    programme: Programme
    press: Press | None = None
    media: frozenset[str] = frozenset({"sms", "telegram"})
    """The media that have a channel: what can be sent at all."""
