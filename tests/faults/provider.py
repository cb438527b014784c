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

from tests.faults.manners import ACCEPTED, BUSY, DROPPED, HEARD, HUSHED, PLEASANT, Call, Manner, Told, busy, treat
from tests.faults.phones import ACCOUNT, Phones, Said, now

Answer = dict[str, Any]


class Door:
    """Where the provider can be reached, on one port for as long as it runs."""

    async def open(self, app: web.Application) -> int:
        """Begin; gives the port."""
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await self._listen(0)
        self._port = int(self._runner.addresses[0][1])
        return self._port

    async def shut(self, seconds: float) -> None:
        """Refuse everybody, for so long."""
        await self._site.stop()
        assert self._runner.server is not None
        for connection in self._runner.server.connections:
            connection.force_close()
            if connection.transport is not None:
                connection.transport.abort()
        await asyncio.sleep(seconds)
        await self._listen(self._port)

    async def close(self) -> None:
        """For good."""
        await self._runner.cleanup()

    async def _listen(self, port: int) -> None:
        self._site = web.TCPSite(self._runner, "127.0.0.1", port, reuse_address=True)
        await self._site.start()


class Provider:
    """Takes messages, answers late, or never, or hangs up; a call once taken in is finished though the caller dies."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self._asked = asked
        self._luck = random.Random(asked.seed)
        self._truth = Path(asked.truth).open("a", buffering=1)  # noqa: SIM115  (open until the process ends)
        self._sent: list[Answer] = []
        self._manners: list[Manner] = []
        self.door = Door()
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
        app.router.add_get(messages.replace(".json", "/{sid}.json"), self._one)
        app.router.add_post("/bot{token}/sendMessage", self._telegram)
        app.router.add_post("/bot{token}/{method}", self._about_the_bot)
        app.router.add_post("/say", self._say)
        app.router.add_post("/manner", self._mannered)
        app.router.add_post("/away", self._away)
        app.cleanup_ctx.append(self._phones.open)
        return app

    async def _sms(self, request: web.Request) -> web.StreamResponse:
        form = dict(parse_qsl((await request.read()).decode(), keep_blank_values=True))
        sid = f"SM{self._luck.getrandbits(128):032x}"
        said = {
            "sid": sid, "status": "queued", "to": form["To"], "from": form["From"], "body": form["Body"],
            "direction": "outbound-api", "date_created": format_datetime(now()), "account_sid": ACCOUNT,
            "num_segments": "1", "error_code": None,
        }  # fmt: skip
        callback = form.get("StatusCallback", "")
        call = Call(
            "sms", form["To"], form["Body"], callback.partition("?a=")[2], partial(self._keep, said), 201,
            partial(self._report, callback, said) if callback else None,
        )  # fmt: skip
        return await self._take(call, request)

    def _keep(self, said: Answer) -> Answer:
        self.note(ACCEPTED, medium="sms", to=said["to"], text=said["body"], sid=said["sid"])
        self._sent.append(said)
        return said

    async def _report(self, callback: str, said: Answer, told: Told | None, unheard: bool) -> None:
        """Say what became of a message; a bad end means that nobody has it."""
        told = list(PLEASANT) if told is None else told
        if any(code for _, code in told):
            self.note("undone", sid=said["sid"], to=said["to"])
        await self._phones.report("" if unheard else callback, said, told)

    async def _telegram(self, request: web.Request) -> web.StreamResponse:
        form = dict(parse_qsl((await request.read()).decode(), keep_blank_values=True))
        return await self._take(self._message(form["chat_id"], form["text"]), request)

    def _message(self, chat: str, text: str) -> Call:
        def keep() -> Answer:
            self.note(ACCEPTED, medium="telegram", to=chat, text=text, sid="")
            return {"ok": True, "result": {"message_id": self._luck.randint(1, 1 << 40)}}

        return Call("telegram", chat, text, "", keep, 200, None)

    async def _take(self, call: Call, request: web.Request) -> web.StreamResponse:
        """Half of the latency lies before the message is taken, half before the answer."""
        self.note(HEARD, medium=call.medium, to=call.to)
        manner = next((one for one in self._manners if one.fits(call)), None)
        if manner is not None:
            manner.times -= 1
            return await treat(call, manner, self.note, self._phones.later, request)
        luck, asked = self._luck.random(), self._asked
        await self._linger()
        if luck < asked.busy:
            self.note(BUSY)
            pause = busy(call.medium, 1)
            return web.Response(status=pause["status"], text=pause["body"], headers=pause.get("headers"))
        if luck < asked.busy + asked.drops:
            self.note(DROPPED)
            raise web.HTTPServiceUnavailable
        answer = call.answer()
        if call.report is not None and self._luck.random() < asked.reports:
            self._phones.later(0.1, call.report(None, False))
        await self._linger()
        if luck < asked.busy + asked.drops + asked.hush:
            self.note(HUSHED)
            await asyncio.sleep(60)
        return web.json_response(answer, status=call.taken)

    async def _linger(self) -> None:
        await asyncio.sleep(self._luck.uniform(0, self._asked.latency))

    async def _mannered(self, request: web.Request) -> web.Response:
        self._manners.append(Manner(**await request.json()))
        return web.Response()

    async def _away(self, request: web.Request) -> web.Response:
        """Nobody at home for so many seconds: connections are refused, those that were open are cut."""
        seconds = float((await request.json())["seconds"])
        self._phones.later(0, self.door.shut(seconds))
        return web.Response(headers={"Connection": "close"})

    async def _listed(self, request: web.Request) -> web.Response:
        wanted = request.query.get("To")
        found = [one for one in self._sent + self._phones.texted if wanted is None or one["to"] == wanted]
        found.sort(key=lambda one: str(one["date_created"]))
        return web.json_response({"messages": found[::-1], "next_page_uri": None, "page": 0, "page_size": 1000})

    async def _one(self, request: web.Request) -> web.Response:
        found = next((one for one in self._sent if one["sid"] == request.match_info["sid"]), None)
        if found is None:
            return web.json_response({"code": 20404, "message": "no", "status": 404}, status=404)
        return web.json_response(found)

    async def _about_the_bot(self, request: web.Request) -> web.Response:
        known: dict[str, object] = {"getMe": {"id": 1, "is_bot": True, "first_name": "R", "username": "RelaisBot"}}
        return web.json_response({"ok": True, "result": known.get(request.match_info["method"], True)})

    async def _say(self, request: web.Request) -> web.Response:
        """Somebody writes; at once and `times` times together."""
        said = await request.json()
        self._phones.say(Said(**said))
        return web.Response()


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
    provider = Provider(_asked())
    port = await provider.door.open(provider.app())
    print(port, flush=True)  # noqa: T201  (whoever started us reads it)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)  # until whoever started us goes away
    await provider.door.close()


if __name__ == "__main__":
    asyncio.run(_serve())
