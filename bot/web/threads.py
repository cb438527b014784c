"""What is on a phone's screen: what really left for it, and what was received from it, in order."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from messages.buttons import button_data
from messages.inbox import Received
from messages.outbox import ACCEPTED, DELIVERED, Attempt, Message

LONGEST = 500
"""Bubbles shown per phone at most; the newest are kept."""

_WORDLESS = {
    "start": "/start",
    "contact": "(carte de contact)",
    "media": "(image ou message vocal)",
    "blocked": "(a bloqué Relais)",
    "unblocked": "(a débloqué Relais)",
    "press": "(bouton)",
}


@dataclass(frozen=True)
class Bubble:
    """One message on a screen; `sender` is "relais" or "me"."""

    id: str
    at: datetime
    sender: str
    text: str
    buttons: tuple[str, ...] = ()
    answer: bool = False

    def as_json(self, timezone: ZoneInfo) -> dict[str, object]:
        """As the pages read it, with the local time."""
        return {
            "id": self.id,
            "at": self.at.astimezone(timezone).isoformat(timespec="milliseconds"),
            "from": self.sender,
            "text": self.text,
            "buttons": list(self.buttons),
            "answer": self.answer,
        }


def threads(session: Session, address_ids: Collection[int]) -> dict[int, list[Bubble]]:
    """The screen of each address, oldest bubble first."""
    found: dict[int, list[tuple[tuple[datetime, int, int], Bubble]]] = {number: [] for number in address_ids}
    for attempt, message in _left(session, address_ids):
        place = (attempt.reserved_at, message.in_reply_to or 0, 1)
        found[attempt.address_id].append((place, _sent(attempt, message)))
    for received in _arrived(session, address_ids):
        assert received.address_id is not None
        assert received.id is not None
        found[received.address_id].append(((received.at, received.id, 0), _said(received)))
    return {number: _in_order(placed)[-LONGEST:] for number, placed in found.items()}


def data_behind(session: Session, address_id: int, label: str) -> str | None:
    """The callback data of the newest button with that label on that phone, or None."""
    for attempt, _ in reversed(_left(session, [address_id])):
        for index, button in enumerate(attempt.buttons):
            if button[0] == label:
                return button_data(attempt.id, index)
    return None


def _in_order(placed: list[tuple[tuple[datetime, int, int], Bubble]]) -> list[Bubble]:
    return [bubble for _, bubble in sorted(placed, key=lambda one: one[0])]


def _left(session: Session, address_ids: Collection[int]) -> list[tuple[Attempt, Message]]:
    query = (
        select(Attempt, Message)
        .join(Message, col(Message.id) == col(Attempt.message_id))
        .where(col(Attempt.address_id).in_(address_ids), col(Attempt.status).in_((ACCEPTED, DELIVERED)))
        .order_by(col(Attempt.reserved_at), col(Message.id))
    )
    return list(session.exec(query))


def _arrived(session: Session, address_ids: Collection[int]) -> list[Received]:
    query = select(Received).where(col(Received.address_id).in_(address_ids)).order_by(col(Received.id))
    return list(session.exec(query))


def _sent(attempt: Attempt, message: Message) -> Bubble:
    labels = tuple(button[0] for button in attempt.buttons)
    return Bubble(attempt.id, attempt.reserved_at, "relais", attempt.text, labels, message.in_reply_to is not None)


def _said(received: Received) -> Bubble:
    text = received.text or _WORDLESS.get(received.kind, "")
    return Bubble(f"received-{received.id}", received.at, "me", text)
