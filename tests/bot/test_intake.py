"""Intake: each thing received has one effect, and what cannot be read is set aside while the others flow."""

import json
from collections.abc import Callable
from errno import EMFILE

import pytest
from sqlmodel import select

from bot.clock import RehearsalClock
from bot.intake import Intake, Setting
from messages.channels.base import Incoming
from messages.channels.rehearsal import RehearsalChannel
from messages.inbox import HANDLED, NEW, SET_ASIDE, InboxItem, Received
from messages.outbox import Message
from messages.programme import Programme
from messages.store import Store
from tests.cast import address, mother, paris
from tests.letters import keep_raw

NOW = paris("2026-10-05 10:00")
POISON = "\ud800"
"""Half a character, which no database can hold."""


class CarelessChannel(RehearsalChannel):
    """Hands on what it read without cleaning it."""

    def read(self, raw: bytes) -> Incoming:
        line = json.loads(raw)
        return Incoming(
            provider_id=line["id"], medium=self.medium, kind="text", address=line["from"], text=line["text"]
        )


def intake(store: Store, ours: Callable[[], bool] = lambda: True) -> Intake:
    channels = {"sms": RehearsalChannel("sms"), "careless": CarelessChannel("sms")}
    return Intake(store, channels, Setting(Programme(), frozenset({"sms"})), RehearsalClock(NOW, runs=False), ours)


def arrives(store: Store, text: str, channel: str = "sms", number: str = "1") -> None:
    """Fatou writes."""
    phone = store.writing(lambda s: address(s, mother(s, f"Fatou {number}")).value)
    store.writing(keep_raw, channel, number, json.dumps({"id": number, "from": phone, "text": text}), NOW)


def states(store: Store) -> list[tuple[str, int]]:
    rows = store.reading(lambda session: list(session.exec(select(Received).order_by("id"))))
    return [(row.status, row.tries) for row in rows]


def kinds(store: Store) -> list[str]:
    return [item.kind for item in store.reading(lambda session: list(session.exec(select(InboxItem))))]


async def test_what_waits_is_taken_in_once(store: Store) -> None:
    arrives(store, "Bonjour, je voudrais parler avec vous de la rentrée")
    await intake(store).handle_waiting()
    answers = len(store.reading(lambda session: list(session.exec(select(Message)))))
    await intake(store).handle_waiting()
    assert states(store) == [(HANDLED, 0)]
    assert len(store.reading(lambda session: list(session.exec(select(Message))))) == answers == 1


async def test_whoever_loses_the_role_of_reading_leaves_the_rest_to_its_successor(store: Store) -> None:
    for number in "123":
        arrives(store, "Bonjour, vous êtes là ce soir à l'école ?", number=number)
    turns = iter([True, True, False, False])
    assert (await intake(store, turns.__next__).handle_waiting()).count == 1
    assert states(store) == [(HANDLED, 0), (NEW, 0), (NEW, 0)]


async def test_a_poisoned_message_is_set_aside_after_three_tries_and_the_others_flow(store: Store) -> None:
    arrives(store, POISON, "careless", "1")
    arrives(store, "Bonjour, vous êtes là ce soir à l'école ?", number="2")
    await intake(store).handle_waiting()
    assert states(store) == [(SET_ASIDE, 3), (HANDLED, 0)]
    assert "poison" in kinds(store)


async def test_what_comes_while_the_machine_is_short_of_something_waits_for_the_next_turn(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_descriptor(*_: object) -> None:
        raise OSError(EMFILE, "too many open files")

    arrives(store, "Bonjour, vous êtes là ce soir à l'école ?")
    monkeypatch.setattr("bot.intake.conversations.step", no_descriptor)
    with pytest.raises(OSError, match="open files"):
        await intake(store).handle_waiting()
    monkeypatch.undo()
    assert states(store) == [(NEW, 0)]
    await intake(store).handle_waiting()
    assert states(store) == [(HANDLED, 0)]


async def test_what_no_channel_can_read_is_set_aside_at_once_and_shown(store: Store) -> None:
    store.writing(keep_raw, "sms", "1", "not json", NOW)
    store.writing(keep_raw, "pigeon", "2", "{}", NOW)
    await intake(store).handle_waiting()
    assert states(store) == [(SET_ASIDE, 0), (SET_ASIDE, 0)]
    assert kinds(store) == ["unreadable", "unreadable"]
