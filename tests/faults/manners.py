"""How a provider can be told to treat the next calls: when it takes a message, whether, and what it says of it."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

ACCEPTED, HEARD, HUSHED, DROPPED, BUSY, MANNERED = "accepted", "heard", "hushed", "dropped", "busy", "mannered"
PLEASANT: tuple[tuple[str, str | None], ...] = (("sent", None), ("delivered", None))
Told = list[tuple[str, str | None]]
"""Statuses in the order they are told, each with its error code."""
Later = Callable[[float, Coroutine[Any, Any, None]], None]


@dataclass
class Manner:
    """One way of answering badly, for the next `times` calls of a medium, of one phone where `to` names it.

    Waits `before`, takes the message in if `takes`, waits `after`, and gives `status` and `body` (None: the proper
    answer), or hangs up. `reports` are the statuses told afterwards, with their error codes; `early` tells them first.
    """

    name: str
    medium: str
    to: str | None = None
    times: int = 1
    before: float = 0.0
    takes: bool = True
    after: float = 0.0
    status: int | None = None
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    swollen: int = 0
    """Bytes by which the body is made longer."""
    hangs_up: bool = False
    reports: Told | None = None
    early: bool = False
    unheard: bool = False
    """Whether what became of it stands in the provider's list only."""

    def fits(self, call: "Call") -> bool:
        """Whether this call is treated so."""
        return self.times > 0 and self.medium == call.medium and self.to in (None, call.to)


@dataclass
class Call:
    """One message that somebody hands to the provider."""

    medium: str
    to: str
    text: str
    attempt: str
    answer: Callable[[], dict[str, Any]]
    """Keeps it, and gives the proper answer."""
    taken: int
    """The status of the proper answer."""
    report: Callable[[Told | None, bool], Coroutine[Any, Any, None]] | None
    """Settles what became of it, and tells unless it is to stay unheard; None where no report was asked for."""


async def treat(
    call: Call, manner: Manner, note: Callable[..., None], later: Later, request: web.Request
) -> web.StreamResponse:
    """Answer one call in that manner."""
    note(MANNERED, name=manner.name, medium=call.medium, to=call.to)
    await asyncio.sleep(manner.before)
    said: dict[str, Any] = {}
    if manner.takes:
        said = call.answer()
        if call.report is not None and manner.early:
            await call.report(manner.reports, manner.unheard)
    await asyncio.sleep(manner.after)
    if manner.takes and call.report is not None and not manner.early:
        later(0.1, call.report(manner.reports, manner.unheard))
    if manner.hangs_up:
        assert request.transport is not None
        request.transport.abort()
    if manner.status is None:
        return web.json_response(said, status=call.taken)
    body = (manner.body or json.dumps(said)) if manner.body != "nothing" else ""
    return web.Response(status=manner.status, text=body + " " * manner.swollen, headers=manner.headers)


def busy(medium: str, seconds: int) -> dict[str, Any]:
    """The parts of a manner that asks for silence."""
    if medium == "sms":
        refused = {"code": 20429, "message": "busy", "status": 429}
        return {"takes": False, "status": 429, "body": json.dumps(refused), "headers": {"Retry-After": str(seconds)}}
    wait = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": seconds}}
    return {"takes": False, "status": 429, "body": json.dumps(wait)}


def refused(status: int, code: int) -> dict[str, Any]:
    """The parts of a manner by which Twilio says no."""
    return {"takes": False, "status": status, "body": json.dumps({"code": code, "message": "no", "status": status})}


def told_off(status: int, description: str, **parameters: int) -> dict[str, Any]:
    """The parts of a manner by which Telegram says no."""
    said = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return {"takes": False, "status": status, "body": json.dumps(said)}
