"""Reconciling: what a dead process left, what nobody knows the outcome of, what came while we were away."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from messages import bookmarks
from messages.channels.base import Receipt, UnavailableError, Unknown
from messages.columns import stands
from messages.contacts import Address
from messages.delivery import close_doubt, receive_receipt, settle
from messages.failures import NO_OUTCOME
from messages.outbox import DOUBTFUL, NOT_SENT, PLANNED, RESERVED, UNKNOWN, Attempt, Message
from messages.roles import living
from messages.rows import read
from messages.store import Store
from scheduler.sending import repeat_cancellation

_RESERVED = stands(Attempt.status, RESERVED)
"""Spelt out, as the index over what is open is."""
_RESERVED_STILL = select(Attempt.id).where(_RESERVED).order_by(col(Attempt.id))
_ORPHANS = _RESERVED_STILL.where(Attempt.sender == bindparam("sender"), Attempt.owner != bindparam("me"))
_OWNERS = (
    select(Attempt.owner)
    .where(_RESERVED, Attempt.owner != bindparam("me"), col(Attempt.reserved_at) < bindparam("before"))
    .distinct()
)
_DOUBT: list[Any] = [Attempt.id, Address.value, Attempt.text, Attempt.reserved_at, Attempt.looked_up]
_IN_DOUBT = (
    select(*_DOUBT)
    .join(Address, col(Address.id) == col(Attempt.address_id))
    .join(Message, col(Message.id) == col(Attempt.message_id))
    .where(stands(Attempt.status, UNKNOWN), Attempt.medium == "sms", stands(Message.status, DOUBTFUL))
    .order_by(col(Attempt.reserved_at))
)
LISTED = "missed-until"
"""The bookmark that keeps until when (real time, ISO) the provider's list of what came in was read."""
AT_FIRST, OVERLAP = timedelta(days=1), timedelta(minutes=15)
"""How far back it is read the first time, and before the bookmark: a list may be behind."""
LOOKS = 2
"""Times the provider's list must lack a message before it counts as never made."""


class Lists(Protocol):
    """A channel whose provider can be asked what it has made and received."""

    async def find(self, address: str, text: str, since: datetime) -> list[Receipt]:
        """Our messages of that text to that address since then (real time), the newest first."""

    async def missed(self, since: datetime) -> list[bytes]:
        """What came in since then (real time), raw."""


@dataclass(frozen=True)
class Doubt:
    """An attempt whose outcome nobody knows."""

    attempt_id: str
    address: str
    text: str
    reserved_at: datetime


def adopt_orphans(session: Session, sender: str, me: str, now: datetime) -> int:
    """What others had reserved for a sender that the worker `me` now serves: in doubt, never sent again blindly."""
    return _adopt(session, [row[0] for row in read(session, _ORPHANS, sender=sender, me=me)], now)


def still_out(session: Session, sender: str, me: str) -> bool:
    """Whether the worker `me` has anything under way for a sender, or an outcome that is not yet written down."""
    ours = _RESERVED_STILL.where(Attempt.sender == sender, Attempt.owner == me)
    return session.exec(ours.limit(1)).first() is not None


def adopt_abandoned(session: Session, me: str, before: datetime, now: datetime) -> int:
    """The same for every attempt reserved before that moment by a worker that lives no more, whatever its sender.

    It catches what was still being reserved while its sender passed on, and senders that nobody has any more.
    """
    owners = {row[0] for row in read(session, _OWNERS, me=me, before=before)}
    dead = owners - living(session, owners)
    abandoned = _RESERVED_STILL.where(col(Attempt.owner).in_(dead), Attempt.reserved_at < before)
    return _adopt(session, list(session.exec(abandoned)), now) if dead else 0


def adopt_stuck(session: Session, before: datetime, now: datetime) -> int:
    """The same for what anybody reserved before that moment: so long ago that no call can be under way any more.

    A worker that lives may never have heard that its own reservation was committed.
    """
    return _adopt(session, list(session.exec(_RESERVED_STILL.where(Attempt.reserved_at < before))), now)


def _adopt(session: Session, attempts: list[str], now: datetime) -> int:
    adopted = [settle(session, attempt_id, Unknown(NO_OUTCOME), now) for attempt_id in attempts]
    for message in adopted:
        if message is not None:
            repeat_cancellation(session, message, now)
    return sum(message is not None for message in adopted)


async def look_up(
    store: Store, channel: Lists, clock: Callable[[], datetime], real: Callable[[], datetime], wait: timedelta
) -> int:
    """Ask the provider about every SMS in doubt that is old enough; how many were settled.

    `clock` is civil time, which a rehearsal moves; `real` is the provider's.
    """
    settled = 0
    for doubt in await store.read(_in_doubt, clock(), wait):
        elapsed = clock() - doubt.reserved_at
        try:
            found = await channel.find(doubt.address, doubt.text, real() - elapsed)
        except UnavailableError:
            return settled
        settled += await store.write(_looked_up, doubt.attempt_id, found, clock())
    return settled


async def fetch_missed(
    store: Store, channel: Lists, real: Callable[[], datetime], take_in: Callable[[bytes], Awaitable[bool]]
) -> int | None:
    """Hand over what came in since the list was last read to its end, and never reached us; how many were new.

    None where the provider could not be asked: the next time begins where this one would have. `real` is its clock.
    """
    now = real()
    try:
        missed = await channel.missed(await store.read(_listed_until, now) - OVERLAP)
    except UnavailableError:
        return None
    new = sum([await take_in(raw) for raw in missed])
    await store.write(bookmarks.put, LISTED, now.isoformat())
    return new


def _listed_until(session: Session, now: datetime) -> datetime:
    known = bookmarks.get(session, LISTED)
    return min(datetime.fromisoformat(known), now) if known else now - AT_FIRST


def _in_doubt(session: Session, now: datetime, wait: timedelta) -> list[Doubt]:
    """The n-th look comes n + 1 waits after the attempt, so that two looks are a whole wait apart."""
    return [
        Doubt(attempt, address, text, reserved_at)
        for attempt, address, text, reserved_at, looked_up in read(session, _IN_DOUBT)
        if now >= reserved_at + wait * (looked_up + 2)
    ]


def _looked_up(session: Session, attempt_id: str, found: list[Receipt], now: datetime) -> bool:
    attempt = session.get_one(Attempt, attempt_id)
    if attempt.status != UNKNOWN:
        return False
    named = [receipt.provider_id for receipt in found]
    known = set(session.exec(select(Attempt.provider_id).where(col(Attempt.provider_id).in_(named))))
    ours = [receipt for receipt in found if receipt.provider_id not in known]
    if ours:
        receive_receipt(session, _bound(ours[-1], attempt_id), now)
        return True
    attempt.looked_up += 1
    session.add(attempt)
    if attempt.looked_up >= LOOKS:
        _never_made(session, attempt, now)
        return True
    return False


def _bound(receipt: Receipt, attempt_id: str) -> Receipt:
    """A message that was found at all has been accepted, whatever its first status."""
    return Receipt(attempt_id, receipt.provider_id, receipt.status, max(1, receipt.rank), receipt.failure)


def _never_made(session: Session, attempt: Attempt, now: datetime) -> None:
    """The provider has nothing: it never left, and may be tried anew."""
    attempt.status, attempt.settled_at = NOT_SENT, now
    session.add(attempt)
    message = session.get_one(Message, attempt.message_id)
    message.status, message.due_at, message.sender, message.reason = PLANNED, now, "", None
    session.add(message)
    close_doubt(session, message, now)
