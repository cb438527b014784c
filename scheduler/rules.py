"""The shape of a rule: who is owed which message from when to when, and the same said again at the door."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from messages.outbox import Kind, Message, Planned, message_of
from messages.programme import Programme

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Withdraw:
    """No longer owed; `reason` is a short code kept with the message."""

    reason: str


@dataclass(frozen=True)
class Moment:
    """When something ends or begins by itself; `what` in French, "" where nobody needs to hear of it."""

    at: datetime
    what: str = ""


@dataclass(frozen=True)
class Rule:
    """One cause of messages.

    `owed(session, programme, since, until)` gives unsaved messages due by `until` whose deadline is after `since`,
    whether or not they were planned before; their `once` key tells. `renew(session, messages)` says for each message
    of the rule, in order, with which facts it is sent now, or why it is withdrawn. Where something has to be decided
    before anything is owed, `decide(session, programme, media, now)` does it; `moments(session, since, until)` are the
    moments at which time alone makes it decide again.
    """

    name: str
    kinds: tuple[Kind, ...]
    owed: Callable[[Session, Programme, datetime, datetime], list[Message]]
    renew: Callable[[Session, Sequence[Planned]], Sequence[Facts | Withdraw]]
    decide: Callable[[Session, Programme, Collection[str], datetime], None] | None = None
    moments: Callable[[Session, datetime, datetime], list[Moment]] | None = None


def draft(
    kind: Kind,
    programme: Programme,
    *,
    contact_id: int,
    topic: str,
    occurrence: str,
    due: datetime,
    deadline: datetime,
    open_until: datetime | None = None,
    fallback: bool = False,
) -> Message:
    """An unsaved message of a rule. `occurrence` makes it unique together with kind, topic and contact.

    What it asks stays open until its deadline, or until `open_until`.
    """
    return message_of(
        kind,
        due,
        programme.calendar,
        contact_id=contact_id,
        topic=topic,
        once=f"{kind.name}/{topic}/{occurrence}/contact-{contact_id}",
        deadline_at=deadline,
        asks_until=(open_until or deadline) if kind.asks else None,
        fallback=fallback,
        by="relais",
        created_at=due,
    )
