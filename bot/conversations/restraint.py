"""How much is said back at most: machines are not answered, loops end, and nobody can make us text the whole world."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, col, func, select

from bot.conversations.turn import Turn
from messages.contacts import Address
from messages.inbox import InboxItem
from messages.outbox import Message

STRANGER_AN_HOUR = 8
"""Answers of all kinds in an hour to one address where nobody is known."""
STRANGERS_AN_HOUR = 60
"""Answers by SMS to everybody nobody knows, together: each one costs, and the numbers may be invented."""
STRANGERS_ITEMS = 100
"""Open items of one unknown address; what it writes after that is not shown again."""

_ALWAYS = frozenset({"danger", "stopped"})
_SHOWN_ALWAYS = frozenset({"danger", "loop", "flood"})
_HOUR = timedelta(hours=1)
_NUMBER = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)


@dataclass(frozen=True)
class Restraint:
    """Why nothing is said back, for the educator: the kind of item and its sentence."""

    kind: str
    note: str
    one_address: bool = True


LOOP = Restraint("loop", "Beaucoup de messages en une heure : Relais ne répond plus.")
FLOOD = Restraint(
    "flood", "Beaucoup de numéros inconnus écrivent à la fois : Relais attend avant de leur répondre.", False
)


def can_be_answered(address: Address) -> bool:
    """Names and short numbers are machines: nobody reads what is sent there."""
    return address.medium != "sms" or _NUMBER.fullmatch(address.value) is not None


def held_back(session: Session, turn: Turn, name: str, now: datetime) -> Restraint | None:
    """Why the answer `name` may not leave now; None when it may."""
    here = col(Message.address_id) == turn.heard.address.id
    programme = turn.heard.programme
    if _said(session, now, here, col(Message.kind) == name) >= programme.alike_an_hour:
        return LOOP
    if name in _ALWAYS:
        return None
    if _said(session, now, here) >= (programme.answers_an_hour if turn.people else STRANGER_AN_HOUR):
        return LOOP
    if turn.people or turn.heard.address.medium != "sms":
        return None
    return FLOOD if _said_to_strangers(session, now) >= STRANGERS_AN_HOUR else None


def already_waiting(session: Session, turn: Turn, kind: str) -> InboxItem | None:
    """The open item that stands for one more from the same unknown address; None when it deserves its own."""
    if turn.people or kind in _SHOWN_ALWAYS:
        return None
    query = (
        select(InboxItem)
        .where(InboxItem.address_id == turn.heard.address.id, col(InboxItem.closed_at).is_(None))
        .order_by(col(InboxItem.id).desc())
        .limit(STRANGERS_ITEMS)
    )
    waiting = list(session.exec(query))
    if kind == "join":
        return next((item for item in waiting if item.kind == "join"), None)
    return waiting[0] if len(waiting) == STRANGERS_ITEMS else None


def _said(session: Session, now: datetime, *which: ColumnElement[bool]) -> int:
    query = select(func.count()).where(
        *which, col(Message.in_reply_to).is_not(None), col(Message.created_at) > now - _HOUR
    )
    return session.exec(query).one()


def _said_to_strangers(session: Session, now: datetime) -> int:
    """The index of messages by contact makes this cheap: due when written, to no contact."""
    query = (
        select(func.count())
        .select_from(Message)
        .join(Address, col(Address.id) == col(Message.address_id))
        .where(
            col(Message.contact_id).is_(None),
            col(Message.due_at) > now - _HOUR,
            col(Message.in_reply_to).is_not(None),
            Address.medium == "sms",
        )
    )
    return session.exec(query).one()
