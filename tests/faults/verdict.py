"""What is left of an evening, held against the provider's own log."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, exists, func, or_, select

from messages.consents import Consent
from messages.contacts import Address
from messages.inbox import NEW, SET_ASIDE, InboxItem, Received
from messages.outbox import (
    AUTOMATIC,
    DOUBTFUL,
    EXPIRED,
    FAILED,
    PLANNED,
    RESERVED,
    SENDING,
    SENT,
    UNKNOWN,
    Attempt,
    Message,
)
from messages.programme import PARIS
from scheduler.people import Adult
from scheduler.signups import NO, SignUp
from tests.faults.cast import EVENING
from tests.faults.evening import Evening, Truth

REMINDER = "reminder/day-before"
MEANWHILE = timedelta(seconds=5)
"""What planning may be behind the clock when its turn to write comes."""
IN_THE_AIR = timedelta(seconds=0.5)
"""What a call that was already under way may take to reach the provider."""
STOPS = ("stop", "stop svp")
OPENS, CLOSES, SUNDAY, HOLIDAYS = 9, 20, 6, ((11, 1), (11, 11), (12, 25))
"""When automatic messages leave, said once more and apart from the product."""


@dataclass
class Verdict:
    """The figures of one or more evenings, and every promise that was broken."""

    injected: int = 0
    sent: int = 0
    doubtful: int = 0
    replanned: int = 0
    heard: int = 0
    lost: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    out_of_hours: list[str] = field(default_factory=list)
    after_stop: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    """Doubts that nobody is shown."""
    broken: list[str] = field(default_factory=list)

    def __add__(self, other: "Verdict") -> "Verdict":
        return Verdict(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    def __str__(self) -> str:
        return ", ".join(f"{one.name} {_size(getattr(self, one.name))}" for one in fields(self))

    @property
    def wrong(self) -> list[str]:
        """Everything that must not be, each with its sort."""
        lists = (one for one in fields(self) if isinstance(getattr(self, one.name), list))
        return [f"{one.name}: {what}" for one in lists for what in getattr(self, one.name)]


def _size(figure: Any) -> Any:
    return len(figure) if isinstance(figure, list) else figure


def still_going(session: Session) -> bool:
    """Whether anything is under way: unplanned, unread, unsent, or an SMS whose doubt can still be settled."""
    if session.exec(select(Message.id).where(Message.kind == REMINDER).limit(1)).first() is None:
        return True
    waiting = exists().where(col(Message.status).in_((PLANNED, SENDING)))
    unread = exists().where(Received.status == NEW)
    open_doubts = exists().where(Attempt.status == UNKNOWN, Attempt.medium == "sms")
    return session.exec(select(or_(waiting, unread, open_doubts))).one()  # at one moment: each becomes another


def unheard(session: Session, truth: Truth) -> int:
    """How many texts have not reached Relais yet, by webhook or from the provider's list."""
    known = set(session.exec(select(Received.provider_id)))
    return len({_id(said) for said in truth.all("said")} - known)


def judge(session: Session, night: Evening, parents: int) -> Verdict:
    """Hold the database against the truth."""
    truth = night.truth
    messages = list(session.exec(select(Message).where(Message.kind != "invitation")))
    attempts = list(session.exec(select(Attempt)))
    accepted = truth.all("accepted")
    shown = set(session.exec(select(InboxItem.message_id).where(col(InboxItem.closed_at).is_(None))))
    return Verdict(
        injected=night.kills + sum(len(truth.all(fault)) for fault in ("hushed", "dropped", "busy", "mannered")),
        sent=sum(message.status == SENT for message in messages),
        doubtful=sum(message.status == DOUBTFUL for message in messages),
        replanned=sum(attempt.number > 1 for attempt in attempts),
        heard=len(session.exec(select(Received)).all()),
        lost=[*_lost(messages, attempts, accepted, shown), *_never_written(session, messages, parents)],
        duplicated=[f"{to} {times} times" for (to, _), times in _doubled(session, truth).items()],
        late=untimely(session, night, lambda message, moment: moment > message.deadline_at + IN_THE_AIR),
        out_of_hours=untimely(session, night, _closed),
        after_stop=_spoken_to_after_stop(session, truth),
        hidden=[
            *(f"attempt {one.status}" for one in attempts if one.status == RESERVED),
            *(f"{one.kind} {one.status}" for one in messages if one.status == DOUBTFUL and one.id not in shown),
        ],
        broken=[
            *(f"{one.medium} in doubt" for one in attempts if one.status == UNKNOWN and one.medium == "sms"),
            *_replies_broken(session, truth),
        ],
    )


def untimely(session: Session, night: Evening, wrong: Callable[[Message, datetime], bool]) -> list[str]:
    """What the provider took at a moment that is wrong for it; each line with the civil moment."""
    query = (
        select(Message, Attempt, Address)
        .join(Attempt, col(Attempt.message_id) == col(Message.id))
        .join(Address, col(Address.id) == col(Attempt.address_id))
    )
    said = {(address.value, attempt.text): message for message, attempt, address in session.exec(query)}
    found = []
    for line in night.truth.all("accepted"):
        message, moment = said.get((line["to"], line["text"])), night.civil(line["at"])
        if message is not None and wrong(message, moment):
            found.append(f"{message.kind} at {moment:%d/%m %H:%M:%S}")
    return found


def _closed(message: Message, moment: datetime) -> bool:
    """Whether nothing that is automatic may leave then: at night, on Sundays, on the holidays of this autumn."""
    here = (moment - IN_THE_AIR).astimezone(PARIS)
    resting = here.weekday() == SUNDAY or (here.month, here.day) in HOLIDAYS
    return message.hours == AUTOMATIC and (resting or not OPENS <= here.hour < CLOSES)


def _copies(truth: Truth) -> Counter[tuple[str, str]]:
    """How often each text was taken for each phone, and not reported as undone."""
    undone = {line["sid"] for line in truth.all("undone")}
    kept = (line for line in truth.all("accepted") if not line["sid"] or line["sid"] not in undone)
    return Counter((line["to"], line["text"]) for line in kept)


def _doubled(session: Session, truth: Truth) -> Counter[tuple[str, str]]:
    owed = _owed(session)
    return Counter({said: times for said, times in _copies(truth).items() if times > max(1, owed[said])})


def _owed(session: Session) -> Counter[tuple[str, str]]:
    """All is said once to one person, but an answer as often as she wrote what has this answer."""
    query = (
        select(Address.value, Attempt.text, func.count(col(Message.in_reply_to).distinct()))
        .join(Attempt, col(Attempt.address_id) == col(Address.id))
        .join(Message, col(Message.id) == col(Attempt.message_id))
        .group_by(col(Address.value), col(Attempt.text))
    )
    return Counter({(to, words): answers for to, words, answers in session.exec(query)})


def _lost(
    messages: list[Message],
    attempts: list[Attempt],
    accepted: list[dict[str, Any]],
    shown: set[int | None],
) -> list[str]:
    """A "sent" that the provider never took, an end that nobody is shown."""
    texts = {(line["text"], line["medium"]) for line in accepted}
    last = {attempt.message_id: attempt for attempt in sorted(attempts, key=lambda one: one.number)}
    lost = []
    for message in messages:
        carried = last.get(message.id or 0)
        if message.status == SENT and (carried is None or (carried.text, carried.medium) not in texts):
            lost.append(f"{message.kind} is said to be sent and was not")
        elif message.status in (EXPIRED, FAILED) and message.id not in shown:
            lost.append(f"{message.kind} {message.status} and nobody is told")
        elif message.status in (PLANNED, SENDING):
            lost.append(f"{message.kind} still {message.status}")
    return lost


def _never_written(session: Session, messages: list[Message], parents: int) -> list[str]:
    """Every parent is owed a reminder, but who said no before they were written."""
    written = {message.contact_id: message.created_at for message in messages if message.kind == REMINDER}
    by = min(written.values(), default=EVENING) + MEANWHILE
    refused = select(Adult.contact_id).join(SignUp, col(SignUp.adult_id) == col(Adult.id))
    refused = refused.where(SignUp.answer == NO, col(SignUp.at) <= by)
    owed_none = set(session.exec(refused)) - written.keys()
    return ["a reminder was never written"] * (parents - len(written) - len(owed_none))


def _replies_broken(session: Session, truth: Truth) -> list[str]:
    """Every text that was acknowledged, and every one that was listed, has exactly one effect."""
    said = truth.all("said")
    rows = Counter(received.provider_id for received in session.exec(select(Received)))
    broken = [f"reply {one['number']}: {rows[_id(one)]} rows" for one in said if rows[_id(one)] != 1]
    answers = Counter(session.exec(select(Message.in_reply_to).where(col(Message.in_reply_to).is_not(None))))
    seen = set(session.exec(select(InboxItem.received_id)))
    for received in session.exec(select(Received)):
        one = 0 if received.status == SET_ASIDE or "OptOutType" in received.raw else 1
        if answers[received.id] != one:
            broken.append(f"reply {received.provider_id}: {answers[received.id]} answers")
        if received.status == SET_ASIDE and received.id not in seen:
            broken.append(f"reply {received.provider_id} is set aside and nobody is told")
    noes = {one["who"] for one in said if one["text"] == "Non"}
    declined = session.exec(select(func.count()).select_from(SignUp).where(SignUp.answer == "no")).one()
    return broken + ([f"{len(noes)} said no, {declined} are down"] if declined != len(noes) else [])


def _spoken_to_after_stop(session: Session, truth: Truth) -> list[str]:
    """After an acknowledged STOP nothing is reserved but its confirmation, and the no is in the ledger once."""
    broken = []
    stops = {one["number"]: one for one in truth.all("said") if one["text"].casefold() in STOPS}
    hers = select(func.count()).select_from(Consent).where(col(Consent.given).is_(False), Consent.by != "provider")
    noes = session.exec(hers).one()
    if noes != len(stops):
        broken.append(f"{len(stops)} said stop, the ledger has {noes}")
    for line in truth.all("answered"):
        if line["status"] == 200 and line["number"] in stops:
            broken += spoken_to(session, truth, stops[line["number"]]["who"], line["at"] + IN_THE_AIR.total_seconds())
    return broken


def spoken_to(session: Session, truth: Truth, who: str, since: float) -> list[str]:
    """What a phone was sent after a monotonic second without having asked for it."""
    query = (
        select(Attempt.text)
        .join(Address, col(Address.id) == col(Attempt.address_id))
        .join(Message, col(Message.id) == col(Attempt.message_id))
        .where(Address.value == who, col(Message.in_reply_to).is_(None))
    )
    unasked = set(session.exec(query))
    return [
        f"{who} was written to after STOP"
        for line in truth.all("accepted")
        if line["to"] == who and line["text"] in unasked and line["at"] > since
    ]


def _id(said: dict[str, Any]) -> str:
    return f"SM{said['number']:032x}" if said["medium"] == "sms" else str(said["number"])
