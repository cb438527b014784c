"""Cards: what the educator is shown, what she can press or type beneath it, and that it is answered once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, update
from sqlmodel import Session, col, func, select

from bot.heard import Heard
from messages.answers import CONSOLE
from messages.contacts import Contact, contacts_at
from messages.outbox import Message, message_of, post

EDUCATOR = "educator"
"""Who acts, in the journal."""

ASKS = "card"
OPEN_FOR = timedelta(days=2)
LONGEST = 3900
"""In UTF-16 units, as Telegram counts its 4096; the rest is kept free."""
MOST_BUTTONS = 90

REPLACED = "Cette carte est remplacée par une plus récente."


@dataclass(frozen=True)
class Card:
    """One thing to show her. `name` says who takes what comes back: `announce/confirm`; "" for a mere sentence."""

    text: str
    name: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    """Label and choice of each."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What the card is about, as plain values: state lives here, never in memory."""
    topic: str = ""
    awaits: bool = False
    """A typed line can answer it."""
    about: str = ""
    """A few words that tell it from another open card."""
    open_for: timedelta = OPEN_FOR
    """How long a typed line can answer it."""


@dataclass(frozen=True)
class Back:
    """A card that came back: a button was pressed (`choice`), or a line typed in answer to it (`text`)."""

    card: Message
    choice: str = ""
    text: str = ""

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the card was about."""
        return self.card.facts or {}


def say(session: Session, heard: Heard, text: str, now: datetime) -> None:
    """Tell her something that expects nothing back."""
    show(session, heard, Card(text), now)


def show(session: Session, heard: Heard, card: Card, now: datetime) -> None:
    """Post a card. It replaces the open cards of the same job about the same topic."""
    if card.name:
        _retire(session, heard, card, now)
    *first, last = pages(card.text)
    for page in first:
        _post(session, heard, Card(page), now)
    _post(session, heard, Card(last, **_all_but_text(card)), now)


def take(session: Session, card: Message, heard: Heard, now: datetime) -> bool:
    """Count the card as answered; False when it was answered before, even a moment ago by another process."""
    unanswered = update(Message).where(col(Message.id) == card.id, col(Message.answered_at).is_(None))
    result = session.execute(unanswered.values(answered_at=now, answered_by=heard.received.id))
    session.refresh(card)
    return isinstance(result, CursorResult) and result.rowcount == 1


def finish(session: Session, card: Message, what: str) -> None:
    """Remember on the card what came of it, for whoever presses it again."""
    card.facts = {**(card.facts or {}), "done": what}
    session.add(card)


def name_of(card: Message) -> str:
    """Which job takes what comes back from it; "" for none."""
    return str((card.facts or {}).get("card", ""))


def open_cards(session: Session, heard: Heard, now: datetime) -> list[Message]:
    """The cards a typed line could answer, the latest first."""
    member = staff_at(session, heard)
    hers = (col(Message.address_id) == heard.address.id) | (
        col(Message.address_id).is_(None) & (Message.contact_id == (member.id if member else None))
    )
    query = (
        select(Message)
        .where(
            hers,
            Message.asks == ASKS,
            col(Message.answered_at).is_(None),
            col(Message.asks_until) > now,
        )
        .order_by(col(Message.id).desc())
    )
    return list(session.exec(query))


def staff_at(session: Session, heard: Heard) -> Contact | None:
    """The educator's contact at the address that was heard."""
    return next((contact for contact in contacts_at(session, heard.address) if contact.staff), None)


def pages(text: str) -> list[str]:
    """The text cut at line ends into pieces that Telegram takes."""
    found, page = [], ""
    for line in _lines(text):
        if page and units(page) + units(line) + 1 > LONGEST:
            found.append(page)
            page = line
        else:
            page = f"{page}\n{line}" if page else line
    return [*found, page]


def units(text: str) -> int:
    """The length of a text as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        step = LONGEST // 2
        yield from (line[at : at + step] for at in range(0, max(1, len(line)), step))


def _all_but_text(card: Card) -> dict[str, Any]:
    return {name: value for name, value in vars(card).items() if name != "text"}


def _retire(session: Session, heard: Heard, card: Card, now: datetime) -> None:
    job = card.name.partition("/")[0]
    for other in open_cards(session, heard, now):
        if name_of(other).partition("/")[0] == job and other.topic == card.topic:
            other.answered_at, other.answered_by = now, heard.received.id
            finish(session, other, REPLACED)


def _post(session: Session, heard: Heard, card: Card, now: datetime) -> None:
    contact = staff_at(session, heard)
    facts = {
        **card.facts,
        "text": card.text,
        "buttons": [list(button) for button in card.buttons[:MOST_BUTTONS]],
        "card": card.name,
        "about": card.about,
    }
    said = message_of(
        CONSOLE,
        now,
        heard.programme.calendar,
        contact_id=contact.id if contact else None,
        address_id=heard.address.id,
        facts=facts,
        topic=card.topic,
        once=f"answer/console/received-{heard.received.id}/{_said(session, heard)}",
        deadline_at=now + heard.programme.answer_within,
        asks=ASKS if card.name else None,
        asks_until=now + card.open_for if card.awaits else now,
        in_reply_to=heard.received.id,
        by="relais",
        created_at=now,
    )
    post(session, said)


def _said(session: Session, heard: Heard) -> int:
    query = select(func.count()).where(Message.in_reply_to == heard.received.id, Message.kind == CONSOLE.name)
    return session.exec(query).one()
