"""Invitations: to exactly those a person decided to invite, seven days before or at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, literal
from sqlmodel import Session, col, exists, select

from messages import journal
from messages.columns import stands
from messages.drafts import Draft
from messages.gate import Refuse, Wait, open_gate
from messages.hours import at, local, next_allowed
from messages.outbox import AUTOMATIC, PLANNED, REFUSED, Kind, Message, Planned
from messages.programme import Programme
from messages.rows import read
from scheduler.activities import ANNOUNCED, DRAFT, Activity
from scheduler.audiences import audience, families_outside
from scheduler.groups import Invited, invited
from scheduler.people import Adult
from scheduler.rules import Facts, Rule, Withdraw, draft, written
from scheduler.signups import SignUp
from scheduler.standing import Standing
from scheduler.unanswered import Unanswered

ONCE = "once"
INVITATION = Kind("invitation", AUTOMATIC, 60, capped=True, asks="rsvp", rule="invitations", label="invitation")
_TO_INVITE = (
    select(Activity.id, Activity.starts_at, Activity.invite_at, Adult.contact_id)
    .join(Invited, col(Invited.activity_id) == col(Activity.id))
    .join(Adult, col(Adult.id) == col(Invited.adult_id))
    .where(
        Activity.status == ANNOUNCED,
        col(Activity.starts_at) > bindparam("since"),
        col(Activity.invite_at) <= bindparam("until"),
        col(Adult.contact_id).is_not(None),
        ~exists().where(col(SignUp.activity_id) == Activity.id, col(SignUp.adult_id) == Adult.id),
        ~written(INVITATION, literal(ONCE)),
    )
    .order_by(col(Activity.starts_at), col(Adult.id))
)


@dataclass(frozen=True)
class LeftOut:
    """Somebody the activity is meant for who cannot be invited, and why (a key of `messages.refusals.REASONS`)."""

    adult: Adult
    reason: str


@dataclass(frozen=True)
class Prospects:
    """Who would be invited, and who would not."""

    adults: list[Adult]
    left_out: list[LeftOut]
    later: list[Adult]
    """Of the adults: whose own hours, pause or share of messages make the invitation wait."""
    outside: int = 0
    """How many families the activity is not meant for."""

    @property
    def to_call(self) -> list[Adult]:
        """Of those left out: who prefers to be rung, and is invited by a call."""
        return [left.adult for left in self.left_out if left.reason == "calls-only"]


def prospects(
    session: Session, activity: Activity, programme: Programme, media: Iterable[str], now: datetime
) -> Prospects:
    """The audience as it stands now, through the gate. Hours do not count: an invitation can wait for them."""
    adults = audience(session, activity, local(now, programme.calendar).date())
    drafts = [
        _invitation(activity.topic, adult.contact_id or 0, programme, now, activity.starts_at) for adult in adults
    ]
    gate = open_gate(session, drafts, programme, frozenset(media), now)
    past = Unanswered(session, [adult.contact_id or 0 for adult in adults], programme)
    found, phones = Prospects([], [], [], families_outside(session, adults)), set[int | None]()
    opens = next_allowed(now, programme.calendar)
    for adult, message in zip(adults, drafts, strict=True):
        verdict, phone = gate.verdict(message), gate.way(message)
        if isinstance(verdict, Refuse):
            found.left_out.append(LeftOut(adult, verdict.reason))
        elif past.silent(message.contact_id, now):
            found.left_out.append(LeftOut(adult, "silent"))
        elif phone is not None and phone.id in phones:
            found.left_out.append(LeftOut(adult, "shared-phone"))
        else:
            found.adults.append(adult)
            found.later.extend([adult] if isinstance(verdict, Wait) and verdict.until > opens else [])
            phones.add(phone.id if phone is not None else None)
    return found


def uninvited(
    session: Session, activity: Activity, programme: Programme, media: Iterable[str], now: datetime
) -> list[LeftOut]:
    """Everybody the activity is meant for whom nobody decided to invite, and why as things stand now."""
    found = prospects(session, activity, programme, media, now)
    chosen = {adult.id for adult in invited(session, activity)}
    others = [*found.left_out, *(LeftOut(adult, "added-since") for adult in found.adults)]
    return sorted((left for left in others if left.adult.id not in chosen), key=lambda left: left.adult.id or 0)


def inviting_by(session: Session, now: datetime, until: datetime) -> list[Activity]:
    """The activities whose invitations are decided, by `until`, and not all gone, the first to leave first."""
    query = select(Activity).where(
        Activity.status == ANNOUNCED, col(Activity.starts_at) > now, col(Activity.invite_at) <= until
    )
    decided = session.exec(query.order_by(col(Activity.invite_at), col(Activity.id)))
    written = select(Message.topic).where(Message.kind == INVITATION.name, stands(Message.status, PLANNED))
    waiting = set(session.exec(written))
    return [each for each in decided if each.topic in waiting or (each.invite_at is not None and each.invite_at > now)]


def invite(
    session: Session, activity: Activity, adults: Iterable[Adult], moment: datetime, by: str, now: datetime
) -> None:
    """A person's decision: these adults, invited at `moment` (UTC). Adults invited before are not added twice."""
    known = set(session.exec(select(Invited.adult_id).where(Invited.activity_id == activity.id)))
    for adult in adults:
        if adult.id not in known:
            known.add(adult.id or 0)
            session.add(Invited(activity_id=activity.id or 0, adult_id=adult.id or 0, at=now, by=by))
    activity.invite_at = moment
    if activity.status == DRAFT:
        activity.status = ANNOUNCED
    session.add(activity)
    session.flush()
    journal.note(session, by, "announced", now, activity.topic)


def recall(session: Session, activity: Activity, by: str, now: datetime) -> bool:
    """Take the decision back, and be a draft again; False, and nothing is done, once an invitation was written."""
    written = select(Message.id).where(Message.topic == activity.topic, Message.kind == INVITATION.name)
    if activity.status != ANNOUNCED or session.exec(written).first() is not None:
        return False
    for row in session.exec(select(Invited).where(Invited.activity_id == activity.id)):
        session.delete(row)
    activity.status, activity.invite_at = DRAFT, None
    session.add(activity)
    session.flush()
    journal.note(session, by, "took-back", now, activity.topic)
    return True


def seven_days_before(activity: Activity, programme: Programme, now: datetime) -> datetime:
    """The same hour a week before, or the next allowed moment; now when that is past."""
    cal = programme.calendar
    start = local(activity.starts_at, cal)
    week_before = at(start.date() - programme.invite_before, start.time(), cal)
    return max(next_allowed(week_before, cal), now)


def owed(session: Session, programme: Programme, since: datetime, until: datetime) -> list[Draft]:
    """One invitation for everybody a person decided to invite and who has not answered by another way."""
    found = [
        _invitation(f"activity-{activity_id}", contact_id or 0, programme, invite_at or since, starts_at)
        for activity_id, starts_at, invite_at, contact_id in read(session, _TO_INVITE, since=since, until=until)
    ]
    past = Unanswered(session, {message.contact_id or 0 for message in found}, programme)
    return [
        message._replace(status=REFUSED, reason="silent")
        if past.silent(message.contact_id, max(message.due_at, since))
        else message
        for message in found
    ]


def renew(session: Session, messages: Sequence[Planned]) -> list[Facts | Withdraw]:
    """Still on, and not answered by another way since."""
    standing = Standing(session, messages)
    return [_renew(standing, message) for message in messages]


def _invitation(topic: str, contact_id: int, programme: Programme, due: datetime, starts_at: datetime) -> Draft:
    return draft(
        INVITATION, programme, contact_id=contact_id, topic=topic, occurrence=ONCE, due=due, deadline=starts_at
    )


def _renew(standing: Standing, message: Planned) -> Facts | Withdraw:
    activity = standing.activity(message)
    if activity is None or standing.adult(message) is None or activity.status != ANNOUNCED:
        return Withdraw("cancelled")
    if standing.answer(message) is not None:
        return Withdraw("answered")
    return standing.facts(activity)


RULE = Rule("invitations", (INVITATION,), owed, renew)
