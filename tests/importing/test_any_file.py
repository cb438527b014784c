"""Whatever the bytes, a sentence; whatever the letters and the separator, the same people."""

import codecs
from string import ascii_letters

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.importing.files import table_of
from bot.importing.tables import UnreadableFileError
from tests.importing.lists import FATOU, HEADER, read, rezipped, saved, text, workbook

BOOK = saved(workbook(HEADER, FATOU))
PARTS = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/sharedStrings.xml")
ENCODINGS = {
    "utf-8": b"",
    "utf-8-sig": b"",
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "cp1252": b"",
}
NAMES = st.text(f"{ascii_letters}éèàçïô' ;,\n-\"", min_size=1, max_size=20).filter(
    lambda name: any(sign.isalpha() for sign in name)
)


def outcome(raw: bytes) -> None:
    """Either people or a sentence; anything else raises."""
    said = "."
    try:
        read(raw)
    except UnreadableFileError as error:
        said = str(error)
    assert said.endswith(".")


@given(st.binary(max_size=400))
@example(b"PK\x03\x04")
@example(b"\xff\xfe\x00")
def test_any_bytes(raw: bytes) -> None:
    outcome(raw)


@given(st.text(max_size=200), st.sampled_from(";,\t"))
def test_any_words_under_known_columns(words: str, delimiter: str) -> None:
    outcome(text(HEADER, delimiter=delimiter).encode() + words.encode("utf-8", "surrogatepass"))


@settings(max_examples=60)
@given(st.sampled_from(PARTS), st.binary(max_size=60), st.integers(0, 3000))
def test_a_workbook_damaged_inside(part: str, junk: bytes, at: int) -> None:
    outcome(rezipped(BOOK, **{part.replace("/", "__"): b"<worksheet>" + junk if at % 2 else junk or b"<a/>"}))


@settings(max_examples=60)
@given(st.integers(0, len(BOOK) - 1), st.binary(min_size=1, max_size=8))
def test_a_workbook_damaged_outside(at: int, junk: bytes) -> None:
    outcome(BOOK[:at] + junk + BOOK[at + len(junk) :])


@settings(max_examples=60)
@given(st.integers(0, len(BOOK) - 1))
def test_a_workbook_cut_short(at: int) -> None:
    outcome(BOOK[:at])


@given(st.lists(NAMES, min_size=1, max_size=6), st.sampled_from(sorted(ENCODINGS)), st.sampled_from(";,\t"))
def test_the_same_people_from_every_writing(names: list[str], encoding: str, delimiter: str) -> None:
    quoted = [f'"{name.replace(chr(34), chr(34) * 2)}"' for name in names]
    lines = text(HEADER, *((name, "06 39 98 12 34") for name in quoted), delimiter=delimiter)
    table = table_of(ENCODINGS[encoding] + lines.encode(encoding))
    assert [line.cells[0] for line in table.lines[1:]] == names


@settings(max_examples=40)
@given(st.lists(NAMES.filter(str.strip), min_size=1, max_size=6))
def test_the_same_people_from_a_workbook(names: list[str]) -> None:
    table = table_of(saved(workbook(HEADER, *(("x" + name, "06 39 98 12 34") for name in names))))
    assert [line.cells[0] for line in table.lines[1:]] == ["x" + name for name in names]
