"""Places: who gets one, who waits, and what a person decides about them; one at a time for each activity."""

from datetime import datetime

from sqlmodel import Session, select

from messages import journal
from scheduler.activities import Activity
from scheduler.offers import ACCEPTED, DECLINED, LATE, OPEN, Offer, settle
from scheduler.people import Adult
from scheduler.signups import MAYBE, NO, WAITING, YES, SignUp, signup_of
from scheduler.waiting_list import Home, Standing, standing


class NoRoomError(ValueError):
    """Not that many places: `places` are what there is, or the fewest there can be."""

    def __init__(self, places: int) -> None:
        super().__init__(f"{places} places")
        self.places = places


def lock(session: Session, activity: Activity) -> Activity:
    """Its row read again, and nobody else decides about its places until this transaction ends."""
    query = select(Activity).where(Activity.id == activity.id).with_for_update(key_share=True)
    return session.exec(query.execution_options(populate_existing=True)).one()


def answer(session: Session, activity: Activity, adult: Adult, said: SignUp, now: datetime) -> SignUp:
    """Record her last word. A yes that does not fit, or that others wait for, becomes `waiting`.

    Whoever has places, or is offered some, keeps them when she asks for more than there are; so does an open offer
    when she hesitates: her word then stays as it was. A no or a maybe gives places back; a yes accepts the open
    offer of her household. `said` carries answer, adults, children, total, counted and by; it is not added to the
    session.
    """
    activity = lock(session, activity)
    stands, known = standing(session, activity, now), signup_of(session, activity, adult)
    home = stands.home(adult)
    if said.answer == YES and home.past:
        _count_as_answered(session, home, said.by, now)
        stands = standing(session, activity, now)
    word = _decided(stands, adult, known, said)
    if known is not None and _keeps(known, home, said, word):
        journal.note(session, said.by, "kept", now, activity.topic, adult.contact_id, asked=said.total, has=home.held)
        return known
    if home.offer is not None:
        _settle_offer(session, home.offer, known, word, now)
    return _write(session, adult, known, word, now)


def give(session: Session, activity: Activity, adult: Adult, by: str, now: datetime) -> SignUp:
    """A person gives her the places she waits for, out of turn. Raises NoRoomError with what there is for her."""
    activity = lock(session, activity)
    stands = standing(session, activity, now)
    home, known = stands.home(adult), signup_of(session, activity, adult)
    assert known is not None
    if not stands.fits(home, known.total):
        raise NoRoomError(home.held + (stands.free or 0))
    if home.offer is not None:
        settle(session, home.offer, ACCEPTED, by, now)
    return _write(session, adult, known, _word(known, YES, known.total, by), now)


def let_pass_first(session: Session, activity: Activity, adult: Adult, why: str, by: str, now: datetime) -> None:
    """A person puts her before everybody else who waits, for a reason the journal keeps."""
    activity = lock(session, activity)
    ranks = [home.rank for home in standing(session, activity, now).queue() if home.rank is not None]
    known = signup_of(session, activity, adult)
    assert known is not None
    known.rank = min(ranks, default=1) - 1
    session.add(known)
    journal.note(session, by, "ranked-first", now, activity.topic, adult.contact_id, why=why)


def prefer_first_timers(session: Session, activity: Activity, wanted: bool, by: str, now: datetime) -> None:
    """Whether households never present anywhere come first."""
    activity = lock(session, activity)
    activity.first_timers_first = wanted
    session.add(activity)
    journal.note(session, by, "first-timers", now, activity.topic, first=wanted)


def set_capacity(session: Session, activity: Activity, places: int | None, by: str, now: datetime) -> None:
    """Another number of places; None: no limit. Raises NoRoomError with the fewest there can be."""
    activity = lock(session, activity)
    held = standing(session, activity, now).held
    if places is not None and places < held:
        raise NoRoomError(held)
    was, activity.capacity = activity.capacity, places
    session.add(activity)
    journal.note(session, by, "capacity", now, activity.topic, was=was, places=places)


def offer_to(session: Session, activity: Activity, adult: Adult, now: datetime) -> Offer | None:
    """The open offer of her household."""
    return standing(session, activity, now).home(adult).offer


def send_behind(session: Session, home: Home, now: datetime) -> None:
    """Who let an offer pass waits behind the others."""
    for signup in home.waiting:
        signup.waiting_since, signup.rank = now, None
        session.add(signup)


def _count_as_answered(session: Session, home: Home, by: str, now: datetime) -> None:
    """She answers after all: what she let pass does not count against her any more, but she stays behind."""
    if any(offer.status == OPEN for offer in home.past):
        send_behind(session, home, now)
    for offer in home.past:
        settle(session, offer, LATE, by, now)


def _decided(stands: Standing, adult: Adult, known: SignUp | None, said: SignUp) -> SignUp:
    """Her word as it will stand. A new yes without a number to an offer takes what is offered."""
    home = stands.home(adult)
    accepts = said.answer == YES and not said.counted and (known is None or known.answer != YES)
    persons = max(said.total, home.offer.seats if accepts and home.offer is not None else 0)
    waits = said.answer == YES and not stands.gives(home, persons)
    return _word(said, WAITING if waits else said.answer, persons, said.by)


def _word(said: SignUp, answer: str, total: int, by: str) -> SignUp:
    word = SignUp(activity_id=said.activity_id, adult_id=said.adult_id, answer=answer, total=total, by=by)
    word.adults, word.children, word.counted = said.adults, said.children, said.counted
    return word


def _keeps(known: SignUp, home: Home, said: SignUp, word: SignUp) -> bool:
    if said.answer == YES and word.answer == WAITING:
        return known.answer == YES or (known.answer == WAITING and home.offer is not None)
    return said.answer == MAYBE and known.answer == WAITING and home.offer is not None


def _settle_offer(session: Session, offer: Offer, known: SignUp | None, word: SignUp, now: datetime) -> None:
    """A new yes of the household accepts; a no declines what was offered to her, not to the other adult."""
    again = known is not None and known.answer == YES and word.total <= known.total
    if word.answer == YES and not again:
        settle(session, offer, ACCEPTED, word.by, now)
    elif word.answer == NO and offer.adult_id == word.adult_id:
        settle(session, offer, DECLINED, word.by, now)


def _write(session: Session, adult: Adult, known: SignUp | None, word: SignUp, now: datetime) -> SignUp:
    """Her last word in the table; what has not changed keeps its moment and its rank."""
    kept = known or word
    was = known.answer if known is not None else None
    waits = word.answer == WAITING
    kept.at = kept.at if word.answer == was else now
    kept.answer, kept.total, kept.by = word.answer, word.total, word.by
    kept.adults, kept.children, kept.counted = word.adults, word.children, word.counted
    kept.waiting_since = (kept.waiting_since or now) if waits else None
    kept.rank, kept.passed_over = (kept.rank, kept.passed_over) if waits else (None, "")
    session.add(kept)
    session.flush()
    topic, said = f"activity-{word.activity_id}", word.answer
    journal.note(session, word.by, "signed-up", now, topic, adult.contact_id, was=was, answer=said, total=word.total)
    return kept
