"""The shape of a rule: who is owed which message from when to when, and the same said again at the door."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, literal
from sqlmodel import Session, col, select

from messages.drafts import Draft, draft_of
from messages.outbox import Kind, Message, Planned
from messages.programme import Programme
from scheduler.activities import Activity
from scheduler.people import Adult

Facts = Mapping[str, Any]
TOGETHER = 500
"""How many keys are looked up in one query."""


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

    `owed(session, programme, since, until)` gives what is due by `until`, has its deadline after `since` and was
    not written before. `renew(session, messages)` says for each message
    of the rule, in order, with which facts it is sent now, or why it is withdrawn. Where something has to be decided
    before anything is owed, `decide(session, programme, media, now)` does it; `moments(session, since, until)` are the
    moments at which time alone makes it decide again.
    """

    name: str
    kinds: tuple[Kind, ...]
    owed: Callable[[Session, Programme, datetime, datetime], list[Draft]]
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
) -> Draft:
    """A message of a rule, yet to be written. `occurrence` makes it unique together with kind, topic and contact.

    What it asks stays open until its deadline, or until `open_until`.
    """
    return draft_of(
        kind,
        due,
        programme.calendar,
        contact_id=contact_id,
        topic=topic,
        once=f"{kind.name}/{topic}/{occurrence}/contact-{contact_id}",
        deadline=deadline,
        open_until=open_until or deadline,
        fallback=fallback,
    )


def written(kind: Kind, occurrence: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the message of that kind about `Activity` for `Adult` is written, its key spelt by the database.

    One look into the index for each: as an anti-join, PostgreSQL has been seen to compare everybody with everything.
    """
    topic, contact = literal("activity-") + cast(Activity.id, Text), literal("contact-") + cast(Adult.contact_id, Text)
    once = literal(f"{kind.name}/") + topic + "/" + occurrence + "/" + contact
    return select(Message.id).where(col(Message.once) == once).scalar_subquery().is_not(None)


def unwritten(session: Session, drafts: Sequence[Draft]) -> list[Draft]:
    """Those whose occurrence was not written before; asked for a few, where `written` has not seen to it."""
    known: set[str] = set()
    for first in range(0, len(drafts), TOGETHER):
        keys = [one.once for one in drafts[first : first + TOGETHER]]
        known.update(session.exec(select(Message.once).where(col(Message.once).in_(keys))))
    return [one for one in drafts if one.once not in known]
