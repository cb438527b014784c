"""A message in doubt: she says it arrived, or sends it again as a message of its own."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from bot.console.cards import EDUCATOR, Back, finish, say
from bot.console.inbox import close, item_of
from bot.heard import Heard
from messages import journal
from messages.hours import civil
from messages.inbox import InboxItem
from messages.outbox import DOUBTFUL, FAILED, PLANNED, SENT, Message, end, post
from messages.programme import Programme
from scheduler.people import label_of_contact


def send_again(session: Session, doubted: Message, programme: Programme, by: str, now: datetime) -> Message | None:
    """Post the same intention under a key of its own, `…/again/<n>`; None when its deadline is past.

    The attempt in doubt stays as it is: it is never sent a second time.
    """
    if doubted.deadline_at <= now:
        return None
    first = doubted.once.partition("/again/")[0]
    query = select(func.count()).where(col(Message.once).startswith(f"{first}/again/", autoescape=True))
    number = session.exec(query).one() + 1
    same = doubted.model_dump(exclude={"id", "sender", "reason", "settled_at", "answered_at", "answered_by"})
    fresh = {
        "once": f"{first}/again/{number}",
        "due_at": now,
        "due_local": civil(now, programme.calendar),
        "undo_until": None,
        "status": PLANNED,
        "by": by,
        "created_at": now,
    }
    end(session, doubted, FAILED, "sent-again", now)
    journal.note(session, by, "sent-again", now, doubted.topic, doubted.contact_id, message=doubted.id)
    return post(session, Message(**{**same, **fresh}))


def again(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Renvoyer`"""
    item, doubted = _doubt(session, back)
    who = label_of_contact(session, doubted.contact_id)
    if doubted.status != DOUBTFUL:
        said = f"C'est déjà fait. Ce message pour {who} n'est plus en doute."
    elif send_again(session, doubted, heard.programme, EDUCATOR, now) is None:
        said = f"C'est trop tard pour renvoyer ce message à {who}. Un appel, peut-être ?"
    else:
        said = f"Je renvoie le message à {who}."
    _settle(session, heard, back, said, item, now)


def arrived(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`C'est arrivé`"""
    item, doubted = _doubt(session, back)
    if doubted.status == DOUBTFUL:
        end(session, doubted, SENT, "said-arrived", now)
        journal.note(session, EDUCATOR, "said-arrived", now, doubted.topic, doubted.contact_id, message=doubted.id)
    who = label_of_contact(session, doubted.contact_id)
    _settle(session, heard, back, f"Merci. Le message pour {who} est noté comme arrivé.", item, now)


def _doubt(session: Session, back: Back) -> tuple[InboxItem, Message]:
    item = item_of(session, back)
    return item, session.get_one(Message, item.message_id)


def _settle(session: Session, heard: Heard, back: Back, said: str, item: InboxItem, now: datetime) -> None:
    close(session, item, now)
    finish(session, back.card, said)
    say(session, heard, said, now)
