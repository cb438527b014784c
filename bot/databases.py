"""The addresses of the database in the settings, as SQLAlchemy spells them."""

import re
from pathlib import Path

from bot.environment import Environment


def database_url(env: Environment, name: str, data: Path) -> str:
    """Where Relais works: a file in the data folder unless told otherwise."""
    url = database_address(env.secret(name) or f"sqlite:///{data.absolute() / 'relais.sqlite'}")
    if not url:
        env.refuse(f"{name} commence par sqlite:/// ou postgresql://.")
    return url


def direct_url(env: Environment, name: str) -> str:
    """The same PostgreSQL without a pooler in between; "" where none is given."""
    typed = env.secret(name)
    url = database_address(typed)
    if typed and not url.startswith("postgresql"):
        env.refuse(f"{name} commence par postgresql://.")
    return url


def database_address(typed: str) -> str:
    """A database as SQLAlchemy spells it; "" for one that Relais cannot work with."""
    url = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", typed.strip())
    return url if url.startswith(("sqlite:///", "postgresql+psycopg://")) else ""
