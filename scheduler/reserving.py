"""Reserving: one short transaction that asks everything again and gives each message that may leave its attempt."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from messages.due import Due, due, put_off, reroute
from messages.gate import Gate, Refuse, Send, Verdict, Wait
from messages.inbox import anything_waits, put_about
from messages.known import Place, shared
from messages.outbox import (
    AUTOMATIC,
    DOUBTFUL,
    EXPIRED,
    NOTICE,
    QUESTIONS,
    REFUSED,
    SENDING,
    SENT,
    STAFF,
    Attempt,
    Message,
    end,
    withdraw,
)  # fmt: skip
from scheduler.planning import renew_all, tell_refused
from scheduler.promises import keep_gate
from scheduler.rules import Facts, Withdraw
from scheduler.writing import Desk, Hand, Reserved, Writing

FEW, LOOK_AT = 20, 200
"""Due messages looked at in one transaction: at least, and where those are all for addresses that must rest."""


@dataclass(frozen=True)
class Room:
    """What one sender of one worker can carry now: how many messages, and which addresses must rest."""

    medium: str
    count: int
    resting: Collection[int]
    sender: str = ""
    owner: str = ""

    @property
    def hand(self) -> Hand:
        """Who reserves."""
        return Hand(self.medium, self.sender or self.medium, self.owner)


@dataclass
class Batch:
    """What was reserved; whether more is due but waits for the pace, or was handed to another medium."""

    reserved: list[Reserved]
    more: bool = False
    rerouted: bool = False
    next_at: datetime | None = None
    """When the next message falls due that is planned by now."""


def reserve(session: Session, desk: Desk, room: Room, now: datetime) -> Batch:
    """Reserve what is due for `room`."""
    if desk.hears_first and anything_waits(session):
        return Batch([], more=True)
    few = max(room.count, FEW)
    batch = _reserve(session, desk, room, now, few)
    only_busy = batch.more and not batch.reserved and not batch.rerouted
    return _reserve(session, desk, room, now, LOOK_AT) if only_busy and few < LOOK_AT else batch


def _reserve(session: Session, desk: Desk, room: Room, now: datetime, most: int) -> Batch:
    session.flush()
    if not (planned := due(session, room.medium, now, most)):
        return Batch([])
    owed = _still_owed(session, _in_time(session, planned, now), now)
    gate = keep_gate(session, [message for message, _ in owed], desk.programme, desk.media, now)
    sorting = _Sorting(session, room, owed, gate, now)
    put_off(session, sorting.waiting)
    reroute(session, sorting.elsewhere)
    reserved = Writing(session, desk, gate, room.hand, now).attempts(sorting.leaving)
    return Batch(reserved, sorting.more or len(planned) == most, bool(sorting.elsewhere))


def _in_time(session: Session, planned: Iterable[Due], now: datetime) -> list[Due]:
    """Those whose deadline is to come; the others expire, and say so."""
    in_time = []
    for message in planned:
        if message.deadline_at > now:
            in_time.append(message)
            continue
        late = session.get_one(Message, message.id)
        end(session, late, EXPIRED, "too-late", now)
        if late.hours != STAFF:
            note = "Ce message n'est pas parti à temps : il n'a plus été envoyé."
            put_about(session, late, "expired", note, now, urgent=late.hours == NOTICE)
    return in_time


def _still_owed(session: Session, planned: list[Due], now: datetime) -> list[tuple[Due, Facts]]:
    """Each message with what it says now; those no longer owed are withdrawn."""
    owed: list[tuple[Due, Facts]] = []
    for message, facts in zip(planned, renew_all(session, planned), strict=True):
        if isinstance(facts, Withdraw):
            withdraw(session, session.get_one(Message, message.id), facts.reason, now)
        else:
            owed.append((message, facts))
    return owed


class _Sorting:
    """Which messages of a batch leave now, which wait until when, and which another medium carries."""

    def __init__(
        self, session: Session, room: Room, owed: Sequence[tuple[Due, Facts]], gate: Gate, now: datetime
    ) -> None:
        self.leaving: list[tuple[Due, Place, Facts]] = []
        self.waiting: dict[datetime, list[int]] = defaultdict(list)
        self.elsewhere: dict[str, list[int]] = defaultdict(list)
        self.more = False
        self._session, self._gate, self._now, self._room = session, gate, now, room
        self._busy = set(room.resting)
        asking = [message for message, _ in owed if message.asks in QUESTIONS]
        self._shared = shared(session, {way.id for message in asking if (way := gate.way(message)) and way.id})
        for message, facts in owed:
            self._sort(message, facts, gate.verdict(message))

    def _sort(self, message: Due, facts: Facts, verdict: Verdict) -> None:
        if not isinstance(verdict, Send):
            self._hold_back(message, verdict)
            return
        place = verdict.address
        if place.medium != self._room.medium:
            self.elsewhere[place.medium].append(message.id)
        elif place.id in self._busy or len(self.leaving) >= self._room.count:
            self.more = True
        elif (until := self._question_open(message, place)) is not None:
            self._hold_back(message, _after_question(message, until, self._now))
        else:
            self._busy.add(place.id or 0)
            self.leaving.append((message, place, facts))

    def _hold_back(self, message: Due, verdict: Wait | Refuse) -> None:
        if isinstance(verdict, Wait):
            self.waiting[verdict.until].append(message.id)
            return
        refused = self._session.get_one(Message, message.id)
        end(self._session, refused, REFUSED, verdict.reason, self._now)
        tell_refused(self._session, refused, self._now)

    def _question_open(self, message: Due, place: Place) -> datetime | None:
        """On a phone that several people share, until when somebody else's question makes a second one unclear."""
        if message.asks not in QUESTIONS or message.in_reply_to is not None or place.id not in self._shared:
            return None
        until = func.coalesce(Message.asks_until, Message.deadline_at)
        query = (
            select(func.max(until))
            .join(Attempt, col(Attempt.message_id) == col(Message.id))
            .where(
                Attempt.address_id == place.id,
                Message.contact_id != message.contact_id,
                col(Message.asks).in_(QUESTIONS),
                col(Message.status).in_((SENDING, SENT, DOUBTFUL)),
                col(Message.answered_at).is_(None),
                until > self._now,
            )
        )
        return self._session.exec(query).one()


def _after_question(message: Due, open_until: datetime, now: datetime) -> Wait | Refuse:
    """It is looked at again every day while the other question stays open, unless that would be too late."""
    again = min(open_until, now + timedelta(days=1))
    return Wait(again) if message.hours == AUTOMATIC and again < message.deadline_at else Refuse("one-question")
