"""Reserving: one short transaction that asks everything again and gives each message that may leave its attempt."""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from messages.buttons import button_data
from messages.catalogue import Catalogue
from messages.channels.base import Button, Outgoing
from messages.contacts import Address, Contact, contacts_at
from messages.gate import Refuse, Send, Wait, own_hours
from messages.hours import at, local
from messages.inbox import put_about, waiting
from messages.outbox import (
    AUTOMATIC,
    DOUBTFUL,
    EXPIRED,
    FAILED,
    NOTICE,
    PLANNED,
    QUESTIONS,
    REFUSED,
    RESERVED,
    SENDING,
    SENT,
    STAFF,
    Attempt,
    Message,
    attempts_of,
    end,
    new_attempt_id,
    withdraw,
)  # fmt: skip
from messages.parts import parts
from messages.programme import Programme
from messages.reply_links import new_token
from scheduler import one_way
from scheduler.planning import renew_all, tell_refused
from scheduler.promises import keep_gate
from scheduler.rules import Facts, Withdraw
from scheduler.saying import words_of

log = logging.getLogger(__name__)

LOOK_AT = 200
"""Due messages looked at in one transaction."""
LONGEST_VALIDITY, SHORTEST_VALIDITY = 36_000, 60
"""Seconds a provider may hold an SMS (Twilio `ValidityPeriod`)."""


@dataclass(frozen=True)
class Room:
    """What one sender can carry now: its medium, how many messages, and which addresses must rest."""

    medium: str
    count: int
    resting: Collection[int]


@dataclass(frozen=True)
class Reserved:
    """An attempt that is committed and must now be sent, once."""

    outgoing: Outgoing
    address_id: int
    parts: int


@dataclass
class Batch:
    """What was reserved; whether more is due but waits for the pace, or was handed to another medium."""

    reserved: list[Reserved]
    more: bool = False
    rerouted: bool = False


@dataclass
class Desk:
    """What the transaction works with."""

    programme: Programme
    catalogue: Catalogue
    media: Collection[str]
    hears_first: bool = False
    """Nothing leaves while something heard has not been read: it may be a STOP."""


def reserve(session: Session, desk: Desk, room: Room, now: datetime) -> Batch:
    """Reserve what is due for `room`."""
    if desk.hears_first and waiting(session, 1):
        return Batch([], more=True)
    if not (planned := _due(session, room.medium, now)):
        return Batch([])
    due = _still_owed(session, _in_time(session, planned, now), now)
    gate = keep_gate(session, [message for message, _ in due], desk.programme, desk.media, now)
    batch, busy = Batch([]), set(room.resting)
    for message, facts in due:
        verdict = gate.verdict(message)
        if not isinstance(verdict, Send):
            _hold_back(session, message, verdict, now)
            continue
        address = verdict.address
        if address.medium != room.medium:
            message.sender, batch.rerouted = address.medium, True
        elif address.id in busy or len(batch.reserved) >= room.count:
            batch.more = True
        elif (open_until := _question_open(session, message, address, now)) is not None:
            _hold_back(session, message, _after_question(message, open_until, now), now)
        else:
            busy.add(address.id or 0)
            batch.reserved += _attempt(session, desk, message, address, facts, now)
        session.add(message)
    return batch


def _due(session: Session, medium: str, now: datetime) -> list[Message]:
    query = (
        select(Message)
        .where(
            Message.status == PLANNED,
            col(Message.due_at) <= now,
            col(Message.sender).in_((medium, "")),
            col(Message.undo_until).is_(None) | (col(Message.undo_until) <= now),
        )
        .order_by(col(Message.priority), col(Message.due_at), col(Message.id))
        .limit(LOOK_AT)
        .with_for_update(skip_locked=True)
    )
    return list(session.exec(query))


def _in_time(session: Session, due: Iterable[Message], now: datetime) -> list[Message]:
    """Those whose deadline is to come; the others expire, and say so."""
    in_time = []
    for message in due:
        if message.deadline_at > now:
            in_time.append(message)
            continue
        end(session, message, EXPIRED, "too-late", now)
        if message.hours != STAFF:
            note = "Ce message n'est pas parti à temps : il n'a plus été envoyé."
            put_about(session, message, "expired", note, now, urgent=message.hours == NOTICE)
    return in_time


def _still_owed(session: Session, due: list[Message], now: datetime) -> list[tuple[Message, Facts]]:
    """Each message with what it says now; those no longer owed are withdrawn."""
    owed: list[tuple[Message, Facts]] = []
    for message, facts in zip(due, renew_all(session, due), strict=True):
        if isinstance(facts, Withdraw):
            withdraw(session, message, facts.reason, now)
        else:
            owed.append((message, facts))
    return owed


def _hold_back(session: Session, message: Message, verdict: Wait | Refuse, now: datetime) -> None:
    if isinstance(verdict, Wait):
        message.due_at = verdict.until
        session.add(message)
        return
    end(session, message, REFUSED, verdict.reason, now)
    tell_refused(session, message, now)


def _question_open(session: Session, message: Message, address: Address, now: datetime) -> datetime | None:
    """On a phone that several people share, until when somebody else's question makes a second one unclear."""
    if message.asks not in QUESTIONS or message.in_reply_to is not None or len(contacts_at(session, address)) < 2:
        return None
    until = func.coalesce(Message.asks_until, Message.deadline_at)
    query = (
        select(func.max(until))
        .join(Attempt, col(Attempt.message_id) == col(Message.id))
        .where(
            Attempt.address_id == address.id,
            Message.contact_id != message.contact_id,
            col(Message.asks).in_(QUESTIONS),
            col(Message.status).in_((SENDING, SENT, DOUBTFUL)),
            col(Message.answered_at).is_(None),
            until > now,
        )
    )
    return session.exec(query).one()


def _after_question(message: Message, open_until: datetime, now: datetime) -> Wait | Refuse:
    """It is looked at again every day while the other question stays open, unless that would be too late."""
    again = min(open_until, now + timedelta(days=1))
    return Wait(again) if message.hours == AUTOMATIC and again < message.deadline_at else Refuse("one-question")


def _attempt(
    session: Session, desk: Desk, message: Message, address: Address, facts: Facts, now: datetime
) -> list[Reserved]:
    """Render the text, write the attempt and give it back; nothing when there are no words for it."""
    token = new_token()
    try:
        told = one_way.told(facts, desk.programme, address.medium, token)
        text = words_of(session, desk.catalogue, desk.programme, message, told, address.medium, now)
    except Exception as error:  # a gap in the wording, or facts that cannot be said: the others must go on
        why = {"kind": message.kind, "error": type(error).__name__}
        log.error("a wording is missing", extra={"action": "wording_gap", **why})
        end(session, message, FAILED, "wording", now)
        put_about(session, message, "failed", "Il manque une phrase pour ce message : il n'est pas parti.", now)
        return []
    attempt = Attempt(
        id=new_attempt_id(), message_id=message.id or 0, number=len(attempts_of(session, message)) + 1,
        medium=address.medium, address_id=address.id or 0, sender=address.medium, status=RESERVED, reserved_at=now,
        text=text.text, buttons=[[button.label, button.choice] for button in text.buttons],
        parts=parts(text.text).parts if address.medium == "sms" else 1,
    )  # fmt: skip
    message.status, message.sender = SENDING, address.medium
    session.add(attempt)
    outgoing = _outgoing(attempt, message, address, _validity(session, message, desk.programme, now))
    one_way.leaves(session, desk.programme, message, attempt, token, now)
    return [Reserved(outgoing, attempt.address_id, attempt.parts)]


def _outgoing(attempt: Attempt, message: Message, address: Address, validity_seconds: int) -> Outgoing:
    labels = [label for label, _ in attempt.buttons] if address.medium != "sms" else []
    return Outgoing(
        attempt=attempt.id,
        address=address.value,
        text=attempt.text,
        buttons=tuple(Button(label, button_data(attempt.id, index)) for index, label in enumerate(labels)),
        keyboard="ask_contact" if message.asks == "phone" else None,
        validity_seconds=validity_seconds,
    )


def _validity(session: Session, message: Message, programme: Programme, now: datetime) -> int:
    """Seconds it may still arrive: until its deadline, not into the evening for what keeps hours, nor past hers."""
    contact = session.get(Contact, message.contact_id) if message.contact_id is not None else None
    cal, own = programme.calendar, own_hours(contact)
    closings = [cal.hours.closes] if message.hours == AUTOMATIC else []
    if own is not None and contact is not None and (closings or contact.discreet):
        closings.append(own.closes)
    ends = [int((at(local(now, cal).date(), closes, cal) - now).total_seconds()) for closes in closings]
    before_deadline = int((message.deadline_at - now).total_seconds())
    return min(LONGEST_VALIDITY, before_deadline, *(max(SHORTEST_VALIDITY, end) for end in ends))
