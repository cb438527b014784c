"""The schema, brought up to date by Alembic in one call."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from messages.engines import alone, open_engines

HERE = Path(__file__).parent
PATIENCE = 30.0


def upgrade(url: str) -> None:
    """Bring the database at `url` to the latest schema; harmless when it is there already."""
    engines = open_engines(url, PATIENCE)
    try:
        with engines.writer.begin() as connection:
            alone(connection, "schema")
            upgrade_on(connection)
    finally:
        engines.dispose()


def upgrade_on(connection: Connection) -> None:
    """The same inside a transaction that is already open: all of it or nothing."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def is_latest(connection: Connection) -> bool:
    """Whether the schema is ours, with nothing left to bring up to date."""
    reached = MigrationContext.configure(connection).get_current_heads()
    return set(reached) == set(ScriptDirectory.from_config(_config()).get_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    return config
