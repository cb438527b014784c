"""Fetches the sound of voice notes from Telegram, a few at a time, and never more than once they are here."""

from collections.abc import Callable
from datetime import datetime

from messages.channels.base import UnavailableError
from messages.channels.telegram import TelegramChannel
from messages.failures import BAD_MESSAGE
from messages.recordings import LARGEST, fetched, not_fetched, to_fetch
from messages.store import Store


async def fetch_sounds(store: Store, telegram: TelegramChannel, clock: Callable[[], datetime]) -> int:
    """Fetch what is still there; the number fetched. What cannot be had stays for the next time, a few times."""
    done = 0
    for recording in await store.read(to_fetch, clock()):
        assert recording.id is not None
        try:
            sound = await telegram.sound(recording.remote, LARGEST)
        except UnavailableError as error:
            if not error.failure.stops_channel:
                await store.write(not_fetched, recording.id, error.failure is BAD_MESSAGE, clock())
            continue
        await store.write(fetched, recording.id, sound, clock())
        done += 1
    return done
