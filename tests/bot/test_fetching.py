"""The sound of voice notes is fetched by a duty: once, with patience, and with a person told when it cannot be had."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlmodel import Session, select

from bot.fetching import fetch_sounds
from messages.channels.base import UnavailableError
from messages.channels.telegram import TelegramChannel
from messages.failures import BAD_MESSAGE, CREDENTIALS, NO_CONNECTION, Failure
from messages.inbox import InboxItem
from messages.recordings import Recording
from messages.store import Store
from tests.letters import keep_raw

NOW = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
OPUS = b"OggS" + bytes(24) + b"OpusHead" + bytes(100)


class Bot(TelegramChannel):
    """A bot that has one file, or fails."""

    def __init__(self, failure: Failure | None = None) -> None:
        super().__init__("123456789:token")
        self.failure, self.asked = failure, 0

    async def sound(self, remote: str, most: int) -> bytes:
        self.asked += 1
        if self.failure is not None:
            raise UnavailableError(self.failure)
        return OPUS


def waits(session: Session) -> None:
    received = keep_raw(session, "telegram", "in-1", "{}", NOW)
    session.add(Recording(received_id=received or 0, topic="testimonial-1", remote="file-1"))


def row(store: Store) -> Recording:
    return store.reading(lambda session: session.exec(select(Recording)).one())


def items(store: Store) -> list[str]:
    return store.reading(lambda session: [item.kind for item in session.exec(select(InboxItem))])


def clock() -> Callable[[], datetime]:
    return lambda: NOW


async def test_it_is_fetched_once(store: Store) -> None:
    store.writing(waits)
    bot = Bot()
    assert await fetch_sounds(store, bot, clock()) == 1
    assert await fetch_sounds(store, bot, clock()) == 0
    assert (row(store).sound, bot.asked) == (OPUS, 1)


async def test_what_is_gone_is_given_up_and_a_person_is_told(store: Store) -> None:
    store.writing(waits)
    await fetch_sounds(store, Bot(BAD_MESSAGE), clock())
    assert items(store) == ["failed"]


async def test_a_line_that_is_down_is_tried_again_later(store: Store) -> None:
    store.writing(waits)
    await fetch_sounds(store, Bot(NO_CONNECTION), clock())
    assert (row(store).tries, row(store).remote, items(store)) == (1, "file-1", [])


async def test_a_revoked_token_costs_no_try(store: Store) -> None:
    store.writing(waits)
    await fetch_sounds(store, Bot(CREDENTIALS), clock())
    assert row(store).tries == 0
