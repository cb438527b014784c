"""The web half of Relais in a process of its own, on a port of loopback, until it is told to stop."""

import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Any

import uvicorn

from bot.app import Relais
from bot.clock import Clock
from bot.settings import Settings
from bot.web.app import web_app

PUBLIC, ACCOUNT, TOKEN, OURS = "https://relais.example.org", "AC" + "0" * 32, "bench", "+33939000000"


async def _serve(what: dict[str, Any]) -> None:
    environ = {
        "RELAIS_DATA": str(Path(what["folder"])), "RELAIS_DATABASE_URL": what["url"], "RELAIS_PUBLIC_URL": PUBLIC,
        "TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_FROM": OURS,
    }  # fmt: skip
    relais = Relais(Settings.load(environ, sending=False), Clock(), works=False)
    await relais.start()
    config = uvicorn.Config(web_app(relais), port=what["port"], log_config=None, access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, setattr, server, "should_exit", True)
    await server.serve()
    await relais.stop()


if __name__ == "__main__":
    asyncio.run(_serve(json.loads(sys.argv[1])))
