"""`relais run`: one process, one event loop, a clean shutdown."""

import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import typer
import uvicorn

from bot.app import Relais
from bot.commands.desk import clock_of, fail, open_store, settings
from bot.demo import is_demo
from bot.settings import Settings
from bot.team import TeamError
from bot.web.app import web_app
from messages.roles import RoleTakenError


def run(port: int | None, host: str) -> None:
    """The real thing, or with RELAIS_REHEARSAL=1 the real channels on a loopback provider."""
    found = settings(sending=True)
    with open_store(found) as store:
        if not found.rehearsal and store.reading(is_demo):
            raise fail("Cette base est celle de la démonstration. Donnez à Relais un dossier à lui avec RELAIS_DATA.")
    serve(found, port, host)


def serve(found: Settings, port: int | None, host: str) -> None:
    """Run until told to stop."""
    try:
        asyncio.run(_serve(found, found.port if port is None else port, host))
    except (RoleTakenError, TeamError) as refused:
        raise fail(str(refused)) from None


async def _serve(found: Settings, port: int, host: str) -> None:
    with open_store(found) as store:
        clock = clock_of(found, store)
    with _door(host, port) as door:
        found = replace(found, port=door.getsockname()[1])
        await _serve_behind(door, found, Relais(found, clock))


async def _serve_behind(door: socket.socket, found: Settings, relais: Relais) -> None:
    await relais.start()
    try:
        config = uvicorn.Config(
            web_app(relais), log_config=None, access_log=False, lifespan="off",
            server_header=False, timeout_graceful_shutdown=5,
        )  # fmt: skip
        server = Server(config)
        _stop_on_signal(server, relais)
        if found.rehearsal:
            host, port = door.getsockname()[:2]
            typer.echo(f"Répétition : http://{host}:{port}/phones")
        await server.serve(sockets=[door])
    finally:
        await relais.stop()


def _door(host: str, port: int) -> socket.socket:
    """Where we shall listen, taken before anything is sent."""
    door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
    except (OSError, OverflowError):
        door.close()
        taken = f"Le port {port} de {host} est déjà pris, ou interdit. PORT en choisit un autre."
        raise fail(taken) from None
    return door


class Server(uvicorn.Server):
    """uvicorn without its own signal handling, which would end the process before the parts are let go."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the event loop."""
        yield


def _stop_on_signal(server: uvicorn.Server, relais: Relais) -> None:
    def stop() -> None:
        relais.hold()  # at once: the pages may take seconds to be let go
        server.should_exit = True

    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop)
