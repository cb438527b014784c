"""A process that has everything imported and forks one life of Relais after the other: a start takes no second.

Each life is a process of its own that runs the `relais` command, and can be killed, stopped and limited as any other.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Self

from bot.bench.postgres import DIES_WITH_PARENT

ROOT = Path(__file__).parents[2]
NAP = 0.02
EVERYTHING = ("bot.commands.serve", "sqlalchemy.dialects.postgresql.psycopg", "tests.faults.faultpoints")


class Nursery:
    """Asked from outside to begin a life, and told later how it ended. One caller at a time."""

    def __init__(self) -> None:
        self._forks = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.ask(ready=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._forks.communicate("", timeout=30)

    def begin(self, arguments: list[str], environ: Mapping[str, str], folder: Path) -> "Life":
        """`relais` with these arguments, in `folder`, with that environment; its words go to `relais.log`."""
        told = self.ask(begin=arguments, environ=dict(environ), folder=str(folder))
        return Life(self, told["pid"])

    def ask(self, **what: Any) -> dict[str, Any]:
        """One request, one answer."""
        assert self._forks.stdin is not None
        assert self._forks.stdout is not None
        self._forks.stdin.write(json.dumps(what) + "\n")
        self._forks.stdin.flush()
        answer: dict[str, Any] = json.loads(self._forks.stdout.readline())
        return answer


class Life:
    """One life of Relais, used as a `subprocess.Popen` is."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self.pid = pid
        self._nursery, self._status = nursery, None

    def poll(self) -> int | None:
        """The status it ended with, negative for a signal; None while it lives."""
        if self._status is None:
            self._status = self._nursery.ask(ended=self.pid)["status"]
        return self._status

    def wait(self, timeout: float) -> int:
        """As `poll`, once it has ended; raises TimeoutError after so many seconds."""
        ends = time.monotonic() + timeout
        while (status := self.poll()) is None:
            if time.monotonic() > ends:
                raise TimeoutError(f"{self.pid} does not end")
            time.sleep(NAP)
        return status

    def send_signal(self, how: int) -> None:
        """As `kill` does; nothing happens once it has ended."""
        if self.poll() is None:
            os.kill(self.pid, how)


def _serve() -> None:
    _import_everything()
    for line in sys.stdin:
        asked = json.loads(line)
        if "begin" in asked:
            answer: dict[str, Any] = {"pid": _fork(asked["begin"], asked["environ"], asked["folder"])}
        elif "ended" in asked:
            answer = {"status": _ended(asked["ended"])}
        else:
            answer = {}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _import_everything() -> None:
    """What a life would otherwise load by itself, the ear included: three quarters of the work of a short one."""
    for name in EVERYTHING:
        import_module(name)
    read = import_module("bot.reading.reader").read
    read("oui", "rsvp", "fr", datetime.now(UTC))


def _fork(arguments: list[str], environ: dict[str, str], folder: str) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            _live(arguments, environ, folder)
        finally:
            os._exit(70)
    return pid


def _live(arguments: list[str], environ: dict[str, str], folder: str) -> None:
    ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)
    os.chdir(folder)
    log = os.open("relais.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for wanted, descriptor in enumerate((nothing, log, log)):
        os.dup2(descriptor, wanted)
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = ["relais", *arguments]
    os._exit(_command())


def _command() -> int:
    from bot.cli import main  # noqa: PLC0415
    from tests.faults import faultpoints  # noqa: PLC0415

    try:
        faultpoints.arm(os.environ)
        main()
    except SystemExit as ended:
        sys.stderr.flush()
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def _ended(pid: int) -> int | None:
    ended, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else None


if __name__ == "__main__":
    _serve()
