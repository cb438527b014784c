"""« Ce n'est pas ça »: what a text really meant, in one tap; kept without the text, and an open date put right."""

from datetime import datetime

from sqlmodel import Session

from bot.console.cards import EDUCATOR, Back, Card, finish, say, show
from bot.console.inbox import item_of, who
from bot.console.understood import reading_of, under, written
from bot.console.words import capital, short
from bot.conversations.counting import people_said
from bot.conversations.questions import ATTENDING, CONTEXTS
from bot.heard import Heard
from bot.reading.evidence import other_meanings
from bot.reading.normalise import plain
from bot.reading.plainly import MEANINGS, OTHER, understood
from messages import journal
from messages.corrections import Correction, digest_of
from messages.inbox import InboxItem, Received
from scheduler import places
from scheduler.activities import ANNOUNCED, Activity, of_topic
from scheduler.people import Adult, adult_of
from scheduler.signups import MAYBE, NO, WAITING, YES, SignUp, signup_of

CARD = "meant/which"
OFFERED = 7
"""Meanings offered beside « Autre chose »."""
GONE = "Le texte n'est plus gardé : je ne peux plus le relire."
UNCHANGED = "Rien d'autre n'a changé."
ANSWERS = {YES: "oui", NO: "non", MAYBE: "peut-être", WAITING: "liste d'attente, c'est complet"}
BY_HAND = {
    "stop": "Rien n'est arrêté. Pour ne plus lui écrire pendant un temps : /pause, puis son prénom.",
    "urgent": "Rien n'est parti. Appelez sans attendre si quelqu'un est en danger.",
    "call_me": "Rien d'autre n'a changé. Pensez à appeler.",
}
"""What a meaning would have led to, and who does it now."""


def digest(text: str) -> str:
    """What is kept of a text: the digest of its plain spelling, blanks made one."""
    return digest_of(" ".join(plain(text).split()))


def begin(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Ce n'est pas ça`: the likeliest other meanings, as buttons."""
    item = item_of(session, back)
    received = _received(session, item)
    if received is None:
        say(session, heard, GONE, now)
        return
    intent = received.intent or ""
    others = other_meanings(received.text, *under(received), intent, received.at)
    buttons = [(capital(MEANINGS[other]), other) for other in others if other in MEANINGS][:OFFERED]
    buttons += [(capital(MEANINGS[OTHER]), OTHER)]
    read = understood(reading_of(received), discreet=True)
    question = f"{who(session, item)} : Relais a compris « {read} ». Qu'est-ce que cela voulait dire ?"
    show(session, heard, Card(question, CARD, tuple(buttons), {"item": item.id}, f"inbox-{item.id}"), now)


def corrected(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """The meaning she tapped: written down, and entered where it answers a date still to come."""
    item, meant = item_of(session, back), back.choice
    received = _received(session, item)
    if received is None:
        said = GONE
    else:
        _keep(session, item, received, meant, now)
        said = f"Merci, c'est noté pour {who(session, item)} : « {MEANINGS[meant]} »."
        said += f"\n{_put_right(session, heard, item, received, meant, now)}"
    finish(session, back.card, said)
    say(session, heard, said, now)


def _received(session: Session, item: InboxItem) -> Received | None:
    return written(session.get(Received, item.received_id) if item.received_id is not None else None)


def _keep(session: Session, item: InboxItem, received: Received, meant: str, now: datetime) -> None:
    asked, language = under(received)
    read = received.intent or ""
    kept = Correction(digest=digest(received.text), asked=asked or "none", read=read, meant=meant, at=now, by=EDUCATOR)
    kept.language = language
    session.add(kept)
    journal.note(
        session, EDUCATOR, "corrected-reading", now, item.topic, item.contact_id, item=item.id, read=read, meant=meant
    )


def _put_right(session: Session, heard: Heard, item: InboxItem, received: Received, meant: str, now: datetime) -> str:
    """What has become of her answer, and what has not."""
    asked, _ = under(received)
    adult, activity = adult_of(session, item.contact_id), of_topic(session, item.topic)
    if meant not in (YES, NO, MAYBE) or asked not in ATTENDING | CONTEXTS:
        return BY_HAND.get(meant, UNCHANGED)
    if adult is None or activity is None or activity.status != ANNOUNCED or activity.starts_at <= now:
        return "Aucune date à venir n'est concernée : aucune réponse n'a changé."
    name = short(activity, heard.programme.timezone)
    known = signup_of(session, activity, adult)
    if known is not None and known.at > (received.handled_at or received.at):
        return f"Une réponse est venue depuis pour {name} : « {ANSWERS[known.answer]} ». Je la laisse ainsi."
    noted = _record(session, activity, adult, received, meant, known, now)
    return f"Réponse entrée pour {name} : {ANSWERS[noted.answer]}. Rien ne lui a été écrit."


def _record(
    session: Session, activity: Activity, adult: Adult, received: Received, meant: str, known: SignUp | None,
    now: datetime,
) -> SignUp:  # fmt: skip
    """Her word as the educator understands it; the number of persons is the one she wrote, or gave before."""
    said = SignUp(activity_id=activity.id or 0, adult_id=adult.id or 0, answer=meant, by=EDUCATOR)
    people = people_said(reading_of(received).fields, known)
    if meant == NO:
        return places.answer(session, activity, adult, said, now)
    if people is not None and people.total:
        said.adults, said.children, said.total, said.counted = people.adults, people.children, people.total, True
    elif known is not None and known.counted and known.answer != NO:
        said.adults, said.children, said.total, said.counted = known.adults, known.children, known.total, True
    return places.answer(session, activity, adult, said, now)
