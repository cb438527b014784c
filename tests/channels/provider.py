"""A provider at the wire: a web server on loopback that answers each call as the test has told it."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import parse_qsl

from aiohttp import web

HANGS, BREAKS = -1, -2


@dataclass
class Asked:
    """One call that reached the provider."""

    method: str
    path: str
    fields: dict[str, str]


@dataclass
class Provider:
    """Answers every call with `status` and `body` until told otherwise, and remembers what it was asked."""

    status: int = 200
    body: str | bytes = ""
    headers: dict[str, str] = field(default_factory=dict)
    places: dict[str, object] = field(default_factory=dict)
    """What is answered at paths that end so, whatever is answered elsewhere."""
    asked: list[Asked] = field(default_factory=list)
    root: str = ""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.01)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.root = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._runner.cleanup()

    def answers(self, status: int, body: object = "", **headers: str) -> None:
        """From now on: an HTTP status (or HANGS, BREAKS) and a body, as it is or as JSON."""
        self.status = status
        self.body = body if isinstance(body, str | bytes) else json.dumps(body)
        self.headers = headers

    async def _answer(self, request: web.Request) -> web.Response:
        fields = dict(parse_qsl((await request.read()).decode(), keep_blank_values=True))
        self.asked.append(Asked(request.method, request.path, fields | dict(request.query)))
        for ending, body in self.places.items():
            if request.path.endswith(ending):
                return web.json_response(body)
        if self.status == HANGS:
            await asyncio.sleep(3600)
        if self.status == BREAKS and request.transport is not None:
            request.transport.abort()
        return web.Response(status=max(self.status, 200), body=self.body, headers=self.headers)


def sms_error(code: int, **more: Any) -> dict[str, Any]:
    """An error as Twilio writes it."""
    return {"code": code, "message": "refused", "status": 400, **more}


def telegram_error(description: str, **parameters: Any) -> dict[str, Any]:
    """An error as Telegram writes it."""
    return {"ok": False, "error_code": 400, "description": description, "parameters": parameters}
