"""What is no text for a conversation: a photo, a changed text, a closed chat, a group, a forged button."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.conversations.saying import say, to_inbox
from bot.conversations.turn import Turn
from messages import journal
from messages.contacts import close, reopen
from messages.inbox import InboxItem


def looked_at(session: Session, turn: Turn, now: datetime) -> None:
    """A picture, a voice, a forwarded text: a person looks."""
    to_inbox(session, turn, "media", "A envoyé une photo, un message vocal ou autre chose à regarder.", now)
    say(session, turn, "media", now)


def changed(session: Session, turn: Turn, now: datetime) -> None:
    """A text changed after it was sent is never counted again by itself."""
    to_inbox(session, turn, "edited", "A modifié un message déjà envoyé. Rien n'a été recompté.", now)


def closed(session: Session, turn: Turn, now: datetime) -> None:
    """She closed our conversation on Telegram."""
    close(session, turn.heard.address, "blocked", now)
    journal.note(session, turn.by, "blocked", now, address=turn.heard.address.id)
    if turn.people:
        to_inbox(session, turn, "blocked", "A fermé la conversation sur Telegram.", now)


def opened_again(session: Session, turn: Turn, now: datetime) -> None:
    """She opened it again."""
    reopen(session, turn.heard.address)
    journal.note(session, turn.by, "unblocked", now, address=turn.heard.address.id)


def outside(session: Session, turn: Turn, now: datetime) -> None:
    """A group, a channel, a bot: ignored, and shown to the educator once for each."""
    known = select(InboxItem.id).where(col(InboxItem.kind) == "group", InboxItem.address_id == turn.heard.address.id)
    if session.exec(known).first() is None:
        to_inbox(session, turn, "group", "Un groupe ou un canal Telegram a écrit. Relais n'y répond pas.", now)


def strange(session: Session, turn: Turn, now: datetime) -> None:
    """Something else happened in the conversation, with nothing to answer."""
    to_inbox(session, turn, "other", "A envoyé quelque chose que Relais ne sait pas lire.", now)


def forged(session: Session, turn: Turn, now: datetime) -> None:
    """A button that was never shown here: nothing happens."""
    journal.note(session, turn.by, "forged-press", now, address=turn.heard.address.id)
