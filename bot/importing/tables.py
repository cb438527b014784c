"""A table as it was found in a file: numbered lines of cells, and what is to be said about the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

MOST_LINES = 50_000
"""People in one file; more is no list of families."""
MOST_COLUMNS = 64
LONGEST_CELL = 1_000
TOO_MANY = "Il y a plus de 50 000 lignes. Coupez le fichier en plusieurs."


_NO_FAULTS: Mapping[int, str] = MappingProxyType({})


class UnreadableFileError(ValueError):
    """Nothing can be entered from this file; its text is a French sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not empty. `number` is the one that a spreadsheet shows, from 1."""

    number: int
    cells: tuple[str, ...]
    faults: Mapping[int, str] = field(default_factory=lambda: _NO_FAULTS)
    """What is wrong with a cell before it is even read, by its place from 0: French sentences."""

    def cell(self, place: int) -> str:
        """The words of a cell without the spaces around them; "" beyond the end."""
        return self.cells[place].strip() if place < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """The lines of a file, header included, and remarks in French for whoever brought it."""

    lines: list[Line]
    remarks: tuple[str, ...] = ()
    merged: tuple[tuple[int, str], ...] = ()
    """Cells that are joined over several lines: the last line, and the range (`B3:B5`)."""


def filled(cells: tuple[str, ...]) -> bool:
    """Whether anything is written on the line."""
    return any(cell.strip() for cell in cells)
