"""Families of the programme: a code instead of a name, a territory, and when we walked with them."""

import re
from datetime import date

from sqlmodel import Field, Session, SQLModel, func, select

from messages.columns import words

CODE = re.compile(r"F\d{1,6}")
"""What a code looks like."""


class Family(SQLModel, table=True):
    """A household. Its code ("F12") is what the educator sees where a name would tell too much."""

    __tablename__ = "family"

    id: int | None = Field(default=None, primary_key=True)
    code: str = words("figures", unique=True)
    territory: str | None = words("figures", default=None)
    """`sud`, `est`, … the Cité éducative of the child's school."""
    single_parent: bool | None = None


class Accompaniment(SQLModel, table=True):
    """A stretch of time in which a family was accompanied individually."""

    __tablename__ = "accompaniment"

    id: int | None = Field(default=None, primary_key=True)
    family_id: int = Field(foreign_key="family.id", index=True)
    opened_on: date
    closed_on: date | None = None
    oriented_by: str | None = words("figures", default=None)
    """Who sent the family, as a kind of partner."""


class YoungPerson(SQLModel, table=True):
    """A child or young person of a family, without a name: figures need a year of birth and a territory."""

    __tablename__ = "young_person"

    id: int | None = Field(default=None, primary_key=True)
    family_id: int = Field(foreign_key="family.id", index=True)
    birth_year: int | None = None
    territory: str | None = words("figures", default=None)
    subject: bool = True
    """Named as the subject of the accompaniment, not merely present."""


def next_number(session: Session) -> int:
    """The number of the next free code: above every code in use, and every family there has been."""
    latest = session.exec(select(func.max(Family.id))).one() or 0
    used = (int(code[1:]) for code in session.exec(select(Family.code)) if CODE.fullmatch(code))
    return max(latest, max(used, default=0)) + 1


def new_family(session: Session, territory: str | None = None) -> Family:
    """A family with the next free code."""
    family = Family(code=f"F{next_number(session)}", territory=territory)
    session.add(family)
    session.flush()
    return family
