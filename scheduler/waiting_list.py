"""The waiting list: which households hold places of an activity, which wait, and in which order."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from sqlalchemy import bindparam
from sqlmodel import Session, col, exists, select

from messages.rows import IDS, listed, rows
from scheduler.activities import Activity
from scheduler.offers import LAPSED, LATE, OPEN, WITHDRAWN, Offer
from scheduler.people import Adult
from scheduler.register import PRESENT, Presence
from scheduler.signups import WAITING, YES, SignUp, household

BARRING = ("undelivered", "one-question")
"""Why an offer that could not be told is not made again: the next one would not arrive either."""


# Built once: they are asked at every answer and at every turn of the dispatcher.
_WORDS = (
    select(SignUp, Adult)
    .join(Adult, col(Adult.id) == col(SignUp.adult_id))
    .where(col(SignUp.activity_id) == bindparam("activity"), col(SignUp.answer).in_((YES, WAITING)))
    .order_by(col(SignUp.rank).is_(None), col(SignUp.rank), col(SignUp.waiting_since), col(SignUp.id))
    .execution_options(populate_existing=True)
)
_OFFERS = (
    select(Offer, Adult)
    .join(Adult, col(Adult.id) == col(Offer.adult_id))
    .where(col(Offer.activity_id) == bindparam("activity"))
    .execution_options(populate_existing=True)
)
_PRESENT = select(Adult.family_id, Adult.id).where(
    col(Adult.id).in_(IDS) | col(Adult.family_id).in_(listed("families")),
    exists().where(col(Presence.adult_id) == col(Adult.id), col(Presence.status) == PRESENT),
)


@dataclass
class Home:
    """One household and one activity."""

    key: str
    coming: int = 0
    """Persons who have a place; the larger answer of its adults."""
    waiting: list[SignUp] = field(default_factory=list)
    """The words of its adults who wait, the first first."""
    adults: dict[int, Adult] = field(default_factory=dict)
    offer: Offer | None = None
    """Open, and in time."""
    past: list[Offer] = field(default_factory=list)
    """Offers it let pass, settled or about to be."""
    answered_late: bool = False
    barred: str = ""
    first_time: bool = True
    """Never present anywhere."""

    @property
    def opened(self) -> list[Offer]:
        """Offers nobody has settled yet, in time or past their deadline."""
        return [offer for offer in (self.offer, *self.past) if offer is not None and offer.status == OPEN]

    @property
    def held(self) -> int:
        """Persons it has or is offered places for."""
        return max(self.coming, self.offer.seats if self.offer is not None else 0)

    @property
    def wanted(self) -> int:
        """Persons it waits for, those who have a place included; the larger of its adults."""
        return max((signup.total for signup in self.waiting), default=0)

    @property
    def rank(self) -> int | None:
        """Given by a person; None where nobody did."""
        return min((signup.rank for signup in self.waiting if signup.rank is not None), default=None)

    @property
    def passed_over(self) -> bool:
        """Whether a place was free for it and could not be offered."""
        return all(signup.passed_over for signup in self.waiting)


@dataclass
class Standing:
    """Everybody who has, is offered or waits for places of one activity. In persons."""

    capacity: int | None
    first_timers_first: bool
    now: datetime
    homes: dict[str, Home] = field(default_factory=dict)
    regulars: Callable[[Collection[Adult]], Collection[str]] = lambda _adults: ()
    """Which households of these adults were present once, anywhere."""

    def welcome(self, adults: Iterable[Adult]) -> None:
        """Make room for their households, those that have said nothing yet included."""
        new = [adult for adult in adults if household(adult) not in self.homes]
        regulars = self.regulars(new) if new else ()
        for key in map(household, new):
            self.homes[key] = Home(key, first_time=key not in regulars)

    def home(self, adult: Adult) -> Home:
        """Her household."""
        self.welcome([adult])
        return self.homes[household(adult)]

    @property
    def held(self) -> int:
        """Places taken or offered."""
        return sum(home.held for home in self.homes.values())

    @property
    def free(self) -> int | None:
        """Places nobody has or is offered; None without a limit."""
        return None if self.capacity is None else self.capacity - self.held

    def fits(self, home: Home, persons: int) -> bool:
        """Whether so many persons of this household find room, with the places it holds already."""
        return self.free is None or persons <= home.held or persons - home.held <= self.free

    def queue(self) -> list[Home]:
        """Who waits, the first first: as a person ranked them, then first-timers where preferred, then by time."""
        return sorted((home for home in self.homes.values() if home.waiting), key=self._place)

    def gives(self, home: Home, persons: int) -> bool:
        """Whether so many places can be hers now: there is room, and nobody before her is owed it."""
        if persons <= home.held or not self.fits(home, persons):
            return persons <= home.held
        before = (other for other in self.queue() if other is not home and self._place(other) < self._place(home))
        return not any(
            other.offer is None and self.fits(other, other.wanted) and not other.passed_over for other in before
        )

    def _place(self, home: Home) -> tuple[bool, int, bool, bool, datetime, int]:
        first = min(home.waiting, key=_since, default=None)
        since, number = _since(first) if first is not None else (self.now, 1 << 60)
        behind = bool(home.past) or home.answered_late
        late = self.first_timers_first and not home.first_time
        return home.rank is None, home.rank or 0, behind, late, since, number


def standing(session: Session, activity: Activity, now: datetime) -> Standing:
    """As the tables say now. Whoever decides on it holds the activity's row (`scheduler.places.lock`)."""
    stands = Standing(activity.capacity, activity.first_timers_first, now, regulars=partial(_regulars, session))
    which = {"activity": activity.id}
    words, offers = session.exec(_WORDS, params=which).all(), session.exec(_OFFERS, params=which).all()
    stands.welcome(adult for _, adult in (*words, *offers))
    for signup, adult in words:
        home = stands.home(adult)
        if signup.answer == YES:
            home.coming = max(home.coming, signup.total)
        else:
            home.waiting.append(signup)
            home.adults[signup.adult_id] = adult
    for offer, adult in offers:
        _count(stands.home(adult), offer, now)
    return stands


def _count(home: Home, offer: Offer, now: datetime) -> None:
    if offer.status == OPEN and offer.until > now:
        home.offer = offer
    elif offer.status in (OPEN, LAPSED):
        home.past.append(offer)
    elif offer.status == LATE:
        home.answered_late = True
    elif offer.status == WITHDRAWN and offer.reason in BARRING:
        home.barred = offer.reason


def _regulars(session: Session, adults: Collection[Adult]) -> Collection[str]:
    families = [adult.family_id for adult in adults if adult.family_id is not None]
    ids = [adult.id for adult in adults]
    return {household(row) for row in rows(session, _PRESENT, ids, families=families)}


def _since(signup: SignUp) -> tuple[datetime, int]:
    return signup.waiting_since or signup.at, signup.id or 0
