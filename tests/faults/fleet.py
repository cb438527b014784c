"""Several processes of Relais on one PostgreSQL: webs and workers that can be killed, stopped and woken."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from tests.faults.evening import PATIENCE, ROOT, Evening, evening, free_port

PROGRAM = "from bot.cli import main; main()"


@dataclass
class Machine:
    """One process, and where it says how it is."""

    process: subprocess.Popen[bytes]
    port: int
    ended: bool = False

    def state(self) -> dict[str, Any]:
        """What `/health` says; nothing while it does not answer."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/health", timeout=PATIENCE) as answer:
                found: dict[str, Any] = json.load(answer)
                return found
        except (URLError, OSError):
            return {}

    def roles(self) -> set[str]:
        """What it alone does now."""
        return set(self.state().get("roles", ()))

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send it a last one; the status it ends with."""
        self.ended = True
        self.send(number)
        return self.process.wait(PATIENCE)


@dataclass
class Fleet:
    """The machines of one evening."""

    night: Evening
    machines: list[Machine] = field(default_factory=list)

    def worker(self, **settings: str) -> Machine:
        """One more worker."""
        return self._start("worker", free_port(), settings)

    def web(self, **settings: str) -> Machine:
        """The process that providers knock at."""
        return self._start("web", self.night.port, settings)

    def until(self, true: Callable[[], bool], seconds: float = PATIENCE) -> float:
        """Wait; the seconds it took. Fails with what the processes wrote last."""
        began = time.monotonic()
        while not true():
            log = (self.night.folder / "relais.log").read_text()[-3000:]
            assert time.monotonic() < began + seconds, f"nothing came of it\n{log}"
            assert all(one.ended or one.process.poll() is None for one in self.machines), f"one ended by itself\n{log}"
            time.sleep(0.1)
        return time.monotonic() - began

    def _start(self, what: str, port: int, settings: dict[str, str]) -> Machine:
        program = [sys.executable, "-c", PROGRAM, what, "--port", str(port)]
        environ = {**os.environ, "PYTHONPATH": str(ROOT), **self.night.environ(), **self.night.settings, **settings}
        with (self.night.folder / "relais.log").open("ab") as log:
            process = subprocess.Popen(program, cwd=self.night.folder, env=environ, stdout=log, stderr=log)
        self.machines.append(Machine(process, port))
        return self.machines[-1]


@contextmanager
def fleet(database_url: str, folder: Path, parents: int, **provider: float) -> Iterator[Fleet]:
    """A fleet without machines yet; all are ended afterwards, also those that were stopped."""
    with evening(database_url, folder, parents, **provider) as night:
        ours = Fleet(night)
        try:
            yield ours
        finally:
            for machine in ours.machines:
                if not machine.ended and machine.process.poll() is None:
                    machine.send(signal.SIGCONT)
                    machine.end()
