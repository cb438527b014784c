"""`relais run`, `relais web`, `relais worker`: one process, one event loop, a clean shutdown."""

import asyncio
import signal
import socket
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import typer
import uvicorn
from starlette.applications import Starlette

from bot.app import Relais
from bot.commands.desk import clock_of, fail, open_store, settings
from bot.commands.patience import Patience, patiently
from bot.demo import is_demo
from bot.settings import Settings
from bot.team import TeamError
from bot.web.app import health_app, web_app
from messages.roles import RoleError

Pages = Callable[[Relais], Starlette]
"""What is served where we listen."""


def run(port: int | None, host: str) -> None:
    """The real thing, or with RELAIS_REHEARSAL=1 the real channels on a loopback provider."""
    serve(_settings(), port, host)


def web(port: int | None, host: str) -> None:
    """Takes in what arrives and shows the pages; workers elsewhere read and send."""
    found = _shared(_settings())
    _begin(lambda: _serve(found, found.port if port is None else port, host, works=False))


def worker(port: int | None, host: str) -> None:
    """Reads and sends; with a port it also says there how it is."""
    found = _shared(_settings())
    _begin(lambda: _work(found) if port is None else _serve(found, port, host, pages=health_app))


def serve(found: Settings, port: int | None, host: str) -> None:
    """Everything in one process, until told to stop."""
    _begin(lambda: _serve(found, found.port if port is None else port, host))


def _settings() -> Settings:
    found = settings(sending=True)
    if not found.rehearsal and patiently(lambda: _demo_lives_in(found)):
        raise fail("Cette base est celle de la démonstration. Donnez à Relais un dossier à lui avec RELAIS_DATA.")
    return found


def _demo_lives_in(found: Settings) -> bool:
    with open_store(found) as store:
        return store.reading(is_demo)


def _shared(found: Settings) -> Settings:
    if found.database_url.startswith("sqlite"):
        raise fail(
            "Avec SQLite, tout tient dans un seul Relais : lancez relais run. "
            "Pour plusieurs machines, RELAIS_DATABASE_URL doit désigner une base PostgreSQL."
        )
    return found


def _begin(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    try:
        asyncio.run(work())
    except (RoleError, TeamError) as refused:
        raise fail(str(refused)) from None


async def _work(found: Settings) -> None:
    """Until told to stop, listening nowhere."""
    relais, told = await started(found, works=True), asyncio.Event()
    try:
        _on_signal(relais, told.set)
        await told.wait()
    finally:
        await relais.stop()


async def _serve(found: Settings, port: int, host: str, works: bool = True, pages: Pages = web_app) -> None:
    with _door(host, port) as door:
        relais = await started(replace(found, port=door.getsockname()[1]), works)
        await _serve_behind(door, relais, pages)


async def started(found: Settings, works: bool) -> Relais:
    """A Relais that runs; the database may be away for a while."""
    patience = Patience()
    while True:
        try:
            relais = _relais(found, works)
            await relais.start()
        except Exception as error:
            await asyncio.sleep(patience.after(error))
        else:
            return relais


def _relais(found: Settings, works: bool) -> Relais:
    with open_store(found) as store:
        clock = clock_of(found, store)
    return Relais(found, clock, works)


async def _serve_behind(door: socket.socket, relais: Relais, pages: Pages) -> None:
    try:
        config = uvicorn.Config(
            pages(relais), log_config=None, access_log=False, lifespan="off",
            server_header=False, timeout_graceful_shutdown=5,
        )  # fmt: skip
        server = Server(config)
        _on_signal(relais, server.leave)
        if relais.rehearsal and pages is web_app:
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

    def leave(self) -> None:
        """Answer nobody new."""
        self.should_exit = True


def _on_signal(relais: Relais, leave: Callable[[], None]) -> None:
    def stop() -> None:
        relais.hold()  # at once: the pages may take seconds to be let go
        leave()

    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop)
