"""A measurement in a process of its own: what it says at its end, and the most memory it held."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class BenchError(RuntimeError):
    """A run that did not do what was asked; the message says what was missing."""


def in_process(module: str, what: Mapping[str, Any]) -> dict[str, float]:
    """What a module of ours says about `what`, run by itself."""
    return told([sys.executable, "-m", module, json.dumps(what)])


def told(command: list[str]) -> dict[str, float]:
    """The one line of JSON that a command says. Raises `BenchError` where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchError(done.stderr.strip()[-500:])
    said: dict[str, float] = json.loads(done.stdout)
    return said


def peak_mb() -> float:
    """The most memory this program ever held, in MiB; `ru_maxrss` would still hold that of the one which started it."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
