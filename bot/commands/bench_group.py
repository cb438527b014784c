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


@bench.command()
def plan(
    activities: Annotated[int, typer.Option(min=1, help="Dates.")] = 1_000,
    signups: Annotated[int, typer.Option(min=10, help="Réponses, réparties sur les dates.")] = 100_000,
    contacts: Annotated[int, typer.Option(min=10, help="Contacts en base.")] = 1_000_000,
    days: Annotated[
        int, typer.Option(min=1, help="Jours où elles se répartissent autour d'aujourd'hui ; 1 : toutes demain.")
    ] = 30,
    rounds: Rounds = 5,
    as_json: Json = False,
) -> None:
    """À qui l'on doit quoi, et l'écrire : un passage qui écrit tout, un autre qui ne trouve rien."""
    from bot.commands.bench import plan

    plan(activities, signups, contacts, days, rounds, as_json)


@bench.command()
def growth(
    rows: Annotated[int, typer.Option(min=1_000, help="Messages finis en base, comparés à 10 000.")] = 10_000_000,
    turns: Annotated[int, typer.Option(min=5, help="Tours mesurés, dont on garde la médiane.")] = 40,
    as_json: Json = False,
) -> None:
    """Un tour de travail, et une réservation, à côté de peu de messages finis et de beaucoup."""
    from bot.commands.bench import growth

    growth(rows, turns, as_json)


@bench.command()
def workers(
    count: Annotated[int, typer.Option(min=100, help="Messages dus au même moment, pour chaque expéditeur.")] = 2_000,
    rounds: Rounds = 5,
    as_json: Json = False,
) -> None:
    """Deux relais worker et deux expéditeurs, à côté d'un seul ; puis l'un des deux est tué."""
    from bot.commands.bench import workers

    workers(count, rounds, as_json)
