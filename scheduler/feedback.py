"""Feedback: one question, from ten o'clock on the next allowed day, to those who were there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, func, select

from messages.drafts import Draft
from messages.hours import at, local, open_day
from messages.outbox import AUTOMATIC, DOUBTFUL, PLANNED, SENDING, SENT, Kind, Message, Planned
from messages.programme import Programme
from messages.rows import IDS, rows
from scheduler.activities import ANNOUNCED, Activity, of_topic
from scheduler.facts import activity_facts
from scheduler.people import Adult, adult_of
from scheduler.register import PRESENT, Presence
from scheduler.rules import Facts, Rule, Withdraw, draft, written
from scheduler.signups import YES, SignUp

FEEDBACK = Kind(
    "feedback", AUTOMATIC, 70, capped=True, asks="rating", rule="feedback", label="question après la rencontre"
)
FROM = time(10)
USUAL_LENGTH = timedelta(hours=2)
ANSWERED_WITHIN = timedelta(days=14)
"""How long a score is still taken for an answer."""
LONGEST = timedelta(days=20)
"""No activity lasts longer, with the days until feedback is asked."""
_BEGUN = (
    select(Activity)
    .where(
        Activity.status == ANNOUNCED,
        col(Activity.starts_at) <= bindparam("until"),
        col(Activity.starts_at) > bindparam("after"),
    )
    .order_by(col(Activity.starts_at))
)
_DAY = func.substr(Activity.starts_local, 1, 10)
_ASKED = select(Message.contact_id, Message.topic, Message.due_at).where(
    col(Message.contact_id).in_(IDS),
    col(Message.due_at) > bindparam("since"),
    Message.kind == FEEDBACK.name,
    col(Message.status).in_((PLANNED, SENDING, SENT, DOUBTFUL)),
)


def _those(table: type[Presence] | type[SignUp]) -> Any:
    """Whom each date concerns by that table, and whether they were asked about it."""
    return (
        select(table.activity_id, Adult.contact_id, written(FEEDBACK, _DAY))
        .join(Activity, col(Activity.id) == col(table.activity_id))
        .join(Adult, col(Adult.id) == col(table.adult_id))
        .where(col(table.activity_id).in_(IDS), col(Adult.contact_id).is_not(None))
        .order_by(col(table.activity_id), col(table.adult_id))
    )


_HERE = _those(Presence).where(Presence.status == PRESENT)
_CAME = _those(SignUp).where(SignUp.answer == YES)


def owed(session: Session, programme: Programme, since: datetime, until: datetime) -> list[Draft]:
    """For each activity that is over, everybody who was there and was not asked anything for thirty days.

    Whoever was asked about all of it is not thought through again.
    """
    begun = session.exec(_BEGUN, params={"after": since - LONGEST, "until": until})
    over = [(activity, asked_from(activity, programme)) for activity in begun]
    asking = [(activity, due) for activity, due in over if due <= until and due + programme.feedback_within > since]
    there = _who_was_there(session, [activity for activity, _ in asking])
    open_ones = {
        (activity.topic, contact_id)
        for activity, _ in asking
        for contact_id, asked in there[activity.id].items()
        if not asked
    }
    people = {contact_id for _, contact_id in open_ones}
    drafts = [
        _question(activity, contact_id, programme, due)
        for activity, due in asking
        for contact_id in there[activity.id]
        if contact_id in people
    ]
    return [one for one in _apart(session, drafts, programme) if (one.topic, one.contact_id) in open_ones]


def renew(session: Session, messages: Sequence[Planned]) -> list[Facts | Withdraw]:
    """Still on the register, which may have been entered meanwhile."""
    return [_renew(session, message) for message in messages]


def over_at(activity: Activity) -> datetime:
    """When it ends, or would usually end."""
    return activity.ends_at or activity.starts_at + USUAL_LENGTH


def asked_from(activity: Activity, programme: Programme) -> datetime:
    """Ten o'clock of the first allowed day after the day it ends on."""
    cal = programme.calendar
    day: date = local(over_at(activity), cal).date() + timedelta(days=1)
    while not open_day(day, cal):
        day += timedelta(days=1)
    return at(day, FROM, cal)


def _question(activity: Activity, contact_id: int, programme: Programme, due: datetime) -> Draft:
    return draft(
        FEEDBACK,
        programme,
        contact_id=contact_id,
        topic=activity.topic,
        occurrence=activity.starts_local[:10],
        due=due,
        deadline=due + programme.feedback_within,
        open_until=due + ANSWERED_WITHIN,
    )


def _who_was_there(session: Session, activities: Iterable[Activity]) -> Mapping[int | None, dict[int, bool]]:
    """For each activity whom its register names, the yes where no register was entered; and whether she was asked."""
    entered, missing = set[int | None](), set[int | None]()
    for activity in activities:
        (missing if activity.register_at is None else entered).add(activity.id)
    there = defaultdict[int | None, dict[int, bool]](dict)
    for activity_id, contact_id, asked in (*rows(session, _HERE, entered), *rows(session, _CAME, missing)):
        there[activity_id][contact_id] = asked
    return there


def _apart(session: Session, drafts: list[Draft], programme: Programme) -> list[Draft]:
    """At most one question in thirty days: those written before count, and of the others the earlier."""
    kept: dict[int | None, datetime] = {}
    apart = []
    asked = _asked(session, drafts, programme)
    for message in sorted(drafts, key=lambda one: one.due_at):
        since, last = message.due_at - programme.feedback_every, kept.get(message.contact_id)
        before = any(at > since and topic != message.topic for topic, at in asked[message.contact_id])
        if not before and (last is None or last <= since):
            kept[message.contact_id] = message.due_at
            apart.append(message)
    return apart


def _asked(
    session: Session, drafts: Sequence[Draft], programme: Programme
) -> Mapping[int | None, list[tuple[str, datetime]]]:
    """About what, and when, each of these contacts was asked before, as far back as it matters."""
    asked = defaultdict[int | None, list[tuple[str, datetime]]](list)
    earliest = min((message.due_at for message in drafts), default=datetime.max.replace(tzinfo=UTC))
    people = sorted({message.contact_id for message in drafts if message.contact_id is not None})
    found = rows(session, _ASKED, people, since=earliest - programme.feedback_every)
    for contact_id, topic, due_at in found:
        asked[contact_id].append((topic, due_at))
    return asked


def _renew(session: Session, message: Planned) -> Facts | Withdraw:
    activity, adult = of_topic(session, message.topic), adult_of(session, message.contact_id)
    if activity is None or adult is None or activity.status != ANNOUNCED:
        return Withdraw("cancelled")
    if message.contact_id not in _who_was_there(session, [activity])[activity.id]:
        return Withdraw("not-there")
    return activity_facts(activity)


RULE = Rule("feedback", (FEEDBACK,), owed, renew)
