"""STOP is obeyed at once and confirmed once; after it, silence, until START."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from bot.conversations import pausing
from bot.conversations.handing_over import NOTES, keep_quiet
from bot.conversations.saying import say, to_inbox
from bot.conversations.turn import Turn
from messages import consents, journal
from messages.contacts import Contact, addresses_of
from messages.outbox import PLANNED, Message, withdraw


def stop(session: Session, turn: Turn, now: datetime) -> None:
    """Silence on this address for all on it. A second STOP changes nothing and is not answered."""
    if turn.heard.address.stopped_at is not None:
        journal.note(session, turn.by, "stopped-again", now, address=turn.heard.address.id)
        return
    people = consents.stop(session, turn.heard.address, turn.evidence, turn.by, now)
    journal.note(session, turn.by, "stopped", now, address=turn.heard.address.id, people=len(people))
    _withdraw_unheard(session, people, now)
    if "safe_contact" in turn.reading.also:  # somebody reads this phone: not even a goodbye
        keep_quiet(session, turn, now)
        to_inbox(session, turn, "safe_contact", NOTES["stop"], now)
    elif not turn.heard.incoming.stop_handled:
        say(session, turn, "stopped", now)


def start(session: Session, turn: Turn, now: datetime) -> None:
    """She comes back: her yes is written down, and confirmed. Only for people already known."""
    pausing.come_back(session, turn, now)
    consents.start(session, turn.heard.address, turn.evidence, turn.by, now)
    journal.note(session, turn.by, "started", now, address=turn.heard.address.id)
    held = consents.holds(session, [contact.id for contact in turn.people if contact.id is not None], now)
    if held:
        to_inbox(session, turn, "started", "Est de retour, mais ses messages restent suspendus.", now)
    if not turn.heard.incoming.stop_handled:
        say(session, turn, "started", now)


def stay_silent(session: Session, turn: Turn, now: datetime) -> None:
    """Words after a STOP wait for a person; nothing is said back."""
    to_inbox(session, turn, "after-stop", "A écrit après avoir demandé l'arrêt. Relais n'a pas répondu.", now)


def wrong_number(session: Session, turn: Turn, now: datetime) -> None:
    """This phone is no longer hers: silence, an apology without a name, and a person checks the number."""
    consents.hold(session, turn.people, "suspended", turn.by, now)
    turn.heard.address.stopped_at = now
    session.add(turn.heard.address)
    _withdraw_unheard(session, list(turn.people), now)
    journal.note(session, turn.by, "wrong-number", now, address=turn.heard.address.id)
    to_inbox(session, turn, "wrong_number", "Ce numéro n'est plus le bon. Les messages sont suspendus.", now)
    say(session, replace(turn, contact=None), "wrong-number", now)


def _withdraw_unheard(session: Session, people: list[Contact], now: datetime) -> None:
    """Take back what is planned for those who can no longer be reached anywhere."""
    places = addresses_of(session, [contact.id for contact in people if contact.id is not None])
    mute = [
        contact.id
        for contact in people
        if contact.id is not None
        and all(place.stopped_at is not None or place.closed_at is not None for place in places.get(contact.id, []))
    ]
    query = select(Message).where(col(Message.contact_id).in_(mute), Message.status == PLANNED)
    for message in session.exec(query.where(Message.kind != "danger")):
        withdraw(session, message, "stopped", now)
