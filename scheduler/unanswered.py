"""Unanswered: whether the last invitations somebody got, as many as the programme bears, are over without a word."""

from bisect import insort
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from messages.outbox import SENT, Message
from messages.programme import Programme
from scheduler.calls import last_reached
from scheduler.people import Adult
from scheduler.signups import SignUp

INVITATIONS = "invitations"


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
        said = select(Adult.contact_id, SignUp.activity_id).join(SignUp, col(SignUp.adult_id) == col(Adult.id))
        answered = {
            (contact_id, f"activity-{activity_id}")
            for contact_id, activity_id in session.exec(said.where(col(Adult.contact_id).in_(contacts)))
        }
        query = select(Message).where(
            Message.rule == INVITATIONS, Message.status == SENT, col(Message.contact_id).in_(contacts)
        )
        self._got: dict[int | None, list[Got]] = {}
        spoken = last_reached(session, contacts)
        for message in session.exec(query):
            if message.contact_id in spoken and message.due_at <= spoken[message.contact_id]:
                continue
            heard = message.answered_at is not None or (message.contact_id, message.topic) in answered
            if message.asks is None and not heard:
                continue
            self._add(message, message.due_at, message.id or 0, heard)

    def silent(self, contact_id: int | None, moment: datetime) -> bool:
        """Whether she gets no more automatic invitations at that moment."""
        got = reversed(self._got.get(contact_id, []))
        over = [one.answered for one in got if one.deadline <= moment or one.answered]
        return len(over) >= self._patience and not any(over[: self._patience])

    def since(self, contact_id: int | None, moment: datetime) -> datetime:
        """Until when she could have answered the last invitation that is over; `moment` where none is."""
        return max((one.deadline for one in self._got.get(contact_id, []) if one.deadline <= moment), default=moment)

    def left(self, message: Message, due: datetime) -> None:
        """One more message leaves in a preview; only an invitation that nobody has answered yet counts."""
        if message.rule == INVITATIONS:
            self._add(message, due, self._last + 1, False)

    def _add(self, message: Message, due: datetime, number: int, answered: bool) -> None:
        self._last = max(self._last, number)
        insort(self._got.setdefault(message.contact_id, []), Got(due, number, message.deadline_at, answered))
