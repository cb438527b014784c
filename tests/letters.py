"""One thing that arrived, put into the letterbox as the doors do."""

from datetime import datetime

from sqlmodel import Session, select

from messages.inbox import Received
from messages.letterbox import Letter, keep_all


def keep_raw(session: Session, channel: str, provider_id: str, raw: str, now: datetime) -> int | None:
    """Write down what arrived and give its id; None if it had arrived before."""
    if not keep_all(session, [Letter(channel, provider_id, raw, now)]):
        return None
    return session.exec(
        select(Received.id).where(Received.channel == channel, Received.provider_id == provider_id)
    ).one()
