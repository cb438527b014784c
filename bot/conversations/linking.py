"""Telegram: the one-use link that brings somebody in, and the card with her own number."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.conversations.joining import ask_phone, welcome
from bot.conversations.leaving import start
from bot.conversations.questions import settle
from bot.conversations.saying import say, to_inbox
from bot.conversations.turn import Turn
from messages import journal
from messages.consents import consenting
from messages.contacts import Contact, address_of, addresses_of, contacts_at, link
from messages.phones import NotAPhone, parse_phone
from messages.tokens import redeem
from scheduler.people import label_of_contact

_SECOND = "Un deuxième Telegram s'est relié avec son lien. Vérifiez de vive voix que c'est bien le sien."


def opened(session: Session, turn: Turn, now: datetime) -> None:
    """Somebody pressed Start: with a link that is hers, with a used one, or without any."""
    secret = turn.heard.incoming.text.strip()
    token = redeem(session, secret, now) if secret else None
    if token is not None:
        _linked(session, turn, session.get_one(Contact, token.contact_id), now)
    elif turn.people:
        _came_again(session, turn, now)
    elif secret:
        say(session, turn, "link/expired", now)
    else:
        turn.heard.address.stopped_at = None
        welcome(session, turn, now)


def card(session: Session, turn: Turn, now: datetime) -> None:
    """A contact card: only one's own counts, and only from somebody who is in the programme."""
    if not turn.people:
        welcome(session, turn, now)
    elif turn.contact is None or not turn.heard.incoming.own_card:
        _not_hers(session, turn, now)
    else:
        _number_given(session, turn, turn.contact, now)


def answer_phone(session: Session, turn: Turn, now: datetime) -> None:
    """Refusing is fine: Telegram alone then serves. A yes in words still needs the button."""
    if turn.reading.intent == "yes":
        say(session, turn, "phone", now)
        return
    settle(session, turn, now)
    say(session, turn, "phone/skipped", now)


def _linked(session: Session, turn: Turn, contact: Contact, now: datetime) -> None:
    assert contact.id is not None
    before = addresses_of(session, [contact.id]).get(contact.id, [])
    link(session, contact, turn.heard.address, now)
    turn = replace(turn, contact=contact, people=tuple(contacts_at(session, turn.heard.address)))
    journal.note(session, turn.by, "linked-telegram", now, contact_id=contact.id)
    if any(place.medium == "telegram" and place.id != turn.heard.address.id for place in before):
        to_inbox(session, turn, "second-telegram", _SECOND, now)
    if not consenting(session, [contact.id]).get(contact.id, False):
        welcome(session, turn, now)
    else:
        turn.heard.address.stopped_at = None
        say(session, turn, "joined", now)
        ask_phone(session, turn, now)


def _came_again(session: Session, turn: Turn, now: datetime) -> None:
    if turn.heard.address.stopped_at is not None:
        start(session, turn, now)
    else:
        say(session, turn, "help", now)


def _not_hers(session: Session, turn: Turn, now: datetime) -> None:
    to_inbox(session, turn, "refer", "A envoyé la carte d'une autre personne. Le numéro n'est pas noté.", now)
    say(session, turn, "phone/not-yours", now)


def _number_given(session: Session, turn: Turn, contact: Contact, now: datetime) -> None:
    try:
        number = parse_phone(_international(turn.heard.incoming.phone or ""))
    except NotAPhone:
        to_inbox(session, turn, "update_phone", "A partagé un numéro qui ne reçoit pas nos SMS.", now)
        say(session, turn, "phone/skipped", now)
        return
    address = address_of(session, "sms", number, now)
    others = [one for one in contacts_at(session, address) if one.id != contact.id]
    link(session, contact, address, now)
    settle(session, turn, now)
    journal.note(session, turn.by, "linked-phone", now, contact_id=contact.id, others=len(others))
    if others:
        names = " et ".join(label_of_contact(session, one.id) for one in others)
        to_inbox(session, turn, "same-number", f"Ce numéro sert aussi à {names}.", now)
    say(session, turn, "phone/linked", now)


def _international(phone: str) -> str:
    """Telegram leaves the plus out."""
    return phone if phone.startswith(("+", "0")) else f"+{phone}"
