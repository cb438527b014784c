"""A season of dates spread over some days around now, what parents said of each, and a town of contacts beside them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Text, case, cast, insert, literal
from sqlmodel import Session

from bot.bench.families import AGREED
from bot.bench.multiplying import itself, multiply
from messages.consents import Consent
from messages.contacts import Address, Contact, ContactAddress
from messages.hours import local
from messages.programme import Programme
from scheduler.activities import ANNOUNCED, Activity
from scheduler.groups import Invited
from scheduler.people import Adult
from scheduler.signups import MAYBE, NO, YES, SignUp

NOW = datetime(2026, 10, 13, 16, 45, tzinfo=UTC)
"""A Tuesday, 18:45 in Lille: the evening's reminders are all due."""
SAID, INVITED_BEFORE = datetime(2026, 9, 8, 8, 0, tzinfo=UTC), timedelta(days=7)
UNANSWERED = 5
"""Of each date, one parent more for so many who answered was invited and said nothing."""


def fill(session: Session, activities: int, signups: int, contacts: int, days: int) -> None:
    """Dates over so many days, half of them past, each with its share of `signups`; so many contacts in all."""
    parents = signups + signups // UNANSWERED
    settle(session, max(parents, contacts))
    session.execute(insert(Activity), [_activity(number, days) for number in range(1, activities + 1)])

    def date(number: ColumnElement[int]) -> ColumnElement[int]:
        return number % activities + 1

    def answer(number: ColumnElement[int]) -> ColumnElement[str]:
        tenth = number // activities % 10
        return case((tenth == 8, MAYBE), (tenth == 9, NO), else_=YES)

    said = SignUp(activity_id=0, adult_id=0, answer=YES, at=SAID, by="bench")
    multiply(session, said, signups, id=itself, adult_id=itself, activity_id=date, answer=answer)
    decided = Invited(activity_id=0, adult_id=0, at=SAID, by="bench")
    multiply(session, decided, parents, adult_id=itself, activity_id=date)


def settle(session: Session, count: int) -> None:
    """So many parents, each with a phone and a yes."""
    multiply(session, Contact(name="Fatou", created_at=AGREED), count, id=itself)
    phone = Address(medium="sms", value="", created_at=AGREED)
    multiply(session, phone, count, id=itself, value=lambda n: literal("+336399") + cast(80_000_000 + n, Text))
    reached = ContactAddress(contact_id=0, address_id=0, since=AGREED)
    multiply(session, reached, count, contact_id=itself, address_id=itself)
    agreed = Consent(contact_id=0, given=True, at=AGREED, evidence="accord oral, septembre", by="bench")
    multiply(session, agreed, count, id=itself, contact_id=itself)
    multiply(session, Adult(since=AGREED), count, id=itself, contact_id=itself)


def _activity(number: int, days: int) -> dict[str, Any]:
    day = NOW.date() + timedelta(days=1 + number % days - days // 2)
    starts = datetime(day.year, day.month, day.day, 8 + number % 8, tzinfo=UTC)
    activity = Activity(
        kind="group", title="Groupe d'échange", place="Maison de quartier", starts_at=starts,
        starts_local=f"{local(starts, Programme().calendar):%Y-%m-%dT%H:%M}", status=ANNOUNCED,
        invite_at=starts - INVITED_BEFORE, by="bench", created_at=SAID,
    )  # fmt: skip
    return activity.model_dump(exclude={"id"}) | {"id": number}
