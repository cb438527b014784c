"""Changes and cancellations: told at once to everybody who was coming, might come, or waits for a place."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, union_all
from sqlmodel import Session, col, select

from messages.columns import Utc
from messages.drafts import Draft
from messages.outbox import NOTICE, Kind, Planned
from messages.programme import Programme
from scheduler.activities import CANCELLED, MOVED, Activity, Revision, of_topic
from scheduler.decisions import followed, heard, occurrence_of, once_a_decision
from scheduler.facts import activity_facts, iso
from scheduler.people import Adult, adult_of
from scheduler.rules import Facts, Rule, Withdraw, draft, unwritten
from scheduler.signups import MAYBE, WAITING, YES, SignUp, signup_of

CHANGE = Kind("change", NOTICE, 10, asks="rsvp", rule="changes", label="changement de date")
CANCELLATION = Kind("cancellation", NOTICE, 5, asks="cancelled", rule="changes", label="annulation")
AGAIN = Kind("cancellation/again", NOTICE, 5, asks="cancelled", rule="changes", label="annulation, redite")
"""Sent once more, saying so, when nobody can tell whether the first one arrived."""
_SINCE = bindparam("since", type_=Utc)
_TO_COME: Any = union_all(
    select(col(Activity.id)).where(col(Activity.starts_at) > _SINCE),
    select(col(Revision.activity_id)).where(col(Revision.starts_before) > _SINCE),
)
"""The activities that begin after `since`, or were to: the only ones whose changes still concern anybody."""
_CONCERNED = (
    select(Activity, Revision, Adult.contact_id, SignUp.at)
    .join(Revision, col(Revision.activity_id) == col(Activity.id))
    .join(SignUp, col(SignUp.activity_id) == col(Activity.id))
    .join(Adult, col(Adult.id) == col(SignUp.adult_id))
    .where(
        Revision.number == Activity.revision,
        col(Revision.at) <= bindparam("until"),
        col(Activity.id).in_(_TO_COME),
        (col(Activity.starts_at) > _SINCE) | (col(Revision.starts_before) > _SINCE),
        col(SignUp.answer).in_((YES, MAYBE, WAITING)),
        col(Adult.contact_id).is_not(None),
    )
    .order_by(col(Revision.starts_before), col(Revision.id), col(SignUp.id))
)


def owed(session: Session, programme: Programme, since: datetime, until: datetime) -> list[Draft]:
    """For the latest revision of each activity, one notice to everybody concerned; of a series, for her next date."""
    # Whoever first said yes to the new date need not be told of it.
    concerned = [
        (revision.together, contact_id or 0, activity, revision)
        for activity, revision, contact_id, said_at in session.exec(_CONCERNED, params={"since": since, "until": until})
        if said_at <= revision.at + programme.undo <= until and _deadline(activity, revision) > since
    ]
    notices = [
        _notice(activity, revision, contact_id, programme)
        for _, contact_id, activity, revision in once_a_decision(session, concerned)
    ]
    return unwritten(session, notices)


def renew(session: Session, messages: Sequence[Planned]) -> list[Facts | Withdraw]:
    """Still the latest word on that activity."""
    return [_renew(session, message) for message in messages]


def _notice(activity: Activity, revision: Revision, contact_id: int, programme: Programme) -> Draft:
    return draft(
        CHANGE if revision.what == MOVED else CANCELLATION,
        programme,
        contact_id=contact_id,
        topic=activity.topic,
        occurrence=occurrence_of(revision),
        due=revision.at + programme.undo,
        deadline=_deadline(activity, revision),
        fallback=True,
    )


def _deadline(activity: Activity, revision: Revision) -> datetime:
    """The earlier of the old and the new start, unless that was past already."""
    starts = sorted((revision.starts_before, activity.starts_at))
    return starts[0] if starts[0] > revision.at else starts[1]


def _renew(session: Session, message: Planned) -> Facts | Withdraw:
    activity = of_topic(session, message.topic)
    if activity is None:
        return Withdraw("cancelled")
    if message.kind != AGAIN.name and f"/revision-{activity.revision}/" not in message.once:
        return Withdraw("changed-again")
    if (activity.status == CANCELLED) != (message.kind != CHANGE.name):
        return Withdraw("changed-again")
    revision = _first_untold(session, activity, message)
    return {
        **activity_facts(activity),
        "before": iso(revision.starts_before),
        "place_before": revision.place_before,
        "following": followed(session, activity),
    }


def _first_untold(session: Session, activity: Activity, message: Planned) -> Revision:
    """Of several changes in a row, the first she has not heard of: what it replaced is what she knows."""
    told, decisions = heard(session, message)
    adult = adult_of(session, message.contact_id)
    signup = signup_of(session, activity, adult) if adult is not None else None
    query = select(Revision).where(Revision.activity_id == activity.id, col(Revision.number) <= activity.revision)
    revisions = list(session.exec(query.order_by(col(Revision.number))))
    latest, untold = revisions[-1], list[Revision]()
    for one in revisions[:-1]:
        untold = [] if one.number in told or one.together in decisions else [*untold, one]
    return next((one for one in [*untold, latest] if signup is None or one.at >= signup.at), latest)


RULE = Rule("changes", (CHANGE, CANCELLATION, AGAIN), owed, renew)
