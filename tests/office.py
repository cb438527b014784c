"""An office without walls: plans, reserves and sends as the dispatcher does, step by step, to providers of the test."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlmodel import Session, SQLModel, select

from bot.foresight import next_moment
from messages.catalogue import Catalogue
from messages.channels.base import Accepted, Outcome, Outgoing
from messages.contacts import Contact
from messages.delivery import settle
from messages.inbox import InboxItem
from messages.outbox import Attempt, Message
from messages.programme import PARIS, Programme
from messages.store import Store
from scheduler.activities import Activity
from scheduler.planning import plan
from scheduler.reserving import Batch, Room, reserve
from scheduler.writing import Desk
from tests.cast import group_evening, mother, paris, says

P = ParamSpec("P")
T = TypeVar("T")
Row = TypeVar("Row", bound=SQLModel)
CATALOGUE = Catalogue(PARIS)


def delivered(outgoing: Outgoing) -> Outcome:
    """A provider that takes everything."""
    return Accepted(f"id-{outgoing.attempt}")


@dataclass
class Office:
    """A store, the hour, and a provider for each medium."""

    store: Store
    now: datetime
    programme: Programme = field(default_factory=Programme)
    providers: dict[str, Callable[[Outgoing], Outcome]] = field(
        default_factory=lambda: {"sms": delivered, "telegram": delivered}
    )

    @property
    def desk(self) -> Desk:
        """What the reserving transaction works with."""
        return Desk(self.programme, CATALOGUE, frozenset(self.providers))

    def do(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One write transaction."""
        return self.store.writing(fn, *args, **kwargs)

    def see(self, fn: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """One reading."""
        return self.store.reading(fn, *args, **kwargs)

    def mother(self, name: str, **contact: Any) -> Any:
        """Somebody who said yes in September."""
        return self.do(mother, name, **contact)

    def evening(self, starts: str, yes: Any = None, maybe: Any = None, **fields: Any) -> Activity:
        """A group evening to which somebody has said yes, or maybe."""
        activity = self.do(group_evening, starts, **fields)
        for adult, answer in ((yes, "yes"), (maybe, "maybe")):
            if adult is not None:
                self.do(says, adult, activity, answer)
        return activity

    def plan(self) -> int:
        """Write what is owed now."""
        return self.do(plan, self.programme, frozenset(self.providers), self.now)

    def reserve(self, medium: str = "sms", count: int = 100) -> Batch:
        """Reserve what is due now for one medium."""
        return self.do(reserve, self.desk, Room(medium, count, ()), self.now)

    def send(self) -> None:
        """Plan and send until nothing more is due."""
        busy = True
        while busy:
            busy = self.plan() > 0
            for medium, provider in self.providers.items():
                batch = self.reserve(medium)
                busy |= bool(batch.reserved) or batch.rerouted
                for one in batch.reserved:
                    self.do(settle, one.outgoing.attempt, provider(one.outgoing), self.now)

    def to(self, moment: str | datetime) -> None:
        """Let time pass, stopping wherever something is due."""
        until = paris(moment) if isinstance(moment, str) else moment
        self.send()
        while (step := self.see(next_moment, self.programme, frozenset(self.providers), self.now, until)) is not None:
            self.now = step
            self.send()
        self.now = until
        self.send()

    def all(self, table: type[Row]) -> list[Row]:
        """Every row of a table, in the order they were written (an attempt's id is random)."""
        columns = table.__table__.c  # type: ignore[attr-defined]
        key = (columns.message_id, columns.number) if table is Attempt else table.__table__.primary_key  # type: ignore[attr-defined]
        return self.see(lambda session: list(session.exec(select(table).order_by(*key))))

    def messages(self, kind: str = "") -> list[Message]:
        """Every message, or those of one kind, in the order they were written."""
        return sorted((m for m in self.all(Message) if m.kind.startswith(kind)), key=lambda m: m.id or 0)

    def message(self, kind: str = "") -> Message:
        """The only one of that kind."""
        [only] = self.messages(kind)
        return only

    def items(self, kind: str = "") -> list[InboxItem]:
        """What the educator was shown."""
        return [item for item in self.all(InboxItem) if item.kind.startswith(kind)]

    def left(self, kind: str = "") -> list[str]:
        """When each message of a kind left, in Lille: "sat 17 17:21"."""
        about = {message.id for message in self.messages(kind)}
        tries = sorted(
            (a for a in self.all(Attempt) if a.message_id in about), key=lambda a: (a.reserved_at, a.message_id)
        )
        return [said(one.reserved_at) for one in tries]

    def received(self, name: str) -> list[str]:
        """The kinds of what left for somebody, in order."""
        ids = {contact.id for contact in self.all(Contact) if contact.name == name}
        sent = {m.id: m.kind for m in self.messages() if m.contact_id in ids}
        tries = sorted(self.all(Attempt), key=lambda a: (a.reserved_at, a.message_id, a.number))
        return [sent[one.message_id] for one in tries if one.message_id in sent]


def said(moment: datetime) -> str:
    """A moment as it is read in Lille, without its year: "sat 17 oct 17:21"."""
    here = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(PARIS)
    return f"{here:%a %d %b %H:%M}".lower()
