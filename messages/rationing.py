"""The cap: at most so many messages to one contact in any seven days."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from messages.outbox import DOUBTFUL, SENDING, SENT, Message
from messages.programme import Programme
from messages.rows import IDS, rows

_TAKEN = (
    select(Message.contact_id, col(Message.settled_at), Message.due_at)
    .where(
        col(Message.contact_id).in_(IDS),
        col(Message.due_at) > bindparam("since"),
        col(Message.capped).is_(True),
        col(Message.status).in_((SENDING, SENT, DOUBTFUL)),
    )
    .order_by(col(Message.due_at))
)


@dataclass
class Ration:
    """When each contact got what counts; grows as a batch is granted."""

    cap: int
    window: timedelta
    taken: dict[int, list[datetime]] = field(default_factory=dict)
    promised: Mapping[int, Sequence[datetime]] = field(default_factory=dict)
    """When each contact is owed a reminder; nothing less urgent may take its place."""

    @classmethod
    def of(cls, session: Session, contacts: Collection[int], programme: Programme, now: datetime) -> "Ration":
        """What each contact got, or may have got, in the window that ends now."""
        ration = cls(programme.cap, programme.cap_window)
        since = now - programme.cap_window - timedelta(days=1)
        for contact_id, settled_at, due_at in rows(session, _TAKEN, contacts, since=since):
            if contact_id is not None:
                ration.take(contact_id, settled_at or due_at)
        return ration

    def free_at(self, contact_id: int, now: datetime) -> datetime | None:
        """None when one more may leave now, else the moment the window frees a place."""
        recent = sorted(at for at in self.taken.get(contact_id, []) if at > now - self.window)
        return None if len(recent) < self.cap else recent[-self.cap] + self.window

    def spare_at(self, contact_id: int, now: datetime) -> datetime | None:
        """The same for what is less urgent than a reminder: room is kept for those she is owed."""
        later = [at for at in self.promised.get(contact_id, ()) if at > now]
        if not (known := sorted([*self.taken.get(contact_id, []), *later])):
            return None
        moments = [now, *(at + self.window for at in known if at + self.window > now)]
        free = next(moment for moment in moments if self._has_room(known, moment))
        return None if free == now else free

    def _has_room(self, known: Sequence[datetime], moment: datetime) -> bool:
        """Whether one more at `moment` is within the cap, and leaves each of the later ones within it."""
        full = [moment, *(at for at in known if moment < at < moment + self.window)]
        return all(sum(end - self.window < at <= end for at in known) < self.cap for end in full)

    def take(self, contact_id: int, at: datetime) -> None:
        """One more left."""
        self.taken.setdefault(contact_id, []).append(at)
