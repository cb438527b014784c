"""Unanswered: whether the last invitations somebody got, as many as the programme bears, are over without a word."""

from bisect import insort
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from messages.outbox import SENT, Message, Planned
from messages.programme import Programme
from messages.rows import IDS, rows
from scheduler.calls import last_reached
from scheduler.people import Adult
from scheduler.signups import SignUp

INVITATIONS = "invitations"
_MESSAGE: Any = Message.__table__  # type: ignore[attr-defined]
_READ = ("contact_id", "due_at", "id", "deadline_at", "topic", "asks", "answered_at")
_GOT = select(*[_MESSAGE.c[name] for name in _READ]).where(
    col(Message.contact_id).in_(IDS), Message.rule == INVITATIONS, Message.status == SENT
)

_SAID = (
    select(Adult.contact_id, SignUp.activity_id)
    .join(SignUp, col(SignUp.adult_id) == col(Adult.id))
    .where(col(Adult.contact_id).in_(IDS))
)


@dataclass(frozen=True, order=True)
class Got:
    """One invitation that somebody got: when it was due, the how-manieth, until when, and whether she answered."""

    due: datetime
    number: int
    deadline: datetime
    answered: bool


class Unanswered:
    """The invitations of some contacts; a preview adds those it sees leave."""

    def __init__(self, session: Session, contacts: Collection[int], programme: Programme) -> None:
        """Reads what was sent to these contacts since somebody last spoke with them, and what they said in any way.

        A message that could not be answered (one-way SMS asks nothing) is no silence.
        """
        self._patience, self._last = programme.silence_after, 0
        answered = {(contact_id, f"activity-{number}") for contact_id, number in rows(session, _SAID, contacts)}
        self._got: dict[int | None, list[Got]] = {}
        spoken = last_reached(session, contacts)
        for contact_id, due_at, number, deadline_at, topic, asks, answered_at in rows(session, _GOT, contacts):
            if contact_id in spoken and due_at <= spoken[contact_id]:
                continue
            heard = answered_at is not None or (contact_id, topic) in answered
            if asks is None and not heard:
                continue
            self._add(contact_id, Got(due_at, number, deadline_at, heard))

    def silent(self, contact_id: int | None, moment: datetime) -> bool:
        """Whether she gets no more automatic invitations at that moment."""
        got = reversed(self._got.get(contact_id, []))
        over = [one.answered for one in got if one.deadline <= moment or one.answered]
        return len(over) >= self._patience and not any(over[: self._patience])

    def since(self, contact_id: int | None, moment: datetime) -> datetime:
        """Until when she could have answered the last invitation that is over; `moment` where none is."""
        return max((one.deadline for one in self._got.get(contact_id, []) if one.deadline <= moment), default=moment)

    def left(self, message: Planned, due: datetime) -> None:
        """One more message leaves in a preview; only an invitation that nobody has answered yet counts."""
        if message.rule == INVITATIONS:
            self._add(message.contact_id, Got(due, self._last + 1, message.deadline_at, False))

    def _add(self, contact_id: int | None, got: Got) -> None:
        self._last = max(self._last, got.number)
        insort(self._got.setdefault(contact_id, []), got)
