"""Yes, no, maybe, how many: the last word about a date wins, at any moment."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.conversations.choosing import ask_which, just_asked, named_in_words, offered, picked, possible_rivals
from bot.conversations.counting import People, people_said
from bot.conversations.dates import named, named_instead, names, possible
from bot.conversations.handing_over import hand_over, not_understood
from bot.conversations.questions import settle, settle_attending
from bot.conversations.saying import say, to_inbox
from bot.conversations.telling import tell
from bot.conversations.turn import Turn
from bot.reading.heard import listen
from scheduler import places, signups
from scheduler.activities import CANCELLED, Activity
from scheduler.facts import signup_facts
from scheduler.offering import offer_facts
from scheduler.offers import Offer
from scheduler.people import Adult, adult_of, labels
from scheduler.signups import MAYBE, NO, WAITING, YES, SignUp, signup_of


def attend(session: Session, turn: Turn, now: datetime) -> None:
    """Record an answer about a date; asks which one where two could be meant."""
    if _number_in_doubt(turn):
        hand_over(session, turn, now, "unclear")
        return
    choice = just_asked(session, turn, now)
    chosen = names(turn, offered(session, choice)) if choice is not None else []
    if choice is not None and len(chosen) == 1:
        settle(session, replace(turn, asked=choice), now)
        _about_one(session, replace(turn, about=chosen[0]), now)
    elif turn.waiting and turn.asked is not None and turn.asked.asks == "choice":
        not_understood(session, turn, now)
    else:
        _attend_one_of_several(session, turn, now)


def _attend_one_of_several(session: Session, turn: Turn, now: datetime) -> None:
    rivals = possible_rivals(session, turn)
    if turn.about is None and not rivals:
        rivals = possible(session, turn, now)
    meant = named(turn, rivals)
    if not meant and (other := named_instead(session, turn, now)) is not None:
        rival = turn.about if turn.waiting and other.status != CANCELLED else None
        meant = [rival, other] if rival else [other]
    if len(meant) > 1:
        ask_which(session, turn, meant, now)
    elif meant or turn.about is not None:
        _about_one(session, replace(turn, about=meant[0] if meant else turn.about), now)
    else:
        not_understood(session, turn, now)


def choose(session: Session, turn: Turn, now: datetime) -> None:
    """She says which date she meant: what she had answered before counts for it."""
    chosen = picked(session, turn) or named_in_words(session, turn)
    if not chosen:
        not_understood(session, turn, now)
        return
    settle(session, turn, now)
    for activity in sorted((one for one, _ in chosen), key=lambda one: one.id or 0):
        places.lock(session, activity)  # always in the same order, so that two who answer never wait for each other
    for activity, reading in chosen:
        _about_one(session, replace(turn, about=activity, reading=reading, asked=None, waiting=False), now)
    if len(chosen) > 1:
        to_inbox(session, turn, "choice", "A répondu pour plusieurs dates à la fois.", now)


def _number_in_doubt(turn: Turn) -> bool:
    """A number found in words that are about something else as well."""
    return turn.reading.intent == "count" and turn.reading.human and "question" not in turn.reading.also


def _about_one(session: Session, turn: Turn, now: datetime) -> None:
    activity = turn.about
    adult = adult_of(session, turn.contact_id)
    assert activity is not None
    if adult is None:
        hand_over(session, turn, now)
    elif activity.status == CANCELLED or activity.starts_at <= now:
        settle_attending(session, turn, activity.topic, now)
        say(session, turn, "cancelled" if activity.status == CANCELLED else "past", now)
    else:
        _record(session, turn, activity, adult, now)


def _record(session: Session, turn: Turn, activity: Activity, adult: Adult, now: datetime) -> None:
    before = signup_of(session, activity, adult)
    people = people_said(turn.reading.fields, before)
    if people is not None and not people.total and _number_asked(turn) and turn.reading.intent != "no":
        not_understood(session, turn, now)
        return
    if people is None:
        to_inbox(session, turn, "count", "Donne un nombre de personnes à vérifier.", now)
    said = _said(turn, people, before)
    said.activity_id, said.adult_id = activity.id or 0, adult.id or 0
    settle_attending(session, turn, activity.topic, now)
    signup = places.answer(session, activity, adult, said, now)
    _note_ride(session, turn, signup, now)
    _flag_household(session, turn, adult, now)
    _confirm(session, turn, said, signup, now)
    if "question" in turn.reading.also:
        tell(session, turn, now)


def _said(turn: Turn, people: People | None, before: SignUp | None) -> SignUp:
    """What is to be recorded. A yes that names no number keeps the one she gave before."""
    intent = turn.reading.intent
    answer = {"no": NO, "maybe": MAYBE}.get(intent, YES)
    if answer == YES and turn.reading.fields.get("conditional"):
        answer = MAYBE
    said = SignUp(activity_id=0, adult_id=0, answer=answer, by=turn.by)
    if answer == NO:
        return said
    if people is not None and people.total:
        said.adults, said.children, said.total, said.counted = people.adults, people.children, people.total, True
    elif before is not None and before.counted and before.answer != NO:
        said.adults, said.children, said.total, said.counted = before.adults, before.children, before.total, True
    return said


def _confirm(session: Session, turn: Turn, said: SignUp, signup: SignUp, now: datetime) -> None:
    counts = signup_facts(signup) if signup.counted else {}
    if signup.answer == WAITING:
        _still_waiting(session, turn, said, signup, now)
    elif signup.answer == YES and said.answer == YES and said.total > signup.total:
        note = f"Voudrait venir à {said.total} : il n'y a pas assez de places. Ce qui était noté n'a pas changé."
        to_inbox(session, turn, "count", note, now)
        say(session, turn, "confirmed/fewer", now, wanted=said.total, **counts)
    elif signup.answer == YES and _number_missing(turn, signup):
        say(session, turn, "count", now)
    elif signup.answer == YES and turn.about is not None and turn.about.asks_transport and signup.transport is None:
        say(session, turn, "transport", now, **counts)
    else:
        say(session, turn, f"confirmed/{signup.answer}", now, **counts)


def _note_ride(session: Session, turn: Turn, signup: SignUp, now: datetime) -> None:
    """ "Oui, mais j'ai pas de voiture" says in one breath how she comes."""
    if turn.about is None or not turn.about.asks_transport or signup.answer not in (YES, WAITING):
        return
    heard = listen(turn.heard.incoming.text, "transport", turn.contact.language if turn.contact else None, now)
    needs, manages = heard.has("need_ride"), heard.has("own_way")
    if needs != manages:
        signups.need_transport(session, signup, needs, turn.by, now)


def _still_waiting(session: Session, turn: Turn, said: SignUp, signup: SignUp, now: datetime) -> None:
    """No place yet: her offer stands while she hesitates, or came too late, or she waits for one."""
    adult = adult_of(session, turn.contact_id)
    assert turn.about is not None
    assert adult is not None
    offer = places.offer_to(session, turn.about, adult, now)
    if offer is not None and (said.answer == MAYBE or said.total > signup.total):
        _keep_offer(session, turn, offer, said, signup, now)
    elif turn.asked is not None and turn.asked.asks == "waitlist":
        say(session, turn, "offer/late", now)
    else:
        say(session, turn, "confirmed/waiting", now, **(signup_facts(signup) if signup.counted else {}))


def _keep_offer(session: Session, turn: Turn, offer: Offer, said: SignUp, signup: SignUp, now: datetime) -> None:
    """Said again until when the place is hers, and for how many where she asked for more."""
    assert turn.about is not None
    facts = offer_facts(turn.about, offer, signup)
    if said.answer == MAYBE:
        put = say(session, turn, "offer/held", now, **facts)
    else:
        note = f"Voudrait venir à {said.total} : il n'y a de la place que pour {offer.seats}."
        to_inbox(session, turn, "count", note, now)
        put = say(session, turn, "offer/fewer", now, wanted=said.total, **facts)
    if put is not None:
        put.asks_until = offer.until
        session.add(put)


def _number_missing(turn: Turn, signup: SignUp) -> bool:
    """Children may come and she has not said how many; asked once."""
    children = turn.about is not None and turn.about.children
    wanted = children or bool(turn.reading.fields.get("count_unclear"))
    return wanted and not signup.counted and not _number_asked(turn)


def _number_asked(turn: Turn) -> bool:
    return turn.waiting and turn.asked is not None and turn.asked.asks == "count"


def _flag_household(session: Session, turn: Turn, adult: Adult, now: datetime) -> None:
    """Two adults of one family answered yes: seats count the larger answer, and a person looks."""
    assert turn.about is not None
    if adult.family_id is None:
        return
    coming = {row.adult_id for row in signups.signups(session, turn.about) if row.answer in (YES, WAITING)}
    family = [other for other in (session.get_one(Adult, one) for one in coming) if other.family_id == adult.family_id]
    if len(family) > 1 and adult.id in coming:
        names = " et ".join(sorted(labels(session, [one.id for one in family if one.id is not None]).values()))
        to_inbox(session, turn, "two-adults", f"{names} ont dit oui. Places comptées : la plus grande réponse.", now)
