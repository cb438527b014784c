"""The educator's link: it makes one Telegram hers, and never a group's."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select

from bot.clock import RehearsalClock
from bot.intake import Intake, Setting
from messages import tokens
from messages.channels.telegram import TelegramChannel
from messages.contacts import Address, Contact, contacts_at
from messages.inbox import InboxItem
from messages.programme import Programme
from messages.store import Store
from tests.letters import keep_raw

MONDAY = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
GROUP: Mapping[str, object] = {"id": -100_200, "type": "supergroup"}

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def link_of_claire(session: Session) -> str:
    claire = Contact(name="Claire", staff=True, created_at=MONDAY)
    session.add(claire)
    session.flush()
    return tokens.issue(session, tokens.EDUCATOR, claire.id or 0, "command-line", MONDAY)


async def opens(store: Store, sender: int, link: str, chat: Mapping[str, object] | None = None) -> None:
    """Somebody opens the link, alone with the bot or in another chat."""
    person = {"id": sender, "is_bot": False, "first_name": "X"}
    message = {"message_id": 1, "date": 1, "from": person, "chat": chat or {"id": sender, "type": "private"}}
    raw = json.dumps({"update_id": sender, "message": {**message, "text": f"/start {link}"}})
    store.writing(keep_raw, "telegram", str(sender), raw, MONDAY)
    channels = {"telegram": TelegramChannel("123456789:invented")}
    setting = Setting(Programme(), frozenset({"telegram"}))
    await Intake(store, channels, setting, RehearsalClock(MONDAY, runs=False)).handle_waiting()


def people_at(session: Session, value: str) -> list[str]:
    address = session.exec(select(Address).where(Address.value == value)).one()
    return [contact.name for contact in contacts_at(session, address)]


async def test_the_link_makes_one_telegram_the_educators(store: Store) -> None:
    link = store.writing(link_of_claire)
    await opens(store, 1001, link)
    await opens(store, 1002, link)
    assert store.reading(people_at, "1001") == ["Claire"]
    assert store.reading(people_at, "1002") == []


async def test_a_group_never_becomes_the_educator(store: Store) -> None:
    await opens(store, 1001, store.writing(link_of_claire), GROUP)
    assert store.reading(people_at, "-100200") == []
    assert store.reading(lambda session: [item.kind for item in session.exec(select(InboxItem))]) == ["group"]


async def test_a_link_that_a_group_has_read_serves_nobody_any_more(store: Store) -> None:
    link = store.writing(link_of_claire)
    await opens(store, 1001, link, GROUP)
    await opens(store, 1002, link)
    assert store.reading(people_at, "1002") == []
