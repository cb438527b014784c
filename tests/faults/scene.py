"""One fault's evening: what an injection can do to Relais, and how it all comes to rest afterwards."""

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import text

from bot.bench.postgres import Postgres
from bot.web.health import HEARTBEAT
from messages import bookmarks
from messages.delivery import CHANNEL_REST
from messages.outbox import DOUBTFUL, SENT
from messages.store import Store
from tests.faults.cast import EVENING, phone
from tests.faults.evening import Evening
from tests.faults.looks import busy, next_due, open_items, outcome_of_reminders, waiting_media
from tests.faults.manners import Manner
from tests.faults.verdict import Verdict, judge, unheard

PARENTS = 8
SMS, TELEGRAM = tuple(range(0, PARENTS, 2)), tuple(range(1, PARENTS, 2))
MOST_LEAPS = 40
A_MOMENT = timedelta(seconds=1)
A_LONG_TIME_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SILENT = 3.0
"""Seconds of a life after which a provider that is not called any more is taken to be left in peace."""
SHARED_OUT = 5.0
"""Seconds in which several workers have shared the senders, on a busy machine."""
T = TypeVar("T")
_CLAIMED = text("SELECT version_num FROM alembic_version")
_VERSION = text("UPDATE alembic_version SET version_num = :version")


@dataclass
class Scene:
    """Eight parents, one fault. What an injection finds wrong it adds to `broken`."""

    night: Evening
    store: Store
    luck: random.Random
    engine: str
    server: Postgres | None = None
    database: str = ""
    """Its name, where there is a server."""
    broken: list[str] = field(default_factory=list)
    excused: set[int] = field(default_factory=set)
    """Parents whose reminder this fault may rightly keep from leaving."""
    doubts: bool = False
    """Whether a Telegram message may rightly stay in doubt."""

    def begin(self, point: str = "") -> None:
        """Relais runs, and answers."""
        self.night.start(point)
        self.night.until(self.night.healthy)

    def has_run(self) -> None:
        """Relais ran for a moment, before anything was due."""
        self.night.set_clock(EVENING.replace(hour=16))
        self.begin()
        self.night.until(lambda: self.reads(bookmarks.get, HEARTBEAT) is not None)
        self.stops()

    def dies(self, point: str, doing: Callable[[], None] | None = None) -> None:
        """Relais ends at a fault point, which something that is done makes it reach."""
        self.night.start(point)
        if doing is not None:
            self.night.until(self.night.healthy)
            doing()
        self.night.until(lambda: any(life.poll() is not None for life in self.night.lives), mortal=True)
        ended = {life.poll() for life in self.night.lives} - {None}
        self.check(ended == {-signal.SIGKILL}, f"it ended {ended} and not by its fault point")
        self.night.kills += 1
        self.bury()

    def bury(self) -> None:
        """The web door is needed; without it the others are ended too, and all begin anew."""
        door, *workers = self.night.lives
        if door.poll() is not None:
            for life in workers:
                life.send_signal(signal.SIGKILL)
                life.wait(30)
            self.night.lives = []
        else:
            self.night.lives = [life for life in self.night.lives if life.poll() is None]

    def freeze(self) -> int:
        """SIGSTOP to one that sends; its process id."""
        life = self.night.lives[-1]
        life.send_signal(signal.SIGSTOP)
        return life.pid

    def thaw(self, pid: int) -> None:
        """SIGCONT."""
        os.kill(pid, signal.SIGCONT)

    def frozen(self) -> int | None:
        """The process that has stopped itself at a fault point, if one has."""
        stopped = (life.pid for life in self.night.lives if _state(life.pid) in "Tt")
        return next(stopped, None)

    def answers(self, name: str, medium: str, **manner: Any) -> None:
        """From now on the provider treats calls so; see `Manner`."""
        one = Manner(name, medium, **manner)
        self.night.tell("manner", vars(one))

    def until_mannered(self, count: int = 1) -> None:
        """Wait until so many calls were treated badly."""
        self.night.until(lambda: len(self.night.truth.all("mannered")) >= count)

    def until_taken(self, count: int) -> None:
        """Wait until the provider has taken so many messages."""
        self.night.until(lambda: len(self.night.truth.all("accepted")) >= count)

    def reads(self, fn: Callable[..., T], *args: Any) -> T:
        """Ask the database."""
        return self.store.reading(fn, *args)

    def check(self, holds: object, otherwise: str) -> None:
        """Note what is wrong unless it holds."""
        if not holds:
            self.broken.append(otherwise)

    def now(self) -> datetime:
        """Civil time, in UTC."""
        return self.night.civil(time.monotonic()).astimezone(UTC)

    def rests(self) -> None:
        """Wait until nothing is under way, or nothing but what a channel that was refused holds up."""
        self.night.until(
            lambda: (
                self.reads(unheard, self.night.truth) == 0
                and (not self.reads(busy, self.now()) or self._channel_rests())
            )
        )

    def _channel_rests(self) -> bool:
        alarmed = {medium for medium in ("sms", "telegram") if self.reads(open_items, [f"alarm-{medium}"])}
        since = max(self.night.truth.path.stat().st_mtime, self.night.begun_at)
        silent = time.time() - since > (SILENT if self.night.workers == 1 else SILENT + SHARED_OUT)
        only_theirs = self.reads(waiting_media, self.now()) <= alarmed
        return bool(alarmed) and silent and only_theirs and not self.reads(busy, A_LONG_TIME_AGO)

    def settle(self) -> None:
        """Whatever is planned for later becomes due, until nothing is planned; then Relais is asked to stop."""
        for _ in range(MOST_LEAPS):
            if not self.night.lives:
                self.begin()
            self.rests()
            ahead = self.reads(next_due)
            if ahead is None:
                self.stops()
                return
            self.leap(ahead + A_MOMENT if ahead > self.now() else self.now() + CHANNEL_REST)
        self.check(False, f"something is still planned after {MOST_LEAPS} leaps of the clock")

    def stops(self) -> None:
        """Asked to, in order; or while it was still waking up."""
        status = self.night.stop()
        self.check(status in (0, -signal.SIGTERM), f"asked to stop, it ended {status}")

    def leap(self, to: datetime) -> None:
        """Relais is stopped, and begins again at another moment."""
        if self.night.lives:
            self.stops()
        self.night.set_clock(max(to, self.now()))

    def another_database(self) -> str:
        """The url of a database without a single table."""
        file = f"sqlite:///{self.night.folder / 'empty.sqlite'}"
        return self.server.create(f"{self.database}_empty") if self.server else file

    def version(self) -> str:
        """Which version of the schema the database claims."""
        return str(self.store.reading(lambda session: session.execute(_CLAIMED).scalar_one()))

    def set_version(self, version: str) -> None:
        """Claim another version of the schema."""
        self.store.writing(lambda session: session.execute(_VERSION, {"version": version}))

    def reopen(self) -> None:
        """The database again, after it was let go."""
        self.store = Store(self.store.url)

    def verdict(self) -> Verdict:
        """Everything that was promised, and that every parent who is not excused was reminded."""
        verdict = self.reads(judge, self.night, PARENTS - len(self.excused))
        verdict.injected = 1
        reminded = self.reads(outcome_of_reminders)
        for number in set(range(PARENTS)) - self.excused:
            medium, value = phone(number)
            fine = {SENT, DOUBTFUL} if self.doubts and medium == "telegram" else {SENT}
            if reminded.get(value) not in fine:
                verdict.lost.append(f"the reminder of {number} by {medium} ended {reminded.get(value)}")
        verdict.broken += self.broken
        return verdict


def _state(pid: int) -> str:
    stat = Path(f"/proc/{pid}/stat")
    return stat.read_text().rpartition(") ")[2][:1] if stat.exists() else "X"
