"""Reminders: the evening before for a yes, two days before for a maybe, two hours before a bus."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from messages.contacts import Contact
from messages.drafts import Draft
from messages.gate import own_hours
from messages.hours import (
    Calendar,
    Hours,
    NoMomentError,
    allowed,
    at,
    back_to_window,
    evening_before,
    last_reminded,
    local,
)
from messages.outbox import AUTOMATIC, BUS, Kind, Planned
from messages.programme import Programme
from messages.rows import IDS, read, rows
from scheduler.activities import ANNOUNCED, Activity, Revision
from scheduler.people import Adult
from scheduler.rules import Facts, Rule, Withdraw, draft, written
from scheduler.signups import MAYBE, YES, SignUp
from scheduler.standing import Standing

DAY_BEFORE = Kind(
    "reminder/day-before", AUTOMATIC, 40, capped=True, asks="reminder", rule="reminders", label="rappel de la veille"
)
UNDECIDED = Kind(
    "reminder/maybe", AUTOMATIC, 41, capped=True, asks="rsvp", rule="reminders", label="rappel d'un « peut-être »"
)
BUS_LEAVES = Kind(
    "reminder/bus", BUS, 15, capped=True, asks="reminder", rule="reminders", label="rappel du départ du bus"
)
WANTED = {DAY_BEFORE.name: YES, UNDECIDED.name: MAYBE, BUS_LEAVES.name: YES}
"""The answer that each kind supposes."""

TWO_DAYS, TWO_HOURS = timedelta(hours=48), timedelta(hours=2)
FURTHEST = timedelta(days=10)
"""No reminder is moved back further than this."""
SPREAD = 80
"""Minutes over which the evening's reminders are spread, so that not all phones ring at once."""
KINDS = (DAY_BEFORE, UNDECIDED, BUS_LEAVES)


class Word(NamedTuple):
    """A yes or a maybe, as far as a reminder asks: who said it when, and of which date."""

    contact_id: int
    own_from: time | None
    own_until: time | None
    answer: str
    at: datetime
    activity_id: int
    starts_at: datetime
    starts_local: str
    bus_at: datetime | None
    moved_at: datetime | None
    """When the date was last changed."""


def _words(signup: Any) -> Any:
    """What is read of each sign-up, with its date and whoever gave it."""
    latest = (col(Revision.activity_id) == Activity.id) & (col(Revision.number) == Activity.revision)
    read: list[Any] = [
        *(Contact.id, Contact.own_from, Contact.own_until, signup.answer, signup.at),
        *(Activity.id, Activity.starts_at, Activity.starts_local, Activity.bus_at, Revision.at),
    ]
    return (
        select(*read)
        .join(Activity, col(Activity.id) == signup.activity_id)
        .join(Adult, col(Adult.id) == signup.adult_id)
        .join(Contact, col(Contact.id) == col(Adult.contact_id))
        .join(Revision, latest, isouter=True)
        .where(Activity.status == ANNOUNCED)
    )


_ADULTS = select(Adult.id).where(col(Adult.contact_id).in_(IDS))
_GIVEN = select(SignUp).where(col(SignUp.adult_id).in_(_ADULTS), col(SignUp.answer).in_((YES, MAYBE)))
_SAID = _words(SignUp).order_by(col(Activity.starts_at), col(SignUp.id))
_HERS = _words(aliased(SignUp, _GIVEN.cte("hers").prefix_with("MATERIALIZED"))).where(
    col(Activity.starts_at) > bindparam("after"), col(Activity.starts_at) <= bindparam("furthest")
)
"""From the people to their dates: else SQLite tries every person on every date to come."""


def _to_remind(kind: Kind) -> Any:
    """Who has no such reminder yet and may be due one; what is sure to come later is not read."""
    starts, day = col(Activity.starts_at), func.substr(Activity.starts_local, 1, 10)
    said = _SAID.where(SignUp.answer == WANTED[kind.name], starts > bindparam("since"), ~written(kind, day))
    if kind is BUS_LEAVES:
        return said.where(starts <= bindparam("furthest"), col(Activity.bus_at) <= bindparam("leaves"))
    if kind is UNDECIDED:
        return said.where(starts < bindparam("undecided"))
    evening = (starts < bindparam("evening")) | col(Contact.own_from).is_not(None)
    return said.where(starts < bindparam("morning"), evening)


_TO_REMIND = [(kind, _to_remind(kind)) for kind in KINDS]


def owed(session: Session, programme: Programme, since: datetime, until: datetime) -> list[Draft]:
    """Reminders of everything that starts after `since`; an answer or a new date after the moment gets none."""
    moments, ends, found = Moments(programme.calendar), _ends(until, programme.calendar), []
    for kind, said in _TO_REMIND:
        for word in map(Word._make, read(session, said, since=since, **ends)):
            due, deadline = moments.due(kind, word), _deadline(kind, word)
            if due is not None and due <= until and deadline > since:
                found.append(_reminder(kind, word, programme, due, deadline))
    return found


def promised(
    session: Session, programme: Programme, people: Collection[int], after: datetime, until: datetime
) -> dict[int, list[datetime]]:
    """When each of these contacts will be reminded, after the one moment and by the other, as things stand now."""
    moments, found = Moments(programme.calendar), defaultdict[int, list[datetime]](list)
    for word in map(Word._make, rows(session, _HERS, people, after=after, furthest=until + FURTHEST)):
        for kind in KINDS:
            if word.answer == WANTED[kind.name] and (due := moments.due(kind, word)) and after < due <= until:
                found[word.contact_id].append(due)
    return found


def renew(session: Session, messages: Sequence[Planned]) -> list[Facts | Withdraw]:
    """Still on, still the same day, still the same answer; otherwise withdrawn."""
    standing = Standing(session, messages)
    return [_renew(standing, message) for message in messages]


class Moments:
    """When each kind of reminder is due; thought through once for each date and each choice of hours."""

    def __init__(self, cal: Calendar) -> None:
        self._cal = cal
        self._known: dict[tuple[str, int, time | None, time | None], tuple[datetime, int] | None] = {}

    def due(self, kind: Kind, word: Word) -> datetime | None:
        """Hers; None where there is no such moment, or she gave her word or the date was changed after it."""
        key = (kind.name, word.activity_id, word.own_from, word.own_until)
        if key not in self._known:
            self._known[key] = self._opens(kind, word)
        if (opens := self._known[key]) is None:
            return None
        due = opens[0] + timedelta(minutes=word.contact_id * 7 % SPREAD % opens[1])
        return due if word.at < due and (word.moved_at is None or word.moved_at < due) else None

    def _opens(self, kind: Kind, word: Word) -> tuple[datetime, int] | None:
        """From when on, and spread over how many minutes."""
        cal, own = self._cal, own_hours(word)
        try:
            if kind is DAY_BEFORE:
                return evening_before(word.starts_at, cal, own)
            if kind is UNDECIDED:
                return _two_days_before(word.starts_at, cal, own), 1
            evening_before(word.starts_at, cal, own)
        except NoMomentError:
            return None
        leaves = word.bus_at - TWO_HOURS if word.bus_at is not None else None
        return (leaves, 1) if leaves is not None and local(leaves, cal).time() in cal.hours else None


def _ends(until: datetime, cal: Calendar) -> dict[str, datetime]:
    """Before when it starts, or the bus leaves, if a reminder can be due by then."""
    morning, evening = (last_reminded(until, cal, own) + timedelta(days=1) for own in (True, False))
    return {
        "morning": at(morning, time(), cal),
        "evening": at(evening, time(), cal),
        "undecided": at(morning + TWO_DAYS, time(), cal),
        "furthest": until + FURTHEST,
        "leaves": until + TWO_HOURS,
    }


def _two_days_before(start: datetime, cal: Calendar, own: Hours | None) -> datetime:
    here = local(start, cal)
    moment = at(here.date() - TWO_DAYS, here.time(), cal)
    return moment if allowed(moment, cal, own) else back_to_window(moment, cal, own)


def _deadline(kind: Kind, word: Word) -> datetime:
    """When it has become useless."""
    return word.bus_at if kind is BUS_LEAVES and word.bus_at is not None else word.starts_at


def _reminder(kind: Kind, word: Word, programme: Programme, due: datetime, deadline: datetime) -> Draft:
    return draft(
        kind,
        programme,
        contact_id=word.contact_id,
        topic=f"activity-{word.activity_id}",
        occurrence=word.starts_local[:10],
        due=due,
        deadline=deadline,
        fallback=True,
    )


def _renew(standing: Standing, message: Planned) -> Facts | Withdraw:
    activity = standing.activity(message)
    if activity is None or standing.adult(message) is None or activity.status != ANNOUNCED:
        return Withdraw("cancelled")
    if f"/{activity.starts_local[:10]}/" not in message.once or activity.starts_at <= message.due_at:
        return Withdraw("moved")
    if standing.answer(message) != WANTED[message.kind]:
        return Withdraw("changed-mind")
    return standing.facts(activity)


RULE = Rule("reminders", (DAY_BEFORE, UNDECIDED, BUS_LEAVES), owed, renew)
