"""Where a life of Relais can be told to die, by `RELAIS_FAULTPOINT=name:count:how`; only the nursery reads it.

`count` is the how many-th time the point is reached, `how` is kill (the default) or stop (SIGSTOP). Of several workers
the first to get there is the one. The product knows nothing of all this: its functions are replaced from outside.
"""

import os
import signal
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import alembic.op

import bot.intake
import bot.web.webhooks
import messages.engines
import scheduler.sending
from messages.channels.base import Accepted
from tests.faults.fsync import refuse_fsync

HOW = {"kill": signal.SIGKILL, "stop": signal.SIGSTOP}
AFTER_THE_ANSWER = 0.3
"""Seconds in which an acknowledgement has surely left."""


@dataclass
class Fuse:
    """Burns through at the how many-th time, once for all processes that share a folder."""

    name: str
    left: int
    how: signal.Signals

    def burn(self) -> None:
        """The point is reached."""
        self.left -= 1
        if self.left == 0:
            with suppress(FileExistsError):
                Path(f"fault-{self.name}").open("x").close()
                os.kill(os.getpid(), self.how)


def arm(environ: Mapping[str, str]) -> None:
    """Put in place what `RELAIS_FAULTPOINT` names, if anything."""
    asked = environ.get("RELAIS_FAULTPOINT")
    if asked:
        name, _, rest = asked.partition(":")
        count, _, how = rest.partition(":")
        POINTS[name](Fuse(name, int(count or 1), HOW[how or "kill"]))


def _after(module: Any, name: str, reached: Callable[[Any], bool], fuse: Fuse) -> None:
    """Burn once a plain function has returned something of that sort."""
    original = getattr(module, name)

    def instead(*args: Any, **kwargs: Any) -> Any:
        result = original(*args, **kwargs)
        if reached(result):
            fuse.burn()
        return result

    setattr(module, name, instead)


def _before(module: Any, name: str, reached: Callable[..., bool], fuse: Fuse) -> None:
    """Burn when a plain function is called with something of that sort."""
    original = getattr(module, name)

    def instead(*args: Any, **kwargs: Any) -> Any:
        if reached(*args):
            fuse.burn()
        return original(*args, **kwargs)

    setattr(module, name, instead)


def _reserving(fuse: Fuse) -> None:
    _after(scheduler.sending, "reserve", lambda batch: bool(batch.reserved), fuse)


def _reserved(fuse: Fuse) -> None:
    _before(scheduler.sending.Sender, "_start", lambda _sender, reserved: bool(reserved), fuse)


def _reserved_telegram(fuse: Fuse) -> None:
    def reached(sender: Any, reserved: Any) -> bool:
        return bool(reserved) and sender._carrier.channel.medium == "telegram"

    _before(scheduler.sending.Sender, "_start", reached, fuse)


def _taken(fuse: Fuse) -> None:
    original = scheduler.sending.carry

    async def instead(*args: Any) -> Any:
        outcome = await original(*args)
        if isinstance(outcome, Accepted):
            fuse.burn()
        return outcome

    scheduler.sending.carry = instead  # type: ignore[assignment]


def _settled(fuse: Fuse) -> None:
    _before(scheduler.sending.Sender, "_forget", lambda _sender, landed: bool(landed), fuse)


def _knocked(fuse: Fuse) -> None:
    """Heard, and not written down yet."""
    _committed(fuse, early=True)


def _committed(fuse: Fuse, early: bool = False) -> None:
    """Written down, and not acknowledged yet."""
    original = bot.web.webhooks.committed

    async def instead(work: Any, *more: Any) -> None:
        if early:
            fuse.burn()
        await original(work, *more)
        if not early:
            fuse.burn()

    bot.web.webhooks.committed = instead


def _acknowledged(fuse: Fuse) -> None:
    """Acknowledged, and not read yet."""

    def reached(*_args: Any) -> bool:
        time.sleep(AFTER_THE_ANSWER)
        return True

    _before(bot.intake, "_take_in", reached, fuse)


def _read(fuse: Fuse) -> None:
    """Read and answered, and not committed yet."""
    _after(bot.intake, "_take_in", lambda _nothing: True, fuse)


def _migrating(fuse: Fuse) -> None:
    _before(alembic.op, "create_index", lambda *_args: True, fuse)


def _poison(_fuse: Fuse) -> None:
    """One text that no conversation survives."""
    original = bot.intake.conversations.step

    def instead(session: Any, heard: Any, now: Any) -> None:
        if heard.incoming.text.startswith("Poison"):
            raise RuntimeError("poison")
        original(session, heard, now)

    bot.intake.conversations.step = instead


def _old_sqlite(_fuse: Fuse) -> None:
    """The library that Python came with, as where the wheel is missing, at a version with the fault."""

    class Affected(ModuleType):
        sqlite_version_info = (3, 40, 1)

        def __getattr__(self, name: str) -> Any:
            return getattr(sqlite3, name)

    messages.engines.library = lambda: Affected("sqlite3")


def _fsync(_fuse: Fuse) -> None:
    """From SIGUSR2 on, the disk says that it could not keep anything."""
    signal.signal(signal.SIGUSR2, lambda *_: refuse_fsync())


POINTS: dict[str, Callable[[Fuse], None]] = {
    "reserving": _reserving,
    "reserved": _reserved,
    "reserved-telegram": _reserved_telegram,
    "taken": _taken,
    "settled": _settled,
    "knocked": _knocked,
    "committed": _committed,
    "acknowledged": _acknowledged,
    "read": _read,
    "migrating": _migrating,
    "poison": _poison,
    "old-sqlite": _old_sqlite,
    "fsync": _fsync,
}
