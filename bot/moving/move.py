"""Moving: everything from one database to another, all of it or nothing, and checked before it counts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.migrations import NewerSchemaError, upgrade
from bot.moving import ends
from bot.moving.ends import MoveError
from bot.moving.rows import TABLES, Sum, batches, sums, write
from messages.roles import AT_WORK, PoolerError, RoleTakenError, all_alone
from scheduler.shares import PLANNING

Tell = Callable[[str], None]
SOURCE, TARGET = "de départ", "d'arrivée"


@dataclass(frozen=True)
class Moved:
    """What stands in the target now, in rows by table; `fresh` is False where it stood there before."""

    rows: dict[str, int]
    fresh: bool


def move(source: str, target: str, tell: Tell) -> Moved:
    """Copy what `source` holds into `target`, which is made where it is missing; `tell` hears each table's name.

    The source is only read. Until all is copied and found the same, nothing of it stands in the target. Neither may
    have a Relais at work. A copy nobody has used is replaced when the source has moved on. Raises `MoveError`.
    """
    if ends.name_of(source) == ends.name_of(target):
        raise MoveError("La base de départ et la base d'arrivée sont la même.")
    if ends.is_missing(source):
        raise MoveError("La base de départ n'existe pas. RELAIS_DATABASE_URL, ou RELAIS_DATA, dit où elle est.")
    with _nobody_at_work(source, SOURCE), _nobody_at_work(target, TARGET), _read(source) as reading:
        ends.refuse_busy(reading, SOURCE)
        ends.refuse_unready(reading)
        _make_ready(target)
        with ends.opened(target) as there, ends.held_alone(there.writer) as writing:
            return _replace(reading, writing, source, tell)


@contextmanager
def _read(source: str) -> Iterator[Connection]:
    with ends.opened(source) as here, ends.seen_at_one_moment(here.reader) as reading:
        yield reading


@contextmanager
def _nobody_at_work(url: str, which: str) -> Iterator[None]:
    """Nor does anybody begin."""
    try:
        with all_alone(url, (AT_WORK, PLANNING)):
            yield
    except RoleTakenError:
        raise MoveError(f"Un Relais travaille avec la base {which} : arrêtez-le d'abord.") from None
    except PoolerError as between:
        raise MoveError(str(between)) from None


def _make_ready(target: str) -> None:
    """At the latest schema; what is somebody else's is refused as it is found."""
    with ends.opened(target) as there, there.reader.connect() as connection:
        ends.refuse_busy(connection, TARGET)
        ends.refuse_foreign(connection)
    try:
        upgrade(target)
    except NewerSchemaError:
        raise MoveError("La base d'arrivée vient d'un Relais plus récent que celui-ci.") from None


def _replace(reading: Connection, writing: Connection, source: str, tell: Tell) -> Moved:
    ends.refuse_foreign(writing)
    mark = ends.read_mark(writing)
    if mark is not None:
        origin, held = mark
        if origin != ends.fingerprint(source):
            raise MoveError("La base d'arrivée contient la copie d'une autre base. Donnez-en une qui est vide.")
        if sums(writing) != held:
            raise MoveError("La base d'arrivée a servi depuis la copie : la remplacer perdrait ce qui s'y est passé.")
        if sums(reading) == held:
            return Moved(_counts(held), fresh=False)
        ends.empty(writing)
    return Moved(_counts(_copy(reading, writing, source, tell)), fresh=True)


def _copy(reading: Connection, writing: Connection, source: str, tell: Tell) -> dict[str, str]:
    held = {}
    for table in TABLES:
        tell(table.name)
        read = Sum()
        for rows in batches(reading, table, read):
            write(writing, table, rows)
        held[table.name] = str(read)
    ends.count_on(writing)
    written = sums(writing)
    if differing := [name for name in held if written[name] != held[name]]:
        raise MoveError(f"Relu après la copie, ce n'est pas la même chose ({', '.join(differing)}) : rien n'est gardé.")
    ends.put_mark(writing, source, held)
    return held


def _counts(held: dict[str, str]) -> dict[str, int]:
    return {name: int(told.split()[0]) for name, told in held.items()}
