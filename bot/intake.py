"""Intake: hands what was received, committed and acknowledged, to the conversation it belongs to, once."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from bot.clock import Clock
from bot.console import step as console
from bot.console.entering import welcome_educator
from bot.conversations import step as conversations
from bot.heard import Heard
from messages import tokens
from messages.buttons import pressed
from messages.channels.base import Incoming, Reader, UnreadableError
from messages.contacts import address_of, contacts_at
from messages.inbox import HANDLED, NEW, SET_ASIDE, InboxItem, Received, put, waiting
from messages.programme import Programme
from messages.store import Store

log = logging.getLogger(__name__)

PATIENCE = 3
"""Failures of ours after which a thing received is set aside and shown to the educator."""


@dataclass(frozen=True)
class Setting:
    """What every conversation must know: the programme, and by which media we can write."""

    programme: Programme
    media: frozenset[str]


@dataclass
class Taken:
    """How much was taken in; channel and callback id of each button pressed."""

    count: int = 0
    presses: list[tuple[str, str]] = field(default_factory=list)


class Intake:
    """Reads what waits, in order of arrival. Safe to call at any time; each thing has one effect."""

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Reader],
        setting: Setting,
        clock: Clock,
        ours: Callable[[], bool] = lambda: True,
    ) -> None:
        """`ours` says before each thing whether reading is still this process's role: order matters on a phone."""
        self._store, self._channels, self._setting, self._clock = store, channels, setting, clock
        self._ours = ours
        self._turn = asyncio.Lock()

    async def handle_waiting(self) -> Taken:
        """Take in everything that waits."""
        taken = Taken()
        async with self._turn:
            while self._ours() and (batch := await self._store.read(waiting)):
                for received in batch:
                    if not self._ours():
                        break
                    incoming = await self._take(received)
                    taken.count += 1
                    if incoming is not None and incoming.callback_id is not None:
                        taken.presses.append((received.channel, incoming.callback_id))
        return taken

    async def _take(self, received: Received) -> Incoming | None:
        assert received.id is not None
        try:
            incoming = self._channels[received.channel].read(received.raw.encode("utf-8", "surrogatepass"))
        except (UnreadableError, KeyError):
            await self._store.write(_set_aside, received.id, "unreadable", self._clock)
            return None
        try:
            await self._store.write(_take_in, received.id, incoming, self._setting, self._clock)
        except (MemoryError, OSError):  # the machine is short of something: it is read at the next turn
            raise
        except Exception as error:  # one poisonous message must not keep the others from being read
            log.error("a message could not be taken in", extra={"action": "poison", "error": type(error).__name__})
            await self._store.write(_failed_once, received.id, self._clock)
        return incoming


def _take_in(session: Session, received_id: int, incoming: Incoming, setting: Setting, clock: Clock) -> None:
    # Two processes may have read the same thing from the table; the second one waits here, and finds it done.
    received = session.get_one(Received, received_id, with_for_update=True)
    if received.status != NEW:
        return
    now = clock.now()
    received.status, received.kind, received.handled_at = HANDLED, incoming.kind, now
    session.add(received)
    if incoming.kind == "other" or not incoming.address:
        return
    address = address_of(session, incoming.medium, incoming.address, now)
    received.address_id = address.id
    press = pressed(session, address, incoming.press) if incoming.press is not None else None
    heard = Heard(received, incoming, address, setting.programme, press, setting.media)
    if _opens_console(session, incoming, now):
        received.text = "/start"
        welcome_educator(session, heard, incoming.text, now)
    elif incoming.private and any(contact.staff for contact in contacts_at(session, address)):
        received.text = incoming.text
        console.step(session, heard, now)
    else:
        conversations.step(session, heard, now)


def _opens_console(session: Session, incoming: Incoming, now: datetime) -> bool:
    """Whether this is the educator's link, said to us alone. A link that a group has read serves nobody any more."""
    if incoming.kind != "start":
        return False
    if not incoming.private:
        tokens.redeem(session, incoming.text, now)
        return False
    token = tokens.peek(session, incoming.text, now)
    return token is not None and token.purpose == tokens.EDUCATOR


def _failed_once(session: Session, received_id: int, clock: Clock) -> None:
    received = session.get_one(Received, received_id, with_for_update=True)
    if received.status != NEW:
        return
    received.tries += 1
    session.add(received)
    if received.tries >= PATIENCE:
        _set_aside(session, received_id, "poison", clock)


def _set_aside(session: Session, received_id: int, kind: str, clock: Clock) -> None:
    received = session.get_one(Received, received_id, with_for_update=True)
    if received.status != NEW:
        return
    received.status, received.handled_at = SET_ASIDE, clock.now()
    session.add(received)
    note = "Un message est arrivé que Relais ne sait pas lire : il est gardé tel quel."
    put(session, InboxItem(kind=kind, at=clock.now(), received_id=received_id, note=note))
