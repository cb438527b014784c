"""`relais bench`: what Relais costs, measured on this machine with invented families."""

import json
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from bot.bench.dispatch import FIGURES, BenchError
from bot.bench.dispatch import dispatch as measured
from bot.bench.inbound import inbound as knocked
from bot.bench.pace import COURSES
from bot.bench.pace import pace as paced
from bot.commands.desk import fail


def dispatch(count: int, rounds: int, peers: Path | None, as_json: bool) -> None:
    """Messages due at once, on each engine."""
    said = Console(stderr=True)
    try:
        found = measured(count, rounds, peers, lambda what: said.print(f"Mesure : {what}"))
    except BenchError as wrong:
        raise fail(f"Mesure impossible : {wrong}") from None
    if as_json:
        typer.echo(json.dumps(found))
    else:
        Console().print(_table(found))


def inbound(count: int, rounds: int, as_json: bool) -> None:
    """Signed webhooks, on each engine."""
    said = Console(stderr=True)
    try:
        found = knocked(count, rounds, lambda what: said.print(f"Mesure : {what}"))
    except BenchError as wrong:
        raise fail(f"Mesure impossible : {wrong}") from None
    if as_json:
        typer.echo(json.dumps(found))
        return
    table = Table("", *found["sqlite"])
    for engine, figures in found.items():
        if figures is not None:
            table.add_row(engine, *(str(figure) for figure in figures.values()))
    Console().print(table)


def pace(as_json: bool) -> None:
    """Punctuality, on each engine."""
    said = Console(stderr=True)
    try:
        found = paced(COURSES, lambda what: said.print(f"Mesure : {what}"))
    except BenchError as wrong:
        raise fail(f"Mesure impossible : {wrong}") from None
    if as_json:
        typer.echo(json.dumps(found))
        return
    table = Table("", "", "")
    for engine, courses in found.items():
        for name, figures in (courses or {}).items():
            for figure, value in figures.items():
                table.add_row(f"{engine}, {name}", figure, str(value))
    Console().print(table)


def _table(found: dict[str, Any]) -> Table:
    table = Table("", *FIGURES)
    for engine in ("sqlite", "postgresql"):
        one = found[engine]
        if one is None:
            continue
        table.add_row(engine, *(str(one[figure]) for figure in FIGURES))
        for sender in ("telegram", "sms"):
            table.add_row(f"{engine}, {sender}", *(str(one[sender][figure]) for figure in FIGURES))
    for name, peer in found["peers"].items():
        table.add_row(name, str(peer["msgs_per_s"]), "", "", str(peer["cpu_s_per_1000"]))
    return table
