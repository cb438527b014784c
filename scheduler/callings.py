"""Callings: a free place that no message can offer goes to the educator's call list, once for each date and person."""

from datetime import datetime

from sqlmodel import Session, col, select

from messages.inbox import InboxItem, put
from messages.refusals import HER_WISH, REASONS
from scheduler.activities import Activity
from scheduler.people import Adult


def ask_to_call(session: Session, activity: Activity, adult: Adult, persons: int, reason: str, now: datetime) -> None:
    """Ask the educator to call her about a free place, unless it was her wish that nobody does."""
    if reason in HER_WISH or adult.contact_id is None:
        return
    known = select(InboxItem.id).where(
        InboxItem.kind == "call",
        InboxItem.contact_id == adult.contact_id,
        InboxItem.topic == activity.topic,
        col(InboxItem.message_id).is_(None),
        col(InboxItem.received_id).is_(None),
    )
    if session.exec(known).first() is None:
        item = InboxItem(
            kind="call",
            at=now,
            contact_id=adult.contact_id,
            topic=activity.topic,
            note=_note(activity, persons, reason),
        )
        put(session, item)


def _note(activity: Activity, persons: int, reason: str) -> str:
    start = datetime.fromisoformat(activity.starts_local)
    places = "Une place se libère" if persons == 1 else f"{persons} places se libèrent"
    return (
        f"{places} pour elle (date n° {activity.id}), mais aucun message ne part : {REASONS.get(reason, reason)}. "
        f"À appeler avant le {start:%d/%m à %Hh%M}. Pour donner la place : /attente {activity.id}"
    )
