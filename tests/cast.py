"""The cast of the programme: families of Lille, their phones, the dates they are invited to, and who says what."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session, select

from messages import consents
from messages.contacts import Address, Contact, address_of, addresses_of, link
from messages.outbox import Message
from messages.programme import PARIS, Programme
from scheduler import occurrences, places
from scheduler.activities import ANNOUNCED, DRAFT, Activity, cancel, move
from scheduler.families import Family, new_family
from scheduler.invitations import invite
from scheduler.people import Adult, adult_of, enter
from scheduler.series import Series
from scheduler.signups import YES, SignUp

SEPTEMBER = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
"""When everybody said yes to messages."""
PROGRAMME = Programme()


def paris(text: str) -> datetime:
    """A moment in Lille, "2026-10-19 17:30", in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def mother(session: Session, name: str, medium: str = "sms", family: Family | None = None, **contact: Any) -> Adult:
    """Somebody who said yes to messages in September, on a phone of her own; a new family unless one is given."""
    return person(session, name, "mother", medium, family, contact)


def father(session: Session, name: str, family: Family, **contact: Any) -> Adult:
    """Another adult of a family, on a phone of his own."""
    return person(session, name, "father", "sms", family, contact)


def educator(session: Session, name: str = "Claire") -> Contact:
    """Who writes to the families, by Telegram."""
    contact = Contact(name=name, staff=True, created_at=SEPTEMBER)
    session.add(contact)
    session.flush()
    link(session, contact, address_of(session, "telegram", "7000", SEPTEMBER), SEPTEMBER)
    return contact


def person(
    session: Session, name: str, role: str, medium: str, family: Family | None, contact: dict[str, Any]
) -> Adult:
    """An adult with a contact, an address and a yes."""
    hers = Contact(name=name, created_at=SEPTEMBER, **contact)
    session.add(hers)
    session.flush()
    reached(session, hers, medium)
    consents.record(session, hers, True, "accord oral, septembre", "educator", SEPTEMBER)
    return enter(session, hers, family or new_family(session), role, SEPTEMBER)


def reached(session: Session, contact: Contact, medium: str) -> Address:
    """An address of her own by that medium."""
    assert contact.id is not None
    value = f"+33639980{contact.id:03d}" if medium == "sms" else str(7000 + contact.id)
    address = address_of(session, medium, value, SEPTEMBER)
    link(session, contact, address, SEPTEMBER)
    return address


def shares_phone_of(session: Session, other: Adult, name: str) -> Adult:
    """Another adult of the same family, reached on the very same phone."""
    contact = Contact(name=name, created_at=SEPTEMBER)
    session.add(contact)
    session.flush()
    link(session, contact, address(session, other), SEPTEMBER)
    consents.record(session, contact, True, "accord oral, septembre", "educator", SEPTEMBER)
    return enter(session, contact, session.get_one(Family, other.family_id), "father", SEPTEMBER)


def address(session: Session, adult: Adult, medium: str = "sms") -> Address:
    """Where she is reached by that medium."""
    assert adult.contact_id is not None
    places = addresses_of(session, [adult.contact_id])[adult.contact_id]
    return next(place for place in places if place.medium == medium)


def group_evening(session: Session, starts: str = "2026-10-20 18:00", **fields: Any) -> Activity:
    """An exchange group that is announced, on Tuesday 20 October at 18h unless told otherwise."""
    usual = {"kind": "group", "place": "Maison de quartier", "status": ANNOUNCED, "by": "educator"}
    activity = Activity(
        **usual | fields, starts_at=paris(starts), starts_local=starts.replace(" ", "T"), created_at=SEPTEMBER
    )
    session.add(activity)
    session.flush()
    return activity


def outing(session: Session, starts: str = "2026-10-18 10:00", bus: str = "2026-10-18 11:30", **more: Any) -> Activity:
    """A Sunday outing by bus."""
    return group_evening(session, starts, kind="outing", bus_at=paris(bus), bus_place="Place de l'école", **more)


def says(
    session: Session, adult: Adult, activity: Activity, answer: str = YES, at: datetime = SEPTEMBER, total: int = 1
) -> SignUp:
    """Her word about a date."""
    said = SignUp(activity_id=activity.id, adult_id=adult.id, answer=answer, total=total, at=at, by="educator")
    return places.answer(session, activity, adult, said, at)


def moves(session: Session, activity: Activity, starts: str, now: datetime) -> None:
    """The educator gives it another date."""
    kept = session.get_one(Activity, activity.id)
    move(session, kept, paris(starts), starts.replace(" ", "T"), "educator", now)


def cancels(session: Session, activity: Activity, now: datetime) -> None:
    """The educator cancels it."""
    cancel(session, session.get_one(Activity, activity.id), "educator", now)


def invites(session: Session, activity: Activity, adults: list[Adult], leaves: datetime, now: datetime) -> None:
    """The educator decides to invite them at that moment."""
    invite(session, session.get_one(Activity, activity.id), adults, leaves, "educator", now)


def holds(session: Session, adult: Adult, reason: str, since: datetime, until: datetime | None = None) -> None:
    """Nothing automatic for her, for a while."""
    assert adult.contact_id is not None
    session.add(consents.Hold(contact_id=adult.contact_id, reason=reason, since=since, until=until, by="educator"))


def stops(session: Session, adult: Adult, at: datetime, medium: str = "sms") -> None:
    """She writes STOP."""
    consents.stop(session, address(session, adult, medium), "received-1", "family", at)


def message_to(session: Session, adult: Adult, now: datetime, **fields: Any) -> Message:
    """An unsaved automatic message without a rule, due now and good for three days."""
    usual = {"kind": "note", "facts": {"text": "Bonjour."}, "priority": 60, "hours": "automatic", "by": "relais"}
    more = {"due_at": now, "deadline_at": now + timedelta(days=3), "created_at": now, "once": f"note/{adult.id}/{now}"}
    return Message(**usual | more | {"contact_id": adult.contact_id} | fields)


def mornings(name: str = "own") -> dict[str, time]:
    """Hours of her own: nine to noon."""
    return {f"{name}_from": time(9), f"{name}_until": time(12)}


def contact_of(session: Session, adult: Adult) -> Contact:
    """The contact behind an adult."""
    return session.get_one(Contact, adult.contact_id)


def name_of(session: Session, message: Message) -> str:
    """Whom a message is for."""
    return session.get_one(Contact, message.contact_id).name if message.contact_id else ""


def everyone(session: Session) -> list[Adult]:
    """All adults with a contact, in the order they came."""
    return [adult for contact in session.exec(select(Contact.id)) if (adult := adult_of(session, contact)) is not None]


def tuesdays(session: Session, until: str = "2026-12-15", starts: str = "2026-10-06 14:00", **rule: Any) -> Activity:
    """The draft of an exchange group held every Tuesday until that day, or by another rule."""
    day = date.fromisoformat(starts[:10])
    usual = {"first": day, "until": date.fromisoformat(until), "by": "educator", "created_at": SEPTEMBER}
    series = Series(**usual | rule)
    session.add(series)
    session.flush()
    return group_evening(session, starts, status=DRAFT, series_id=series.id)


def announces(session: Session, draft: Activity, adults: list[Adult], now: datetime, at_once: bool = True) -> None:
    """The educator announces every date of a series to them."""
    occurrences.announce(session, session.get_one(Activity, draft.id), adults, at_once, PROGRAMME, "educator", now)


def moves_rest(session: Session, activity: Activity, days: int, hour: str, now: datetime, **shift: Any) -> None:
    """The educator moves that date and all that follow it."""
    rest = occurrences.rest_of(session, activity, now)
    by_so_much = occurrences.Shift(days, time.fromisoformat(hour), **shift)
    occurrences.move_rest(session, rest, by_so_much, PROGRAMME.calendar, "educator", now)


def cancels_rest(session: Session, activity: Activity, now: datetime) -> None:
    """The educator cancels that date and all that follow it."""
    occurrences.cancel_rest(session, occurrences.rest_of(session, activity, now), "educator", now)
