"""`relais migrate`: the schema, brought up to date."""

import typer

from bot.commands.desk import prepare, settings


def migrate() -> None:
    """Bring the database to the latest schema."""
    prepare(settings(sending=False))
    typer.echo("La base de données est à jour.")
