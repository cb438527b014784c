"""A small world for the waiting list: one outing, nine adults of seven households, in memory, forgotten each time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, select

from bot.tables import METADATA
from messages.channels.base import Accepted
from messages.delivery import settle
from messages.hours import allowed
from messages.outbox import PLANNED, Message
from messages.programme import Programme
from messages.sqlite import library
from scheduler.activities import ANNOUNCED, Activity
from scheduler.families import Family
from scheduler.offers import OPEN, Offer
from scheduler.people import Adult
from scheduler.planning import plan, turning_points
from scheduler.reserving import Room, reserve
from scheduler.signups import WAITING, YES, SignUp, household
from scheduler.writing import Desk
from tests.cast import father, group_evening, mother, paris
from tests.office import CATALOGUE

BEGINS = paris("2026-10-05 10:00")
PROGRAMME = Programme()
SMS = frozenset({"sms"})
PLACES = 5


@dataclass
class Party:
    """One household, as counted here again from the rows, in other words than the programme's."""

    coming: int = 0
    offered: int = 0
    offers: int = 0
    waiting: list[SignUp] = field(default_factory=list)
    passed: int = 0
    """Offers let pass and not answered since."""
    late: bool = False

    @property
    def holds(self) -> int:
        """Places it has or is offered."""
        return max(self.coming, self.offered)

    @property
    def wants(self) -> int:
        """Places it waits for."""
        return max((row.total for row in self.waiting), default=0)


class World:
    """Everything between two moments; `now` is moved by hand."""

    def __init__(self, session: Session) -> None:
        self.session, self.now = session, BEGINS
        self.adults = list(session.exec(select(Adult).order_by("id")))  # type: ignore[arg-type]
        self.activity = session.exec(select(Activity)).one()
        self.desk = Desk(PROGRAMME, CATALOGUE, SMS)
        self._seen: dict[str, Party] | None = None

    def settle(self) -> None:
        """Plan, and send what is due, until nothing is."""
        self.look_again()
        while plan(self.session, PROGRAMME, SMS, self.now) or self._due():
            batch = reserve(self.session, self.desk, Room("sms", 100, ()), self.now)
            for one in batch.reserved:
                assert allowed(self.now, PROGRAMME.calendar)
                settle(self.session, one.outgoing.attempt, Accepted(f"id-{one.outgoing.attempt}"), self.now)
            if not batch.reserved:
                break
        self.look_again()

    def to(self, until: datetime) -> None:
        """Let time pass, stopping wherever something is due or ends."""
        while (moment := self._next(until)) is not None:
            self.now = moment
            self.settle()
        self.now = until
        self.settle()

    def look_again(self) -> None:
        """Something may have changed."""
        self._seen = None

    def parties(self) -> dict[str, Party]:
        """Each household with what it has, is offered and waits for."""
        if self._seen is None:
            self._seen = self._counted()
        return self._seen

    def _counted(self) -> dict[str, Party]:
        found = {household(adult): Party() for adult in self.adults}
        homes = {adult.id: household(adult) for adult in self.adults}
        for row in self.session.exec(select(SignUp)):
            party = found[homes[row.adult_id]]
            if row.answer == YES:
                party.coming = max(party.coming, row.total)
            elif row.answer == WAITING:
                party.waiting.append(row)
        for offer in self.session.exec(select(Offer)):
            party = found[homes[offer.adult_id]]
            if offer.status == OPEN and offer.until > self.now:
                party.offered, party.offers = offer.seats, party.offers + 1
            party.passed += offer.status == "lapsed" or (offer.status == OPEN and offer.until <= self.now)
            party.late |= offer.status == "late"
        return found

    def free(self) -> int:
        """Places nobody has or is offered."""
        assert self.activity.capacity is not None
        return self.activity.capacity - sum(party.holds for party in self.parties().values())

    @property
    def on(self) -> bool:
        """Whether it is still to take place."""
        return self.activity.status == ANNOUNCED and self.activity.starts_at > self.now

    def _due(self) -> bool:
        query = select(Message.id).where(Message.status == PLANNED, Message.due_at <= self.now).limit(1)
        return self.session.exec(query).first() is not None

    def _next(self, until: datetime) -> datetime | None:
        planned = select(Message.due_at).where(
            Message.status == PLANNED, Message.due_at > self.now, Message.due_at <= until
        )
        ends = [turn.at for turn in turning_points(self.session, self.now, until)]
        return min([*ends, *self.session.exec(planned)], default=None)


def new_engine() -> Engine:
    """A database in memory with the cast in it."""
    engine = create_engine(
        "sqlite://",
        module=library(),
        poolclass=StaticPool,
        connect_args={"isolation_level": None, "check_same_thread": False},
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    METADATA.create_all(engine)
    with Session(engine) as session:
        mothers = [mother(session, name) for name in ("Fatou", "Awa", "Leïla", "Sonia", "Nour", "Elif", "Rokia")]
        for number, name in enumerate(("Karim", "Ousmane")):
            father(session, name, session.get_one(Family, mothers[number].family_id))
        group_evening(session, "2026-10-24 14:00", capacity=PLACES)
        session.commit()
    return engine


@contextmanager
def world(engine: Engine) -> Iterator[World]:
    """A world of its own; nothing of it is kept."""
    with engine.connect() as connection:
        begun = connection.begin()
        with Session(connection, expire_on_commit=False) as session:
            yield World(session)
        begun.rollback()


def later(minutes: int) -> timedelta:
    """A stretch of time."""
    return timedelta(minutes=minutes)
