"""`relais demo`: a rehearsal with an invented cast, on a database of its own, without any account."""

import os
from pathlib import Path

from sqlalchemy import make_url
from sqlmodel import Session

from bot import demo as cast
from bot.commands.desk import fail, open_store
from bot.commands.serve import serve as serve_phones
from bot.logs import configure
from bot.programme import programme_of
from bot.rehearsing import CLOCK
from bot.settings import Settings, SettingsError
from messages import bookmarks
from messages.programme import Programme

KEPT = (
    "RELAIS_DATABASE_URL",
    "RELAIS_DATA",
    "RELAIS_TIMEZONE",
    "RELAIS_EDUCATOR_NAME",
    "RELAIS_SMS_TWO_WAY",
    "RELAIS_CALL_NUMBER",
    "RELAIS_LOG_LEVEL",
    "PORT",
)
"""Settings a rehearsal takes from the environment; providers are never among them."""


def demo(port: int | None, host: str, fresh: bool, serve: bool) -> None:
    """Prepare the cast, then open the phones."""
    found = _settings()
    configure(found.log_level)
    if fresh:
        _forget(found)
    with open_store(found) as store:
        try:
            store.writing(_prepare, programme_of(found))
        except cast.ForeignDatabaseError as error:
            raise fail(str(error)) from None
    if serve:
        serve_phones(found, port, host)


def _prepare(session: Session, programme: Programme) -> None:
    cast.prepare(session, programme, cast.BEGINS)
    if bookmarks.get(session, CLOCK) is None:
        bookmarks.put(session, CLOCK, cast.BEGINS.isoformat())


def _settings() -> Settings:
    environ = {name: os.environ[name] for name in KEPT if name in os.environ}
    data = Path(environ.get("RELAIS_DATA", ".data"))
    environ.setdefault("RELAIS_DATABASE_URL", f"sqlite:///{data.absolute() / 'demo.sqlite'}")
    try:
        return Settings.load({**environ, "RELAIS_REHEARSAL": "1"})
    except SettingsError as error:
        raise fail(str(error), 2) from None


def _forget(found: Settings) -> None:
    """Begin again: only ever a database that we planted ourselves, and only an embedded one."""
    url = make_url(found.database_url)
    if url.get_backend_name() != "sqlite" or url.database is None:
        raise fail("--fresh ne recommence que la base embarquée.")
    with open_store(found) as store:
        ours = store.reading(cast.is_demo)
    if ours:
        for suffix in ("", "-wal", "-shm"):
            Path(url.database + suffix).unlink(missing_ok=True)
