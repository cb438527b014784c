"""Candidates: whether a household of the waiting list can be offered a place now, by whom, until when, or why not."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from messages.drafts import Draft
from messages.gate import Gate, Refuse, Wait, open_gate
from messages.outbox import AUTOMATIC, Kind
from messages.programme import Programme
from scheduler.activities import Activity
from scheduler.deadlines import deadline
from scheduler.people import Adult
from scheduler.rules import draft
from scheduler.waiting_list import Home

OFFER = Kind("offer", AUTOMATIC, 30, asks="waitlist", rule="offers", label="offre d'une place")

PATIENCE = 2
"""Offers of one activity left unanswered, after which a person calls instead."""
GONE = ("stopped", "no-consent", "freeze", "erased")
"""Reasons for which an offer that has left is not kept for her either."""


@dataclass(frozen=True)
class Chance:
    """An offer that can be made: to whom, when it leaves and until when it holds."""

    adult: Adult
    leaves: datetime
    until: datetime


class Candidates:
    """What the gate says of everybody who waits for one activity."""

    def __init__(
        self,
        session: Session,
        activity: Activity,
        homes: Iterable[Home],
        programme: Programme,
        media: Collection[str],
        now: datetime,
    ) -> None:
        self._activity, self._programme, self._now = activity, programme, now
        adults = [adult for home in homes for adult in home.adults.values()]
        self._drafts = {adult.id: self._draft(adult) for adult in adults if adult.contact_id is not None}
        self._gate: Gate = open_gate(session, list(self._drafts.values()), programme, media, now)

    def chance(self, home: Home) -> Chance | str:
        """The offer that can be made to this household, or why none can: a key of `messages.refusals.REASONS`."""
        if home.barred:
            return home.barred
        if len(home.past) >= PATIENCE:
            return "unanswered"
        found = [self._of(home.adults[signup.adult_id]) for signup in home.waiting]
        return next((one for one in found if isinstance(one, Chance)), found[0])

    def is_gone(self, adult_id: int) -> str:
        """Why an offer to her cannot be answered any more; "" where it can."""
        message = self._drafts.get(adult_id)
        verdict = self._gate.verdict(message) if message is not None else None
        return verdict.reason if isinstance(verdict, Refuse) and verdict.reason in GONE else ""

    def _of(self, adult: Adult) -> Chance | str:
        message = self._drafts.get(adult.id)
        if message is None:
            return "erased" if adult.contact_id is None else "no-address"
        if (hold := self._gate.held.get(message.contact_id or 0)) is not None:
            return hold.reason
        verdict = self._gate.verdict(message)
        if isinstance(verdict, Refuse):
            return verdict.reason
        leaves = verdict.until if isinstance(verdict, Wait) else self._now
        until = deadline(leaves, self._activity.starts_at, self._programme.calendar)
        return Chance(adult, leaves, until) if until is not None else "no-window"

    def _draft(self, adult: Adult) -> Draft:
        return offer_message(self._activity, adult, "next", self._programme, self._now, self._activity.starts_at)


def offer_message(
    activity: Activity, adult: Adult, occurrence: str, programme: Programme, leaves: datetime, until: datetime
) -> Draft:
    """The message of an offer. She asked for a place, so it may go by SMS when her Telegram has closed."""
    return draft(
        OFFER,
        programme,
        contact_id=adult.contact_id or 0,
        topic=activity.topic,
        occurrence=occurrence,
        due=leaves,
        deadline=until,
        fallback=True,
    )
