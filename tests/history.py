"""Years of it: everything finished, and one thing of each sort that is open."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from bot.moving.ends import count_on
from bot.tables import METADATA

NOW = datetime(2026, 10, 5, 8, tzinfo=UTC)
PEOPLE = 100
T = METADATA.tables
KINDS = ("activity", "message", "attempt", "received", "inbox_item", "recording", "revision", "signup", "offer")


def live_through(session: Session, first: int, last: int) -> None:
    """The finished things of every sort with these numbers, each a little older than the one before."""
    for name in (
        "activity",
        "message",
        "attempt",
        "received",
        "inbox_item",
        "recording",
        "revision",
        "signup",
        "offer",
    ):
        key = "{:032x}".format if name == "attempt" else int
        rows = [{"id": key(number), **_finished(name, number)} for number in range(first, last)]
        session.connection().execute(insert(T[name]), rows)
    there = [{"activity_id": n, "adult_id": n % PEOPLE + 1, "status": "present", "adults": 1, "children": 0} | _done(n)
             for n in range(first, last)]  # fmt: skip
    session.connection().execute(insert(T["presence"]), there)
    count_on(session.connection())


def meet(session: Session) -> None:
    """Some people, each with a phone."""
    for number in range(1, PEOPLE + 1):
        contact = {"id": number, "name": "", "language": "fr", "discreet": False, "calls_only": False, "staff": False}
        session.connection().execute(insert(T["contact"]).values(**contact, stands_in=False, created_at=NOW))
        phone = {"id": number, "medium": "sms", "value": f"+3363998{number:04d}", "created_at": NOW}
        session.connection().execute(insert(T["address"]).values(**phone))
        session.connection().execute(insert(T["adult"]).values(id=number, contact_id=number, role="mother", since=NOW))


def leave_open(session: Session) -> None:
    """One message to send, one in the air, one in doubt, one text unread, one note, one date with a place to give."""
    add = session.connection().execute
    for number, (status, tried) in enumerate((("planned", ""), ("sending", "reserved"), ("doubtful", "unknown"))):
        row = _finished("message", 1) | {"once": f"open-{number}", "status": status, "due_at": NOW, "settled_at": None}
        add(insert(T["message"]).values(id=900_000 + number, **row))
        if tried:
            carried = _finished("attempt", 1) | {"message_id": 900_000 + number, "status": tried, "provider_id": None}
            add(insert(T["attempt"]).values(id=f"open-{number}", **carried))
    unread = _finished("received", 1) | {"provider_id": "open", "status": "new"}
    add(insert(T["received"]).values(id=900_000, **unread))
    add(insert(T["inbox_item"]).values(id=900_000, **_finished("inbox_item", 1) | {"closed_at": None}))
    soon = _finished("activity", 1) | {"starts_at": NOW + timedelta(days=2), "starts_local": "2026-10-07T10:00"}
    add(insert(T["activity"]).values(id=900_000, **soon))
    add(insert(T["signup"]).values(id=900_000, **_finished("signup", 1) | {"activity_id": 900_000}))


def _done(number: int) -> dict[str, Any]:
    return {"at": NOW - timedelta(days=40, hours=number), "by": "educator"}


def _finished(name: str, number: int) -> dict[str, Any]:
    """A row of that table, its own number left out."""
    who, when = number % PEOPLE + 1, NOW - timedelta(days=40, hours=number)
    rows: dict[str, dict[str, Any]] = {
        "activity": {
            "kind": "group", "title": "", "place": "", "starts_at": when, "starts_local": "2026-01-01T10:00",
            "children": False, "first_timers_first": False, "asks_transport": False, "audience": {}, "revision": 1,
            "status": "announced", "invite_at": when, "by": "educator", "created_at": when, "capacity": 4,
        },
        "message": {
            "kind": "invitation", "rule": "invitations", "contact_id": who, "topic": f"activity-{number}",
            "once": f"once-{number}", "due_at": when, "due_local": "", "deadline_at": when + timedelta(days=2),
            "priority": 60, "hours": "automatic", "capped": True, "fallback": False, "asks": "rsvp", "sender": "sms",
            "by": "relais", "status": "sent", "created_at": when, "settled_at": when,
        },
        "attempt": {
            "message_id": number, "number": 1, "medium": "sms", "address_id": who,
            "sender": "sms", "status": "delivered", "reserved_at": when, "settled_at": when, "looked_up": 0,
            "provider_id": f"SM{number}", "rank": 3, "text": "Bonjour", "buttons": [], "parts": 1,
        },
        "received": {
            "channel": "sms", "provider_id": f"SM{number}", "raw": "", "at": when, "status": "handled", "tries": 0,
            "address_id": who, "kind": "text", "text": "oui",
        },
        "inbox_item": {
            "kind": "danger", "at": when, "urgent": True, "answered": False, "contact_id": who, "topic": "", "note": "",
            "closed_at": when,
        },
        "recording": {"received_id": number, "topic": "", "remote": "", "mime": "", "tries": 1, "fetched_at": when},
        "revision": {
            "activity_id": number, "number": 1, "what": "moved", "starts_before": when, "place_before": "",
            **_done(number),
        },
        "signup": {
            "activity_id": number, "adult_id": who, "answer": "waiting", "total": 1, "counted": False,
            "passed_over": "", **_done(number),
        },
        "offer": {
            "activity_id": number, "adult_id": who, "round": 1, "seats": 1, "leaves_at": when, "until": when,
            "starts_at": when, "status": "lapsed", "reason": "", **_done(number),
        },
    }  # fmt: skip
    return rows[name]
