"""Years of finished messages, each with its attempt, made in the database itself, indexed when all are there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, literal
from sqlmodel import Session, SQLModel

from bot.bench.multiplying import itself, multiply
from bot.bench.season import settle
from bot.moving.ends import count_on
from messages.engines import alone
from messages.outbox import DELIVERED, SENT, Attempt, Message
from scheduler.invitations import INVITATION

PEOPLE, A_DATE = 20_000, 100
"""Contacts, and how many of them each date was told to."""
BEGAN, FOR = datetime(2021, 9, 1, 8, 0, tzinfo=UTC), 5 * 365 * 86_400
"""When the first left, and for how many seconds they did."""
FAR = 1_000_000
"""Dates of that time are numbered from here on: none of them is stored."""


def live(session: Session, count: int) -> None:
    """So many messages, evenly over five years, all of them delivered."""
    settle(session, PEOPLE)
    every = max(1, FOR // count)
    message = Message(
        kind=INVITATION.name, rule=INVITATION.rule, once="", due_at=BEGAN, deadline_at=BEGAN, priority=60,
        hours=INVITATION.hours, capped=True, asks="rsvp", by="relais", status=SENT, sender="sms", created_at=BEGAN,
    )  # fmt: skip
    attempt = Attempt(
        id="", message_id=0, number=1, medium="sms", address_id=0, sender="sms/+33937000000", status=DELIVERED,
        reserved_at=BEGAN, text="Bonjour Fatou, groupe d'échange mardi 13 octobre à 14:00. Vous venez ?", rank=3,
    )  # fmt: skip

    def at(number: ColumnElement[int]) -> Any:
        return _after(session, number * every)

    def token(number: ColumnElement[int]) -> Any:
        return _hex(session, number * (0x7FFFFFFF // count)) + "0" * 24

    with _indexed_afterwards(session, Message), _indexed_afterwards(session, Attempt):
        moments = {"due_at": at, "deadline_at": at, "created_at": at, "settled_at": at}
        multiply(session, message, count, id=itself, contact_id=_whose, topic=_topic, once=_once, **moments)
        told = {"reserved_at": at, "settled_at": at, "provider_id": lambda n: literal("SM") + token(n)}
        multiply(session, attempt, count, id=token, message_id=itself, address_id=_whose, **told)
    count_on(session.connection())


@contextmanager
def _indexed_afterwards(session: Session, model: type[SQLModel]) -> Iterator[None]:
    connection, table = session.connection(), model.__table__  # type: ignore[attr-defined]
    alone(connection, "bench")
    for index in table.indexes:
        index.drop(connection)
    yield
    for index in table.indexes:
        index.create(connection)


def _whose(number: ColumnElement[int]) -> ColumnElement[int]:
    return number * 7 % PEOPLE + 1


def _topic(number: ColumnElement[int]) -> ColumnElement[str]:
    return literal("activity-") + cast(number // A_DATE + FAR, Text)


def _once(number: ColumnElement[int]) -> ColumnElement[str]:
    return literal(f"{INVITATION.name}/") + _topic(number) + "/once/contact-" + cast(number, Text)


def _after(session: Session, seconds: ColumnElement[int]) -> Any:
    """So many seconds after the beginning, as each database keeps a moment."""
    if session.get_bind().dialect.name == "postgresql":
        return literal(BEGAN) + func.make_interval(0, 0, 0, 0, 0, 0, seconds)
    return func.strftime("%Y-%m-%d %H:%M:%f000", f"{BEGAN:%Y-%m-%d %H:%M:%S}", cast(seconds, Text) + " seconds")


def _hex(session: Session, number: ColumnElement[int]) -> ColumnElement[str]:
    """Eight hexadecimal digits; over all that can be, as random ones would be."""
    if session.get_bind().dialect.name == "postgresql":
        return func.lpad(func.to_hex(number), 8, "0")
    return func.printf("%08x", number)
