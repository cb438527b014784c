"""What lies ahead of one adult: the dates she said something about, and those she was invited to."""

from datetime import datetime

from sqlmodel import Session, col, select

from scheduler.activities import ANNOUNCED, CANCELLED, Activity
from scheduler.groups import Invited
from scheduler.people import Adult
from scheduler.signups import MAYBE, WAITING, YES, SignUp


def signed_up(session: Session, adult: Adult, now: datetime) -> list[Activity]:
    """Coming dates she said yes or maybe to, waiting included; the next one first."""
    query = (
        select(Activity)
        .join(SignUp, col(SignUp.activity_id) == col(Activity.id))
        .where(SignUp.adult_id == adult.id, col(SignUp.answer).in_((YES, MAYBE, WAITING)))
        .where(Activity.status == ANNOUNCED, col(Activity.starts_at) > now)
        .order_by(col(Activity.starts_at), col(Activity.id))
    )
    return list(session.exec(query))


def invited_to(session: Session, adult: Adult, now: datetime) -> list[Activity]:
    """Coming dates she was invited to, whatever she said, the next one first; not those she will hear of later."""
    query = (
        select(Activity)
        .join(Invited, col(Invited.activity_id) == col(Activity.id))
        .where(Invited.adult_id == adult.id, Activity.status == ANNOUNCED)
        .where(col(Activity.starts_at) > now, col(Activity.invite_at).is_(None) | (col(Activity.invite_at) <= now))
        .order_by(col(Activity.starts_at), col(Activity.id))
    )
    return list(session.exec(query))


def called_off(session: Session, adult: Adult, now: datetime) -> list[Activity]:
    """Dates ahead she was invited to that are cancelled, the next one first."""
    query = (
        select(Activity)
        .join(Invited, col(Invited.activity_id) == col(Activity.id))
        .where(Invited.adult_id == adult.id, Activity.status == CANCELLED, col(Activity.starts_at) > now)
        .order_by(col(Activity.starts_at), col(Activity.id))
    )
    return list(session.exec(query))
