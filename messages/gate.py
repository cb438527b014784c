"""The gate every message passes twice, when it is planned and when it is reserved: send, wait or refuse.

Consent, holds, addresses, hours and caps are asked for a whole batch at once.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Protocol

from sqlmodel import Session

from messages import outbox
from messages.consents import Hold, consenting, holds
from messages.hours import (
    Calendar,
    Hours,
    NoMomentError,
    allowed,
    local,
    next_allowed,
    next_notice,
    notice_allowed,
)
from messages.known import Person, Place, people, places, places_of
from messages.outbox import ATTENDANCE, BUTTONED, QUESTIONS, Planned
from messages.programme import Programme
from messages.rationing import Ration


@dataclass(frozen=True)
class Send:
    """It may leave now, for this address."""

    address: Place


@dataclass(frozen=True)
class Wait:
    """It may leave then, not before."""

    until: datetime


@dataclass(frozen=True)
class Refuse:
    """It may not leave; `reason` is one of `messages.refusals.REASONS`."""

    reason: str


Verdict = Send | Wait | Refuse

_OF_ITSELF = (outbox.AUTOMATIC, outbox.NOTICE, outbox.BUS)
"""Whose hours Relais keeps when it writes of itself, not a person."""


@dataclass
class Gate:
    """What was asked of the database for one batch; `verdict` then answers each message."""

    programme: Programme
    now: datetime
    media: frozenset[str]
    contacts: dict[int, Person]
    addresses: dict[int, list[Place]]
    direct: dict[int, Place]
    said_yes: dict[int, bool]
    held: dict[int, Hold]
    ration: Ration

    def verdict(self, message: Planned, moment: datetime | None = None) -> Verdict:
        """Send, wait or refuse, at `moment` (now, or later in a preview).

        A granted send counts in the cap of those that follow in the batch.
        """
        at = moment or self.now
        contact = self.person(message)
        refused = self._may_write(message, contact) or self._held_back(message, contact, at)
        if refused is not None:
            return refused
        routed = self._route(message, contact)
        if isinstance(routed, Refuse):
            return routed
        if self._asks_in_vain(message, routed.address.medium):
            return Refuse("one-way")
        return self._hours(message, contact, at) or self._cap(message, contact, at) or routed

    def _asks_in_vain(self, message: Planned, medium: str) -> bool:
        """Whether its answer could never come: by SMS one way, buttons need a link, and words a voice."""
        if message.asks not in QUESTIONS - ATTENDANCE or not self.programme.one_way(medium):
            return False
        return message.asks not in BUTTONED or not self.programme.pages

    def way(self, message: Planned) -> Place | None:
        """The address it would leave for, hours and caps aside; None where there is none that works."""
        routed = self._route(message, self.person(message))
        return routed.address if isinstance(routed, Send) else None

    def person(self, message: Planned) -> Person | None:
        """Whom it is for; None for a phone that nobody has introduced."""
        return self.contacts.get(message.contact_id) if message.contact_id is not None else None

    def _may_write(self, message: Planned, contact: Person | None) -> Refuse | None:
        if message.in_reply_to is not None or (contact is not None and contact.staff):
            return None
        if contact is None:
            return Refuse("no-consent")
        assert contact.id is not None
        if contact.erased_at is not None:
            return Refuse("erased")
        if not self.said_yes.get(contact.id, False):
            return Refuse("stopped" if contact.id in self.said_yes else "no-consent")
        return Refuse("calls-only") if contact.calls_only and message.hours in _OF_ITSELF else None

    def _held_back(self, message: Planned, contact: Person | None, at: datetime) -> Wait | Refuse | None:
        """A hold that ends in time is waited for; any other refuses."""
        hold = self.held.get(message.contact_id or 0)
        if hold is None or contact is None or contact.staff or message.in_reply_to is not None:
            return None
        if hold.reason == "pause" and message.hours == outbox.NOTICE:
            return None  # she said yes to that date: she must not stand before a closed door
        if hold.until is None or hold.until >= message.deadline_at:
            return Refuse(hold.reason)
        return Wait(hold.until) if hold.until > at else None

    def _route(self, message: Planned, contact: Person | None) -> Send | Refuse:
        if message.address_id is not None:
            address = self.direct[message.address_id]
            return Refuse("moved") if self._moved(message, contact, address) else self._usable([address], message)
        assert contact is not None
        assert contact.id is not None
        return self._usable(self.addresses.get(contact.id, []), message)

    def _moved(self, message: Planned, contact: Person | None, address: Place) -> bool:
        """Whoever it was for is not there any more; it is not for the next one."""
        if contact is not None and contact.id is not None:
            return all(place.id != address.id for place in self.addresses.get(contact.id, []))
        return address.handed_at is not None and message.created_at <= address.handed_at

    def _usable(self, addresses: Sequence[Place], message: Planned) -> Send | Refuse:
        """The first address that works. After a closed Telegram, SMS serves only what may fall back."""
        refusal = Refuse("no-address")
        for address in addresses:
            shut = address.medium == "telegram" and address.closed_for == "blocked"
            if shut and not message.fallback:
                return Refuse("blocked")
            if address.closed_at is not None:
                refusal = Refuse("blocked" if shut else "closed")
            elif address.stopped_at is not None and message.in_reply_to is None:
                refusal = Refuse("stopped")
            elif address.medium not in self.media:
                refusal = Refuse("no-channel")
            else:
                return Send(address)
        return refusal

    def _hours(self, message: Planned, contact: Person | None, at: datetime) -> Wait | Refuse | None:
        own = own_hours(contact)
        discreet = own if contact is not None and contact.discreet else None
        try:
            until = _next_moment(message, self.programme.calendar, own, discreet, at)
        except NoMomentError:
            return Refuse("hours")
        if until <= at:
            return None
        return Wait(until) if until < message.deadline_at else Refuse("hours")

    def _cap(self, message: Planned, contact: Person | None, at: datetime) -> Wait | Refuse | None:
        if not message.capped or contact is None or contact.id is None or contact.staff:
            return None
        reminder = message.rule == "reminders"
        free_at = self.ration.free_at(contact.id, at) if reminder else self.ration.spare_at(contact.id, at)
        if free_at is None:
            self.ration.take(contact.id, at)
            return None
        return Refuse("cap") if reminder or free_at >= message.deadline_at else Wait(free_at)


def open_gate(
    session: Session, messages: Sequence[Planned], programme: Programme, media: Collection[str], now: datetime
) -> Gate:
    """Ask the database what it knows of everybody in the batch (messages may be unsaved).

    Their rows are locked against a STOP that has not been committed yet: it is waited for, then seen.
    """
    ids = {message.contact_id for message in messages if message.contact_id is not None}
    direct = {message.address_id for message in messages if message.address_id is not None}
    return Gate(
        programme=programme,
        now=now,
        media=frozenset(media),
        contacts=people(session, ids),
        addresses=places_of(session, ids),
        direct=places(session, direct),
        said_yes=consenting(session, ids),
        held=holds(session, ids, now),
        ration=Ration.of(session, ids, programme, now),
    )


class Chooses(Protocol):
    """Whoever may have chosen her own hours."""

    @property
    def own_from(self) -> time | None: ...
    @property
    def own_until(self) -> time | None: ...


def own_hours(contact: Chooses | None) -> Hours | None:
    """The daily window she chose, if she chose one."""
    if contact is None or contact.own_from is None or contact.own_until is None:
        return None
    return Hours(contact.own_from, contact.own_until)


def _next_moment(message: Planned, cal: Calendar, own: Hours | None, discreet: Hours | None, now: datetime) -> datetime:
    """The first moment from `now` that the message's hours allow. Raises NoMomentError."""
    match message.hours:
        case outbox.STAFF:
            return now
        case outbox.ANSWER:
            return now if discreet is None or local(now, cal).time() in discreet else _never()
        case outbox.NOTICE:
            if discreet is not None and local(now, cal).time() not in discreet:
                return _never()
            if notice_allowed(now, message.deadline_at, cal, discreet):
                return now
            return next_notice(now, message.deadline_at, cal, discreet)
        case outbox.BUS:
            clock = local(now, cal).time()
            return now if clock in cal.hours and (own is None or clock in own) else _never()
    return now if allowed(now, cal, own) else next_allowed(now, cal, own)


def _never() -> datetime:
    raise NoMomentError
