"""One decision about several dates of a series: whoever is concerned by several of them is told once."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from messages.outbox import DOUBTFUL, SENDING, SENT, WITHDRAWN, Message, Planned
from scheduler.activities import Activity, Revision

TOGETHER, REVISION = "/together-", "/revision-"


def occurrence_of(revision: Revision) -> str:
    """What tells the notices of one change from those of another: `revision-2`, `revision-2/together-45`."""
    alone = f"revision-{revision.number}"
    return alone if revision.together is None else f"{alone}{TOGETHER}{revision.together}"


Concerned = tuple[int | None, int, Activity, Revision]
"""The decision (None: about one date), the contact, the date she is concerned by, and what changed."""


def once_a_decision(session: Session, concerned: Sequence[Concerned]) -> list[Concerned]:
    """The first for each contact and decision.

    Whoever was told of a decision already, about a date that may be over by now, is not told again; a notice that
    was withdrawn told her nothing, and gives way to that of her next date.
    """
    told = _told(session, {contact_id for together, contact_id, *_ in concerned if together is not None})
    kept = []
    for one in concerned:
        together, contact_id, *_ = one
        if (together, contact_id) not in told:
            kept.append(one)
        if together is not None:
            told.add((together, contact_id))
    return kept


def heard(session: Session, message: Planned) -> tuple[set[int], set[int]]:
    """Which revisions of that date she heard of, and which decisions about several dates."""
    query = select(Message.topic, Message.once).where(
        Message.rule == "changes",
        Message.contact_id == message.contact_id,
        col(Message.status).in_((SENDING, SENT, DOUBTFUL)),
    )
    rows = list(session.exec(query))
    revisions = {_number(once, REVISION) for topic, once in rows if topic == message.topic}
    decisions = {_number(once, TOGETHER) for _, once in rows if TOGETHER in once}
    return revisions, decisions


def followed(session: Session, activity: Activity) -> bool:
    """Whether the same decision holds for a later date too, as things stand now."""
    latest = select(Revision.together).where(
        Revision.activity_id == activity.id, Revision.number == activity.revision, col(Revision.together).is_not(None)
    )
    later = (
        select(Activity.id)
        .join(Revision, (col(Revision.activity_id) == Activity.id) & (Revision.number == Activity.revision))
        .where(
            col(Revision.together).in_(latest),
            Activity.status == activity.status,
            col(Activity.starts_at) > activity.starts_at,
        )
    )
    return session.exec(later).first() is not None


def _told(session: Session, contacts: set[int]) -> set[tuple[int | None, int | None]]:
    if not contacts:
        return set()
    query = select(Message.once, Message.contact_id).where(
        Message.rule == "changes",
        col(Message.contact_id).in_(contacts),
        Message.status != WITHDRAWN,
        col(Message.once).contains(TOGETHER),
    )
    return {(_number(once, TOGETHER), contact_id) for once, contact_id in session.exec(query)}


def _number(once: str, label: str) -> int:
    return int(once.partition(label)[2].partition("/")[0])
