"""From the inbox: another number for somebody, or a phone that is hers no more; confirmed, and never shown whole."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.console.cards import EDUCATOR, Back, Card, finish, say, show, take
from bot.console.inbox import close, item_of
from bot.console.words import NO, YES, counted
from bot.heard import Heard
from bot.identity.renumbering import NewNumber, SomebodysError, change_number, hand_on
from messages.contacts import Contact
from messages.inbox import InboxItem, Received
from messages.phones import NotAPhone, parse_phone
from scheduler.people import label_of_contact

WRITING = timedelta(minutes=30)
"""Later, a line she types is no longer taken for a number."""
_BUTTONS = ((YES, "yes"), (NO, "no"))
_SEVERAL = "Plusieurs personnes ont ce téléphone. Sur l'ordinateur : relais person phone"
_KEPT = "D'accord, rien ne change."


def begin(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Changer le numéro`: the one she wrote herself is proposed; otherwise it is asked for."""
    item, contact = _whose(session, back)
    if contact is None:
        say(session, heard, _SEVERAL, now)
        return
    written = session.get(Received, item.received_id) if item.received_id is not None else None
    try:
        number = parse_phone(written.text if written is not None else "")
    except NotAPhone:
        _ask(session, heard, item, contact, now)
    else:
        _propose(session, heard, item, contact, number, now)


def typed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """The number itself."""
    item, contact = _whose(session, back)
    try:
        number = parse_phone(back.text)
    except NotAPhone as error:
        say(session, heard, str(error), now)
        return
    take(session, back.card, heard, now)
    if contact is not None:
        _propose(session, heard, item, contact, number, now)


def left(session: Session, heard: Heard, _: Back, now: datetime) -> None:
    """`Laisser`"""
    say(session, heard, _KEPT, now)


def confirmed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Oui`: it is hers. Where it is somebody else's too, she is asked once more."""
    item, contact = _whose(session, back)
    if contact is None or back.choice != "yes":
        say(session, heard, _KEPT, now)
        return
    new = NewNumber(str(back.facts["number"]), shared=bool(back.facts.get("shared")))
    try:
        remarks = change_number(session, contact, new, EDUCATOR, heard.programme, now)
    except NotAPhone as error:
        say(session, heard, str(error), now)
    except SomebodysError as error:
        _confirm(session, heard, item, str(error), {"number": new.typed, "shared": True}, now)
    else:
        said = f"Le nouveau numéro de {label_of_contact(session, contact.id)} est noté."
        _done(session, heard, back, said, remarks, now)


def handed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Ce n'est plus son téléphone`: asked once more, as she is reached there no longer."""
    item, contact = _whose(session, back)
    if contact is None:
        say(session, heard, _SEVERAL.replace("phone", "handed-on"), now)
        return
    who = label_of_contact(session, contact.id)
    question = f"Ce téléphone n'est plus celui de {who} ? Plus rien ne lui sera écrit à ce numéro."
    card = Card(question, "handed/confirm", _BUTTONS, {"item": item.id}, f"inbox-{item.id}")
    show(session, heard, card, now)


def handed_on(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Oui`"""
    _, contact = _whose(session, back)
    if contact is None or back.choice != "yes":
        say(session, heard, _KEPT, now)
        return
    lost = counted(hand_on(session, contact, EDUCATOR, now), "numéro", "numéros")
    _done(session, heard, back, f"{label_of_contact(session, contact.id)} : {lost} en moins.", [], now)


def _whose(session: Session, back: Back) -> tuple[InboxItem, Contact | None]:
    item = item_of(session, back)
    return item, session.get(Contact, item.contact_id) if item.contact_id is not None else None


def _ask(session: Session, heard: Heard, item: InboxItem, contact: Contact, now: datetime) -> None:
    who = label_of_contact(session, contact.id)
    card = Card(
        f"Écrivez le nouveau numéro de {who}.",
        "number/words",
        (("Laisser", "leave"),),
        {"item": item.id},
        f"inbox-{item.id}",
        awaits=True,
        about=f"Numéro de {who}",
        open_for=WRITING,
    )
    show(session, heard, card, now)


def _propose(session: Session, heard: Heard, item: InboxItem, contact: Contact, number: str, now: datetime) -> None:
    who = label_of_contact(session, contact.id)
    question = f"Nouveau numéro de {who} : il finit par {number[-2:]}. L'avez-vous vérifié de vive voix ?"
    _confirm(session, heard, item, question, {"number": number}, now)


def _confirm(
    session: Session, heard: Heard, item: InboxItem, question: str, facts: dict[str, object], now: datetime
) -> None:
    card = Card(question, "number/confirm", _BUTTONS, {"item": item.id, **facts}, f"inbox-{item.id}")
    show(session, heard, card, now)


def _done(session: Session, heard: Heard, back: Back, said: str, remarks: Sequence[str], now: datetime) -> None:
    close(session, item_of(session, back), now)
    finish(session, back.card, said)
    say(session, heard, "\n".join([said, *remarks]), now)
