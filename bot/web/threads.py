"""What is on a phone's screen: what really left for it, and what was received from it, in order."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from messages.buttons import button_data
from messages.inbox import Received
from messages.outbox import ACCEPTED, DELIVERED, Attempt, Message

LONGEST = 500
"""Bubbles shown per phone at most; the newest are kept."""

_PRESS = re.compile(r"([0-9a-f]{32}):(\d{1,3})\b")
"""What travels with a button, wherever a provider puts it (see messages.buttons)."""
_WORDLESS = {
    "call": "(appel)",
    "text": "(texte effacé)",
    "edited": "(texte effacé)",
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
            "at": self.at.astimezone(timezone).isoformat(timespec="seconds"),
            "from": self.sender,
            "text": self.text,
            "buttons": list(self.buttons),
            "answer": self.answer,
        }


def threads(session: Session, address_ids: Collection[int]) -> dict[int, list[Bubble]]:
    """The screen of each address, oldest bubble first."""
    screens = {number: _Screen() for number in address_ids}
    for attempt, message in _left(session, address_ids):
        screens[attempt.address_id].sent.append((attempt, message))
    for received in _arrived(session, address_ids):
        screens[received.address_id or 0].received.append(received)
    return {number: screen.bubbles()[-LONGEST:] for number, screen in screens.items()}


def data_behind(session: Session, address_id: int, label: str) -> str | None:
    """The callback data of the newest button with that label on that phone, or None."""
    for attempt, _ in reversed(_left(session, [address_id])):
        for index, button in enumerate(attempt.buttons):
            if button[0] == label:
                return button_data(attempt.id, index)
    return None


@dataclass
class _Screen:
    """What went to one phone and what came from it. A clock that stands still does not order them alone."""

    sent: list[tuple[Attempt, Message]] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)

    def bubbles(self) -> list[Bubble]:
        placed = [((a.reserved_at, float(m.id or 0), a.number), _sent(a, m)) for a, m in self.sent]
        placed += [((r.at, self._before_its_answer(r), r.id or 0), self._said(r)) for r in self.received]
        return [bubble for _, bubble in sorted(placed, key=lambda one: one[0])]

    def _before_its_answer(self, received: Received) -> float:
        later = [m.id or 0 for _, m in self.sent if (m.in_reply_to or 0) >= (received.id or 0)]
        return min(later) - 0.5 if later else inf

    def _said(self, received: Received) -> Bubble:
        text = received.text or self._pressed(received) or _WORDLESS.get(received.kind, "")
        return Bubble(f"received-{received.id}", received.at, "me", text)

    def _pressed(self, received: Received) -> str:
        data = _PRESS.search(received.raw) if received.kind == "press" else None
        shown = [attempt.buttons for attempt, _ in self.sent if data and attempt.id == data[1]]
        labels = [button[0] for buttons in shown for button in buttons]
        return labels[int(data[2])] if data and int(data[2]) < len(labels) else ""


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
    labels = tuple(button[0] for button in attempt.buttons) if attempt.medium != "sms" else ()
    return Bubble(attempt.id, attempt.reserved_at, "relais", attempt.text, labels, message.in_reply_to is not None)
