"""Drafts: messages that are owed and not written yet, as plain rows, and many of them written at once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from messages.hours import Calendar, civil
from messages.outbox import PLANNED, Kind, Message


class Draft(NamedTuple):
    """A message as its rule would write it: the columns of `Message` that a rule or the gate has a word in."""

    kind: str
    rule: str | None
    contact_id: int | None
    topic: str
    once: str
    due_at: datetime
    due_local: str
    deadline_at: datetime
    priority: int
    hours: str
    capped: bool
    fallback: bool
    asks: str | None
    asks_until: datetime | None
    by: str
    created_at: datetime
    address_id: int | None = None
    facts: dict[str, Any] | None = None
    undo_until: datetime | None = None
    in_reply_to: int | None = None
    status: str = PLANNED
    reason: str | None = None
    settled_at: datetime | None = None
    id: int | None = None

    def columns(self) -> dict[str, Any]:
        """What there is to write of it; the database gives the number."""
        return {name: value for name, value in zip(self._fields, self, strict=True) if value is not None}

    def message(self) -> Message:
        """The same, unsaved, for what is written one by one."""
        return Message(**self.columns())


def draft_of(
    kind: Kind,
    due: datetime,
    cal: Calendar,
    *,
    contact_id: int,
    topic: str,
    once: str,
    deadline: datetime,
    open_until: datetime,
    fallback: bool,
) -> Draft:
    """A draft of a kind, due at that moment, in the name of Relais; what it asks stays open until `open_until`."""
    return Draft(
        kind.name, kind.rule, contact_id, topic, once, due, civil(due, cal), deadline, kind.priority, kind.hours,
        kind.capped, fallback, kind.asks, open_until if kind.asks else None, "relais", due,
    )  # fmt: skip


def write(session: Session, drafts: Sequence[Draft]) -> int:
    """Write them all, leaving out those whose occurrence was written before; the number written."""
    session.flush()
    insert = _INSERT[session.get_bind().dialect.name].on_conflict_do_nothing()
    counted = insert.execution_options(preserve_rowcount=True)
    alike = defaultdict[tuple[str, ...], list[dict[str, Any]]](list)
    for columns in map(Draft.columns, drafts):
        alike[tuple(columns)].append(columns)
    return sum(session.connection().execute(counted, some).rowcount for some in alike.values())


_MESSAGE: Any = Message.__table__  # type: ignore[attr-defined]
_INSERT: dict[str, Any] = {"postgresql": postgresql.insert(_MESSAGE), "sqlite": sqlite.insert(_MESSAGE)}
