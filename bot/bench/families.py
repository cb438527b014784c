"""Invented families in any number, written straight into the tables, and an evening of messages due at once."""

from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, SQLModel, select

from messages.consents import Consent
from messages.contacts import Address, Contact, ContactAddress
from messages.outbox import Message
from messages.programme import Programme
from scheduler.activities import ANNOUNCED, Activity
from scheduler.families import Family
from scheduler.groups import Invited
from scheduler.invitations import INVITATION
from scheduler.people import Adult
from scheduler.rules import draft

NOW = datetime(2026, 10, 13, 9, 0, tzinfo=UTC)
"""A Tuesday morning, when messages may leave."""
STARTS_AFTER = timedelta(days=7, hours=3)
AGREED = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
LANGUAGES = ("fr", "fr", "fr", "fr", "ar", "fr", "fr", "en", "fr", "tr")
FIRST = ("Fa", "Sa", "Ka", "Me", "No", "Li", "A", "Ou", "Ya", "Ro", "In", "Mo", "Ha", "Ce", "Ju", "Ma")
SECOND = ("tou", "mira", "rim", "hdi", "ur", "la", "ïcha", "mar", "smine", "sa", "ès", "ussa", "wa")
NAMES = tuple(first + second for first in FIRST for second in SECOND)
"""208 first names that sound like some."""
_AT_ONCE = 5_000


def plant(session: Session, count: int, *media: str) -> None:
    """So many parents of as many families, each with a yes and an address, of the `media` in turn."""
    numbers, made, mother = range(1, count + 1), {"created_at": AGREED}, {"role": "mother", "since": AGREED}
    _write(session, Family, ({"id": n, "territory": "sud", "code": f"F{n}"} for n in numbers))
    spoken = zip(numbers, cycle(NAMES), cycle(LANGUAGES))
    _write(session, Contact, ({"id": n, "name": name, "language": code, **made} for n, name, code in spoken))
    _write(session, Address, ({"id": n, **_address(media[n % len(media)], n), **made} for n in numbers))
    _write(session, ContactAddress, ({"contact_id": n, "address_id": n, "rank": 1, "since": AGREED} for n in numbers))
    said = {"given": True, "at": AGREED, "evidence": "accord oral, septembre", "by": "bench"}
    _write(session, Consent, ({"contact_id": n, **said} for n in numbers))
    _write(session, Adult, ({"id": n, "family_id": n, "contact_id": n, **mother} for n in numbers))


def announce(session: Session, count: int, due: datetime = NOW, spread: timedelta = timedelta()) -> Activity:
    """One more date, and its invitation to the first `count` parents, due together or evenly over `spread`."""
    starts = due + STARTS_AFTER
    activity = Activity(
        kind="group", title="Groupe d'échange", place="Maison de quartier", starts_at=starts,
        starts_local=f"{starts.date()}T14:00", status=ANNOUNCED, invite_at=due, by="bench", created_at=due,
    )  # fmt: skip
    session.add(activity)
    session.flush()
    decided = {"activity_id": activity.id, "at": due, "by": "bench"}
    _write(session, Invited, ({**decided, "adult_id": n} for n in range(1, count + 1)))
    _write(session, Message, (_invitation(activity, n, due + spread * ((n - 1) / count)) for n in range(1, count + 1)))
    return activity


def left(session: Session, status: str) -> int:
    """How many messages stand in that state."""
    return len(session.exec(select(Message.id).where(Message.status == status)).all())


def _invitation(activity: Activity, contact_id: int, due: datetime) -> dict[str, Any]:
    message = draft(
        INVITATION, Programme(), contact_id=contact_id, topic=activity.topic, occurrence="once", due=due,
        deadline=activity.starts_at,
    )  # fmt: skip
    return message.columns()


def _address(medium: str, number: int) -> dict[str, str]:
    value = f"+3363998{number:07d}" if medium == "sms" else str(7_000_000 + number)
    return {"medium": medium, "value": value}


def _write(session: Session, table: type[SQLModel], rows: Any) -> None:
    rows = iter(rows)
    while some := list(islice(rows, _AT_ONCE)):
        session.execute(insert(table), some)
