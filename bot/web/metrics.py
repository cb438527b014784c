"""The counts behind `/health` and `/metrics`: how many, of which kind, in which state, and how late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, func, select

from messages.columns import stands
from messages.inbox import NEW, InboxItem, Received
from messages.outbox import DOUBTFUL, PLANNED, RESERVED, SENDING, UNKNOWN, Attempt, Message

LATELY = timedelta(days=1)


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
    """Count what is open, and what became of the last day: what is older costs nothing, however much of it there is."""
    tally = func.count()
    opened = select(tally).select_from(InboxItem).where(col(InboxItem.closed_at).is_(None))
    return Counts(
        messages=_messages(session, now - LATELY),
        attempts=_attempts(session, now - LATELY),
        unread=session.exec(select(tally).select_from(Received).where(stands(Received.status, NEW))).one(),
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
        *_family("messages", "Messages that are open or were settled in the last day, by kind and state.", by_kind),
        *_family(
            "attempts",
            "Attempts that are open or were made in the last day, by state.",
            [({"status": one}, n) for one, n in counts.attempts],
        ),
        *_family("received_unread", "Received and not yet understood.", [({}, counts.unread)]),
        *_family("inbox_open", "What waits for the educator.", [({}, counts.inbox_open)]),
        *_family("inbox_urgent", "What cannot wait.", [({}, counts.inbox_urgent)]),
        *_family("oldest_due_late_seconds", "How late the oldest due message is.", [({}, counts.late_seconds)]),
        *_family("attempts_in_doubt", "Attempts of which nobody knows what became.", [({}, counts.in_doubt)]),
        *_family("oldest_doubt_seconds", "How long the oldest of them has been in doubt.", [({}, doubted)]),
        *_family("role_held", "What this process does and no other.", [({"role": role}, 1) for role in roles]),
    ]
    return "\n".join(lines) + "\n"


def _messages(session: Session, since: datetime) -> list[tuple[str, str, int]]:
    by_kind = select(Message.kind, Message.status, func.count()).group_by(Message.kind, Message.status)
    over = (col(Message.settled_at) > since) & col(Message.status).not_in((PLANNED, SENDING, DOUBTFUL))
    parts = (stands(Message.status, PLANNED), stands(Message.status, SENDING, DOUBTFUL), over)
    return sorted(row for part in parts for row in session.exec(by_kind.where(part)))


def _attempts(session: Session, since: datetime) -> list[tuple[str, int]]:
    by_state = select(Attempt.status, func.count()).group_by(Attempt.status)
    over = (col(Attempt.reserved_at) > since) & col(Attempt.status).not_in((RESERVED, UNKNOWN))
    parts = (stands(Attempt.status, RESERVED, UNKNOWN), over)
    return sorted(row for part in parts for row in session.exec(by_state.where(part)))


def _late(session: Session, now: datetime) -> int:
    oldest = session.exec(
        select(Message.due_at).where(stands(Message.status, PLANNED)).order_by(col(Message.due_at)).limit(1)
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
