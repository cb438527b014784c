"""What the pages and the webhooks need of the assembled Relais, and nothing more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.settings import Settings
from messages.catalogue import Catalogue
from messages.channels.base import Channel, Receipt
from messages.programme import Programme
from messages.store import Store


class ClockError(ValueError):
    """The clock cannot be moved like that; the message is a French sentence for whoever tried."""


@dataclass(frozen=True)
class Next:
    """The next message, offer or expiry: when (UTC), and what it is, in French."""

    at: datetime
    what: str


@dataclass(frozen=True)
class Planned:
    """One message to come: when (UTC), for whom, what it is and whether it may leave, in French."""

    at: datetime
    who: str
    what: str
    verdict: str


class Clock(Protocol):
    """Civil time, which a rehearsal can move forward."""

    def now(self) -> datetime:
        """This moment, in UTC."""


class Relais(Protocol):
    """The parts, put together."""

    @property
    def settings(self) -> Settings: ...

    @property
    def store(self) -> Store: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def rehearsal(self) -> bool: ...

    @property
    def programme(self) -> Programme: ...

    @property
    def catalogue(self) -> Catalogue: ...

    @property
    def channels(self) -> Mapping[str, Channel]: ...

    def roles(self) -> list[str]:
        """What this process does now that no other one does."""

    async def take_in(self, channel: str, provider_id: str, raw: str) -> bool:
        """Commit what arrived and wake whoever reads it; False when it had arrived before."""

    async def take_in_and_handle(self, channel: str, provider_id: str, raw: str) -> None:
        """The same, and return once the conversation has taken it in."""

    async def settle_receipt(self, receipt: Receipt) -> None:
        """Write down what became of a message."""

    async def next_thing(self) -> Next | None:
        """What will happen next by itself; None when nothing is planned."""

    async def planned(self) -> list[Planned]:
        """What is to leave in the days to come, soonest first."""

    async def move_clock(self, to: datetime) -> None:
        """Move forward to `to`; returns once everything due has gone out. Raises ClockError."""

    async def move_to_next(self) -> None:
        """Move to the next thing that happens; raises ClockError when nothing is planned."""
