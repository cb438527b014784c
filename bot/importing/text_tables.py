"""CSV: how the letters are written, what stands between the cells, and lines that run over several."""

import codecs
import csv
import re
from collections.abc import Iterator
from itertools import islice

from bot.importing.headers import known
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

DELIMITERS = ";,\t"
EMPTY = "Le fichier est vide."
_NO_TEXT = (
    "Ce fichier n'est pas un tableau, ou il est abîmé. Enregistrez la liste en CSV ou en .xlsx, puis recommencez."
)
_OPEN_QUOTE = "Ligne {number} : un guillemet n'est pas fermé, ou une case est trop longue."
_ACCENTS = frozenset("éèêàçûô")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 20
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def text_table(raw: bytes) -> Table:
    """The table in a CSV file, whatever its letters and separator. Raises UnreadableFileError."""
    text = decoded(raw)
    if not text.strip():
        raise UnreadableFileError(EMPTY)
    named, text = _named_separator(text)
    first = 2 if named else 1
    return Table(list(_lines(text, named or _separator(text), first)))


def decoded(raw: bytes) -> str:
    """The text: as its mark says, else UTF-8 where possible, else UTF-16 by its zeros, else an old Windows or Mac."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], encoding)
    if b"\0" in raw:
        return _strictly(raw, _by_its_zeros(raw))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _old(raw)


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableFileError(_NO_TEXT) from None
    if "\0" in text:
        raise UnreadableFileError(_NO_TEXT)
    return text


def _by_its_zeros(raw: bytes) -> str:
    """Latin letters in UTF-16 have a zero in every second place: the even ones where the big end comes first."""
    even, odd = raw[::2].count(0), raw[1::2].count(0)
    return "utf-16-be" if even > odd else "utf-16-le"


def _old(raw: bytes) -> str:
    """Windows-1252; Mac Roman where only that gives the header its accents."""
    windows = raw.decode("cp1252", "replace")
    if "\ufffd" not in windows and _accents(windows):
        return windows
    mac = raw.decode("mac_roman")
    if _accents(mac) or "\ufffd" in windows:
        return _strictly(raw, "mac_roman") if _accents(mac) else _refuse()
    return windows


def _refuse() -> str:
    raise UnreadableFileError(_NO_TEXT)


def _accents(text: str) -> int:
    header = next((line for line in _written_lines(text) if line.strip()), "")
    return sum(letter in _ACCENTS for letter in header)


def _named_separator(text: str) -> tuple[str, str]:
    """Excel writes `sep=;` on a first line of its own."""
    first, _, rest = text.partition("\n")
    said = first.strip().lower()
    return (said[4], rest) if len(said) == 5 and said.startswith("sep=") and said[4] in DELIMITERS else ("", text)


def _separator(text: str) -> str:
    """The one that makes the most known columns of the first lines, then the most cells."""

    def weight(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(islice(_written_lines(text), _HEAD), delimiter=delimiter))
        except csv.Error:
            return 0, 0
        return max((sum(known(cell) for cell in row) for row in rows), default=0), max(map(len, rows), default=0)

    return max(DELIMITERS, key=weight)


def _written_lines(text: str) -> Iterator[str]:
    """The lines with their ends, one at a time: a second copy of a long text would weigh four times its letters."""
    return (found[0] for found in _LINE.finditer(text))


def _lines(text: str, delimiter: str, first: int) -> Iterator[Line]:
    reader = csv.reader(_written_lines(text), delimiter=delimiter)
    number, found = first, 0
    try:
        for row in reader:
            if any(len(cell) > LONGEST_CELL for cell in row):
                raise UnreadableFileError(_OPEN_QUOTE.format(number=number))
            cells = tuple(row[:MOST_COLUMNS])
            if filled(cells):
                found += 1
                yield Line(number, cells)
            if found > MOST_LINES + 1:
                raise UnreadableFileError(TOO_MANY)
            number = first + reader.line_num
    except csv.Error:
        raise UnreadableFileError(_OPEN_QUOTE.format(number=number)) from None
