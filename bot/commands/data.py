"""`relais migrate`: the schema, brought up to date; with `--to`, everything moved to another database."""

import typer
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.commands.desk import fail, make_room, prepare, settings
from bot.databases import database_address
from bot.moving.ends import MoveError
from bot.moving.move import Moved
from bot.moving.move import move as move_all


def migrate() -> None:
    """Bring the database to the latest schema."""
    prepare(settings(sending=False))
    typer.echo("La base de données est à jour.")


def move(to: str) -> None:
    """Copy everything into another database, and say what to do next."""
    found, target = settings(sending=False), database_address(to)
    if not _is_address(target):
        raise fail("L'adresse après --to commence par sqlite:/// ou postgresql://.", 2)
    make_room(target)
    try:
        moved = move_all(
            found.database_direct_url or found.database_url, target, lambda table: typer.echo(f"  {table}")
        )
    except MoveError as refused:
        raise fail(str(refused)) from None
    except DBAPIError as error:
        raise fail(f"Une des deux bases ne répond pas comme il faut ({type(error.orig).__name__}).") from None
    typer.echo(_what_next(moved, to))


def _is_address(url: str) -> bool:
    try:
        return bool(make_url(url).database)
    except (ArgumentError, ValueError):
        return False


def _what_next(moved: Moved, to: str) -> str:
    total, filled = sum(moved.rows.values()), sum(1 for count in moved.rows.values() if count)
    shown = make_url(to).render_as_string(hide_password=True)
    password = " (avec le mot de passe à la place de ***)" if shown != to else ""
    stands = f"{total} lignes dans {filled} tables" if moved.fresh else "La copie est déjà là, rien n'a bougé depuis"
    return (
        f"{'Tout est copié et relu : ' if moved.fresh else ''}{stands}.\n"
        f"Mettez maintenant dans .env{password} :\n"
        f"  RELAIS_DATABASE_URL={shown}\n"
        "puis lancez Relais. Ne le relancez plus sur l'ancienne base, restée telle quelle : "
        "les messages partiraient deux fois.\n"
        "Si quelqu'un y a encore écrit, refaites d'abord la même commande."
    )
