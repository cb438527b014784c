"""The counts behind `/health` and `/metrics`: how many, of which kind, in which state, and how late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from messages.inbox import NEW, InboxItem, Received
from messages.outbox import DOUBTFUL, PLANNED, UNKNOWN, Attempt, Message


@dataclass(frozen=True)
class Counts:
    """How things stand at one moment. `late_seconds`: how long the oldest due message has been waiting."""

    messages: Sequence[tuple[str, str, int]]
    attempts: Sequence[tuple[str, int]]
    unread: int
    inbox_open: int
    inbox_urgent: int
    late_seconds: int
    in_doubt: int
    """Attempts of which nobody knows what became, and since when the oldest of them."""
    doubt_since: datetime | None

    @property
    def waiting(self) -> int:
        """Messages still to leave."""
        return sum(number for _, status, number in self.messages if status == PLANNED)

    @property
    def doubtful(self) -> int:
        """Messages of which nobody knows whether they arrived."""
        return sum(number for _, status, number in self.messages if status == DOUBTFUL)


_DOUBTS = (
    select(func.count(), func.min(Attempt.settled_at))
    .join(Message, col(Message.id) == col(Attempt.message_id))
    .where(Attempt.status == UNKNOWN, Message.status == DOUBTFUL)
)


def count(session: Session, now: datetime) -> Counts:
    """Count everything, in one read."""
    tally = func.count()
    by_kind = select(Message.kind, Message.status, tally).group_by(Message.kind, Message.status)
    opened = select(tally).select_from(InboxItem).where(col(InboxItem.closed_at).is_(None))
    return Counts(
        messages=sorted(session.exec(by_kind)),
        attempts=sorted(session.exec(select(Attempt.status, tally).group_by(Attempt.status))),
        unread=session.exec(select(tally).select_from(Received).where(Received.status == NEW)).one(),
        inbox_open=session.exec(opened).one(),
        inbox_urgent=session.exec(opened.where(col(InboxItem.urgent))).one(),
        late_seconds=_late(session, now),
        in_doubt=(doubts := session.exec(_DOUBTS).one())[0],
        doubt_since=doubts[1],
    )


def in_prometheus_words(counts: Counts, roles: Iterable[str], now: datetime) -> str:
    """The text exposition format, version 0.0.4; `roles` are those of this process."""
    doubted = int((now - counts.doubt_since).total_seconds()) if counts.doubt_since else 0
    by_kind = [({"kind": kind, "status": status}, number) for kind, status, number in counts.messages]
    lines = [
        *_family("messages", "Messages, by kind and state.", by_kind),
        *_family("attempts", "Attempts, by state.", [({"status": one}, n) for one, n in counts.attempts]),
        *_family("received_unread", "Received and not yet understood.", [({}, counts.unread)]),
        *_family("inbox_open", "What waits for the educator.", [({}, counts.inbox_open)]),
        *_family("inbox_urgent", "What cannot wait.", [({}, counts.inbox_urgent)]),
        *_family("oldest_due_late_seconds", "How late the oldest due message is.", [({}, counts.late_seconds)]),
        *_family("attempts_in_doubt", "Attempts of which nobody knows what became.", [({}, counts.in_doubt)]),
        *_family("oldest_doubt_seconds", "How long the oldest of them has been in doubt.", [({}, doubted)]),
        *_family("role_held", "What this process does and no other.", [({"role": role}, 1) for role in roles]),
    ]
    return "\n".join(lines) + "\n"


def _late(session: Session, now: datetime) -> int:
    oldest = session.exec(
        select(Message.due_at).where(Message.status == PLANNED).order_by(col(Message.due_at)).limit(1)
    ).first()
    return max(0, int((now - oldest).total_seconds())) if oldest else 0


def _family(name: str, tells: str, samples: Iterable[tuple[dict[str, Any], int]]) -> Iterable[str]:
    yield f"# HELP relais_{name} {tells}"
    yield f"# TYPE relais_{name} gauge"
    for labels, value in samples:
        inside = ",".join(f'{key}="{_escaped(word)}"' for key, word in labels.items())
        yield f"relais_{name}{{{inside}}} {value}" if inside else f"relais_{name} {value}"


def _escaped(word: str) -> str:
    return word.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
