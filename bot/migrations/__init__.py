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


class NewerSchemaError(Exception):
    """The database was written by a Relais that is newer than this one."""

    def __init__(self) -> None:
        super().__init__(
            "Cette base vient d'une version plus récente de Relais : reprenez cette version, ou une sauvegarde d'avant."
        )


def upgrade(url: str) -> None:
    """Bring the database at `url` to the latest schema; harmless when it is there. Raises NewerSchemaError."""
    engines = open_engines(url, PATIENCE)
    try:
        with engines.writer.begin() as connection:
            alone(connection, "schema")
            upgrade_on(connection)
    finally:
        engines.dispose()


def upgrade_on(connection: Connection) -> None:
    """The same inside a transaction that is already open: all of it or nothing. Raises NewerSchemaError."""
    config = _config()
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if not known.issuperset(MigrationContext.configure(connection).get_current_heads()):
        raise NewerSchemaError
    command.upgrade(config, "head")


def is_latest(connection: Connection) -> bool:
    """Whether the schema is ours, with nothing left to bring up to date."""
    reached = MigrationContext.configure(connection).get_current_heads()
    return set(reached) == set(ScriptDirectory.from_config(_config()).get_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    return config
