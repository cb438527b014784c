"""Help to come: asked once after a yes, where the date offers it; the answer never changes the yes."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.conversations.attending import attend
from bot.conversations.handing_over import hand_over, not_understood
from bot.conversations.questions import settle
from bot.conversations.saying import say
from bot.conversations.turn import Turn
from bot.reading.answers import NEED_RIDE, OWN_WAY
from bot.reading.reader import read
from bot.reading.readings import Reading
from scheduler.facts import signup_facts
from scheduler.people import adult_of
from scheduler.signups import SignUp, need_transport, signup_of

_BARE = 2
"""So few words answer what was asked, and say nothing of the date."""


def answer_transport(session: Session, turn: Turn, now: datetime) -> None:
    """She needs help, or comes by herself. "On peut plus venir" and "on sera 4" are about the date itself."""
    attending = _about_coming(turn, now)
    if attending is not None:
        attend(session, replace(turn, reading=attending), now)
    elif turn.reading.intent not in ("yes", "no"):
        not_understood(session, turn, now)
    elif (signup := _signup(session, turn)) is None:
        hand_over(session, turn, now, "transport")
    else:
        settle(session, turn, now)
        need_transport(session, signup, turn.reading.intent == "yes", turn.by, now)
        say(session, turn, "confirmed/yes", now, **(signup_facts(signup) if signup.counted else {}))


def _about_coming(turn: Turn, now: datetime) -> Reading | None:
    """What the words say of coming, where they would say it without any question: "finalement je viens plus"."""
    text = turn.heard.incoming.text
    bare = turn.reading.intent in ("yes", "no") and turn.words <= _BARE
    if not text or bare or turn.reading.why in (OWN_WAY, NEED_RIDE):
        return None
    language = turn.contact.language if turn.contact else None
    unasked, reminded = read(text, "none", language, now), read(text, "reminder", language, now)
    return unasked if unasked.intent == "no" else reminded if reminded.intent == "count" else None


def _signup(session: Session, turn: Turn) -> SignUp | None:
    adult = adult_of(session, turn.contact_id)
    return signup_of(session, turn.about, adult) if adult is not None and turn.about is not None else None
