"""An evening on which fifty reminders are due at one moment, and a Relais that can be killed in the middle of it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from bot.rehearsing import keep_moment
from messages.store import Store
from tests.faults.cast import EVENING, PARENTS, phone, plant
from tests.faults.nursery import Life, Nursery
from tests.faults.phones import ACCOUNT, AUTH_TOKEN, BOT_TOKEN, OURS, SECRET

AnyLife = subprocess.Popen[bytes] | Life
ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
QUICK = {
    "RELAIS_POLL_SECONDS": "0.2",
    "RELAIS_SEND_TIMEOUT": "0.6",
    "RELAIS_LOOKUP_SECONDS": "0.5",
    "RELAIS_IN_FLIGHT": "4",
    "RELAIS_TELEGRAM_RATE": "20",
    "RELAIS_TELEGRAM_CHAT_RATE": "100",
    "RELAIS_SMS_RATE": "20",
    "RELAIS_LOG_LEVEL": "WARNING",
}


@dataclass
class Truth:
    """What the provider wrote down."""

    path: Path

    def all(self, what: str) -> list[dict[str, Any]]:
        """Every line of one sort, in order."""
        lines = [json.loads(line) for line in self.path.read_text().splitlines() if line.endswith("}")]
        return [line for line in lines if line["what"] == what]


@dataclass
class Evening:
    """One database, one provider, and however many lives of Relais it takes."""

    database_url: str
    folder: Path
    port: int
    provider_port: int
    truth: Truth
    settings: dict[str, str] = field(default_factory=dict)
    nursery: Nursery | None = None
    workers: int = 1
    supervised: bool = False
    """Whether a process that ended by itself is begun again, as a service manager does."""
    kills: int = 0
    begun_at: float = 0.0
    """When the present life began, in seconds as files are dated."""
    lives: list[AnyLife] = field(default_factory=list)
    _crew: list[list[str]] = field(default_factory=list)
    leaps: list[tuple[float, datetime]] = field(default_factory=list)
    """Which civil moment it was at which monotonic second, whenever that was set anew."""

    def start(self, point: str = "") -> None:
        """A new life of Relais, as `relais run` begins it, or of a web door and workers; `point` arms a fault point."""
        run = ["run", "--port", str(self.port)]
        crew = [["web", *run[1:]], *[["worker"]] * self.workers] if self.workers > 1 else [run]
        self.begun_at = time.time()
        self.lives, self._crew = [self.begin(arguments, point) for arguments in crew], crew

    def begin(self, arguments: list[str], point: str = "") -> AnyLife:
        """One more process, of any command."""
        environ = {**os.environ, "PYTHONPATH": str(ROOT), **self.environ(), **self.settings}
        if self.nursery is not None:
            return self.nursery.begin(arguments, environ | {"RELAIS_FAULTPOINT": point}, self.folder)
        program = [sys.executable, "-c", "from bot.cli import main; main()", *arguments]
        with (self.folder / "relais.log").open("ab") as log:
            return subprocess.Popen(program, cwd=self.folder, env=environ, stdout=log, stderr=log)

    def kill(self) -> None:
        """`kill -9`: nothing is tidied up."""
        self._end(signal.SIGKILL)
        self.kills += 1

    def stop(self) -> int:
        """SIGTERM; the worst status that any of it ends with."""
        return self._end(signal.SIGTERM)

    def say(self, parent: int, text: str, times: int = 1, **more: Any) -> None:
        """A parent writes; `more` as in `phones.Said`."""
        medium, value = phone(parent)
        self.tell("say", {"medium": medium, "who": value, "text": text, "times": times, **more})

    def tell(self, what: str, details: dict[str, Any]) -> None:
        """Have the provider do something."""
        request = Request(f"http://127.0.0.1:{self.provider_port}/{what}", json.dumps(details).encode(), method="POST")
        with urlopen(request, timeout=PATIENCE):
            pass

    def another(self) -> list[str]:
        """The command by which one more of those that send is started."""
        return ["worker"] if self.workers > 1 else ["run", "--port", "0"]

    def move_clock(self, moment: datetime) -> None:
        """Move the clock of a Relais that runs; returns once everything due by then has gone out."""
        asked = json.dumps({"to": moment.isoformat()}).encode()
        request = Request(f"http://127.0.0.1:{self.port}/clock", asked, {"Content-Type": "application/json"})
        with urlopen(request, timeout=PATIENCE):
            pass  # what was due before has left before it was moved
        self.leaps.append((time.monotonic(), moment))

    def set_clock(self, moment: datetime) -> None:
        """Make it that moment, while Relais is not running."""
        store = Store(self.database_url)
        store.writing(keep_moment, moment.astimezone(UTC))
        store.close()
        self.leaps.append((time.monotonic(), moment))

    def civil(self, at: float) -> datetime:
        """The civil moment at a monotonic second."""
        since, moment = max(leap for leap in self.leaps if leap[0] <= at)
        return moment + timedelta(seconds=at - since)

    def healthy(self) -> bool:
        """Whether `/health` answers."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/health", timeout=PATIENCE) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def until(self, true: Callable[[], bool], seconds: float = PATIENCE, mortal: bool = False) -> None:
        """Wait; fails with what Relais wrote last, also when it ends unless it is `mortal`."""
        deadline = time.monotonic() + seconds
        while not true():
            log = self.said()[-2000:]
            assert time.monotonic() < deadline, f"nothing came of it\n{log}"
            if self.supervised:
                self._revive()
            assert mortal or all(life.poll() is None for life in self.lives), f"Relais ended by itself\n{log}"
            time.sleep(0.05)

    def said(self) -> str:
        """Everything that Relais wrote."""
        log = self.folder / "relais.log"
        return log.read_text() if log.exists() else ""

    def heard(self) -> int:
        """How many calls the provider got."""
        return len(self.truth.all("heard"))

    def _revive(self) -> None:
        for place, (life, arguments) in enumerate(zip(self.lives, self._crew, strict=False)):
            if life.poll() is not None:
                self.lives[place] = self.begin(arguments)

    def _end(self, how: signal.Signals) -> int:
        assert self.lives
        for life in self.lives:
            life.send_signal(signal.SIGCONT)
            life.send_signal(how)
        statuses = [life.wait(PATIENCE) for life in self.lives]
        self.lives = []
        return max(statuses, key=abs)

    def environ(self) -> dict[str, str]:
        """The settings of this evening, without those of its own."""
        provider = f"http://127.0.0.1:{self.provider_port}"
        return QUICK | {
            "RELAIS_DATABASE_URL": self.database_url,
            "RELAIS_DATA": str(self.folder),
            "RELAIS_REHEARSAL": "1",
            "RELAIS_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "TELEGRAM_BOT_TOKEN": BOT_TOKEN,
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
            "TELEGRAM_API_URL": provider,
            "TWILIO_API_URL": provider,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "TWILIO_FROM": OURS,
        }


@contextmanager
def evening(
    database_url: str, folder: Path, parents: int = PARENTS, nursery: Nursery | None = None, **provider: float
) -> Iterator[Evening]:
    """An evening that is cleared away afterwards; `provider` as its options are called."""
    folder.mkdir(exist_ok=True)
    store = Store(database_url)
    store.writing(plant, parents)
    store.close()
    truth, port = Truth(folder / "truth.jsonl"), free_port()
    options = [f"--{name}={value}" for name, value in provider.items()]
    command = [sys.executable, "-m", "tests.faults.provider", "--relais", f"http://127.0.0.1:{port}"]
    with subprocess.Popen(
        [*command, "--truth", str(truth.path), *options], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as serving:
        assert serving.stdout is not None
        found = Evening(database_url, folder, port, int(serving.stdout.readline()), truth, nursery=nursery)
        found.set_clock(EVENING)
        try:
            yield found
        finally:
            if found.lives:
                found.kill()
            serving.terminate()


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
