"""Plain rows for many ids at once, past the object mapper: what is asked for every message that leaves.

Many values travel as one parameter, a list: the statement is the same however many they are, and the database goes
through them in one step.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Dialect, Executable, Text, bindparam, cast, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine
from sqlmodel import Session


class _List(TypeDecorator[Any]):
    """Numbers: an array on PostgreSQL, JSON on SQLite."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """What the driver makes of a list by itself is an array."""
        return NullType() if dialect.name == "postgresql" else JSON()


class _Values(FunctionElement[Any]):
    """The table of the values in a list, in a column `value`."""

    name = "values"
    inherit_cache = True


class _Objects(FunctionElement[Any]):
    """The table of the objects in a JSON list, in a column `value`."""

    name = "objects"
    inherit_cache = True


@compiles(_Values)
def _values(element: _Values, compiler: SQLCompiler, **how: Any) -> str:
    return f"unnest(CAST({compiler.process(element.clauses, **how)} AS BIGINT[]))"


@compiles(_Objects)
def _objects(element: _Objects, compiler: SQLCompiler, **how: Any) -> str:
    return f"json_array_elements({compiler.process(element.clauses, **how)})"


@compiles(_Values, "sqlite")
@compiles(_Objects, "sqlite")
def _each(element: FunctionElement[Any], compiler: SQLCompiler, **how: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **how)})"


def listed(name: str) -> Any:
    """What a column may be `in_`: the values of a parameter that is a list."""
    return select(_Values(bindparam(name, type_=_List)).table_valued("value", name="value").c.value)


IDS: Any = listed("ids")
"""Where the ids stand in a statement that is built once."""
_GIVEN = _Objects(bindparam("given", type_=JSON)).table_valued("value", name="value")


def given(name: str, column: Any = None) -> Any:
    """What the parameter `given`, a list of objects, has under `name`, in the type of `column` or else as text."""
    kind = column.type if column is not None else Text()
    if isinstance(kind, JSON):
        return _GIVEN.c.value.op("->")(name)
    found = _GIVEN.c.value.op("->>")(name)
    return found if isinstance(kind, Text) else cast(found, kind)


def rows(session: Session, hot: Executable, ids: Collection[Any], **more: Any) -> Sequence[Any]:
    """The rows that a statement with `IDS` finds; none for no ids."""
    return read(session, hot, ids=list(ids), **more) if ids else ()


def read(session: Session, hot: Executable, **values: Any) -> Sequence[Any]:
    """The rows that a statement finds which is built once, with these values in it."""
    session.flush()
    return session.connection().execute(hot, values).fetchall()


def write_given(session: Session, hot: Executable, objects: Sequence[Mapping[str, Any]], **more: Any) -> Any:
    """Run a statement that takes its values from `given`: once, for all of the objects."""
    return session.connection().execute(hot, {"given": list(objects), **more})
