"""Finds what a reply answers and what it means: the button, the message replied to, the open question, the context."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session, select

from bot.conversations.belonging import keyword_read
from bot.conversations.choosing import lines
from bot.conversations.questions import ATTENDING, CONTEXTS, family, put_to, question_of, still_open
from bot.conversations.turn import SILENT, Turn
from bot.heard import Heard
from bot.reading.days import WEEKDAYS
from bot.reading.reader import read
from bot.reading.readings import Reading
from messages.buttons import shown_to
from messages.contacts import Contact, contacts_at
from messages.outbox import Attempt, Message
from scheduler.activities import of_topic

ATTENDANCE = frozenset({"yes", "no", "maybe", "count"})
_FITS: dict[str, frozenset[str]] = {
    **dict.fromkeys(ATTENDING | CONTEXTS, ATTENDANCE),
    "consent": frozenset({"yes", "no"}),
    "transport": frozenset({"yes", "no"}),
    "phone": frozenset({"yes", "no"}),
    "rating": frozenset({"rating", "feedback", "did_not_attend"}),
    "comment": frozenset({"feedback", "thanks", "no"}),
    "name": frozenset({"name"}),
    "choice": frozenset({"choice"}),
    "testimony": frozenset({"testimony", "no"}),
    "testimony_consent": frozenset({"testimony_consent"}),
}
_READ_AS = {"phone": "consent", **dict.fromkeys(CONTEXTS, "reminder")}
"""After anything said about a date, "non" takes a yes back, and "ok" is only politeness, as after a reminder."""
_POLITE = ("ack", "thanks")
_SPOKEN = ("text", "media", "edited")
_HER_WORDS = ("testimony", "testimony_consent")
_AN_ANSWER = 6
"""Words at most in what answers another question while she is telling something; more is part of what she tells."""
_IN_ONE_BREATH = timedelta(hours=1)
"""An answer this recent is what she goes on talking about, whatever else is open."""


def understand(session: Session, heard: Heard, now: datetime) -> Turn:
    """Who speaks, what it answers, and what it means."""
    turn = Turn(heard, tuple(contacts_at(session, heard.address)))
    if heard.press is not None:
        return _known(session, turn, heard.press.message, _pressed(heard.press.message, heard.press.choice))
    if heard.incoming.kind not in _SPOKEN:
        return replace(turn, contact=_alone(turn))
    return _spoken(session, turn, now)


def _spoken(session: Session, turn: Turn, now: datetime) -> Turn:
    if (joins := keyword_read(session, turn, now)) is not None:
        return replace(turn, contact=_alone(turn), reading=joins)
    ear = _Ear(session, turn, now)
    replied = _replied_to(session, turn.heard)
    if replied is not None and replied.asks in _FITS:
        return _known(session, turn, replied, ear.reading(replied))
    told = [
        message
        for message in put_to(session, turn.heard.address, turn.people, now)
        if message.answered_at is None or message.asks in CONTEXTS
    ]
    opened = still_open(told, now)
    if len(turn.people) > 1:
        opened = [message for message in opened if message.asks not in _HER_WORDS]
        return _on_a_shared_phone(session, turn, told, [message for message in opened if ear.fits(message)], ear)
    polite = _only_acknowledged(told, ear)
    fitting = [] if polite else _told_or_answered(turn, _meant(told, opened, ear.fits, now), ear, now)
    asked = told[0] if polite else next(iter([*fitting, *opened, *told]), None)
    known = _known(session, turn, asked, ear.reading(asked))
    return replace(known, waiting=asked in opened, rivals=tuple(fitting[1:]))


class _Ear:
    """Reads one text under each question it may answer, once."""

    def __init__(self, session: Session, turn: Turn, now: datetime) -> None:
        self._session, self._turn, self._now = session, turn, now
        self._heard: dict[tuple[object, ...], Reading] = {}

    def reading(self, message: Message | None) -> Reading:
        asked, language = _code(self._turn, message), _language(self._turn, message)
        options = lines(message, self._turn.heard.programme.timezone) if message and asked == "choice" else ()
        under = asked, language, options, _day(self._session, message)
        if under not in self._heard:
            text = self._turn.heard.incoming.text
            self._heard[under] = read(text, asked, language, self._now, options, under[-1])
        return self._heard[under]

    def fits(self, message: Message) -> bool:
        return self.reading(message).intent in _FITS[str(message.asks)]


def _on_a_shared_phone(
    session: Session, turn: Turn, told: Sequence[Message], fitting: Sequence[Message], ear: _Ear
) -> Turn:
    """A clear answer to the one open question counts; anything else could be either's.

    So could a "non" once the other person has been reminded since: it may be her who does not come any more.
    """
    if len(fitting) == 1 and not any(
        message.contact_id != fitting[0].contact_id and ear.fits(message) for message in told[: told.index(fitting[0])]
    ):
        return _known(session, turn, fitting[0], ear.reading(fitting[0]))
    return replace(turn, reading=ear.reading(None))


def _only_acknowledged(told: Sequence[Message], ear: _Ear) -> bool:
    """ "Ok" to the news that came last (cancelled, tomorrow, noted) is no yes to an older question."""
    return bool(told) and told[0].asks in CONTEXTS and ear.reading(told[0]).intent in _POLITE


def _meant(
    told: Sequence[Message], opened: Sequence[Message], fits: Callable[[Message], bool], now: datetime
) -> list[Message]:
    """The messages these words answer: one, several that are equally likely, or none."""
    newest = told[0] if told else None
    if newest is None:
        return []
    recent = (newest.settled_at or newest.due_at) > now - _IN_ONE_BREATH
    if newest.in_reply_to is not None and recent and fits(newest):
        return [newest]
    likely = [newest, *opened] if newest not in opened and newest.answered_at is None else list(opened)
    distinct = {(message.contact_id, message.topic, family(message)): message for message in likely if fits(message)}
    return list(distinct.values())


def _told_or_answered(turn: Turn, fitting: list[Message], ear: _Ear, now: datetime) -> list[Message]:
    """Nearly anything can be part of what she tells: a few words that answer another question are that answer.

    What could answer both a question about her words and another one counts for the newest while it is fresh.
    """
    told = [message for message in fitting if ear.reading(message).intent == "testimony"]
    answers = [message for message in fitting if message not in told]
    permission = any(message.asks == "testimony_consent" for message in answers)
    if told and answers:
        fitting = [*told, *answers] if turn.words > _AN_ANSWER and not permission else answers
    if not torn(fitting) or fitting[0] in told:
        return fitting
    newest = fitting[0]
    return [newest] if (newest.settled_at or newest.due_at) > now - _IN_ONE_BREATH else fitting


def torn(fitting: Sequence[Message]) -> bool:
    """Whether the same words could answer a question about her own words, and another one."""
    return len({message.asks in _HER_WORDS for message in fitting}) > 1


def _known(session: Session, turn: Turn, asked: Message | None, reading: Reading) -> Turn:
    contact = _alone(turn)
    if asked is not None and asked.contact_id is not None:
        contact = next((one for one in turn.people if one.id == asked.contact_id), contact)
    about = of_topic(session, asked.topic) if asked is not None else None
    return replace(turn, contact=contact, asked=asked, waiting=asked is not None, reading=reading, about=about)


def _alone(turn: Turn) -> Contact | None:
    return turn.people[0] if len(turn.people) == 1 else None


def _code(turn: Turn, message: Message | None) -> str:
    if turn.heard.address.stopped_at is not None:
        return "stopped"
    if message is None or message.asks is None:
        return "none" if turn.people else "first_contact"
    if message.kind == "confirmed/maybe":
        return "reminder"
    return _READ_AS.get(message.asks, message.asks)


def _day(session: Session, message: Message | None) -> str | None:
    """The day of the week that a message asks about."""
    about = of_topic(session, message.topic) if message is not None else None
    return WEEKDAYS[datetime.fromisoformat(about.starts_local).weekday()] if about is not None else None


def read_under(turn: Turn) -> tuple[str, str | None]:
    """The question and the language a turn was read under, so that it can be read again the same way."""
    return _code(turn, turn.asked), _language(turn, turn.asked)


def _language(turn: Turn, message: Message | None) -> str | None:
    languages = {one.language for one in turn.people if message is None or message.contact_id in (None, one.id)}
    return languages.pop() if len(languages) == 1 else turn.heard.incoming.language


def _replied_to(session: Session, heard: Heard) -> Message | None:
    if heard.incoming.reply_to is None:
        return None
    query = (
        select(Message)
        .join(Attempt)
        .where(Attempt.provider_id == heard.incoming.reply_to, Attempt.address_id == heard.address.id)
    )
    replied = session.exec(query).first()
    return replied if replied is not None and shown_to(session, replied, heard.address) else None


def _pressed(message: Message, choice: str) -> Reading:
    """A button says exactly what its words would."""
    question = question_of(message)
    if choice.isdigit() and question == "rating":
        return Reading("rating", {"rating": int(choice)}, why=("button",))
    if choice.isdigit() and question == "choice":
        return Reading("choice", {"choice": int(choice), "choices": [int(choice)]}, why=("button",))
    if question == "testimony_consent":
        return Reading("testimony_consent", {"consent": choice}, why=("button",))
    if choice == "skip":
        return Reading("no", why=("button",))
    known = choice in ("yes", "no", "maybe", "stop", "start", "help")
    return Reading(choice, why=("button",)) if known else replace(SILENT, why=("button",))
