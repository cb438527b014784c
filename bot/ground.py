"""What every process of Relais stands on, whatever part of the work it does."""

from collections.abc import Mapping

from bot.clock import Clock
from bot.hints import Hints
from bot.programme import programme_of
from bot.providers import channels_of
from bot.settings import Settings
from messages.catalogue import Catalogue
from messages.channels.base import Channel
from messages.store import Store


class Ground:
    """Settings, a clock, the database and the channels; opened once, and closed by whoever made it."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings, self.clock = settings, clock
        self.store = Store(settings.database_url)
        self.programme = programme_of(settings)
        self.channels: Mapping[str, Channel] = channels_of(settings)
        self.catalogue = Catalogue(settings.timezone)
        self.hints = Hints(self.store)

    async def open(self) -> None:
        """Make the channels ready; nothing is asked of a provider."""
        for channel in self.channels.values():
            await channel.open()

    async def close(self) -> None:
        """Let everything go."""
        await self.hints.close()
        for channel in self.channels.values():
            await channel.close()
        self.store.close()
