"""An alert is answered: somebody takes charge, or asks to read what was written."""

from datetime import datetime

from sqlmodel import Session

from bot.console.cards import EDUCATOR, Back, say, staff_at
from bot.console.inbox import HIDDEN, mark_taken, who
from bot.console.listening import folded
from bot.heard import Heard
from messages.contacts import Address, Contact
from messages.inbox import InboxItem, Received
from messages.phones import national
from messages.team import team, tell
from scheduler.alerts import GOOD_FOR

STAND_IN = "stand-in"
_TAKES = frozenset({"oui", "ok", "d'accord", "pris", "je m'en occupe", "je prends", "je m'en charge", "j'y vais"})
_READS = frozenset({"lire", "lis"})
NO_WORDS = "Il n'y a pas de texte à lire."
IN_DANGER_NOW = "Si quelqu'un est en danger maintenant : 112, ou 114 par SMS."


def takes(_session: Session, _heard: Heard, back: Back, _now: datetime) -> bool:
    """Whether the line answers an alert."""
    return _said(back) in _TAKES | _READS


def typed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`OUI` or `LIRE`, by SMS."""
    if _said(back) in _READS:
        say(session, heard, _words(session, heard, _item(session, back)), now)
    else:
        taken(session, heard, back, now)


def taken(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Je m'en occupe`: the alerts end, for all that this person has written."""
    item = _item(session, back)
    name, member = who(session, item), staff_at(session, heard)
    if item.taken_at is not None or item.closed_at is not None:
        say(session, heard, f"C'est déjà pris en charge : {name}.", now)
        return
    mark_taken(session, item, now, STAND_IN if member is not None and member.stands_in else EDUCATOR)
    say(session, heard, f"C'est noté : vous vous occupez de {name}. {IN_DANGER_NOW}", now)
    _tell_the_others(session, heard, member, f"{_name(member)} s'occupe du message de {name}.", now)


def _said(back: Back) -> str:
    return folded(back.text).rstrip(".! ")


def _item(session: Session, back: Back) -> InboxItem:
    return session.get_one(InboxItem, int(back.facts["item"]))


def _words(session: Session, heard: Heard, item: InboxItem) -> str:
    """What was written and where to ring, on a phone of the team's own; Telegram keeps what it is shown."""
    if heard.incoming.medium != "sms":
        return HIDDEN
    received = session.get(Received, item.received_id) if item.received_id is not None else None
    if received is None or not received.text.strip():
        return NO_WORDS
    address = session.get(Address, received.address_id)
    number = f", {national(address.value)}" if address is not None and address.medium == "sms" else ""
    return f"{who(session, item)}{number} : « {received.text.strip()} »"


def _name(member: Contact | None) -> str:
    return member.name if member is not None and member.name else "Quelqu'un de l'équipe"


def _tell_the_others(session: Session, heard: Heard, member: Contact | None, text: str, now: datetime) -> None:
    for other in team(session):
        if member is None or other.id != member.id:
            tell(session, other, text, f"taken/received-{heard.received.id}", GOOD_FOR, heard.programme, now)
