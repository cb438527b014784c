"""A provider in a process of its own: Twilio and Telegram on one loopback port, unreliable, with a log of the truth."""

import argparse
import asyncio
import json
import random
import sys
import time
from email.utils import format_datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from tests.faults.phones import ACCOUNT, Phones, now

ACCEPTED, HEARD, HUSHED, DROPPED, BUSY = "accepted", "heard", "hushed", "dropped", "busy"
Answer = dict[str, Any]


class Provider:
    """Takes messages, answers late, or never, or hangs up; a call once taken in is finished though the caller dies."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self._asked = asked
        self._luck = random.Random(asked.seed)
        self._truth = Path(asked.truth).open("a", buffering=1)  # noqa: SIM115  (open until the process ends)
        self._sent: list[Answer] = []
        self._phones = Phones(asked.relais, self.note)

    def note(self, what: str, **more: object) -> None:
        """One line of truth, with the monotonic second at which it became true."""
        self._truth.write(json.dumps({"what": what, "at": time.monotonic(), **more}) + "\n")

    def app(self) -> web.Application:
        """Everything that can be asked of it."""
        app = web.Application()
        messages = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
        app.router.add_post(messages, self._sms)
        app.router.add_get(messages, self._listed)
        app.router.add_post("/bot{token}/sendMessage", self._telegram)
        app.router.add_post("/bot{token}/{method}", self._about_the_bot)
        app.router.add_post("/say", self._say)
        app.cleanup_ctx.append(self._phones.open)
        return app

    async def _sms(self, request: web.Request) -> web.Response:
        form = dict(parse_qsl((await request.read()).decode(), keep_blank_values=True))
        sid = f"SM{self._luck.getrandbits(128):032x}"
        said = {
            "sid": sid, "status": "queued", "to": form["To"], "from": form["From"], "body": form["Body"],
            "direction": "outbound-api", "date_created": format_datetime(now()), "account_sid": ACCOUNT,
            "num_segments": "1", "error_code": None,
        }  # fmt: skip
        return await self._take("sms", form["To"], form["Body"], partial(self._keep, said, form.get("StatusCallback")))

    def _keep(self, said: Answer, callback: str | None) -> web.Response:
        self._sent.append(said)
        if callback and self._luck.random() < self._asked.reports:
            self._phones.later(0.1, self._phones.report(callback, said))
        return web.json_response(said, status=201)

    async def _telegram(self, request: web.Request) -> web.Response:
        form = dict(parse_qsl((await request.read()).decode(), keep_blank_values=True))
        return await self._take("telegram", form["chat_id"], form["text"], self._posted)

    def _posted(self) -> web.Response:
        return web.json_response({"ok": True, "result": {"message_id": self._luck.randint(1, 1 << 40)}})

    async def _take(self, medium: str, to: str, text: str, keep: Any) -> web.Response:
        """Half of the latency lies before the message is taken, half before the answer."""
        self.note(HEARD, medium=medium)
        luck, asked = self._luck.random(), self._asked
        await self._linger()
        if luck < asked.busy:
            self.note(BUSY)
            return _busy(medium)
        if luck < asked.busy + asked.drops:
            self.note(DROPPED)
            raise web.HTTPServiceUnavailable
        self.note(ACCEPTED, medium=medium, to=to, text=text)
        answer: web.Response = keep()
        await self._linger()
        if luck < asked.busy + asked.drops + asked.hush:
            self.note(HUSHED)
            await asyncio.sleep(60)
        return answer

    async def _linger(self) -> None:
        await asyncio.sleep(self._luck.uniform(0, self._asked.latency))

    async def _listed(self, request: web.Request) -> web.Response:
        wanted = request.query.get("To")
        found = [one for one in self._sent + self._phones.texted if wanted is None or one["to"] == wanted]
        found.sort(key=lambda one: str(one["date_created"]))
        return web.json_response({"messages": found[::-1], "next_page_uri": None, "page": 0, "page_size": 1000})

    async def _about_the_bot(self, request: web.Request) -> web.Response:
        known: dict[str, object] = {"getMe": {"id": 1, "is_bot": True, "first_name": "R", "username": "RelaisBot"}}
        return web.json_response({"ok": True, "result": known.get(request.match_info["method"], True)})

    async def _say(self, request: web.Request) -> web.Response:
        """Somebody writes; at once and `times` times together."""
        said = await request.json()
        self._phones.say(said["medium"], said["from"], said["text"], said.get("times", 1))
        return web.Response()


def _busy(medium: str) -> web.Response:
    if medium == "sms":
        refused = {"code": 20429, "message": "busy", "status": 429}
        return web.json_response(refused, status=429, headers={"Retry-After": "1"})
    wait = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 1}}
    return web.json_response(wait, status=429)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--relais", required=True, help="where its webhooks are")
    parser.add_argument("--truth", required=True, help="the log of what was accepted")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--latency", type=float, default=0.05, help="seconds, at most, before and after")
    for name in ("busy", "drops", "hush"):
        parser.add_argument(f"--{name}", type=float, default=0.0, help="share of calls")
    parser.add_argument("--reports", type=float, default=1.0, help="share of SMS whose status is reported")
    return parser.parse_args()


async def _serve() -> None:
    runner = web.AppRunner(Provider(_asked()).app(), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)  # noqa: T201  (whoever started us reads it)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)  # until whoever started us goes away
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(_serve())
