"""The `relais bench` commands, as they are typed."""

from pathlib import Path
from typing import Annotated

import typer

bench = typer.Typer(help="Mesurer ce que coûte Relais, sur cette machine.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Une ligne pour une machine.")]
Rounds = Annotated[int, typer.Option(min=1, help="Mesures, dont on garde la médiane.")]


@bench.command()
def inbound(
    count: Annotated[int, typer.Option(min=100, help="Webhooks aussi vite que possible.")] = 5_000,
    rounds: Rounds = 5,
    as_json: Json = False,
) -> None:
    """Des webhooks signés : à 200 par seconde, puis aussi vite que possible."""
    from bot.commands.bench import inbound

    inbound(count, rounds, as_json)


@bench.command()
def dispatch(
    count: Annotated[int, typer.Option(min=100, help="Messages dus au même moment.")] = 5_000,
    rounds: Rounds = 5,
    peers: Annotated[
        Path | None, typer.Option(help="Un Python où sont installés pgqueuer, asyncpg et aiohttp.", exists=True)
    ] = None,
    as_json: Json = False,
) -> None:
    """Des messages dus au même moment, à côté du client HTTP seul."""
    from bot.commands.bench import dispatch

    dispatch(count, rounds, peers, as_json)


@bench.command()
def pace(as_json: Json = False) -> None:
    """La ponctualité : messages étalés, cadence des fournisseurs, silence demandé par Telegram (deux minutes)."""
    from bot.commands.bench import pace

    pace(as_json)
