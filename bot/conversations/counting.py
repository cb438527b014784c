"""How many come, from what was said and what was said before."""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.signups import SignUp

LARGEST = 20
"""More persons than this in one answer are checked by a person first."""


@dataclass(frozen=True)
class People:
    """Persons of one answer, the sender included; None where the text does not tell adults from children."""

    total: int
    """0: she said nothing about a number."""
    adults: int | None = None
    children: int | None = None


def people_said(fields: Mapping[str, object], before: SignUp | None) -> People | None:
    """The number in a reading; None for one that cannot be right without a person."""
    if (more := _number(fields, "delta_children")) is not None:
        return _with_more_children(more, before)
    adults, children = _number(fields, "adults"), _number(fields, "children")
    total = _number(fields, "total") or (adults or 0) + (children or 0)
    return None if total > LARGEST or total < 0 else People(total, adults, children)


def _with_more_children(more: int, before: SignUp | None) -> People | None:
    """One child more or fewer; adults and children stay untold where she had only said how many persons."""
    if before is None or not before.counted:
        return People(1 + more, 1, more) if 0 <= more < LARGEST else None
    total, children = before.total + more, (before.children or 0) + more
    if before.adults is None and before.children is None:
        return People(total) if 1 <= total <= LARGEST else None
    return People(total, before.adults, children) if children >= 0 and 1 <= total <= LARGEST else None


def _number(fields: Mapping[str, object], name: str) -> int | None:
    value = fields.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
