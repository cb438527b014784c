"""Which SQLite library we run on, and whether its write-ahead log can be trusted."""

import logging
import sqlite3
from types import ModuleType

log = logging.getLogger(__name__)

FIXED = ((3, 44, 6), (3, 50, 7))
FIRST_BROKEN, FIRST_SOUND = (3, 7, 0), (3, 51, 3)


def library() -> ModuleType:
    """The `pysqlite3` wheel where it is installed, else the library Python came with."""
    try:
        import pysqlite3  # noqa: PLC0415  (absent outside Linux)
    except ImportError:
        return sqlite3
    return pysqlite3  # type: ignore[no-any-return]


def journal_mode(version: tuple[int, ...]) -> str:
    """WAL, or TRUNCATE on a library whose WAL can lose commits (sqlite.org/wal.html#walresetbug)."""
    broken = FIRST_BROKEN <= version < FIRST_SOUND and not any(
        version[:2] == fixed[:2] and version >= fixed for fixed in FIXED
    )
    if broken:
        log.warning(
            "SQLite %s has the WAL-reset fault: journal mode falls back to TRUNCATE",
            ".".join(map(str, version)),
            extra={"action": "sqlite_truncate"},
        )
    return "TRUNCATE" if broken else "WAL"
