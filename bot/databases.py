"""The addresses of the database in the settings, as SQLAlchemy spells them."""

import re
from pathlib import Path

from bot.environment import Environment


def database_url(env: Environment, name: str, data: Path) -> str:
    """Where Relais works: a file in the data folder unless told otherwise."""
    url = _spelt(env.secret(name) or f"sqlite:///{data.absolute() / 'relais.sqlite'}")
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        env.refuse(f"{name} commence par sqlite:/// ou postgresql://.")
    return url


def direct_url(env: Environment, name: str) -> str:
    """The same PostgreSQL without a pooler in between; "" where none is given."""
    url = _spelt(env.secret(name))
    if url and not url.startswith("postgresql+psycopg://"):
        env.refuse(f"{name} commence par postgresql://.")
    return url


def _spelt(url: str) -> str:
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url)
