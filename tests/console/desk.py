"""Claire's desk: her Telegram without the wires, and the parents she writes to."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlmodel import Session, col, select

from bot.console.entering import welcome_educator
from bot.console.step import step
from bot.heard import Heard
from messages import buttons, consents
from messages.channels.base import Incoming
from messages.contacts import Address, Contact, ContactAddress, address_of, addresses_of, link
from messages.inbox import InboxItem, Received, put
from messages.journal import Entry
from messages.outbox import ACCEPTED, PLANNED, SENT, Attempt, Message, new_attempt_id
from messages.programme import PARIS, Programme
from scheduler.activities import Activity
from scheduler.families import Family, new_family
from scheduler.groups import Invited
from scheduler.people import Adult, adult_of, enter
from scheduler.places import answer
from scheduler.signups import SignUp

BEGINS = datetime(2026, 10, 5, 10, 0, tzinfo=PARIS)
LINE = "groupe d'échange mardi 20 octobre 14h Maison de quartier, 3 places"


class Desk:
    """One session and one educator. What she says is taken in at once; what is said back is kept as sent."""

    def __init__(self, session: Session, undo: timedelta = timedelta(seconds=60)) -> None:
        self.session, self.now, self.programme = session, BEGINS, Programme(undo=undo)
        self._numbers = count(1)
        self.claire = Contact(name="Claire", staff=True, created_at=BEGINS)
        session.add(self.claire)
        session.flush()
        self.address = address_of(session, "telegram", "7001", BEGINS)
        link(session, self.claire, self.address, BEGINS)

    def says(self, text: str, reply_to: str | None = None, kind: Any = "text") -> str:
        """She writes; what comes back, pages joined."""
        heard = self.heard(Incoming(provider_id="x", medium="telegram", kind=kind, text=text, reply_to=reply_to))
        step(self.session, heard, self.now)
        return self._delivered(heard)

    def presses(self, label: str, card: int = -1) -> str:
        """She presses a button of the latest card that has it, or of an earlier one (`card` -2, -3…)."""
        return self.presses_data(self.data(label, card))

    def presses_data(self, data: str) -> str:
        """What comes back when that data is pressed."""
        incoming = Incoming(provider_id="x", medium="telegram", kind="press", press=data)
        press = buttons.pressed(self.session, self.address, data)
        heard = self.heard(incoming, press)
        step(self.session, heard, self.now)
        return self._delivered(heard)

    def enters_by(self, secret: str, chat: str) -> str:
        """Somebody opens a link on the Telegram `chat`."""
        address = address_of(self.session, "telegram", chat, self.now)
        heard = self.heard(Incoming(provider_id="x", medium="telegram", kind="start", text=secret), address=address)
        welcome_educator(self.session, heard, secret, self.now)
        return self._delivered(heard)

    def data(self, label: str, card: int = -1) -> str:
        """The data behind a button."""
        shown = [attempt for attempt in self._attempts() if label in [name for name, _ in attempt.buttons]]
        assert shown, f"no button {label!r}; there are {self.labels()}"
        attempt = shown[card]
        return buttons.button_data(attempt.id, [name for name, _ in attempt.buttons].index(label))

    def labels(self) -> list[str]:
        """The buttons under the last thing said."""
        return [name for name, _ in self._attempts()[-1].buttons]

    def everything_pressable(self) -> list[str]:
        """The data behind every button ever shown, oldest first."""
        shown = self._attempts()
        return [buttons.button_data(one.id, index) for one in shown for index in range(len(one.buttons))]

    def parent(self, name: str, language: str = "fr", medium: str = "sms", family: Family | None = None) -> Adult:
        """Somebody who said yes in September; a family of her own unless one is given."""
        contact = Contact(name=name, language=language, created_at=BEGINS)
        self.session.add(contact)
        self.session.flush()
        number = f"+336399801{contact.id:02d}" if medium == "sms" else str(7000 + (contact.id or 0))
        link(self.session, contact, address_of(self.session, medium, number, BEGINS), BEGINS)
        consents.record(self.session, contact, True, "accord oral, septembre", "educator", BEGINS)
        return enter(self.session, contact, family or new_family(self.session), "mother", BEGINS)

    def announces(self, line: str = LINE) -> Activity:
        """A date announced and its invitations begun."""
        self.says(f"/nouveau {line}")
        self.presses("Oui")
        self.presses("Maintenant")
        return self.activities()[-1]

    def signs_up(self, adult: Adult, said: str = "yes", adults: int = 1, children: int = 0) -> SignUp:
        """A parent answers about the latest date."""
        activity = self.activities()[-1]
        total, by = adults + children, f"contact-{adult.contact_id}"
        word = SignUp(
            activity_id=activity.id or 0, adult_id=adult.id or 0, answer=said, adults=adults, children=children,
            total=total, counted=True, at=self.now, by=by,
        )  # fmt: skip
        return answer(self.session, activity, adult, word, self.now)

    def asks(self, adult: Adult, text: str, intent: str = "question", **item: Any) -> InboxItem:
        """Something a parent wrote waits in the inbox."""
        address = self.session.exec(select(Address).where(Address.medium == "sms")).first()
        received = Received(
            channel="sms", provider_id=f"p{next(self._numbers)}", raw="", at=self.now, text=text, intent=intent,
            kind="text", address_id=address.id if address else None,
        )  # fmt: skip
        self.session.add(received)
        self.session.flush()
        kind = item.pop("kind", "question")
        return put(
            self.session,
            InboxItem(kind=kind, at=self.now, contact_id=adult.contact_id, received_id=received.id, **item),
        )

    def to(self, moment: str) -> None:
        """Another moment in Lille, `2026-10-19 17:30`."""
        self.now = datetime.fromisoformat(moment).replace(tzinfo=PARIS)

    def activities(self) -> list[Activity]:
        """All of them, drafts too."""
        return list(self.session.exec(select(Activity).order_by(col(Activity.id))))

    def invited(self) -> int:
        """How many adults were invited to anything."""
        return len(list(self.session.exec(select(Invited))))

    def messages(self, kind: str) -> list[Message]:
        """Every message of a kind."""
        return list(self.session.exec(select(Message).where(Message.kind == kind).order_by(col(Message.id))))

    def did(self) -> list[str]:
        """What the journal says the educator did, in order."""
        query = select(Entry).where(Entry.by == "educator").order_by(col(Entry.id))
        return [entry.did for entry in self.session.exec(query)]

    def heard(self, incoming: Incoming, press: buttons.Press | None = None, address: Address | None = None) -> Heard:
        """One thing that arrived, written down."""
        where = address or self.address
        received = Received(
            channel="telegram", provider_id=f"p{next(self._numbers)}", raw="", at=self.now, address_id=where.id
        )
        self.session.add(received)
        self.session.flush()
        return Heard(received, incoming, where, self.programme, press)

    def _attempts(self) -> list[Attempt]:
        query = select(Attempt).where(Attempt.address_id == self.address.id).order_by(col(Attempt.number))
        return list(self.session.exec(query))

    def _delivered(self, heard: Heard) -> str:
        query = select(Message).where(Message.in_reply_to == heard.received.id, Message.status == PLANNED)
        said = [m for m in self.session.exec(query.order_by(col(Message.id))) if m.kind == "console"]
        for message in said:
            message.status = SENT
            self.session.add(message)
            self.session.add(self._attempt(message))
        self.session.flush()
        return "\n".join(str((message.facts or {})["text"]) for message in said)

    def _attempt(self, message: Message) -> Attempt:
        number = next(self._numbers)
        return Attempt(
            id=new_attempt_id(), message_id=message.id or 0, number=number, medium="telegram",
            address_id=message.address_id or 0, sender="bot", status=ACCEPTED, reserved_at=self.now,
            provider_id=f"tg{number}", text=str((message.facts or {})["text"]),
            buttons=(message.facts or {})["buttons"],
        )  # fmt: skip


def contact_of(desk: Desk, adult: Adult) -> Contact:
    """Her contact."""
    assert adult_of(desk.session, adult.contact_id) is not None
    return desk.session.get_one(Contact, adult.contact_id)


def share_phone(desk: Desk, first: Adult, second: Adult) -> None:
    """The second adult has no phone but the first one's."""
    for shared in desk.session.exec(select(ContactAddress).where(ContactAddress.contact_id == second.contact_id)):
        desk.session.delete(shared)
    [phone] = addresses_of(desk.session, [first.contact_id or 0])[first.contact_id or 0]
    link(desk.session, contact_of(desk, second), phone, BEGINS)
