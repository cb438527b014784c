"""A stage for stories: a whole Relais on rehearsal phones, a cast with first names, and a clock to move."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from sqlmodel import Session, select

from bot.app import Relais
from bot.clock import RehearsalClock
from bot.settings import Settings
from bot.web.threads import Bubble, data_behind, threads
from messages import consents
from messages.channels.rehearsal import RehearsalChannel
from messages.contacts import Address, Contact, address_of, contacts_at, link
from messages.inbox import InboxItem
from messages.outbox import Message
from messages.programme import PARIS
from scheduler.families import Family, new_family
from scheduler.people import enter

T = TypeVar("T")

BEGINS = datetime(2026, 10, 5, 10, 0, tzinfo=PARIS)


def paris(text: str) -> datetime:
    """A moment in Lille, "2026-10-19 17:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@dataclass
class Phone:
    """Somebody's phone on the stage."""

    stage: "Stage"
    name: str
    medium: str
    value: str
    address_id: int
    contact_id: int | None
    seen: int = field(default=0)

    async def says(self, text: str) -> list[str]:
        """Write a text; gives what came back, in order."""
        return await self._does({"text": text})

    async def presses(self, label: str) -> list[str]:
        """Press the newest button with that label; gives what came back."""
        data = self.stage.relais.store.reading(data_behind, self.address_id, label)
        assert data is not None, f"{self.name} has no button {label!r}: {self.screen()[-1:]}"
        return await self._does({"press": data})

    async def rings(self) -> list[str]:
        """Call, and hang up; gives what came back."""
        return await self._does({"call": "missed"})

    def news(self) -> list[str]:
        """What arrived since one last looked."""
        arrived = [bubble.text for bubble in self.screen() if bubble.sender == "relais"]
        fresh, self.seen = arrived[self.seen :], len(arrived)
        return fresh

    def screen(self) -> list[Bubble]:
        """Everything on the screen, oldest first."""
        return self.stage.relais.store.reading(threads, [self.address_id])[self.address_id]

    def came(self, words: str) -> list[datetime]:
        """When each text with these words arrived, in Lille."""
        return [b.at.astimezone(PARIS) for b in self.screen() if b.sender == "relais" and words in b.text]

    async def _does(self, what: dict[str, str]) -> list[str]:
        self.news()
        raw = json.dumps({"id": uuid4().hex, "from": self.value, **what})
        await self.stage.relais.take_in_and_handle(f"rehearsal-{self.medium}", json.loads(raw)["id"], raw)
        return self.news()


class Stage:
    """Relais and its cast. Families are told apart by code, people by first name."""

    def __init__(self, relais: Relais) -> None:
        self.relais = relais
        self.clock = relais.clock
        self.claire = self.phone("Claire", medium="telegram", staff=True)

    def phone(
        self, name: str, language: str = "fr", medium: str = "sms", family: Family | None = None, **contact: object
    ) -> Phone:
        """Somebody who said yes in September; a family of her own unless one is given."""
        return self.relais.store.writing(self._enter, name, language, medium, family, contact)

    def stranger(self, value: str = "+33639980777") -> Phone:
        """A number nobody has introduced."""
        address = self.relais.store.writing(address_of, "sms", value, BEGINS)
        return Phone(self, "inconnu", "sms", value, address.id or 0, None)

    def at_number(self, value: str) -> Phone:
        """Whoever of the team has that number."""

        def look(session: Session) -> Phone:
            address = address_of(session, "sms", value, BEGINS)
            contact = contacts_at(session, address)[0]
            return Phone(self, contact.name, "sms", value, address.id or 0, contact.id)

        return self.relais.store.writing(look)

    def also_sms(self, phone: Phone, number: str) -> Phone:
        """The same person's SMS number."""

        def add(session: Session) -> int:
            address = address_of(session, "sms", number, BEGINS)
            link(session, session.get_one(Contact, phone.contact_id), address, BEGINS)
            return address.id or 0

        return Phone(self, phone.name, "sms", number, self.relais.store.writing(add), phone.contact_id)

    def block(self, phone: Phone) -> None:
        """That phone refuses us from now on, as when a bot is blocked."""
        channel = self.relais.channels[f"rehearsal-{phone.medium}"]
        assert isinstance(channel, RehearsalChannel)
        channel.blocked.add(phone.value)

    async def to(self, moment: str) -> None:
        """Move the clock to a moment in Lille."""
        await self.relais.move_clock(paris(moment))

    def inbox(self) -> list[InboxItem]:
        """What waits for the educator."""
        return self.all(InboxItem)

    def messages(self, kind: str) -> list[Message]:
        """Every message of a kind."""
        return [message for message in self.all(Message) if message.kind == kind]

    def all(self, table: type[T]) -> list[T]:
        """Every row of a table, in the order they were written."""
        key = table.__table__.primary_key  # type: ignore[attr-defined]
        return self.relais.store.reading(lambda session: list(session.exec(select(table).order_by(*key))))

    def _enter(
        self, session: Session, name: str, language: str, medium: str, family: Family | None, more: dict[str, object]
    ) -> Phone:
        contact = Contact(name=name, language=language, created_at=BEGINS, **more)
        session.add(contact)
        session.flush()
        assert contact.id is not None
        value = f"+336399801{contact.id:02d}" if medium == "sms" else str(7000 + contact.id)
        address = address_of(session, medium, value, BEGINS)
        link(session, contact, address, BEGINS)
        if not contact.staff:
            enter(session, contact, family or new_family(session), "mother", BEGINS)
            consents.record(session, contact, True, "accord oral, septembre", "educator", BEGINS)
        return Phone(self, name, medium, value, address.id or 0, contact.id)


@asynccontextmanager
async def stage(database_url: str, folder: Path, starts: datetime = BEGINS, **more: str) -> AsyncIterator[Stage]:
    """A stage that is set and struck around a story; `more` are settings of its own."""
    environ = {"RELAIS_REHEARSAL": "1", "RELAIS_DATABASE_URL": database_url, "RELAIS_DATA": str(folder), **more}
    relais = Relais(Settings.load(environ), RehearsalClock(starts.astimezone(UTC), runs=False))
    await relais.start()
    try:
        yield Stage(relais)
    finally:
        await relais.stop()


async def announce(stage: Stage, line: str, when: str = "Maintenant") -> None:
    """Claire announces a date and confirms it."""
    await stage.claire.says(f"/nouveau {line}")
    await stage.claire.presses("Oui")
    await stage.claire.presses(when)


def share_phone(stage: Stage, phone: Phone, name: str) -> int:
    """Another adult of the same family on the same phone; the contact's id."""

    def add(session: Session) -> int:
        contact = Contact(name=name, created_at=BEGINS)
        session.add(contact)
        session.flush()
        link(session, contact, session.get_one(Address, phone.address_id), BEGINS)
        enter(session, contact, session.exec(select(Family)).first(), "father", BEGINS)
        consents.record(session, contact, True, "accord oral, septembre", "educator", BEGINS)
        return contact.id or 0

    return stage.relais.store.writing(add)


def only(texts: Sequence[str]) -> str:
    """The one text there is."""
    assert len(texts) == 1, texts
    return texts[0]
