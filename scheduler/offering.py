"""Offering: a free place goes to the first household that fits and can be reached, then to the next."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, union
from sqlmodel import Session, col, exists, select

from messages.columns import stands
from messages.consents import Hold
from messages.drafts import Draft
from messages.outbox import EXPIRED, FAILED, PLANNED, REFUSED, WITHDRAWN, Message, Planned
from messages.programme import Programme
from messages.rows import read
from scheduler import offers
from scheduler.activities import ANNOUNCED, Activity, Revision, of_topic
from scheduler.callings import ask_to_call
from scheduler.candidates import OFFER, Candidates, Chance, offer_message
from scheduler.deadlines import SHORTEST
from scheduler.facts import activity_facts, iso, signup_facts
from scheduler.offers import LAPSED, OPEN, Offer, make, settle
from scheduler.people import Adult, adult_of
from scheduler.places import lock, send_behind
from scheduler.rules import Facts, Moment, Rule, Withdraw, unwritten
from scheduler.signups import WAITING, SignUp, signup_of
from scheduler.waiting_list import Home, Standing, standing

BY = "relais"
_NOT_GONE = (REFUSED, WITHDRAWN, EXPIRED, FAILED)
"""States of a message that nobody has read."""
_WAITED_FOR = exists().where(col(SignUp.activity_id) == Activity.id, stands(SignUp.answer, WAITING))
_CONCERNED: Any = union(
    select(Offer.activity_id).where(stands(Offer.status, OPEN)),
    select(col(Activity.id)).where(
        Activity.status == ANNOUNCED, col(Activity.starts_at) > bindparam("now"), _WAITED_FOR
    ),
)
_OPEN = (
    select(Offer, Activity, Adult)
    .join(Activity, col(Activity.id) == col(Offer.activity_id))
    .join(Adult, col(Adult.id) == col(Offer.adult_id))
    .where(
        stands(Offer.status, OPEN),
        col(Offer.leaves_at) <= bindparam("until"),
        col(Offer.until) > bindparam("since"),
        col(Adult.contact_id).is_not(None),
    )
    .order_by(col(Offer.id))
)


def decide(session: Session, programme: Programme, media: Collection[str], now: datetime) -> None:
    """Pass on what is past its deadline, take back what cannot be answered, offer what is free.

    An activity that has just been moved or cancelled rests until that cannot be undone any more.
    """
    for activity_id in _concerned(session, now):
        activity = lock(session, session.get_one(Activity, activity_id))
        if not _may_be_undone(session, activity, programme, now):
            _decide(session, activity, programme, media, now)


def _concerned(session: Session, now: datetime) -> list[int]:
    """Activities to come that somebody waits for, or that have an open offer."""
    return sorted(row[0] for row in read(session, _CONCERNED, now=now))


def _may_be_undone(session: Session, activity: Activity, programme: Programme, now: datetime) -> bool:
    recent = select(Revision.id).where(
        Revision.activity_id == activity.id,
        Revision.number == activity.revision,
        col(Revision.at) > now - programme.undo,
    )
    return session.exec(recent).first() is not None


def _decide(session: Session, activity: Activity, programme: Programme, media: Collection[str], now: datetime) -> None:
    stands = standing(session, activity, now)
    if opened := [(home, offer) for home in stands.homes.values() for offer in home.opened]:
        told = _told(session, activity)
        for home, offer in opened:
            _close(session, activity, home, offer, told.get(offer.occurrence), now)
        stands = standing(session, activity, now)
    if activity.status != ANNOUNCED or activity.starts_at <= now:
        return
    waiting = stands.queue()
    if any(home.offer or stands.fits(home, home.wanted) for home in waiting):
        candidates = Candidates(session, activity, waiting, programme, media, now)
        _take_back_from_who_left(session, waiting, candidates, now)
        _offer(session, activity, stands, candidates, now)


def _told(session: Session, activity: Activity) -> dict[str, Message]:
    """The message of each offer, by its round."""
    query = select(Message).where(Message.topic == activity.topic, Message.kind == OFFER.name)
    return {message.once.split("/")[2]: message for message in session.exec(query)}


def _close(
    session: Session, activity: Activity, home: Home, offer: Offer, message: Message | None, now: datetime
) -> None:
    """End an open offer that cannot be answered any more; nothing happens to one that can."""
    unread = message is None or message.status == PLANNED
    reason = _fallen(activity, offer, message, now)
    if reason:
        settle(session, offer, offers.WITHDRAWN, BY, now, reason)
    elif offer.until <= now and unread:
        settle(session, offer, offers.WITHDRAWN, BY, now, "not-sent")
    elif offer.until <= now:
        settle(session, offer, LAPSED, BY, now)
        send_behind(session, home, now)


def _fallen(activity: Activity, offer: Offer, message: Message | None, now: datetime) -> str:
    """Why nobody can answer it; "" where somebody can, or could have."""
    if activity.status != ANNOUNCED or activity.starts_at <= now:
        return "cancelled"
    if activity.starts_at != offer.starts_at:
        return "moved"
    if message is None or message.status not in (*_NOT_GONE, PLANNED):
        return ""
    if message.status == FAILED:
        return "undelivered"
    if message.status != PLANNED:
        return message.reason or message.status
    if offer.until - max(now, message.due_at) >= SHORTEST / 2:
        return ""
    return "one-question" if message.due_at > offer.leaves_at else "not-sent"


def _take_back_from_who_left(session: Session, homes: list[Home], candidates: Candidates, now: datetime) -> None:
    for home in homes:
        if home.offer is not None and (reason := candidates.is_gone(home.offer.adult_id)):
            settle(session, home.offer, offers.WITHDRAWN, BY, now, reason)
            home.offer = None


def _offer(session: Session, activity: Activity, stands: Standing, candidates: Candidates, now: datetime) -> None:
    """Down the list: whoever fits what is left and can be reached; a larger household keeps its rank."""
    for home in stands.queue():
        if home.offer is not None or not stands.fits(home, home.wanted):
            continue
        chance = candidates.chance(home)
        reason = chance if isinstance(chance, str) else ""
        if isinstance(chance, Chance):
            home.offer = _made(session, activity, home, chance, now)
        else:
            ask_to_call(session, activity, home.adults[home.waiting[0].adult_id], home.wanted, chance, now)
        for signup in home.waiting:
            signup.passed_over = reason
            session.add(signup)


def _made(session: Session, activity: Activity, home: Home, chance: Chance, now: datetime) -> Offer:
    assert activity.id is not None
    assert chance.adult.id is not None
    offer = Offer(
        activity_id=activity.id,
        adult_id=chance.adult.id,
        round=0,
        seats=home.wanted,
        at=now,
        leaves_at=chance.leaves,
        until=chance.until,
        starts_at=activity.starts_at,
        by=BY,
    )
    return make(session, activity, offer, chance.adult.contact_id, now)


def owed(session: Session, programme: Programme, since: datetime, until: datetime) -> list[Draft]:
    """The message of every open offer."""
    found = [
        offer_message(activity, adult, offer.occurrence, programme, offer.leaves_at, offer.until)
        for offer, activity, adult in session.exec(_OPEN, params={"since": since, "until": until})
    ]
    return unwritten(session, found)


def renew(session: Session, messages: Sequence[Planned]) -> list[Facts | Withdraw]:
    """Still open, and for the date that is still meant."""
    return [_renew(session, message) for message in messages]


def _renew(session: Session, message: Planned) -> Facts | Withdraw:
    activity, adult = of_topic(session, message.topic), adult_of(session, message.contact_id)
    if activity is None or adult is None or activity.status != ANNOUNCED:
        return Withdraw("cancelled")
    number = int(message.once.split("/")[2].removeprefix("round-"))
    query = select(Offer).where(Offer.activity_id == activity.id, Offer.round == number)
    offer, signup = session.exec(query).first(), signup_of(session, activity, adult)
    if offer is None or offer.status != OPEN or signup is None:
        return Withdraw("changed-mind")
    if offer.starts_at != activity.starts_at:
        return Withdraw("moved")
    return offer_facts(activity, offer, signup)


def offer_facts(activity: Activity, offer: Offer, signup: SignUp) -> Facts:
    """What an offer says: the date, until when, and for how many: as she said it, where she said it."""
    hers = signup_facts(signup) if signup.total == offer.seats else {"total": offer.seats}
    return {**activity_facts(activity), **hers, "offer_until": iso(offer.until)}


def moments(session: Session, since: datetime, until: datetime) -> list[Moment]:
    """When open offers end, and when somebody who waits can be written to again."""
    open_ones = select(Offer.until).where(
        stands(Offer.status, OPEN), col(Offer.until) > since, col(Offer.until) <= until
    )
    pauses = (
        select(Hold.until)
        .join(Adult, col(Adult.contact_id) == col(Hold.contact_id))
        .join(SignUp, col(SignUp.adult_id) == col(Adult.id))
        .where(SignUp.answer == WAITING, col(Hold.lifted_at).is_(None))
        .where(col(Hold.until) > since, col(Hold.until) <= until)
    )
    ends = [Moment(at, "fin d'une offre de place") for at in session.exec(open_ones)]
    return ends + [Moment(at) for at in session.exec(pauses) if at is not None]


RULE = Rule("offers", (OFFER,), owed, renew, decide, moments)
