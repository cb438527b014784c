"""How it was: a score from 1 to 5, then a word if she wishes."""

from datetime import datetime

from sqlmodel import Session

from bot.conversations.handing_over import hand_over, not_understood
from bot.conversations.questions import settle
from bot.conversations.saying import say, to_inbox
from bot.conversations.turn import Turn
from bot.reading.reader import read
from messages import journal
from scheduler.people import adult_of
from scheduler.ratings import Rating, rate

_ABOUT_A_DATE = frozenset({"yes", "no", "maybe", "count", "reschedule"})
_NOTHING_TO_ADD = frozenset({"no", "thanks", "ack"})


def answer_rating(session: Session, turn: Turn, now: datetime) -> None:
    """A score, an opinion, or "I was not there"; anything else is asked once more."""
    rating = _rating(session, turn, now)
    score = turn.reading.fields.get("rating")
    if rating is None or not turn.waiting:
        hand_over(session, turn, now)
    elif turn.reading.intent == "did_not_attend":
        _not_there(session, turn, rating, now)
    elif turn.reading.intent == "feedback":
        _keep(session, turn, rating, now)
    elif isinstance(score, int) and 1 <= score <= 5:
        _score(session, turn, rating, score, now)
    else:
        not_understood(session, turn, now)


def keep_words(session: Session, turn: Turn, now: datetime) -> None:
    """The answer to "a word to add?": kept as it is, or nothing where she has nothing to add.

    A figure alone ("en fait 3") corrects her score; a bare "oui" announces words that are yet to come.
    """
    rating, text = _rating(session, turn, now), turn.heard.incoming.text.strip()
    corrected = _corrected(turn, now)
    if rating is None:
        hand_over(session, turn, now)
    elif turn.reading.intent in _NOTHING_TO_ADD:
        settle(session, turn, now)
        say(session, turn, "feedback/thanks", now)
    elif corrected is not None:
        rating.score = corrected
        _settled(session, turn, rating, "rated", now)
        say(session, turn, "feedback/thanks", now)
    elif text and not (turn.words == 1 and _reads(turn, "rsvp", now) == "yes"):
        _keep(session, turn, rating, now)
        _perhaps_about_a_date(session, turn, now)


def _corrected(turn: Turn, now: datetime) -> int | None:
    language = turn.contact.language if turn.contact else None
    heard = read(turn.heard.incoming.text, "rating", language, now)
    score = heard.fields.get("rating")
    return score if heard.intent == "rating" and isinstance(score, int) and "comment" not in heard.fields else None


def _perhaps_about_a_date(session: Session, turn: Turn, now: datetime) -> None:
    """ "Je viens pas mardi" is kept as a word, and a person sees that it may be an answer to something else."""
    if _reads(turn, "none", now) in _ABOUT_A_DATE:
        to_inbox(session, turn, "unclear", "Un mot sur une sortie, qui parle peut-être d'une autre date.", now)


def _reads(turn: Turn, asked: str, now: datetime) -> str:
    language = turn.contact.language if turn.contact else None
    return read(turn.heard.incoming.text, asked, language, now).intent


def _rating(session: Session, turn: Turn, now: datetime) -> Rating | None:
    adult = adult_of(session, turn.contact_id)
    return rate(session, turn.about, adult, now) if adult is not None and turn.about is not None else None


def _score(session: Session, turn: Turn, rating: Rating, score: int, now: datetime) -> None:
    rating.score, rating.at = score, now
    if turn.reading.fields.get("comment"):
        rating.comment = turn.heard.incoming.text
    _settled(session, turn, rating, "rated", now)
    say(session, turn, "feedback/thanks" if rating.comment else "feedback/words", now)


def _keep(session: Session, turn: Turn, rating: Rating, now: datetime) -> None:
    rating.comment, rating.at = turn.heard.incoming.text, now
    _settled(session, turn, rating, "commented", now)
    say(session, turn, "feedback/thanks", now)


def _not_there(session: Session, turn: Turn, rating: Rating, now: datetime) -> None:
    """A flag for the educator; the register stays as a person entered it."""
    rating.not_there, rating.at = True, now
    to_inbox(session, turn, "not-there", "Dit ne pas avoir été là. Le registre n'a pas changé.", now)
    _settled(session, turn, rating, "said-not-there", now)
    say(session, turn, "feedback/thanks", now)


def _settled(session: Session, turn: Turn, rating: Rating, did: str, now: datetime) -> None:
    session.add(rating)
    settle(session, turn, now)
    topic = turn.about.topic if turn.about else ""
    journal.note(session, turn.by, did, now, topic, turn.contact_id, rating=rating.id)
