"""One turn of a conversation: what was heard, from whom, what it answers and what it means."""

from dataclasses import dataclass

from bot.heard import Heard
from bot.reading.readings import Reading
from messages.contacts import Contact
from messages.outbox import Message
from scheduler.activities import Activity

SILENT = Reading("")
"""Nothing was said in words."""


@dataclass(frozen=True)
class Turn:
    """What every journey is handed. `contact` is None for a stranger, and where two people could have written."""

    heard: Heard
    people: tuple[Contact, ...] = ()
    """Everybody reached at this address."""
    contact: Contact | None = None
    asked: Message | None = None
    """What this answers: a question of ours, or the last thing we said about a date."""
    waiting: bool = False
    """`asked` is a question still open."""
    rivals: tuple[Message, ...] = ()
    """Other open questions that the same words could answer."""
    reading: Reading = SILENT
    about: Activity | None = None
    """The date that is spoken of."""

    @property
    def contact_id(self) -> int | None:
        """The id of `contact`, where there is one."""
        return self.contact.id if self.contact else None

    @property
    def one_way(self) -> bool:
        """Whether she cannot write back to what we say here."""
        return self.heard.programme.one_way(self.heard.address.medium)

    @property
    def by(self) -> str:
        """Who acts, for the journal."""
        return f"contact-{self.contact.id}" if self.contact else f"address-{self.heard.address.id}"

    @property
    def evidence(self) -> str:
        """How we know what she decided."""
        return f"received-{self.heard.received.id}"

    @property
    def words(self) -> int:
        """How many words were written."""
        return len(self.heard.incoming.text.split())

    @property
    def shared(self) -> bool:
        """Several people use this phone and it is not known which of them this is."""
        return len(self.people) > 1 and self.contact is None
