"""Carries one reserved message: sends once, and settles what is known of it, fenced by the attempt's token."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, update
from sqlmodel import Session, col, select

from messages import consents
from messages.channels.base import Accepted, Channel, NotSent, Outcome, Outgoing, Receipt, Refusal, Rejected, Unknown
from messages.columns import Utc
from messages.contacts import Address, close
from messages.due import accept
from messages.failures import NO_OUTCOME, Failure
from messages.inbox import InboxItem, put, put_about
from messages.outbox import (
    ACCEPTED,
    DELIVERED,
    DOUBTFUL,
    EXPIRED,
    FAILED,
    NOT_SENT,
    PLANNED,
    REFUSED,
    REJECTED,
    RESERVED,
    SENDING,
    SENT,
    STAFF,
    UNDELIVERED,
    UNKNOWN,
    WITHDRAWN,
    Attempt,
    Message,
    attempts_of,
    end,
)  # fmt: skip
from messages.retries import next_try

log = logging.getLogger(__name__)

CHANNEL_REST = timedelta(minutes=5)
"""How long a channel rests whose account is refused."""
_GIVEN_UP = frozenset({WITHDRAWN, REFUSED, EXPIRED, FAILED})
"""Given up, or sent again as another message: whatever is heard of it, it does not come back."""
_ATTEMPT: Any = Attempt.__table__  # type: ignore[attr-defined]
_CLAIM = (
    update(_ATTEMPT)
    .where(_ATTEMPT.c.id == bindparam("attempt"), _ATTEMPT.c.status == RESERVED)
    .values(status=bindparam("to"), settled_at=bindparam("now", type_=Utc), failure=bindparam("why"))
    .returning(_ATTEMPT.c.id)
)
_NAMED = select(Attempt).where(Attempt.provider_id == bindparam("provider"))
_DOUBTS = select(InboxItem).where(
    InboxItem.message_id == bindparam("message"), InboxItem.kind == "doubtful", col(InboxItem.closed_at).is_(None)
)


async def carry(channel: Channel, outgoing: Outgoing, seconds: float) -> Outcome:
    """Send once. Whatever goes wrong in the channel itself is no outcome, never a second send."""
    try:
        return await channel.send(outgoing, seconds)
    except Exception as error:  # a fault of ours must not take the other messages down
        log.error("a channel failed", extra={"action": "channel_error", "error": type(error).__name__})
        return Unknown(NO_OUTCOME)


def settle_all(session: Session, outcomes: Mapping[str, Outcome], now: datetime) -> list[Message]:
    """Write down many outcomes, by attempt; the messages of those that were not simply taken."""
    taken = {one: outcome for one, outcome in outcomes.items() if isinstance(outcome, Accepted)}
    if len(accept(session, taken, now)) < len(taken):
        _end_doubts(session, taken, now)
    others = (
        settle(session, one, outcome, now) for one, outcome in outcomes.items() if not isinstance(outcome, Accepted)
    )
    return [message for message in others if message is not None]


def _end_doubts(session: Session, taken: Mapping[str, Accepted], now: datetime) -> None:
    """What was in doubt already, because whoever sent it was believed dead, was taken after all."""
    doubted = select(Attempt.id).where(col(Attempt.id).in_(taken), Attempt.status == UNKNOWN)
    for attempt in list(session.exec(doubted)):
        receive_receipt(session, Receipt(attempt, taken[attempt].provider_id, taken[attempt].status or "", 1), now)


def settle(session: Session, attempt_id: str, outcome: Outcome, now: datetime) -> Message | None:
    """Write down the outcome of a reserved attempt; None when somebody settled it before."""
    if isinstance(outcome, Accepted):
        sent = accept(session, {attempt_id: outcome}, now)
        return session.get_one(Message, sent[0], populate_existing=True) if sent else None
    attempt = _claim(session, attempt_id, outcome, now)
    if attempt is None:
        return None
    message = session.get_one(Message, attempt.message_id)
    match outcome:
        case Rejected(failure=failure, code=code):
            attempt.code = code or None
            _refused(session, attempt, message, failure, now)
        case NotSent(failure=failure) if failure.stops_channel:
            _hold_channel(session, attempt, message, failure, now)
        case NotSent(failure=failure, retry_after=retry_after):
            _try_again(session, message, failure, attempt.number, now, retry_after)
        case Unknown(failure=failure):
            doubt(session, message, failure, now)
    return message


def doubt(session: Session, message: Message, failure: Failure, now: datetime) -> None:
    """Nobody can say whether it arrived: shown to the educator, never sent again by itself."""
    end(session, message, DOUBTFUL, failure.name, now)
    _tell(session, message, "doubtful", failure, now)


def receive_receipt(session: Session, receipt: Receipt, now: datetime) -> None:
    """What became of an SMS: later news replaces earlier, in whatever order it comes; binds an attempt in doubt."""
    attempt = _attempt_of(session, receipt)
    if attempt is None or (attempt.provider_id is not None and receipt.rank <= attempt.rank):
        return
    message = session.get_one(Message, attempt.message_id)
    attempt.provider_id, attempt.provider_status = receipt.provider_id, receipt.status
    attempt.rank, attempt.settled_at = receipt.rank, now
    session.add(attempt)
    if receipt.failure is not None:
        attempt.status, attempt.failure = UNDELIVERED, receipt.failure.name
        close_doubt(session, message, now)
        if attempt.number == len(attempts_of(session, message)):
            _refused(session, attempt, message, receipt.failure, now)
        return
    attempt.status = DELIVERED if receipt.status == "delivered" else ACCEPTED
    if message.status in (SENDING, DOUBTFUL, PLANNED):
        end(session, message, SENT, None, now)
        close_doubt(session, message, now)


def _claim(session: Session, attempt_id: str, outcome: Refusal, now: datetime) -> Attempt | None:
    status = {Rejected: REJECTED, NotSent: NOT_SENT, Unknown: UNKNOWN}[type(outcome)]
    known = {"attempt": attempt_id, "to": status, "now": now, "why": outcome.failure.name}
    session.flush()
    if session.connection().execute(_CLAIM, known).first() is None:
        return None
    return session.get_one(Attempt, attempt_id, populate_existing=True)


def _refused(session: Session, attempt: Attempt, message: Message, failure: Failure, now: datetime) -> None:
    address = session.get_one(Address, attempt.address_id)
    if failure.stops_channel:
        _hold_channel(session, attempt, message, failure, now)
        return
    if failure.closes == "opted_out":
        consents.stop(session, address, f"attempt-{attempt.id[:8]}", "provider", now)
    if failure.closes is not None:
        close(session, address, failure.closes, now)
    if message.status in _GIVEN_UP:
        return
    if failure.closes is not None and message.fallback and now < message.deadline_at:
        _tell(session, message, "blocked", failure, now)
        _replan(session, message, now)
        return
    if failure.again:
        _try_again(session, message, failure, attempt.number, now, None)
        return
    end(session, message, FAILED, failure.name, now)
    _tell(session, message, "failed", failure, now)


def _try_again(
    session: Session, message: Message, failure: Failure, tries: int, now: datetime, retry_after: float | None
) -> None:
    moment = next_try(failure, tries, now, message.deadline_at, retry_after)
    if moment is not None:
        _replan(session, message, moment)
        return
    end(session, message, EXPIRED, failure.name, now)
    _tell(session, message, "expired", failure, now)


def _hold_channel(session: Session, attempt: Attempt, message: Message, failure: Failure, now: datetime) -> None:
    """The account itself is refused: messages wait for a setting, until their own deadlines; one alarm."""
    raise_alarm(session, attempt.medium, failure, now)
    if message.status in _GIVEN_UP:
        return
    if now + CHANNEL_REST < message.deadline_at:
        _replan(session, message, now + CHANNEL_REST)
    else:
        end(session, message, EXPIRED, failure.name, now)
        _tell(session, message, "expired", failure, now)


def raise_alarm(session: Session, medium: str, failure: Failure, now: datetime) -> None:
    """Nothing leaves by that medium: told once, until the educator closes it."""
    alarm = InboxItem(kind=f"alarm-{medium}", at=now, urgent=True, note=failure.words)
    known = select(InboxItem).where(InboxItem.kind == alarm.kind, col(InboxItem.closed_at).is_(None))
    if session.exec(known).first() is None:
        put(session, alarm)


def _replan(session: Session, message: Message, moment: datetime) -> None:
    message.status, message.due_at, message.sender = PLANNED, moment, ""
    session.add(message)


def _tell(session: Session, message: Message, kind: str, failure: Failure, now: datetime) -> None:
    """What did not arrive is shown to the educator, except what was only for her."""
    if message.hours != STAFF:
        put_about(session, message, kind, failure.words, now, urgent=failure.alarm)


def close_doubt(session: Session, message: Message, now: datetime) -> None:
    """The doubt about a message is over: its item leaves the inbox."""
    for item in session.exec(_DOUBTS, params={"message": message.id}):
        item.closed_at, item.closed_by = now, "relais"
        session.add(item)


def _attempt_of(session: Session, receipt: Receipt) -> Attempt | None:
    if receipt.attempt is not None:
        return session.get(Attempt, receipt.attempt)
    return session.exec(_NAMED, params={"provider": receipt.provider_id}).first()
