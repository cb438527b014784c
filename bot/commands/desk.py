"""What a command that touches the database begins with: settings, an up-to-date schema, a clock."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import typer
from sqlalchemy import make_url

from bot.clock import Clock
from bot.hints import ARRIVED, DUE
from bot.logs import configure
from bot.migrations import NewerSchemaError, upgrade
from bot.rehearsing import kept_clock
from bot.settings import Settings, SettingsError
from messages.store import Store

DOTENV = Path(".env")


def settings(*, sending: bool) -> Settings:
    """The settings; when they are wrong, says everything that is and ends with status 2."""
    try:
        found = Settings.load(os.environ, DOTENV, sending=sending)
    except SettingsError as error:
        raise fail(str(error), 2) from None
    configure(found.log_level, secrets_of(found))
    return found


def secrets_of(found: Settings) -> list[str]:
    """What must never be logged."""
    telegram, twilio = found.telegram, found.twilio
    secrets = [telegram.token, telegram.webhook_secret] if telegram else []
    return secrets + ([twilio.auth_token, twilio.api_secret] if twilio else [])


def prepare(found: Settings) -> None:
    """Make the data folder and bring the schema up to date."""
    make_room(found.database_url)
    try:
        upgrade(found.database_url)
    except NewerSchemaError as refused:
        raise fail(str(refused)) from None


def make_room(database_url: str) -> None:
    """Make the folder of a database. What this process writes is for its own account only."""
    os.umask(0o077)
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _keep_to_ourselves(Path(url.database))


def _keep_to_ourselves(database: Path) -> None:
    """A file from elsewhere, or from before, may be open to others."""
    for path in (database, Path(f"{database}-wal"), Path(f"{database}-shm")):
        with suppress(OSError):
            path.chmod(0o600)


@contextmanager
def open_store(found: Settings) -> Iterator[Store]:
    """The database, up to date, for the length of a command."""
    prepare(found)
    store = Store(found.database_url)
    try:
        yield store
        if store.shared:
            store.hinting({ARRIVED, DUE})  # whatever the command wrote
    finally:
        store.close()


def clock_of(found: Settings, store: Store) -> Clock:
    """Real time; in rehearsal the moment last reached, standing still unless real channels are attached."""
    if not found.rehearsal:
        return Clock()
    return store.writing(kept_clock, bool(found.telegram or found.twilio))


def fail(sentence: str, status: int = 1) -> typer.Exit:
    """Say why on standard error; raise what is given back to end with that status."""
    typer.echo(sentence, err=True)
    return typer.Exit(status)
