"""Those who belong to the audience since the invitations were decided: shown, and invited if a person says so."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from messages import journal
from messages.outbox import Message
from messages.programme import Programme
from scheduler.activities import ANNOUNCED, Activity
from scheduler.groups import Invited
from scheduler.invitations import INVITATION, invite, uninvited
from scheduler.people import Adult
from scheduler.signups import signups

_CAN_BE_INVITED = ("added-since", "calls-only")


def newcomers(
    session: Session, activity: Activity, programme: Programme, media: Collection[str], now: datetime
) -> list[Adult]:
    """Whom nobody decided to invite, who has not answered, and who could be invited now."""
    if activity.status != ANNOUNCED or activity.invite_at is None or activity.starts_at <= now:
        return []
    answered = {signup.adult_id for signup in signups(session, activity)}
    left = uninvited(session, activity, programme, media, now)
    return [one.adult for one in left if one.reason in _CAN_BE_INVITED and one.adult.id not in answered]


def invite_too(
    session: Session, activity: Activity, adults: Iterable[Adult], programme: Programme, by: str, now: datetime
) -> datetime:
    """Invite these as well: with the others where those are still to leave, else at once. Gives the moment."""
    decided = activity.invite_at
    leaves = decided if decided is not None and decided > now else now + programme.undo
    invite(session, activity, adults, leaves, by, now)
    return leaves


def take_out(session: Session, activity: Activity, adults: Collection[Adult], by: str, now: datetime) -> bool:
    """Take that back for exactly these; False, and nothing is done, once one of their invitations was written."""
    contacts = [adult.contact_id for adult in adults]
    written = select(Message.id).where(
        Message.kind == INVITATION.name, Message.topic == activity.topic, col(Message.contact_id).in_(contacts)
    )
    if session.exec(written).first() is not None:
        return False
    for adult in adults:
        row = session.get(Invited, (activity.id, adult.id))
        if row is not None:
            session.delete(row)
    session.flush()
    journal.note(session, by, "took-back", now, activity.topic, people=len(adults))
    return True
