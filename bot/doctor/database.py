"""The database: which engine, which version, whether its schema is today's, whether the disk has room."""

import shutil
import stat
from collections.abc import Callable
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.doctor.findings import Finding, attention, ok, problem
from bot.migrations import HERE
from messages.sqlite import journal_mode, library
from messages.store import Store

SUBJECT = "Base de données"
LEAST_ROOM = 500 * 1024 * 1024
"""Bytes free on the disk under which somebody should make room."""
PATIENCE = 5.0
OLDEST_POSTGRES = 13
Look = Callable[[Store], list[Finding]]


def examine(url: str, traffic: Look) -> list[Finding]:
    """What can be said without changing anything; `traffic` looks further where the schema is today's."""
    parsed = make_url(url)
    embedded = parsed.get_backend_name() == "sqlite"
    if embedded and not (parsed.database and Path(parsed.database).exists()):
        return [problem(SUBJECT, "La base n'existe pas encore.", "Elle se crée avec : relais migrate")]
    found = _embedded(Path(parsed.database or "")) if embedded else []
    try:
        store = Store(url, PATIENCE)
    except SQLAlchemyError:
        return [*found, _silent(embedded)]
    try:
        return [*found, *_asked(store, embedded, traffic)]
    except SQLAlchemyError:
        return [*found, _silent(embedded)]
    finally:
        store.close()


def head() -> str:
    """The revision that this Relais works with."""
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    return str(ScriptDirectory.from_config(config).get_current_head())


def _asked(store: Store, embedded: bool, traffic: Look) -> list[Finding]:
    found = [store.reading(_sqlite_whole if embedded else _postgres)]
    revision = store.reading(_revision)
    if revision != head():
        return [*found, problem(SUBJECT, "La base n'est pas à jour.", "Mettez-la à jour avec : relais migrate")]
    return [*found, ok(SUBJECT, "Les tables sont celles de cette version de Relais."), *traffic(store)]


def _revision(session: Session) -> str | None:
    try:
        return session.connection().execute(text("SELECT version_num FROM alembic_version")).scalar()
    except SQLAlchemyError:
        return None


def _sqlite_whole(session: Session) -> Finding:
    said = session.connection().execute(text("PRAGMA quick_check(1)")).scalar()
    if said == "ok":
        return ok(SUBJECT, "Le fichier de la base est en bon état.")
    return problem(SUBJECT, "Le fichier de la base est abîmé.", "Arrêtez Relais et reprenez la dernière sauvegarde.")


def _postgres(session: Session) -> Finding:
    version = str(session.connection().execute(text("SHOW server_version")).scalar()).split(" ")[0]
    if int(version.split(".")[0]) < OLDEST_POSTGRES:
        return problem(
            SUBJECT, f"PostgreSQL {version} est trop ancien.", f"Passez à PostgreSQL {OLDEST_POSTGRES} ou plus."
        )
    return ok(SUBJECT, f"PostgreSQL {version} répond.")


def _silent(embedded: bool) -> Finding:
    if embedded:
        return problem(SUBJECT, "La base ne s'ouvre pas.", "Vérifiez le dossier RELAIS_DATA et ses droits.")
    return problem(SUBJECT, "PostgreSQL ne répond pas.", "Vérifiez qu'il tourne, et RELAIS_DATABASE_URL.")


def _embedded(path: Path) -> list[Finding]:
    version = library().sqlite_version_info
    name = ".".join(map(str, version))
    if journal_mode(version) == "WAL":
        found = [ok(SUBJECT, f"SQLite {name}, journal WAL.")]
    else:
        lost = f"SQLite {name} a un défaut connu du journal WAL : Relais s'en passe, plus lentement."
        found = [attention(SUBJECT, lost, "Installez le paquet pysqlite3 (make install s'en charge).")]
    return [*found, *_others_can_read(path), *_room(path)]


def _others_can_read(path: Path) -> list[Finding]:
    if stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        return [attention(SUBJECT, "D'autres comptes de cette machine peuvent lire la base.", f"chmod 600 {path.name}")]
    return []


def _room(path: Path) -> list[Finding]:
    free = shutil.disk_usage(path.parent).free
    if free < LEAST_ROOM:
        said = f"Il reste {free // 1024 // 1024} Mo sur le disque."
        return [problem(SUBJECT, said, "Faites de la place : sans elle, Relais ne peut plus rien noter.")]
    return [ok(SUBJECT, f"Il reste {free / 1e9:.0f} Go sur le disque.")]
