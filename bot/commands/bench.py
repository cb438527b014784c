"""`relais bench`: what Relais costs, measured on this machine with invented families."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from bot.bench.dispatch import FIGURES
from bot.bench.dispatch import dispatch as dispatched
from bot.bench.growth import growth as grown
from bot.bench.inbound import inbound as knocked
from bot.bench.pace import COURSES
from bot.bench.pace import pace as paced
from bot.bench.planning import plan as planned
from bot.bench.processes import BenchError
from bot.bench.workers import workers as shared
from bot.commands.desk import fail

Say = Callable[[str], None]


def dispatch(count: int, rounds: int, peers: Path | None, as_json: bool) -> None:
    """Messages due at once, on each engine."""
    _show(lambda say: dispatched(count, rounds, peers, say), _by_sender, as_json)


def inbound(count: int, rounds: int, as_json: bool) -> None:
    """Signed webhooks, on each engine."""
    _show(lambda say: knocked(count, rounds, say), _by_engine, as_json)


def plan(activities: int, signups: int, contacts: int, days: int, rounds: int, as_json: bool) -> None:
    """A pass of planning that writes what is owed and one that finds nothing, on each engine."""
    _show(lambda say: planned(activities, signups, contacts, days, rounds, say), _by_engine, as_json)


def growth(rows: int, turns: int, as_json: bool) -> None:
    """A turn of the worker beside few stored messages and beside many, on each engine."""
    _show(lambda say: grown(rows, turns, say), _by_engine, as_json)


def workers(count: int, rounds: int, as_json: bool) -> None:
    """Two workers beside one, on PostgreSQL."""
    _show(lambda say: shared(count, rounds, say), _by_figure, as_json)


def pace(as_json: bool) -> None:
    """Punctuality, on each engine."""
    _show(lambda say: paced(COURSES, say), _by_course, as_json)


def _show(measure: Callable[[Say], dict[str, Any]], table: Callable[[dict[str, Any]], Table], as_json: bool) -> None:
    """What was measured: one line for a machine, a table for a person."""
    said = Console(stderr=True)
    try:
        found = measure(lambda what: said.print(f"Mesure : {what}"))
    except BenchError as wrong:
        raise fail(f"Mesure impossible : {wrong}") from None
    if as_json:
        typer.echo(json.dumps(found))
    else:
        Console().print(table(found))


def _by_engine(found: Mapping[str, Any]) -> Table:
    table = Table("", *found["sqlite"])
    for engine, figures in found.items():
        if figures is not None:
            table.add_row(engine, *(str(figure) for figure in figures.values()))
    return table


def _by_figure(found: Mapping[str, Any]) -> Table:
    table = Table("", "")
    for figure, value in found.items():
        table.add_row(figure, str(value))
    return table


def _by_course(found: Mapping[str, Any]) -> Table:
    table = Table("", "", "")
    for engine, courses in found.items():
        for name, figures in (courses or {}).items():
            for figure, value in figures.items():
                table.add_row(f"{engine}, {name}", figure, str(value))
    return table


def _by_sender(found: Mapping[str, Any]) -> Table:
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
