"""The adults of the programme by the label the educator knows, found again from what she types."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from bot.console.listening import folded
from scheduler.people import Adult, labels


@dataclass(frozen=True)
class Named:
    """An adult and her label, "F12 Fatou"."""

    adult_id: int
    label: str


def everybody(session: Session) -> list[Named]:
    """Every adult, in the order they were entered."""
    ids = [adult_id for adult_id in session.exec(select(Adult.id).order_by(col(Adult.id))) if adult_id]
    names = labels(session, ids)
    return [Named(adult_id, names[adult_id]) for adult_id in ids]


def matching(typed: str, among: Iterable[Named]) -> list[Named]:
    """Those whose label holds every word typed, capitals and accents aside; none for an empty line."""
    wanted = set(_words(typed))
    return [named for named in among if wanted and wanted <= set(_words(named.label))]


def _words(text: str) -> list[str]:
    return folded(text).split()
