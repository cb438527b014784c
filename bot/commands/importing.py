"""`relais import contacts`: shown first, entered only when asked to, whole or not at all."""

import sys
from pathlib import Path

import typer

from bot.commands.desk import clock_of, fail, open_store, settings
from bot.importing.applying import RefusedError, apply
from bot.importing.comparing import Findings, compare
from bot.importing.files import open_table
from bot.importing.report import TEMPLATE, told
from bot.importing.rows import Reading, Usual, read_rows
from bot.importing.tables import UnreadableFileError
from bot.programme import programme_of
from bot.settings import Settings
from messages.contacts import plain_name
from messages.store import Store

BY = "command-line"
_MARK = "\ufeff"
"""Without it, Excel takes the accents of a file for something else."""
LONG = 1_000
"""From so many people on, it is said how far one is."""


def contacts(path: Path | None, agreed: str | None, really: bool, template: bool) -> None:
    """Show what a file would change, or with `really` enter it."""
    if template:
        typer.echo(TEMPLATE if sys.stdout.isatty() else f"{_MARK}{TEMPLATE}", nl=False)
        return
    if path is None:
        raise fail("Donnez le nom du fichier. Pour un modèle : relais import contacts --template", 2)
    found = settings(sending=False)
    with open_store(found) as store:
        try:
            _import(store, found, path, plain_name(agreed or ""), really)
        except UnreadableFileError as error:
            raise fail(str(error)) from None


def _import(store: Store, found: Settings, path: Path, agreed: str, really: bool) -> None:
    now, programme = clock_of(found, store).now(), programme_of(found)
    ours = (found.twilio.sender,) if found.twilio else ()
    reading = read_rows(open_table(path), Usual(agreed, ours, now.astimezone(found.timezone).date()))
    if really and not reading.faults:
        try:
            findings = store.writing(apply, reading, BY, programme, now, _tell_progress)
        except RefusedError as refused:
            findings = refused.findings
    else:
        findings = store.reading(compare, reading, programme)
    _say(reading, findings, really)


def _say(reading: Reading, findings: Findings, really: bool) -> None:
    if not reading.rows and not reading.faults:
        raise fail("Il n'y a personne dans ce fichier, seulement les titres.")
    for line in told(findings, really):
        typer.echo(line)
    if findings.faults:
        raise typer.Exit(1)


def _tell_progress(done: int, whole: int) -> None:
    if whole >= LONG:
        typer.echo(f"{done} sur {whole}", err=True)
