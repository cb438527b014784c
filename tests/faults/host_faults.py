"""Faults of the host and its storage: F12, and F39 to F46."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import make_url

from bot.bench.postgres import DISCONNECT
from messages.sqlite import library
from tests.faults import fsync
from tests.faults.injections import POSTGRES, SQLITE, fault
from tests.faults.receiving_faults import connected
from tests.faults.scene import PARENTS, SMS, TELEGRAM, Scene

MEMORY = 256 << 20
SLOWLY = {"RELAIS_SMS_RATE": "3", "RELAIS_TELEGRAM_RATE": "3"}


@fault("F12", frozenset({POSTGRES}))
def backends_are_killed(scene: Scene) -> None:
    scene.night.supervised = True
    scene.doubts = True
    scene.night.settings |= SLOWLY
    scene.begin()
    for _ in range(scene.luck.randint(1, 3)):
        taken = len(scene.night.truth.all("accepted"))
        scene.until_taken(min(taken + scene.luck.randint(0, 2), PARENTS))
        _disconnect(scene)


@fault("F12", frozenset({POSTGRES}))
def the_role_is_lost_and_another_takes_it(scene: Scene) -> None:
    scene.doubts = True
    scene.night.settings |= SLOWLY
    scene.begin()
    scene.until_taken(scene.luck.randint(1, 3))
    with connected(scene, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                      " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")  # fmt: skip
    scene.night.lives.append(scene.night.begin(scene.night.another()))


@fault("F39", frozenset({SQLITE}))
def the_disk_is_full(scene: Scene) -> Iterator[None]:
    scene.night.settings |= SLOWLY
    scene.doubts = True
    scene.begin()
    scene.until_taken(scene.luck.randint(0, 4))
    with _limited(scene, resource.RLIMIT_FSIZE, 1):
        answered = len(scene.night.truth.all("answered"))
        numbers = scene.luck.choice(SMS), scene.luck.choice(TELEGRAM)
        for number in numbers:
            scene.excused.add(number)
            scene.night.say(number, "Non")
        scene.night.until(lambda: len(scene.night.truth.all("answered")) >= answered + 2)
        refused = {line["status"] for line in scene.night.truth.all("answered")[answered:]}
    scene.check(refused == {503}, f"on a full disk webhooks were answered {refused}")
    yield
    _is_whole(scene)


@fault("F40", frozenset({SQLITE} if fsync.known_here() else set()))
def the_disk_keeps_nothing_any_more(scene: Scene) -> Iterator[None]:
    scene.doubts = True
    scene.begin("fsync")
    scene.until_taken(scene.luck.randint(0, PARENTS))
    scene.night.lives[-1].send_signal(signal.SIGUSR2)
    for number in scene.luck.sample(range(PARENTS), 2):
        scene.excused.add(number)
        scene.night.say(number, "Non")
    scene.night.until(lambda: len(scene.night.truth.all("answered")) >= 2)
    scene.night.kill()
    yield
    _is_whole(scene)


@fault("F41", frozenset({SQLITE}))
def the_library_is_affected(scene: Scene) -> Iterator[None]:
    scene.store.close()
    scene.night.start("old-sqlite")
    scene.night.until(scene.night.healthy)
    scene.until_taken(PARENTS)
    scene.stops()
    head = Path(make_url(scene.night.database_url).database or "").read_bytes()[18:20]
    scene.check(head == b"\1\1", "an affected library still writes ahead")
    scene.check("TRUNCATE" in scene.night.said(), "it does not say so")
    scene.reopen()
    yield
    _is_whole(scene)


@fault("F42", frozenset({POSTGRES}))
def the_database_refuses_connections(scene: Scene) -> None:
    _rules(scene, "ALTER DATABASE {} CONNECTION LIMIT 0", "ALTER DATABASE {} CONNECTION LIMIT -1")


@fault("F42", frozenset({POSTGRES}))
def the_database_becomes_read_only(scene: Scene) -> None:
    _rules(
        scene,
        "ALTER DATABASE {} SET default_transaction_read_only = on",
        "ALTER DATABASE {} RESET default_transaction_read_only",
    )


@fault("F42", frozenset({POSTGRES}))
def somebody_is_idle_in_a_transaction(scene: Scene) -> None:
    scene.night.settings |= SLOWLY
    scene.begin()
    scene.until_taken(scene.luck.randint(0, 4))
    with connected(scene) as other:
        other.execute("SELECT id FROM message FOR UPDATE")
        moment = scene.now()
        scene.night.until(lambda: scene.now() > moment + timedelta(seconds=2))


@fault("F43")
def a_migration_is_interrupted(scene: Scene) -> None:
    url = scene.another_database()
    kept = dict(scene.night.settings)
    scene.night.settings["RELAIS_DATABASE_URL"] = url
    for point, status in (f"migrating:{scene.luck.randint(1, 9)}", -signal.SIGKILL), ("", 0):
        ended = scene.night.begin(["migrate"], point).wait(30)
        scene.check(ended == status, f"a migration ended {ended}, not {status}")
    scene.night.settings = kept
    scene.begin()


@fault("F43")
def the_rows_are_from_a_newer_relais(scene: Scene) -> None:
    version = scene.version()
    scene.set_version("9999")
    ended = scene.night.begin(["run", "--port", "0"]).wait(30)
    words = scene.night.said()
    scene.check(ended != 0, "an older Relais starts on a newer database")
    scene.check("Traceback" not in words and "plus récente" in words, "it does not say why in plain words")
    scene.set_version(version)
    scene.begin()


@fault("F45", frozenset({SQLITE}))
def a_second_one_is_started(scene: Scene) -> None:
    scene.night.settings |= SLOWLY
    scene.begin()
    ended = scene.night.begin(["run", "--port", "0"]).wait(30)
    scene.check(ended != 0, "two of them work on one file")
    scene.check("Un autre Relais" in scene.night.said(), "it does not say why")


@fault("F46")
def a_crowd_with_little_memory(scene: Scene) -> None:
    _crowded(scene, resource.RLIMIT_DATA, MEMORY)


@fault("F46")
def a_crowd_with_few_file_descriptors(scene: Scene) -> None:
    _crowded(scene, resource.RLIMIT_NOFILE, 48)


@contextmanager
def _limited(scene: Scene, what: int, most: int) -> Iterator[None]:
    """The door's process may have so much of it, for a while."""
    pid = scene.night.lives[0].pid
    usual = resource.prlimit(pid, what)
    resource.prlimit(pid, what, (most, usual[1]))
    yield
    resource.prlimit(pid, what, usual)


def _crowded(scene: Scene, what: int, most: int) -> None:
    """Three hundred webhooks at once, of which none that is acknowledged may be lost."""
    scene.doubts = True
    scene.begin()
    with _limited(scene, what, most):
        for number in (scene.luck.choice(SMS), scene.luck.choice(TELEGRAM)):
            scene.excused.add(number)
            scene.night.say(number, "Non", times=150)
        scene.night.until(lambda: len(scene.night.truth.all("answered")) >= 300)


def _rules(scene: Scene, begins: str, ends: str) -> None:
    """The server is told something about the database, and everybody is sent away from it; a moment later it ends."""
    assert scene.server is not None
    scene.doubts = scene.night.supervised = True
    scene.night.settings |= SLOWLY
    scene.begin()
    scene.until_taken(scene.luck.randint(0, 4))
    with connected(scene, autocommit=True) as other:
        other.execute(begins.format(scene.database))
        other.execute(DISCONNECT)
        moment = scene.now()
        number = scene.luck.choice(SMS)
        scene.excused.add(number)
        scene.night.say(number, "Non")
        scene.night.until(lambda: scene.now() > moment + timedelta(seconds=2))
        other.execute(ends.format(scene.database))
        other.execute(DISCONNECT)


def _disconnect(scene: Scene) -> None:
    with connected(scene, autocommit=True) as other:
        other.execute(DISCONNECT)


def _is_whole(scene: Scene) -> None:
    file = library().connect(make_url(scene.night.database_url).database)
    scene.check(file.execute("PRAGMA integrity_check").fetchone() == ("ok",), "the database is corrupt")
    file.close()
