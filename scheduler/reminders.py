"""Reminders: the evening before for a yes, two days before for a maybe, two hours before a bus."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from messages.contacts import Contact
from messages.gate import own_hours
from messages.hours import NoMomentError, allowed, at, back_to_window, day_before, local
from messages.outbox import AUTOMATIC, BUS, Kind, Message, Planned
from messages.programme import Programme
from scheduler.activities import ANNOUNCED, Activity, Revision
from scheduler.people import Adult
from scheduler.rules import Facts, Rule, Withdraw, draft
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
_LATEST = (col(Revision.activity_id) == Activity.id) & (col(Revision.number) == Activity.revision)


def owed(
    session: Session, programme: Programme, since: datetime, until: datetime, people: Collection[int] | None = None
) -> list[Message]:
    """Reminders of everything that starts after `since`, where `people` names some to these contacts only; an answer
    or a new date after the moment gets none."""
    query = (
        select(Activity, SignUp, Contact, Revision)
        .join(SignUp, col(SignUp.activity_id) == col(Activity.id))
        .join(Adult, col(Adult.id) == col(SignUp.adult_id))
        .join(Contact, col(Contact.id) == col(Adult.contact_id))
        .join(Revision, _LATEST, isouter=True)
        .where(
            Activity.status == ANNOUNCED,
            col(Activity.starts_at) > since,
            col(Activity.starts_at) <= until + FURTHEST,
            col(SignUp.answer).in_((YES, MAYBE)),
            *([] if people is None else [col(Contact.id).in_(people)]),
        )
        .order_by(col(Activity.starts_at), col(SignUp.id))
    )
    return [
        _reminder(kind, activity, contact, programme, due, deadline)
        for activity, signup, contact, revision in session.exec(query)
        for kind, due, deadline in _moments(activity, signup, contact, programme)
        if signup.at < due <= until and deadline > since and (revision is None or revision.at < due)
    ]


def renew(session: Session, messages: Sequence[Planned]) -> list[Facts | Withdraw]:
    """Still on, still the same day, still the same answer; otherwise withdrawn."""
    standing = Standing(session, messages)
    return [_renew(standing, message) for message in messages]


def _reminder(
    kind: Kind, activity: Activity, contact: Contact, programme: Programme, due: datetime, deadline: datetime
) -> Message:
    return draft(
        kind,
        programme,
        contact_id=contact.id or 0,
        topic=activity.topic,
        occurrence=activity.starts_local[:10],
        due=due,
        deadline=deadline,
        fallback=True,
    )


def _moments(
    activity: Activity, signup: SignUp, contact: Contact, programme: Programme
) -> Iterator[tuple[Kind, datetime, datetime]]:
    """Each kind of reminder she is owed, when it is due and when it has become useless."""
    cal, own = programme.calendar, own_hours(contact)
    try:
        if signup.answer == MAYBE:
            start = local(activity.starts_at, cal)
            moment = at(start.date() - TWO_DAYS, start.time(), cal)
            due = moment if allowed(moment, cal, own) else back_to_window(moment, cal, own)
            yield UNDECIDED, due, activity.starts_at
            return
        yield (
            DAY_BEFORE,
            day_before(activity.starts_at, cal, own, (contact.id or 0) * 7 % SPREAD),
            activity.starts_at,
        )
    except NoMomentError:
        return
    if activity.bus_at is not None:
        due = activity.bus_at - TWO_HOURS
        if local(due, cal).time() in cal.hours:
            yield BUS_LEAVES, due, activity.bus_at


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
