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
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from messages.store import Store
from tests.faults.cast import PARENTS, phone, plant
from tests.faults.phones import ACCOUNT, AUTH_TOKEN, BOT_TOKEN, OURS, SECRET

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
    kills: int = 0
    relais: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """A new life of Relais, as `relais run` begins it."""
        program = [sys.executable, "-c", "from bot.cli import main; main()", "run", "--port", str(self.port)]
        environ = {**os.environ, "PYTHONPATH": str(ROOT), **self.environ(), **self.settings}
        with (self.folder / "relais.log").open("ab") as log:
            self.relais = subprocess.Popen(program, cwd=self.folder, env=environ, stdout=log, stderr=log)

    def kill(self) -> None:
        """`kill -9`: nothing is tidied up."""
        self._end(signal.SIGKILL)
        self.kills += 1

    def stop(self) -> int:
        """SIGTERM; the status it ends with."""
        return self._end(signal.SIGTERM)

    def say(self, number: int, text: str, times: int = 1) -> None:
        """A parent writes."""
        medium, value = phone(number)
        said = {"medium": medium, "from": value, "text": text, "times": times}
        url = f"http://127.0.0.1:{self.provider_port}/say"
        with urlopen(Request(url, json.dumps(said).encode(), method="POST"), timeout=PATIENCE):
            pass

    def healthy(self) -> bool:
        """Whether `/health` answers."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/health", timeout=PATIENCE) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def until(self, true: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait; fails with what Relais wrote last."""
        deadline = time.monotonic() + seconds
        while not true():
            log = (self.folder / "relais.log").read_text()[-2000:]
            assert time.monotonic() < deadline, f"nothing came of it\n{log}"
            assert self.relais is None or self.relais.poll() is None, f"Relais ended by itself\n{log}"
            time.sleep(0.05)

    def heard(self) -> int:
        """How many calls the provider got."""
        return len(self.truth.all("heard"))

    def _end(self, how: signal.Signals) -> int:
        assert self.relais is not None
        self.relais.send_signal(how)
        status = self.relais.wait(PATIENCE)
        self.relais = None
        return status

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
def evening(database_url: str, folder: Path, parents: int = PARENTS, **provider: float) -> Iterator[Evening]:
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
        found = Evening(database_url, folder, port, int(serving.stdout.readline()), truth)
        try:
            yield found
        finally:
            if found.relais is not None:
                found.stop()
            serving.terminate()


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
