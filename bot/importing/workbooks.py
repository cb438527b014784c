"""XLSX: opened only within bounds, read for its values; no formula is ever computed, no macro run."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice, pairwise
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils.cell import coordinate_to_tuple

from bot.importing.tables import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_LINES,
    TOO_MANY,
    Line,
    Table,
    UnreadableFileError,
    filled,
)

LARGEST, MOST_PARTS = 64_000_000, 500
"""Bytes when unpacked, and files inside."""
_LAST_ROW, MOST_MARKS = 1_048_576, 500_000
"""Rows of a sheet, as strings of a book; and marks on a row, where no spreadsheet has more than 16,384 cells."""

_DAMAGED = "Ce fichier Excel est abîmé. Ouvrez-le dans un tableur, enregistrez-le de nouveau, puis recommencez."
_BOMB = "Ce fichier se déplie en quelque chose d'énorme. Il n'est pas ouvert. Enregistrez la liste en CSV."
_OTHER_ZIP = "C'est une archive ou un autre document, pas un classeur Excel. Enregistrez la liste en CSV ou en .xlsx."
_NOT_COMPUTED = "Cette case est une formule sans résultat enregistré. Collez-y la valeur."
_ERROR = "Cette case montre une erreur du tableur. Corrigez-la."
_TOO_LONG = "Cette case est trop longue."
_MACROS = "Le fichier contient des macros. Elles ne sont pas lues."

_STUMBLES = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, OSError, EOFError, RuntimeError),
    *(ParseError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError),
)
"""openpyxl trusts the files it opens: whatever it stumbles over, the file is not what it should be."""

_ROW_OR_STRING = re.compile(rb"<(?:\w+:)?(?:row|si)\b")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_UNCOMPUTED = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*><f(?:\s[^>]*)?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>')


@dataclass(frozen=True)
class _Marks:
    """What a reading of the values alone does not show."""

    merged: tuple[str, ...]
    uncomputed: frozenset[tuple[int, int]]


def workbook_table(raw: bytes) -> Table:
    """The first visible sheet with words on it. Raises UnreadableFileError."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _within_bounds(archive)
            return _table(raw, archive)
    except UnreadableFileError:
        raise
    except _STUMBLES as error:
        raise UnreadableFileError(_DAMAGED) from error


def _within_bounds(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise UnreadableFileError(_OTHER_ZIP)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
        raise UnreadableFileError(_BOMB)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and _swells(archive.read(part)):
            raise UnreadableFileError(_BOMB)


def _swells(source: bytes) -> bool:
    """Whether XML of few bytes becomes huge once read: by definitions of its own, or by marks without end.

    Spreadsheets write UTF-8, in which this can be seen.
    """
    if b"<!DOCTYPE" in source or b"<!ENTITY" in source or b"\0" in source[:4]:
        return True
    begins = [0, *(found.start() for found in islice(_ROW_OR_STRING.finditer(source), _LAST_ROW + 1)), len(source)]
    return len(begins) > _LAST_ROW + 2 or any(source.count(b"<", *part) > MOST_MARKS for part in pairwise(begins))


def _table(raw: bytes, archive: zipfile.ZipFile) -> Table:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that we do not read
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        remarks = [_MACROS] if any(name.endswith("vbaProject.bin") for name in archive.namelist()) else []
        hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
        remarks += [f"Feuille cachée, pas lue : « {_short(title)} »." for title in hidden]
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        for sheet in shown:
            marks = _marks(archive, sheet)
            lines = list(_lines(sheet, marks))
            if lines:
                others = [other.title for other in shown if other is not sheet]
                remarks += _which(sheet.title, others)
                return Table(lines, tuple(remarks), tuple(_last_line(range_) for range_ in marks.merged))
    raise UnreadableFileError(" ".join(["Le fichier est vide.", *remarks]))


def _which(read: str, others: list[str]) -> list[str]:
    if not others:
        return []
    named = ", ".join(f"« {_short(title)} »" for title in others)
    return [f"Feuille lue : « {_short(read)} ». Pas lues : {named}."]


def _short(title: str) -> str:
    return " ".join(title.split())[:31]


def _marks(archive: zipfile.ZipFile, sheet: Any) -> _Marks:
    source = archive.read(sheet._worksheet_path)
    merged = tuple(found.decode() for found in _MERGED.findall(source))
    uncomputed = frozenset(coordinate_to_tuple(found.decode()) for found in _UNCOMPUTED.findall(source))
    return _Marks(merged, uncomputed)


def _last_line(range_: str) -> tuple[int, str]:
    first, _, last = range_.partition(":")
    (top, _), (bottom, _) = coordinate_to_tuple(first), coordinate_to_tuple(last)
    return (bottom if bottom > top else 0, range_)


def _lines(sheet: Any, marks: _Marks) -> Iterator[Line]:
    sheet.reset_dimensions()  # what a file says of its own size is not to be believed
    found = 0
    for number, row in enumerate(sheet.iter_rows(max_row=_LAST_ROW, max_col=MOST_COLUMNS), start=1):
        if all(cell is EMPTY_CELL for cell in row):
            continue
        faults = {place: fault for place, cell in enumerate(row) if (fault := _fault(cell))}
        faults |= {place: _NOT_COMPUTED for place in range(len(row)) if (number, place + 1) in marks.uncomputed}
        cells = tuple("" if place in faults else _words(cell.value) for place, cell in enumerate(row))
        if faults or filled(cells):
            found += 1
            yield Line(number, cells[: _width(cells)], faults)
        if found > MOST_LINES + 1:
            raise UnreadableFileError(TOO_MANY)


def _width(cells: tuple[str, ...]) -> int:
    return max((place for place, cell in enumerate(cells, start=1) if cell), default=0)


def _fault(cell: Any) -> str:
    if cell.value is not None and cell.data_type == "e":
        return _ERROR
    return _TOO_LONG if isinstance(cell.value, str) and len(cell.value) > LONGEST_CELL else ""


def _words(value: Any) -> str:
    """A value as somebody would have typed it: no decimals that are not there, dates as 2026-10-03."""
    match value:
        case None:
            return ""
        case bool():
            return "oui" if value else "non"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
    return str(value)
