"""Column types and tags shared by every table: UTC moments, and what each text is kept for."""

from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import JSON, ColumnElement, DateTime, Dialect, Index, Text, literal_column, or_
from sqlalchemy import text as sql
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, col

Keep = Literal["contact", "texts", "proof", "figures", "technical"]


class Utc(TypeDecorator[datetime]):
    """An instant. Refuses naive datetimes, stores UTC, gives back aware UTC on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC; raises ValueError on a datetime without offset."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs an offset")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give back aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def words(keep: Keep, *, personal: bool = False, **field: Any) -> Any:
    """A text column and its tag.

    `personal` texts are erased with the person; `keep` names how long they stay otherwise: `contact` two years
    after the last contact, `texts` twelve months, `proof` five years, `figures` for ever (nobody is named),
    `technical` as long as the row.
    """
    return Field(sa_type=Text, sa_column_kwargs=_tag(keep, personal), **field)


def structure(keep: Keep, *, personal: bool = False, **field: Any) -> Any:
    """A JSON column, tagged as `words` is."""
    return Field(sa_type=JSON, sa_column_kwargs=_tag(keep, personal), **field)


def moment(**field: Any) -> Any:
    """A column holding an instant in UTC."""
    return Field(sa_type=Utc, **field)


def open_index(name: str, where: str, *columns: str, unique: bool = False) -> Index:
    """An index over what is open only: what is finished costs nothing any more.

    `where` in the words of the questions that use it; alternatives with OR, which SQLite sees through, not with IN.
    """
    return Index(name, *columns, unique=unique, postgresql_where=sql(where), sqlite_where=sql(where))


def stands(column: Any, *states: str) -> ColumnElement[bool]:
    """Whether a column has one of our states, spelt out: a parameter hides partial indexes from the planner."""
    return or_(*(col(column) == literal_column(f"'{state}'") for state in states))


def _tag(keep: Keep, personal: bool) -> dict[str, Any]:
    return {"info": {"personal": personal, "keep": keep}}
