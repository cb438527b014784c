"""RETRAIT, any day: her words are used no more, she is told once, and the educator learns where they were used."""

from datetime import datetime

from sqlmodel import Session

from bot.conversations import testifying
from bot.conversations.alerting import alert
from bot.conversations.handing_over import NOTES, hand_over
from bot.conversations.saying import say, to_inbox
from bot.conversations.turn import Turn
from messages.contacts import Contact
from scheduler import testimonials
from scheduler.people import adult_of, label_of_contact
from scheduler.testimonials import TAKEN_BACK_FROM, WITHDRAWN, Testimonial
from scheduler.testimony_places import places

KIND = "withdraw_testimony"
_WHOSE = "Des témoignages sont repris, on ne sait pas de qui. Tous sont suspendus : relais testimony list"


def take_back(session: Session, turn: Turn, now: datetime) -> None:
    """All her testimonials at once. After a STOP too, then without an answer.

    On a shared phone it is hers who has some; where several have, none is used until a person decides.
    """
    found = {contact.id: _hers(session, contact) for contact in turn.people}
    owners = [contact for contact in turn.people if found[contact.id]]
    if not owners:
        _nothing_to_take_back(session, turn, now)
    elif len(owners) == 1:
        _withdraw(session, turn, owners[0], found[owners[0].id], now)
    else:
        every = [one for contact in owners for one in found[contact.id]]
        testimonials.suspend(session, every, turn.by, now)
        _tell_educator(session, turn, _WHOSE, every, now)
        _answer(session, turn, "handed-over", now)


def _withdraw(session: Session, turn: Turn, owner: Contact, found: list[Testimonial], now: datetime) -> None:
    evidence = testimonials.decision(owner, False, turn.evidence, turn.by, now)
    testimonials.take_back(session, found, evidence, now)
    testifying.close_questions(session, owner, turn.heard.received, now)
    _tell_educator(session, turn, f"{label_of_contact(session, owner.id)} reprend ses mots.", found, now)
    _answer(session, turn, "handed-over" if turn.shared else "testimony/withdrawn", now)


def _nothing_to_take_back(session: Session, turn: Turn, now: datetime) -> None:
    """She has none, or took them back before: then she is only told again that it is done."""
    adults = [adult_of(session, contact.id) for contact in turn.people]
    before = testimonials.hers(session, [adult.id for adult in adults if adult and adult.id], (WITHDRAWN,))
    if turn.heard.address.stopped_at is not None:
        to_inbox(session, turn, KIND, NOTES[KIND], now)
    elif before and not turn.shared:
        to_inbox(session, turn, KIND, "Reprend ses mots, qui l'étaient déjà.", now, answered=True)
        say(session, turn, "testimony/withdrawn", now)
    else:
        hand_over(session, turn, now, KIND)


def _tell_educator(session: Session, turn: Turn, news: str, found: list[Testimonial], now: datetime) -> None:
    """At once, with what is to be taken out of where."""
    note = f"{news}\n{places(session, found)}"
    to_inbox(session, turn, KIND, note, now, urgent=True)
    alert(session, turn, f"{note}\nOuvrez /boite", now)


def _answer(session: Session, turn: Turn, name: str, now: datetime) -> None:
    if turn.heard.address.stopped_at is None:
        say(session, turn, name, now)


def _hers(session: Session, contact: Contact) -> list[Testimonial]:
    adult = adult_of(session, contact.id)
    return testimonials.hers(session, [adult.id], TAKEN_BACK_FROM) if adult is not None and adult.id else []
