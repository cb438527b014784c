"""Her own words to a parent, from the inbox: typed once, taken back if she wishes, kept to the hours."""

from datetime import datetime, timedelta

from sqlmodel import Session, select

from bot.console.cards import EDUCATOR, Back, Card, finish, say, show, take
from bot.console.inbox import close, item_of, mark_taken, still_theirs, who
from bot.console.words import UNDO, moment
from bot.heard import Heard
from messages import journal
from messages.contacts import Address
from messages.gate import Refuse, Wait, open_gate
from messages.inbox import DANGER, InboxItem, Received
from messages.outbox import ANSWER, PLANNED, TYPED, Kind, Message, message_of, post, withdraw
from messages.refusals import REASONS

NOTE = Kind("note", TYPED, 15, label="message écrit par l'éducatrice")
WITHIN = timedelta(days=3)
"""How long her words may wait for an allowed moment."""
WRITING = timedelta(minutes=30)
"""Later, a line she types is no longer taken for her answer to a family."""
LONGEST_NOTE = 600

NOW, LEAVE = ("Maintenant", "now"), ("Laisser", "leave")


def begin(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Répondre`: ask for the words."""
    item = item_of(session, back)
    name = who(session, item)
    card = Card(
        f"Écrivez votre réponse pour {name}. Elle partira telle quelle.",
        "reply/words",
        (LEAVE,),
        {"item": item.id},
        f"inbox-{item.id}",
        awaits=True,
        about=f"Réponse pour {name}",
        open_for=WRITING,
    )
    show(session, heard, card, now)


def left(session: Session, heard: Heard, _: Back, now: datetime) -> None:
    """`Laisser`"""
    say(session, heard, "D'accord, rien ne part.", now)


def typed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """The words themselves."""
    text = back.text.strip()
    if len(text) > LONGEST_NOTE:
        say(
            session,
            heard,
            f"C'est trop long pour un message : {LONGEST_NOTE} signes au plus. Réécrivez plus court.",
            now,
        )
        return
    take(session, back.card, heard, now)
    item = item_of(session, back)
    note = _note(session, heard, item, text, now)
    verdict = open_gate(session, [note], heard.programme, heard.media, now).verdict(note)
    if isinstance(verdict, Refuse):
        say(session, heard, _refused(session, item, verdict), now)
        return
    written = post(session, note)
    if written is not None:
        journal.note(session, EDUCATOR, "replied", now, item.topic, item.contact_id, item=item.id)
        _tell(session, heard, item, written, verdict.until if isinstance(verdict, Wait) else None, now)


def pressed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Maintenant` or `Annuler l'envoi`, while the words have not left."""
    message = _locked(session, int(back.facts["message"]))
    name = who(session, item_of(session, back))
    if message.status != PLANNED:
        said = f"Votre réponse à {name} est déjà partie."
    elif back.choice == UNDO[1]:
        withdraw(session, message, "taken-back", now)
        _reopen(session, item_of(session, back))
        journal.note(session, EDUCATOR, "took-back", now, message.topic, message.contact_id, message=message.id)
        said = f"Votre réponse à {name} ne part pas."
    else:
        message.hours, message.due_at = ANSWER, now
        session.add(message)
        journal.note(session, EDUCATOR, "hastened", now, message.topic, message.contact_id, message=message.id)
        said = f"Votre réponse à {name} part maintenant."
    finish(session, back.card, said)
    say(session, heard, said, now)


def _locked(session: Session, message_id: int) -> Message:
    """The message as it stands, which nobody reserves meanwhile."""
    query = select(Message).where(Message.id == message_id).with_for_update()
    return session.exec(query, execution_options={"populate_existing": True}).one()


def _note(session: Session, heard: Heard, item: InboxItem, text: str, now: datetime) -> Message:
    due = now + heard.programme.undo
    return message_of(
        NOTE,
        due,
        heard.programme.calendar,
        contact_id=item.contact_id,
        address_id=_where(session, item),
        facts={"text": text, "educator": heard.programme.educator},
        topic=item.topic,
        once=f"note/received-{heard.received.id}",
        deadline_at=now + WITHIN,
        undo_until=due,
        in_reply_to=_opened_by(session, item),
        by=EDUCATOR,
        created_at=now,
    )


def _where(session: Session, item: InboxItem) -> int | None:
    """The phone it came from, while it is theirs; else None, and the answer takes her own way."""
    received = session.get(Received, item.received_id) if item.received_id is not None else None
    where = received.address_id if received is not None else item.address_id
    address = session.get(Address, where) if where is not None else None
    return address.id if address is not None and still_theirs(session, item, address) else None


def _opened_by(session: Session, item: InboxItem) -> int | None:
    """What she wrote opens the gate for one answer, unless the phone it came from has asked for silence."""
    where = _where(session, item)
    address = session.get(Address, where) if where is not None else None
    return None if address is None or address.stopped_at is not None else item.received_id


def _refused(session: Session, item: InboxItem, verdict: Refuse) -> str:
    why = REASONS.get(verdict.reason, verdict.reason)
    return f"Je ne peux pas écrire à {who(session, item)} : {why}. Un appel, peut-être ?"


def _tell(
    session: Session, heard: Heard, item: InboxItem, note: Message, waits: datetime | None, now: datetime
) -> None:
    if item.taken_at is None:
        mark_taken(session, item, now)
    if item.kind != DANGER and not item.urgent:
        close(session, item, now)
    leaves = f"Elle partira {moment(waits, heard.programme.timezone)}." if waits else "Elle part."
    buttons = (*((NOW,) if waits else ()), *((UNDO,) if waits or note.due_at > now else ()))
    card = Card(
        f"Réponse pour {who(session, item)}. {leaves}",
        "reply/sent",
        buttons,
        {"item": item.id, "message": note.id},
        f"inbox-{item.id}",
    )
    show(session, heard, card, now)


def _reopen(session: Session, item: InboxItem) -> None:
    item.closed_at = item.closed_by = None
    session.add(item)
