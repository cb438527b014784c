"""Writing out what leaves: each message in the words true now, and its attempt, committed before it is sent."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from messages.buttons import button_data
from messages.catalogue import Catalogue, Text
from messages.channels.base import Button, Outgoing
from messages.due import Due, tries, write_attempts
from messages.gate import Gate, own_hours
from messages.hours import at, local
from messages.inbox import put_about
from messages.known import Place
from messages.outbox import AUTOMATIC, FAILED, Attempt, Message, end, new_attempt_id
from messages.parts import parts
from messages.programme import Programme
from messages.reply_links import new_token
from scheduler import one_way
from scheduler.rules import Facts
from scheduler.saying import words_of

log = logging.getLogger(__name__)

FRESH = timedelta(seconds=20)
"""How long a reservation may be sent: a process that was stopped for longer does not know who has given it up since."""
LONGEST_VALIDITY, SHORTEST_VALIDITY = 36_000, 60
"""Seconds a provider may hold an SMS (Twilio `ValidityPeriod`)."""


@dataclass
class Desk:
    """What the transaction works with."""

    programme: Programme
    catalogue: Catalogue
    media: Collection[str]
    hears_first: bool = False
    """Nothing leaves while something heard has not been read: it may be a STOP."""


@dataclass(frozen=True)
class Reserved:
    """An attempt that is committed and must now be sent, once, and not after `leaves_by`."""

    outgoing: Outgoing
    address_id: int
    parts: int
    leaves_by: datetime


@dataclass(frozen=True)
class Hand:
    """Which sender reserves, by which medium, in which worker's hands."""

    medium: str
    sender: str
    owner: str


class Writing:
    """The attempts of one batch, all by one sender."""

    def __init__(self, session: Session, desk: Desk, gate: Gate, hand: Hand, now: datetime) -> None:
        self._session, self._desk, self._gate, self._hand, self._now = session, desk, gate, hand, now
        self._medium = hand.medium
        self._closings: dict[time, datetime] = {}

    def attempts(self, leaving: Sequence[tuple[Due, Place, Facts]]) -> list[Reserved]:
        """Render and write them; a message without words fails, and takes nobody down."""
        tried = tries(self._session, [message.id for message, _, _ in leaving])
        written: list[tuple[Reserved, dict[str, Any], str]] = []
        for message, place, facts in leaving:
            token = new_token() if self._one_way else ""
            text = self._words(message, facts, token)
            if text is not None:
                written.append((*self._attempt(message, place, text, tried.get(message.id, 0) + 1), token))
        same = {"medium": self._medium, "sender": self._hand.sender, "owner": self._hand.owner}
        write_attempts(self._session, [row for _, row, _ in written], {**same, "reserved_at": self._now})
        if self._one_way:
            self._bind([(row["id"], token) for _, row, token in written])
        return [reserved for reserved, _, _ in written]

    @property
    def _one_way(self) -> bool:
        return self._desk.programme.one_way(self._medium)

    def _words(self, message: Due, facts: Facts, token: str) -> Text | None:
        try:
            told = one_way.told(facts, self._desk.programme, self._medium, token)
            person = self._gate.person(message)
            return words_of(self._desk.catalogue, self._desk.programme, message, person, told, self._medium, self._now)
        except (MemoryError, OSError):  # the machine is short of something: no wording is at fault, all of it waits
            raise
        except Exception as error:  # a gap in the wording, or facts that cannot be said: the others must go on
            why = {"kind": message.kind, "error": type(error).__name__}
            log.error("a wording is missing", extra={"action": "wording_gap", **why})
            failed = self._session.get_one(Message, message.id)
            end(self._session, failed, FAILED, "wording", self._now)
            note = "Il manque une phrase pour ce message : il n'est pas parti."
            put_about(self._session, failed, "failed", note, self._now)
            return None

    def _attempt(self, message: Due, place: Place, text: Text, number: int) -> tuple[Reserved, dict[str, Any]]:
        attempt, size = new_attempt_id(), parts(text.text).parts if self._medium == "sms" else 1
        row = {
            "id": attempt, "message_id": message.id, "number": number, "address_id": place.id,
            "text": text.text, "parts": size,
            "buttons": [[button.label, button.choice] for button in text.buttons],
        }  # fmt: skip
        labels = [button.label for button in text.buttons] if self._medium != "sms" else []
        outgoing = Outgoing(
            attempt=attempt,
            address=place.value,
            text=text.text,
            buttons=tuple(Button(label, button_data(attempt, index)) for index, label in enumerate(labels)),
            keyboard="ask_contact" if message.asks == "phone" else None,
            validity_seconds=self._validity(message),
        )
        leaves_by = min(self._now + FRESH, message.deadline_at, *self._closings_of(message))
        return Reserved(outgoing, place.id or 0, size, leaves_by), row

    def _bind(self, links: Sequence[tuple[str, str]]) -> None:
        for attempt_id, token in links:
            attempt = self._session.get_one(Attempt, attempt_id)
            message = self._session.get_one(Message, attempt.message_id, populate_existing=True)
            one_way.leaves(self._session, self._desk.programme, message, attempt, token, self._now)

    def _validity(self, message: Due) -> int:
        """Seconds it may still arrive: until its deadline, not into the evening for what keeps hours, nor past hers."""
        left = [int((closing - self._now).total_seconds()) for closing in self._closings_of(message)]
        before_deadline = int((message.deadline_at - self._now).total_seconds())
        return min(LONGEST_VALIDITY, before_deadline, *(max(SHORTEST_VALIDITY, seconds) for seconds in left))

    def _closings_of(self, message: Due) -> list[datetime]:
        """When the hours end today within which it may leave."""
        person = self._gate.person(message)
        own = own_hours(person)
        closings = [self._desk.programme.calendar.hours.closes] if message.hours == AUTOMATIC else []
        if own is not None and person is not None and (closings or person.discreet):
            closings.append(own.closes)
        return [self._closing(closes) for closes in closings]

    def _closing(self, closes: time) -> datetime:
        if closes not in self._closings:
            cal = self._desk.programme.calendar
            self._closings[closes] = at(local(self._now, cal).date(), closes, cal)
        return self._closings[closes]
