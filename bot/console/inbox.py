"""/boite: what waits for her, urgent first; the words of a family only where the question is a practical one."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.console.cards import EDUCATOR, Back, Card, say, show
from bot.console.understood import NOT_THAT, meaning, written
from bot.console.words import moment
from bot.heard import Heard
from messages import journal
from messages.consents import lift
from messages.contacts import Address, ContactAddress, contacts_at
from messages.inbox import DANGER, InboxItem, Received, open_items, same_alarm
from messages.programme import Programme
from scheduler.people import label_of_contact

ITEM = "inbox/item"
AT_ONCE = 8
"""Cards shown by one /boite; the next ones come when these are done."""

HEADINGS = {
    "danger": "Message inquiétant",
    "concern": "Message à lire avec attention",
    "question": "Question",
    "doubtful": "Message peut-être non arrivé",
    "late": "Retard",
    "reschedule": "Autre date souhaitée",
    "call": "À appeler",
    "testimony": "Témoignage",
    "testimony_consent": "Accord pour un témoignage",
    "withdraw_testimony": "Témoignage repris",
    "failed": "Message non arrivé",
    "expired": "Message non envoyé",
    "deaf": "Relais était arrêté",
    "blocked": "Telegram fermé",
    "shared": "Téléphone partagé",
    "update_phone": "Nouveau numéro",
    "wrong_number": "Mauvais numéro",
    "third_party": "Un autre adulte écrit",
    "minor": "Un enfant écrit",
    "media": "Photo, voix ou fichier",
    "unclear": "Message non compris",
}
ABOUT_A_NUMBER = ("update_phone", "wrong_number")
DOUBTFUL = "doubtful"
PRACTICAL = ("question", "late", "reschedule")
"""Meanings whose words may be shown in Telegram; so may an answer that carries a question along."""
ANSWERS = ("yes", "no", "maybe", "count")
HIDDEN = "Le texte ne s'affiche pas ici, pour protéger la famille. Il se lit sur l'ordinateur : relais inbox"
EMPTY = "Rien n'attend. Votre boîte est vide."

TAKE, DONE, ANSWER = ("Je m'en occupe", "take"), ("Terminé", "done"), ("Répondre", "answer")
AGAIN, ARRIVED = ("Renvoyer", "again"), ("C'est arrivé", "arrived")
NUMBER, HANDED = ("Changer le numéro", "phone"), ("Ce n'est plus son téléphone", "handed")
REOPEN = ("Rouvrir les messages", "reopen")


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for a person."""

    item: InboxItem
    who: str
    heading: str
    words: str | None
    """What was written, where it may be shown in Telegram; None otherwise."""
    hidden: bool
    """Something was written that is not shown."""
    received: Received | None = None
    """What they wrote themselves, where it was that."""


def inbox(session: Session) -> list[Waiting]:
    """Everything open, urgent first, then in order of arrival."""
    return [_waiting(session, item) for item in open_items(session)]


def as_text(waiting: Waiting, programme: Programme) -> str:
    """The card of one thing that waits, as the educator reads it."""
    item = waiting.item
    lines = [f"URGENT. {waiting.heading}" if item.urgent else waiting.heading]
    when = moment(item.at, programme.timezone)
    lines += [f"{waiting.who}, {when}" if _is_somebodys(item) else when]
    lines += [f"« {waiting.words} »"] if waiting.words else []
    lines += [HIDDEN] if waiting.hidden else []
    lines += [meaning(waiting.received, waiting.words is not None)] if waiting.received is not None else []
    lines += [item.note] if item.note else []
    lines += ["Relais a déjà répondu."] if item.answered else []
    if item.taken_at is not None:
        lines += [f"Pris en charge le {moment(item.taken_at, programme.timezone)}."]
    return "\n".join(lines)


def tell(session: Session, heard: Heard, _: str, now: datetime) -> None:
    """/boite"""
    waiting = inbox(session)
    if not waiting:
        say(session, heard, EMPTY, now)
    for one in waiting[:AT_ONCE]:
        show(session, heard, _card(one, heard.programme), now)
    more = len(waiting) - AT_ONCE
    if more > 0:
        say(session, heard, f"Encore {more} dans la boîte. Tapez /boite quand ceux-ci sont terminés.", now)


def item_of(session: Session, back: Back) -> InboxItem:
    """The thing a card is about."""
    return session.get_one(InboxItem, int(back.facts["item"]))


def taken(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Je m'en occupe`"""
    item = item_of(session, back)
    if item.closed_at is not None:
        _say_closed(session, heard, item, now)
        return
    if item.taken_at is None:
        mark_taken(session, item, now)
    say(session, heard, f"Merci, c'est noté : vous vous en occupez ({_about(session, item)}).", now)


def done(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Terminé`"""
    item = item_of(session, back)
    if item.closed_at is not None:
        _say_closed(session, heard, item, now)
        return
    close(session, item, now)
    say(session, heard, f"C'est rangé : {_about(session, item)}.", now)


def reopened(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Rouvrir les messages`: only a person lifts what a danger has stopped."""
    item = item_of(session, back)
    lifted = sum(lift(session, contact_id, DANGER, EDUCATOR, now) for contact_id in _concerned(session, item))
    name = who(session, item)
    again = f"Les messages reprennent pour {name}." if lifted else f"Les messages étaient déjà ouverts pour {name}."
    say(session, heard, again, now)


def mark_taken(session: Session, item: InboxItem, now: datetime, by: str = EDUCATOR) -> None:
    """She takes charge; of everything urgent from the same person at once."""
    for one in same_alarm(session, item):
        one.taken_at, one.taken_by = now, by
        session.add(one)
        journal.note(session, by, "took-charge", now, one.topic, one.contact_id, item=one.id, kind=one.kind)


def close(session: Session, item: InboxItem, now: datetime) -> None:
    """Nothing is left to do about it."""
    if item.closed_at is not None:
        return
    item.closed_at, item.closed_by = now, EDUCATOR
    session.add(item)
    journal.note(session, EDUCATOR, "closed", now, item.topic, item.contact_id, item=item.id, kind=item.kind)


def _say_closed(session: Session, heard: Heard, item: InboxItem, now: datetime) -> None:
    say(session, heard, f"C'est déjà fait : {_about(session, item)}.", now)


def _waiting(session: Session, item: InboxItem) -> Waiting:
    received = session.get(Received, item.received_id) if item.received_id is not None else None
    words = received.text.strip() if received is not None else ""
    shown = bool(words) and received is not None and _practical(item, received)
    told, hidden = words if shown else None, bool(words) and not shown
    return Waiting(item, who(session, item), _heading(item), told, hidden, written(received))


def _practical(item: InboxItem, received: Received) -> bool:
    reading = received.reading or {}
    fields = {**reading, **(reading.get("fields") or {})}
    if item.urgent or item.kind in (DANGER, "concern", "testimony") or fields.get("flags") or fields.get("urgency"):
        return False
    carried = set(fields.get("also") or ())
    if carried & {"concern", "urgent", "testimony", "safe_contact"}:
        return False
    return received.intent in PRACTICAL or (received.intent in ANSWERS and "question" in carried)


def _heading(item: InboxItem) -> str:
    return "Panne d'envoi" if item.kind.startswith("alarm") else HEADINGS.get(item.kind, "À voir")


def _about(session: Session, item: InboxItem) -> str:
    heading = _heading(item).lower()
    return f"{heading}, {who(session, item)}" if _is_somebodys(item) else heading


def _is_somebodys(item: InboxItem) -> bool:
    return item.contact_id is not None or item.address_id is not None


def who(session: Session, item: InboxItem) -> str:
    """Whose thing it is, "F12 Fatou": all who share the phone where it may be any of them."""
    people = _concerned(session, item)
    if item.contact_id is not None or len(people) < 2:
        return label_of_contact(session, item.contact_id)
    return " ou ".join(label_of_contact(session, contact_id) for contact_id in people)


def _concerned(session: Session, item: InboxItem) -> list[int]:
    if item.contact_id is not None or item.address_id is None:
        return [item.contact_id] if item.contact_id is not None else []
    address = session.get_one(Address, item.address_id)
    if not still_theirs(session, item, address):
        return []
    return [contact.id for contact in contacts_at(session, address) if contact.id is not None]


def still_theirs(session: Session, item: InboxItem, address: Address) -> bool:
    """Whether that phone is still with whoever the thing is about: it may have been handed on since."""
    if item.contact_id is not None:
        return session.get(ContactAddress, (item.contact_id, address.id)) is not None
    return address.handed_at is None or item.at > address.handed_at


def _card(waiting: Waiting, programme: Programme) -> Card:
    item = waiting.item
    return Card(as_text(waiting, programme), ITEM, _buttons(waiting), {"item": item.id}, f"inbox-{item.id}")


def _buttons(waiting: Waiting) -> tuple[tuple[str, str], ...]:
    item = waiting.item
    if item.kind == DOUBTFUL:
        return AGAIN, ARRIVED
    take = (TAKE,) if item.taken_at is None else ()
    reopen = (REOPEN,) if item.kind == DANGER else ()
    number = (NUMBER, HANDED) if item.kind in ABOUT_A_NUMBER and item.contact_id is not None else ()
    wrong = (NOT_THAT,) if waiting.received is not None else ()
    return (*take, *((ANSWER,) if _is_somebodys(item) else ()), *number, *reopen, *wrong, DONE)
