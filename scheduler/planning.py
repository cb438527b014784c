"""Planning: posts what the rules owe by now, once, and shows what they will owe."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import heapify, heappop, heappush

from sqlmodel import Session, col, select

from messages.contacts import Address
from messages.gate import REASONS, Gate, Refuse, Send, Verdict, Wait
from messages.inbox import put_about
from messages.outbox import NOTICE, PLANNED, REFUSED, Message, post
from messages.programme import Programme
from scheduler import changes, feedback, invitations, reminders
from scheduler.promises import keep_gate
from scheduler.rules import Facts, Rule, Withdraw

RULES: tuple[Rule, ...] = (changes.RULE, reminders.RULE, invitations.RULE, feedback.RULE)
"""Every cause of a message, the most urgent first."""

ASKED_BY = {kind.name: kind.asks for rule in RULES for kind in rule.kinds}
"""What each kind of the rules asks where it can be answered."""
BY_NAME = {rule.name: rule for rule in RULES}
HER_WISH = ("stopped", "no-consent", "pause", "freeze", "erased")
"""Reasons for which nobody should call either."""
TOGETHER = 500
"""How many keys are looked up in one query."""


@dataclass(frozen=True)
class Foreseen:
    """A message that will be owed, and what the gate would say of it at that moment."""

    message: Message
    at: datetime
    verdict: Verdict

    @property
    def address(self) -> Address | None:
        """Where it will go; None where it will not leave."""
        return self.verdict.address if isinstance(self.verdict, Send) else None


def plan(session: Session, programme: Programme, media: Collection[str], now: datetime) -> int:
    """Write every message owed by `now` and not written before; the number written. Refusals are written too."""
    drafts = _unwritten(session, [m for rule in RULES for m in rule.owed(session, programme, now, now)])
    if not drafts:
        return 0
    gate = keep_gate(session, drafts, programme, media, now)
    written = 0
    for draft in sorted(drafts, key=lambda message: message.priority):
        draft.created_at = now
        if draft.status == PLANNED:
            _apply(draft, gate.verdict(draft), now)
        message = post(session, draft)
        written += message is not None
        if message is not None and message.status == REFUSED:
            tell_refused(session, message, now)
    return written


def foresee(
    session: Session, programme: Programme, media: Collection[str], now: datetime, until: datetime
) -> list[Foreseen]:
    """What will be owed after `now` and by `until` if nothing else happens, in order."""
    planned = list(session.exec(select(Message).where(Message.status == PLANNED, col(Message.due_at) <= until)))
    renewed = zip(planned, renew_all(session, planned), strict=True)
    owed = [m for rule in RULES for m in rule.owed(session, programme, now, until)]
    drafts = [m for m, facts in renewed if not isinstance(facts, Withdraw)] + _unwritten(session, owed)
    gate = keep_gate(session, drafts, programme, media, now, until)
    ahead = [(max(m.due_at, m.undo_until or now, now), m.priority, n, m) for n, m in enumerate(drafts)]
    heapify(ahead)
    foreseen = []
    while ahead:
        at, priority, n, message = heappop(ahead)
        verdict = _then(gate, message, at)
        if isinstance(verdict, Wait):
            heappush(ahead, (verdict.until, priority, n, message))
        else:
            foreseen.append(Foreseen(message, at, verdict))
    return foreseen


def renew_all(session: Session, messages: Sequence[Message]) -> list[Facts | Withdraw]:
    """What each message says now: its rule's word, or the facts it was written with."""
    facts: dict[int, Facts | Withdraw] = {}
    for name, rule in BY_NAME.items():
        ours = [index for index, message in enumerate(messages) if message.rule == name]
        facts |= zip(ours, rule.renew(session, [messages[index] for index in ours]), strict=True)
    return [facts.get(index, message.facts or {}) for index, message in enumerate(messages)]


def tell_refused(session: Session, message: Message, now: datetime) -> None:
    """What could not be sent although she counts on it is told by a person: it goes to the call list."""
    note = _to_tell(message)
    if note is not None:
        put_about(session, message, "call", note, now, urgent=message.hours == NOTICE)


def _to_tell(message: Message) -> str | None:
    if message.hours == NOTICE:
        return "À prévenir par téléphone : le message n'a pas pu partir."
    if message.reason == "silent":
        return "Trois invitations sans réponse : un appel ferait peut-être plaisir."
    if message.rule == reminders.RULE.name and message.reason not in HER_WISH:
        return f"Son rappel n'est pas parti : {REASONS.get(message.reason or '', 'empêchement')}."
    return None


def _then(gate: Gate, message: Message, at: datetime) -> Verdict:
    """What will be said of it at that moment."""
    if message.status == REFUSED:
        return Refuse(message.reason or "")
    return gate.verdict(message, at) if at < message.deadline_at else Refuse("hours")


def _apply(draft: Message, verdict: Verdict, now: datetime) -> None:
    if isinstance(verdict, Wait):
        draft.due_at = verdict.until
    elif isinstance(verdict, Refuse):
        draft.status, draft.reason, draft.settled_at = REFUSED, verdict.reason, now


def _unwritten(session: Session, drafts: list[Message]) -> list[Message]:
    keys = [draft.once for draft in drafts]
    known: set[str] = set()
    for first in range(0, len(keys), TOGETHER):
        query = select(Message.once).where(col(Message.once).in_(keys[first : first + TOGETHER]))
        known.update(session.exec(query))
    return [draft for draft in drafts if draft.once not in known]
