"""Lists of parents as people keep them: a few lines of text, or a workbook with its oddities."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

from bot.importing.files import table_of
from bot.importing.rows import Fault, Reading, Usual, read_rows

TODAY = date(2026, 10, 5)
USUAL = Usual(agreed="accord oral, 3 octobre, école", ours=("+33639980001",), today=TODAY)
HEADER = ("Prénom", "Téléphone")
FATOU = ("Fatou", "06 39 98 12 34")


def text(*lines: Sequence[str], delimiter: str = ";", end: str = "\r\n") -> str:
    """A CSV of these lines."""
    return "".join(delimiter.join(line) + end for line in lines)


def read(raw: bytes | str, usual: Usual = USUAL) -> Reading:
    """Everybody in a file."""
    return read_rows(table_of(raw.encode() if isinstance(raw, str) else raw), usual)


def one(cell: str, column: str = "Téléphone", usual: Usual = USUAL) -> Any:
    """The single person of a list in which that column holds `cell`; her fault where she has one."""
    cells = {"Prénom": "Fatou", "Téléphone": "06 39 98 12 34", column: f'"{cell.replace(chr(34), chr(34) * 2)}"'}
    reading = read(text(list(cells), list(cells.values())), usual)
    return reading.faults[0].sentence if reading.faults else reading.rows[0]


def sentences(faults: Sequence[Fault]) -> list[str]:
    """What is wrong, line by line."""
    return [f"{fault.line} {fault.sentence}" for fault in faults]


def workbook(*lines: Sequence[Any], **hidden: Sequence[Any]) -> Workbook:
    """A workbook whose first sheet has these lines; `hidden` sheets have one line each."""
    book = Workbook()
    assert book.active is not None
    book.active.title = "Parents"
    for line in lines:
        book.active.append(list(line))
    for title, line in hidden.items():
        sheet = book.create_sheet(title)
        sheet.append(list(line))
        sheet.sheet_state = "hidden"
    return book


def saved(book: Workbook) -> bytes:
    """The bytes of its file."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rezipped(raw: bytes, **parts: bytes) -> bytes:
    """The same archive with some parts replaced or added; `/` is written `__` in their names."""
    changed = {name.replace("__", "/"): part for name, part in parts.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changed.pop(name, None) or old.read(name))
        for name, part in changed.items():
            new.writestr(name, part)
    return file.getvalue()
