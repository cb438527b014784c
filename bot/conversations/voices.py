"""A voice note: kept as sound where it answers the question about her words, otherwise something a person looks at."""

from datetime import datetime

from sqlmodel import Session

from bot.conversations import unspoken
from bot.conversations.questions import put_to, still_open
from bot.conversations.saying import say
from bot.conversations.testifying import show
from bot.conversations.turn import Turn
from messages.recordings import LARGEST, Recording
from scheduler.people import adult_of
from scheduler.testimonials import QUESTIONS, Testimonial, open_of


def heard(session: Session, turn: Turn, now: datetime) -> None:
    """Keep the sound and thank her; a person writes down what is said, then the question about its use follows."""
    sound, testimonial = turn.heard.incoming.sound, _asked(session, turn, now)
    if sound is None or testimonial is None or sound.size > LARGEST:
        unspoken.looked_at(session, turn, now)
        return
    recording = Recording(
        received_id=turn.heard.received.id or 0, contact_id=turn.contact_id, topic=testimonial.topic,
        remote=sound.remote, mime=sound.mime, seconds=sound.seconds,
    )  # fmt: skip
    session.add(recording)
    show(session, turn, testimonial, f"Message vocal{_length(sound.seconds)} à écouter et à écrire.", now)
    say(session, turn, "testimony/voice", now)


def _asked(session: Session, turn: Turn, now: datetime) -> Testimonial | None:
    """The testimonial whose question she has on her phone, still unanswered."""
    put = still_open(put_to(session, turn.heard.address, turn.people, now), now)
    if turn.contact is None or not any(message.asks in QUESTIONS for message in put):
        return None
    return open_of(session, adult_of(session, turn.contact_id))


def _length(seconds: int | None) -> str:
    return f" de {seconds} secondes" if seconds else ""
