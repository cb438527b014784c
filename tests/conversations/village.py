"""A village of invented phones around the conversation step: what leaves is rendered and marked as sent at once."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from bot.conversations.step import step
from bot.heard import Heard
from messages import consents, tokens
from messages.buttons import button_data, pressed
from messages.channels.base import Incoming
from messages.contacts import Address, Contact, address_of, contacts_at, link
from messages.inbox import InboxItem, Received
from messages.outbox import PLANNED, Attempt, Message, post
from messages.programme import PARIS, Programme
from messages.store import Store
from scheduler.activities import ANNOUNCED, Activity
from scheduler.facts import activity_facts
from scheduler.families import Family
from scheduler.groups import Invited
from scheduler.people import adult_of, enter
from scheduler.planning import plan
from scheduler.signups import SignUp
from tests.conversations.sent import sent
from tests.letters import keep_raw

T = TypeVar("T", bound=SQLModel)

MONDAY = datetime(2026, 10, 5, 10, 0, tzinfo=PARIS).astimezone(UTC)
OUTING = datetime(2026, 10, 20, 14, 0, tzinfo=PARIS)


@dataclass
class Phone:
    """Somebody's phone; what it hears back is a list of kinds, `texts` what was read on it last."""

    village: "Village"
    medium: str
    value: str
    texts: tuple[str, ...] = ()

    def says(self, text: str, **more: Any) -> list[str]:
        """Write a text."""
        return self.village.hear(self, Incoming(**{"kind": "text", "text": text} | self._from() | more))

    def sends(self, kind: str, **more: Any) -> list[str]:
        """Send something that is no text: a card, a photo, a start…"""
        return self.village.hear(self, Incoming(**{"kind": kind} | self._from() | more))

    def presses(self, label: str) -> list[str]:
        """Press the newest button with that label."""
        data = self.village.button(self, label)
        return self.village.hear(self, Incoming(**{"kind": "press", "press": data} | self._from()))

    def _from(self) -> dict[str, Any]:
        number = next(self.village.numbers)
        return {"provider_id": f"in-{number}", "medium": self.medium, "address": self.value, "private": True}


class Village:
    """A store, a clock and everybody's phones."""

    def __init__(self, store: Store) -> None:
        self.store, self.now, self.programme = store, MONDAY, Programme()
        self.numbers = count(1)
        self.claire = self.parent("Claire", medium="telegram", staff=True)

    def parent(self, name: str, family: str | None = None, medium: str = "sms", **contact: Any) -> Phone:
        """Somebody who said yes in September."""
        number = next(self.numbers)
        phone = Phone(self, medium, f"+33639980{number:03d}" if medium == "sms" else str(7000 + number))
        self.store.writing(self._enter, phone, name, family, contact)
        return phone

    def joins(self, phone: Phone, name: str, family: str | None = None) -> None:
        """Another adult on the same phone."""
        self.store.writing(self._enter, phone, name, family, {})

    def stranger(self, value: str = "+33639980777", medium: str = "sms") -> Phone:
        """Somebody nobody has introduced."""
        return Phone(self, medium, value)

    def announce(self, **fields: Any) -> Activity:
        """An outing on Tuesday 20 October at 14h, unless told otherwise."""
        starts = fields.pop("starts_at", OUTING)
        usual = {"kind": "outing", "title": "Sortie au parc", "place": "Parc de la Citadelle", "status": ANNOUNCED}
        activity = Activity(
            **usual | fields,
            starts_at=starts,
            starts_local=f"{starts:%Y-%m-%dT%H:%M}",
            by="educator",
            created_at=self.now,
        )
        self.store.writing(lambda session: session.add(activity))
        return activity

    def invite(self, activity: Activity, *phones: Phone, kind: str = "invitation", asks: str = "rsvp") -> None:
        """Each first person of these phones has just received the invitation (or another kind)."""
        for phone in phones:
            self.store.writing(self._told, phone, activity, kind, asks)
            self.deliver(phone)

    def plan(self) -> None:
        """Everything owed at this moment is written; `deliver` sends it."""
        self.store.writing(plan, self.programme, frozenset({"sms", "telegram"}), self.now)

    def hear(self, phone: Phone, incoming: Incoming) -> list[str]:
        """Take in one thing, and give the kinds of what came back."""
        self.store.writing(self._take_in, phone, incoming)
        return self.deliver(phone)

    def deliver(self, phone: Phone) -> list[str]:
        """Send what is planned for a phone; every sentence must render."""
        kinds, texts = self.store.writing(self._deliver, phone)
        phone.texts = tuple(texts)
        return kinds

    def button(self, phone: Phone, label: str) -> str:
        """The data behind the newest button with that label."""
        for attempt in reversed(self.all(Attempt)):
            labels = [button[0] for button in attempt.buttons]
            if label in labels and attempt.address_id == self.address(phone).id:
                return button_data(attempt.id, labels.index(label))
        raise AssertionError(f"no button {label!r}")

    def all(self, table: type[T]) -> list[T]:
        """Every row of a table, oldest first where it matters."""
        query = select(table)
        order = {"attempt": "reserved_at"}.get(str(table.__tablename__))
        return self.store.reading(lambda session: list(session.exec(query.order_by(order) if order else query)))

    def messages(self, kind: str) -> list[Message]:
        """Every message of a kind."""
        return [message for message in self.all(Message) if message.kind == kind]

    def items(self) -> list[str]:
        """The kinds of the items in the inbox."""
        return [item.kind for item in sorted(self.all(InboxItem), key=lambda item: item.id or 0)]

    def answer_of(self, phone: Phone) -> SignUp | None:
        """The only sign-up of the first person of that phone, if there is one."""
        contact = self.contact(phone)
        adult = self.store.reading(adult_of, contact.id)
        return next((row for row in self.all(SignUp) if adult is not None and row.adult_id == adult.id), None)

    def said(self, phone: Phone) -> str | None:
        """Yes, no, maybe, waiting, or None."""
        signup = self.answer_of(phone)
        return signup.answer if signup is not None else None

    def address(self, phone: Phone) -> Address:
        """The row of that phone."""
        return next(row for row in self.all(Address) if row.value == phone.value)

    def contact(self, phone: Phone) -> Contact:
        """The first person of that phone."""
        return self.contacts(phone)[0]

    def contacts(self, phone: Phone) -> list[Contact]:
        """Everybody reached on it."""
        return self.store.reading(contacts_at, self.address(phone))

    def consents(self, phone: Phone) -> bool | None:
        """What the first person last said to our messages."""
        contact_id = self.contact(phone).id or 0
        return self.store.reading(consents.consenting, [contact_id]).get(contact_id)

    def token(self, phone: Phone) -> str:
        """A one-use link for that person."""
        return self.store.writing(tokens.issue, tokens.JOIN, self.contact(phone).id or 0, "educator", self.now)

    def last_received(self) -> Received:
        """The newest thing that came in."""
        return max(self.all(Received), key=lambda received: received.id or 0)

    def _take_in(self, session: Session, phone: Phone, incoming: Incoming) -> None:
        number = keep_raw(session, f"rehearsal-{phone.medium}", incoming.provider_id, incoming.text or "raw", self.now)
        received = session.get_one(Received, number)
        address = address_of(session, phone.medium, phone.value, self.now)
        received.address_id = address.id
        press = pressed(session, address, incoming.press) if incoming.press else None
        step(session, Heard(received, incoming, address, self.programme, press), self.now)

    def _deliver(self, session: Session, phone: Phone) -> tuple[list[str], list[str]]:
        address = address_of(session, phone.medium, phone.value, self.now)
        planned = select(Message).where(Message.status == PLANNED).order_by(col(Message.id))
        kinds, texts = [], []
        for message in session.exec(planned):
            if message.kind == "console" or (message.in_reply_to is None and message.once.startswith("welcome")):
                continue
            kinds.append(message.kind)
            texts.append(sent(session, message, address, self.now))
        return kinds, texts

    def _told(self, session: Session, phone: Phone, activity: Activity, kind: str, asks: str) -> None:
        address = address_of(session, phone.medium, phone.value, self.now)
        contact = session.exec(
            select(Contact)
            .where(col(Contact.id).in_([one.id for one in self.contacts(phone)]))
            .order_by(col(Contact.id))
        ).first()
        assert contact is not None
        adult = adult_of(session, contact.id)
        if adult is not None and session.get(Invited, (activity.id, adult.id)) is None:
            session.add(Invited(activity_id=activity.id, adult_id=adult.id, at=self.now, by="educator"))
        once = f"{kind}/{activity.topic}/contact-{contact.id}/{next(self.numbers)}"
        asked = {"asks": asks, "asks_until": max(activity.starts_at, self.now + timedelta(days=3))}
        post(session, Message(
            kind=kind, contact_id=contact.id, facts={"educator": "Claire", **activity_facts(activity)},
            topic=activity.topic, once=once, due_at=self.now, deadline_at=self.now + timedelta(days=3), priority=60,
            hours="automatic", by="relais", created_at=self.now, **asked,
        ))  # fmt: skip
        assert address.id is not None

    def _enter(self, session: Session, phone: Phone, name: str, family: str | None, more: dict[str, Any]) -> None:
        contact = Contact(name=name, created_at=self.now, **more)
        session.add(contact)
        session.flush()
        link(session, contact, address_of(session, phone.medium, phone.value, self.now), self.now)
        if not contact.staff:
            enter(session, contact, _family(session, family), "mother", self.now)
            consents.record(session, contact, True, "accord oral, septembre", "educator", self.now)


def _family(session: Session, code: str | None) -> Family | None:
    if code is None:
        return None
    family = session.exec(select(Family).where(Family.code == code)).first() or Family(code=code)
    session.add(family)
    session.flush()
    return family
