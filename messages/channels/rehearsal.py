"""The rehearsal channel: takes the place of SMS or Telegram, and its phones are on a web page."""

import json

from messages.channels.base import (
    Accepted,
    Incoming,
    Kind,
    NotSent,
    Outcome,
    Outgoing,
    Rejected,
    UnreadableError,
    clean,
)
from messages.failures import BLOCKED, NO_CONNECTION

_START = "/start"


class RehearsalChannel:
    """Accepts at once; what was sent is read from the attempts.

    `blocked`: addresses that refuse, as on Telegram. `down`: nothing can be reached, as in an outage.
    """

    def __init__(self, medium: str, blocked: set[str] | None = None) -> None:
        self.medium = medium
        self.blocked = blocked if blocked is not None else set()
        self.down = False

    async def open(self) -> None:
        """Nothing to make ready."""

    async def close(self) -> None:
        """Nothing to let go."""

    async def send(self, outgoing: Outgoing, seconds: float) -> Outcome:  # noqa: ARG002 - the phones are at hand
        """Accepted under the attempt's own name, unless nothing can be reached or that address has blocked us."""
        if self.down:
            return NotSent(NO_CONNECTION, None)
        if outgoing.address in self.blocked:
            return Rejected(BLOCKED, "rehearsal")
        return Accepted(f"r-{outgoing.attempt}", "delivered")

    def read(self, raw: bytes) -> Incoming:
        """One line from a phone: {"id", "from"} and "text", "press" or "call". Raises UnreadableError."""
        line = _line(raw)
        kind, text = _said(line)
        return Incoming(
            provider_id=clean(line["id"]),
            medium=self.medium,
            kind=kind,
            address=clean(line["from"]),
            text=clean(text),
            press=clean(line["press"]) if kind == "press" else None,
            private=True,
        )


def _line(raw: bytes) -> dict[str, str]:
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        raise UnreadableError("not JSON") from None
    if not isinstance(line, dict) or not all(isinstance(value, str) for value in line.values()):
        raise UnreadableError("not an object of strings")
    if not (line.get("id") and line.get("from") and ("text" in line or line.get("press") or line.get("call"))):
        raise UnreadableError("something is missing")
    return line


def _said(line: dict[str, str]) -> tuple[Kind, str]:
    if line.get("press"):
        return "press", ""
    if "text" not in line:
        return "call", ""
    command, _, token = line["text"].partition(" ")
    return ("start", token.strip()) if command == _START else ("text", line["text"])
