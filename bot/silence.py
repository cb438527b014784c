"""The first thing after a time in which Relais did not run: what fell into it is written down and shown."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.web.health import HEARTBEAT
from messages import bookmarks
from messages.hours import local
from messages.inbox import InboxItem, put
from messages.programme import Programme
from scheduler.planning import plan

FURTHEST = timedelta(days=7)
"""What fell due longer ago than this is no news to anyone."""
KEPT_THERE = timedelta(hours=24)
"""How long Telegram keeps what it could not hand over."""


def after_silence(session: Session, programme: Programme, media: Collection[str], now: datetime) -> None:
    """What was owed while nothing ran is written now, to expire in the open; a day in which Telegram was not heard
    is told to the educator."""
    last = bookmarks.get(session, HEARTBEAT)
    bookmarks.put(session, HEARTBEAT, now.isoformat())
    if last is None or (since := datetime.fromisoformat(last)) >= now:
        return
    plan(session, programme, media, now, max(since, now - FURTHEST))
    if "telegram" in media and now - since > KEPT_THERE:
        put(session, InboxItem(kind="deaf", at=now, urgent=True, note=_told(since, now, programme)))


def _told(since: datetime, now: datetime, programme: Programme) -> str:
    begin, end = (f"{local(moment, programme.calendar):%d/%m à %H:%M}" for moment in (since, now - KEPT_THERE))
    return (
        f"Relais était arrêté : ce que les familles ont écrit sur Telegram entre le {begin} et le {end} "
        "a pu se perdre. Leurs SMS sont retrouvés."
    )
