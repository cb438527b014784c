"""What is due, read and written many rows at a time: the outbox as the dispatcher sees it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Integer, bindparam, insert, literal, update
from sqlmodel import Session, col, func, select

from messages.channels.base import Accepted
from messages.columns import Utc, stands
from messages.outbox import ACCEPTED, PLANNED, RESERVED, SENDING, SENT, Attempt, Message
from messages.rows import IDS, given, rows, write_given


class Due(NamedTuple):
    """A planned message, as far as it must be known to let it leave."""

    id: int
    kind: str
    rule: str | None
    contact_id: int | None
    address_id: int | None
    facts: dict[str, Any] | None
    topic: str
    once: str
    due_at: datetime
    deadline_at: datetime
    hours: str
    capped: bool
    fallback: bool
    asks: str | None
    in_reply_to: int | None
    created_at: datetime


_PLANNED = stands(Message.status, PLANNED)
_ATTEMPT: Any = Attempt.__table__  # type: ignore[attr-defined]
_MESSAGE: Any = Message.__table__  # type: ignore[attr-defined]
_NOW = bindparam("now", type_=Utc)
_MAY_CARRY = _MESSAGE.c.sender.in_(["", bindparam("medium")])
_NEXT = select(func.min(_MESSAGE.c.due_at)).where(_PLANNED, _MESSAGE.c.due_at > _NOW, _MAY_CARRY)
_CAN_LEAVE = (
    _PLANNED,
    _MESSAGE.c.due_at <= _NOW,
    _MAY_CARRY,
    _MESSAGE.c.undo_until.is_(None) | (_MESSAGE.c.undo_until <= _NOW),
)
_ANY_DUE = select(_MESSAGE.c.id).where(*_CAN_LEAVE).limit(1)
_DUE = (
    select(*(_MESSAGE.c[name] for name in Due._fields))
    .where(*_CAN_LEAVE)
    .order_by(_MESSAGE.c.priority, _MESSAGE.c.due_at, _MESSAGE.c.id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
)
_SAME = ("medium", "sender", "owner", "reserved_at")
_EACH = ("id", "message_id", "number", "address_id", "text", "parts", "buttons")
_VALUES: list[Any] = [
    *(bindparam(name, type_=_ATTEMPT.c[name].type) for name in _SAME),
    *(given(name, _ATTEMPT.c[name]) for name in _EACH),
    literal(RESERVED), literal(0), literal(0),
]  # fmt: skip
_ATTEMPTS = insert(_ATTEMPT).from_select(
    [*_SAME, *_EACH, "status", "looked_up", "rank"], select(*_VALUES), include_defaults=False
)
_TRIES = (
    select(Attempt.message_id, func.count()).where(col(Attempt.message_id).in_(IDS)).group_by(col(Attempt.message_id))
)
_TOLD = select(
    given("id").label("id"), given("provider").label("provider"), given("said").label("said"),
    given("parts", _ATTEMPT.c.parts).label("parts"),
).cte("told").prefix_with("MATERIALIZED")  # fmt: skip
_TAKEN = (
    update(_ATTEMPT)
    .where(_ATTEMPT.c.id == _TOLD.c.id, _ATTEMPT.c.status == RESERVED)  # by its id, not among all that are open
    .values(
        status=ACCEPTED, settled_at=bindparam("now", type_=_ATTEMPT.c.settled_at.type), failure=None,
        provider_id=_TOLD.c.provider, provider_status=_TOLD.c.said,
        parts=func.coalesce(_TOLD.c.parts, _ATTEMPT.c.parts),
    )
    .returning(_ATTEMPT.c.message_id)
)  # fmt: skip


def due(session: Session, medium: str, now: datetime, most: int) -> list[Due]:
    """Planned messages that this medium may carry, the most urgent first; another worker's rows are skipped."""
    found = session.connection().execute(_DUE, {"medium": medium, "now": now, "most": most})
    return [Due._make(row) for row in found]


def any_due(session: Session, medium: str, now: datetime) -> bool:
    """Whether anything is due that this medium may carry."""
    return session.connection().execute(_ANY_DUE, {"medium": medium, "now": now}).first() is not None


def next_due(session: Session, medium: str, now: datetime) -> datetime | None:
    """When the next planned message falls due that this medium may carry; None where nothing is planned after now."""
    found: datetime | None = session.connection().execute(_NEXT, {"medium": medium, "now": now}).scalar()
    return found


def tries(session: Session, message_ids: Collection[int]) -> dict[int, int]:
    """How often each message was tried; those never tried are absent."""
    return {row[0]: row[1] for row in rows(session, _TRIES, message_ids)} if message_ids else {}


def write_attempts(session: Session, attempts: Sequence[Mapping[str, Any]], same: Mapping[str, Any]) -> None:
    """Write reserved attempts, given by column, and mark their messages as being sent by that medium.

    `same` has what is the same in all of them: medium, sender, owner and the moment in UTC.
    """
    if not attempts:
        return
    write_given(session, _ATTEMPTS, attempts, **same)
    _mark(session, [attempt["message_id"] for attempt in attempts], status=SENDING, sender=same["medium"])


def accept(session: Session, accepted: Mapping[str, Accepted], now: datetime) -> list[int]:
    """Write down, by reserved attempt, what a provider took; the ids of the messages that are thereby sent.

    An attempt that somebody settled before stays as it is.
    """
    told = [
        {"id": attempt, "provider": taken.provider_id, "said": taken.status, "parts": taken.parts}
        for attempt, taken in accepted.items()
    ]
    if not told:
        return []
    messages = [row[0] for row in write_given(session, _TAKEN, told, now=now)]
    if messages:
        _mark(session, messages, status=SENT, reason=None, settled_at=now)
    return messages


def reroute(session: Session, messages: Mapping[str, list[int]]) -> None:
    """Leave messages, by medium, to whoever carries that medium."""
    for medium, ids in messages.items():
        _mark(session, ids, sender=medium)


def put_off(session: Session, messages: Mapping[datetime, list[int]]) -> None:
    """Messages, by moment, that are looked at again then."""
    for moment, ids in messages.items():
        _mark(session, ids, due_at=moment)


def _mark(session: Session, ids: Collection[int], **values: Any) -> None:
    session.connection().execute(
        _marked(*values), {"ids": list(ids), **{f"to_{name}": values[name] for name in values}}
    )


@cache
def _marked(*names: str) -> Any:
    to = {name: bindparam(f"to_{name}", type_=_MESSAGE.c[name].type) for name in names}
    return update(_MESSAGE).where(_MESSAGE.c.id.in_(IDS)).values(to)
