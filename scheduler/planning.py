"""Planning: posts what the rules owe by now, once, and shows what they will owe."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import heapify, heappop, heappush
from itertools import compress
from operator import attrgetter

from sqlmodel import Session, col, select

from messages.columns import stands
from messages.drafts import Draft, write
from messages.gate import Gate, Refuse, Send, Verdict, Wait
from messages.inbox import already_said, put_about
from messages.known import Place
from messages.outbox import NOTICE, PLANNED, REFUSED, Message, Planned, post
from messages.programme import Programme
from messages.refusals import HER_WISH, REASONS
from scheduler import alerts, changes, feedback, invitations, offering, reminders, testimony
from scheduler.promises import keep_gate
from scheduler.rules import Facts, Moment, Rule, Withdraw
from scheduler.unanswered import Unanswered

RULES: tuple[Rule, ...] = (
    alerts.RULE,
    changes.RULE,
    offering.RULE,
    reminders.RULE,
    invitations.RULE,
    feedback.RULE,
    testimony.RULE,
)
"""Every cause of a message, the most urgent first."""

ASKED_BY = {kind.name: kind.asks for rule in RULES for kind in rule.kinds}
"""What each kind of the rules asks where it can be answered."""
BY_NAME = {rule.name: rule for rule in RULES}
_UNSENT = {
    reminders.RULE.name: "Son rappel n'est pas parti",
    testimony.RULE.name: "La question sur son témoignage n'est pas partie",
}
"""Rules of which a person counts on every message."""
TOGETHER = 5_000
"""So many drafts are decided on and written at a time."""


@dataclass(frozen=True)
class Foreseen:
    """A message that will be owed, and what the gate would say of it at that moment."""

    message: Planned
    at: datetime
    verdict: Verdict

    @property
    def address(self) -> Place | None:
        """Where it will go; None where it will not leave."""
        return self.verdict.address if isinstance(self.verdict, Send) else None


def plan(
    session: Session, programme: Programme, media: Collection[str], now: datetime, since: datetime | None = None
) -> int:
    """Write every message owed by `now` and not written before; the number written. Refusals are written too.

    With `since` also what has become useless since then, so that it expires and is shown.
    """
    for rule in RULES:
        if rule.decide is not None:
            rule.decide(session, programme, media, now)
    drafts = _owed(session, programme, since or now, now)
    return sum(_write(session, some, keep_gate(session, some, programme, media, now)) for some in _by_person(drafts))


def foresee(
    session: Session, programme: Programme, media: Collection[str], now: datetime, until: datetime
) -> list[Foreseen]:
    """What will be owed after `now` and by `until` if nothing else happens, in order."""
    planned = list(session.exec(select(Message).where(stands(Message.status, PLANNED), col(Message.due_at) <= until)))
    renewed = zip(planned, renew_all(session, planned), strict=True)
    kept = [m for m, facts in renewed if not isinstance(facts, Withdraw)]
    drafts: list[Message | Draft] = [*kept, *_owed(session, programme, now, until)]
    return list(Preview(session, drafts, len(kept), keep_gate(session, drafts, programme, media, now, until)))


class Preview:
    """Messages in the order in which they will leave, each one counting for those that follow."""

    def __init__(self, session: Session, drafts: Sequence[Message | Draft], written: int, gate: Gate) -> None:
        """The first `written` drafts stand in the outbox already."""
        self._gate, now = gate, gate.now
        people = {message.contact_id for message in drafts if message.contact_id is not None}
        self._unanswered = Unanswered(session, people, gate.programme)
        self._unwritten = set(range(written, len(drafts)))
        self._ahead = [(max(m.due_at, m.undo_until or now, now), m.priority, n, m) for n, m in enumerate(drafts)]
        heapify(self._ahead)

    def __iter__(self) -> Iterator[Foreseen]:
        waited = dict[int, datetime]()
        while self._ahead:
            at, priority, n, message = heappop(self._ahead)
            verdict = self._then(n, message, at)
            if isinstance(verdict, Wait):
                waited[n] = verdict.until
                heappush(self._ahead, (verdict.until, priority, n, message))
                continue
            if isinstance(verdict, Send):
                self._unanswered.left(message, waited.get(n, message.due_at))
            yield Foreseen(message, at, verdict)

    def _then(self, n: int, message: Message | Draft, at: datetime) -> Verdict:
        """What will be said of it at that moment; silence is asked about once, when it is written."""
        if message.status == REFUSED:
            return Refuse(message.reason or "")
        if n in self._unwritten:
            self._unwritten.discard(n)
            if message.rule == invitations.RULE.name and self._unanswered.silent(message.contact_id, at):
                return Refuse("silent")
        return self._gate.verdict(message, at) if at < message.deadline_at else Refuse("hours")


def turning_points(session: Session, since: datetime, until: datetime) -> list[Moment]:
    """Every moment after `since` and by `until` at which time alone changes what is owed, in order."""
    found = [one for rule in RULES if rule.moments is not None for one in rule.moments(session, since, until)]
    return sorted(found, key=lambda moment: moment.at)


def renew_all(session: Session, messages: Sequence[Planned]) -> list[Facts | Withdraw]:
    """What each message says now: its rule's word, or the facts it was written with."""
    facts: dict[int, Facts | Withdraw] = {}
    for name, rule in BY_NAME.items():
        ours = [index for index, message in enumerate(messages) if message.rule == name]
        facts |= zip(ours, rule.renew(session, [messages[index] for index in ours]), strict=True)
    return [facts.get(index, message.facts or {}) for index, message in enumerate(messages)]


def tell_refused(session: Session, message: Message, now: datetime) -> None:
    """What could not be sent although she counts on it is told by a person: it goes to the call list."""
    note = _to_tell(message)
    if note is not None and not (message.reason == "silent" and already_said(session, message, note)):
        put_about(session, message, "call", note, now, urgent=message.hours == NOTICE)


def _to_tell(message: Message | Draft) -> str | None:
    if message.hours == NOTICE:
        return "À prévenir par téléphone : le message n'a pas pu partir."
    if message.rule == invitations.RULE.name and message.reason == "calls-only":
        return "À inviter par téléphone : préfère qu'on l'appelle."
    if message.reason == "silent":
        return "Trois invitations sans réponse : un appel ferait peut-être plaisir."
    unsent = _UNSENT.get(message.rule or "")
    if unsent is not None and message.reason not in HER_WISH:
        return f"{unsent} : {REASONS.get(message.reason or '', 'empêchement')}."
    return None


def _owed(session: Session, programme: Programme, since: datetime, until: datetime) -> list[Draft]:
    return [draft for rule in RULES for draft in rule.owed(session, programme, since, until)]


def _by_person(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """The same in parts that are small to hold; whatever is for one person stays together: each counts for the next."""
    parts: list[list[Draft]] = [[] for _ in range(len(drafts) // TOGETHER + 1)]
    for one in drafts:
        parts[(one.contact_id or 0) % len(parts)].append(one)
    return parts if drafts else []


def _write(session: Session, drafts: Sequence[Draft], gate: Gate) -> int:
    """Write them as the gate says, the most urgent first; those of which somebody must be told are told."""
    decided = [_decided(draft, gate) for draft in sorted(drafts, key=attrgetter("priority"))]
    told = [draft.status == REFUSED and _to_tell(draft) is not None for draft in decided]
    written = write(session, [draft for draft, is_told in zip(decided, told, strict=True) if not is_told])
    for draft in compress(decided, told):
        if (message := post(session, draft.message())) is not None:
            tell_refused(session, message, gate.now)
            written += 1
    return written


def _decided(draft: Draft, gate: Gate) -> Draft:
    """As it is written now: due when the gate lets it, or refused."""
    written = draft._replace(created_at=gate.now)
    match gate.verdict(written) if draft.status == PLANNED else None:
        case Wait(until):
            return written._replace(due_at=until)
        case Refuse(reason):
            return written._replace(status=REFUSED, reason=reason, settled_at=gate.now)
    return written
