"""`relais web` and `relais worker`: the two halves of `relais run`, any number of each on PostgreSQL."""

from typing import Annotated

import typer

machines = typer.Typer()
Host = Annotated[str, typer.Option(help="Adresse d'écoute.")]


@machines.command()
def web(
    port: Annotated[int | None, typer.Option(help="Port d'écoute (sinon PORT, sinon 8000).")] = None,
    host: Host = "127.0.0.1",
) -> None:
    """Reçoit les messages et montre les pages ; sur PostgreSQL, à côté de relais worker."""
    from bot.commands.serve import web

    web(port, host)


@machines.command()
def worker(
    port: Annotated[int | None, typer.Option(help="Port de /health et /metrics ; sans lui, aucun.")] = None,
    host: Host = "127.0.0.1",
) -> None:
    """Lit ce qui arrive et envoie ce qui est dû ; sur PostgreSQL, autant qu'on veut."""
    from bot.commands.serve import worker

    worker(port, host)
