"""SMS that the provider took and never spoke of again: it is asked after them, three times at most."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import bindparam, text
from sqlmodel import Session, col, select

from messages.channels.base import Receipt, UnavailableError
from messages.delivery import receive_receipt
from messages.outbox import ACCEPTED, Attempt
from messages.store import Store

AFTER = (timedelta(minutes=15), timedelta(hours=2), timedelta(hours=12))
"""How long after the attempt the provider is asked (Twilio recommends to poll after twelve hours)."""
AT_ONCE = 100
"""How many are asked after in one turn."""

_UNHEARD = (
    select(Attempt.id, col(Attempt.provider_id), Attempt.reserved_at, Attempt.looked_up)
    .where(
        text(f"attempt.status = '{ACCEPTED}' AND attempt.medium = 'sms' AND attempt.looked_up < {len(AFTER)}"),
        col(Attempt.reserved_at) <= bindparam("latest"),
        col(Attempt.provider_id).is_not(None),
    )
    .order_by(col(Attempt.reserved_at))
)


class Tells(Protocol):
    """A channel whose provider says what became of a message."""

    async def status(self, provider_id: str) -> Receipt | None:
        """What became of it; None for one the provider does not know any more. Raises UnavailableError."""


async def ask_after(store: Store, channel: Tells, clock: Callable[[], datetime]) -> int:
    """Ask after every SMS that has been silent for long enough; of how many something was heard."""
    heard = 0
    for attempt_id, provider_id in await store.read(_silent, clock()):
        try:
            receipt = await channel.status(provider_id)
        except UnavailableError:
            return heard
        await store.write(_asked, attempt_id, receipt, clock())
        heard += receipt is not None
    return heard


def _silent(session: Session, now: datetime) -> list[tuple[str, str]]:
    found = session.execute(_UNHEARD, {"latest": now - AFTER[0]})
    due = [(row[0], row[1]) for row in found if now >= row[2] + AFTER[row[3]]]
    return due[:AT_ONCE]


def _asked(session: Session, attempt_id: str, receipt: Receipt | None, now: datetime) -> None:
    attempt = session.get_one(Attempt, attempt_id)
    attempt.looked_up += 1
    session.add(attempt)
    if receipt is not None:
        receive_receipt(session, receipt, now)
