"""The gate as the dispatcher opens it: with room kept in the week for the reminders that are owed."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session

from messages.gate import Gate, open_gate
from messages.outbox import Planned
from messages.programme import Programme
from scheduler import reminders


def keep_gate(
    session: Session,
    messages: Sequence[Planned],
    programme: Programme,
    media: Collection[str],
    now: datetime,
    until: datetime | None = None,
) -> Gate:
    """The gate for a batch that may leave by `until` (default: now)."""
    gate = open_gate(session, messages, programme, media, now)
    if any(message.capped and message.rule != reminders.RULE.name for message in messages):
        people = {message.contact_id for message in messages if message.capped and message.contact_id is not None}
        end = (until or now) + programme.cap_window
        gate.ration.promised = reminders.promised(session, programme, people, now, end)
    return gate
