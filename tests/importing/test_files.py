"""Every sort of file that is known to be brought, and what is said of it: one case a line or a test."""

import codecs
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from bot.importing import tables, text_tables, workbooks
from bot.importing.files import open_table
from bot.importing.tables import UnreadableFileError
from tests.importing.lists import FATOU, HEADER, read, rezipped, saved, sentences, text, workbook

LIST = text(HEADER, FATOU, ("Zoé", "06 39 98 12 35"))
SHEET = "xl__worksheets__sheet1.xml"


@pytest.mark.parametrize(
    "raw",
    [
        LIST.encode("utf-8"),
        LIST.encode("utf-8-sig"),
        LIST.encode("cp1252"),
        LIST.encode("mac_roman"),
        LIST.encode("utf-16"),
        codecs.BOM_UTF16_BE + LIST.encode("utf-16-be"),
        LIST.encode("utf-16-le"),
        LIST.encode("utf-16-be"),
        text(HEADER, FATOU, ("Zoé", "06 39 98 12 35"), delimiter=",").encode(),
        text(HEADER, FATOU, ("Zoé", "06 39 98 12 35"), delimiter="\t").encode(),
        LIST.replace("\r\n", "\n").encode(),
        LIST.replace("\r\n", "\r").encode(),
        b"sep=;\r\n" + LIST.encode(),
        b"Liste des parents;\r\n;\r\n" + LIST.encode(),
    ],
)
def test_a_list_is_read_whatever_wrote_it(raw: bytes) -> None:
    assert [row.name for row in read(raw).rows] == ["Fatou", "Zoé"]


def test_a_line_keeps_the_number_that_a_spreadsheet_shows() -> None:
    raw = 'Prénom;Téléphone\n"Fa\ntou";06 39 98 12 34\r\n\r\nZoé;3615\rAwa;06 39 98 12 36\n'
    reading = read(raw)
    assert [(row.line, row.name) for row in reading.rows] == [(2, "Fa tou"), (6, "Awa")]
    assert sentences(reading.faults)[0].startswith("5 ")


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"", "vide"),
        (b" \r\n ", "vide"),
        (codecs.BOM_UTF8, "vide"),
        (b"Fatou;06 39 98 12 34\r\n", "ligne de titres"),
        ("Prénom;Langue\r\nFatou;fr\r\n".encode(), "colonne du téléphone"),
        ("Nom;Téléphone\r\nDiallo;06 39 98 12 34\r\n".encode(), "« Prénom »"),
        ('Prénom;Téléphone\r\n"Fatou;06 39\r\n'.encode() + b"x" * 2000, "guillemet"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ancien fichier Excel"),
        (b"BEGIN:VCARD\r\n", "cartes de contact"),
        (b"<html><table>", "page web"),
        (b"\x1f\x8b\x08\x00", "archive"),
        (b"PK\x03\x04 and nothing more", "abîmé"),
        (bytes(range(256)) * 8, "abîmé"),
    ],
)
def test_what_is_no_list_is_told_in_a_plain_sentence(raw: bytes, word: str) -> None:
    with pytest.raises(UnreadableFileError, match=word):
        read(raw)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="n'existe pas"):
        open_table(tmp_path / "liste.csv")
    with pytest.raises(UnreadableFileError, match="dossier"):
        open_table(tmp_path)


def test_too_many_lines_are_refused_and_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (text_tables, workbooks):
        monkeypatch.setattr(module, "MOST_LINES", 2)
    assert tables.MOST_LINES == 50_000
    four = (HEADER, FATOU, FATOU, FATOU)
    for raw in (text(*four).encode(), saved(workbook(*four))):
        with pytest.raises(UnreadableFileError, match="50 000"):
            read(raw)


def test_a_day_of_a_workbook_is_a_day_in_full() -> None:
    for value in (date(2026, 10, 3), 46298, "03/10/2026"):
        row = read(saved(workbook((*HEADER, "Date"), (*FATOU, value)))).rows[0]
        assert row.evidence == "accord oral, samedi 3 octobre 2026"


def test_merged_cells_are_named() -> None:
    book = workbook(HEADER, FATOU, ("Zoé", ""))
    book.worksheets[0].merge_cells("B2:B3")
    with pytest.raises(UnreadableFileError, match="B2:B3"):
        read(saved(book))


def test_a_title_merged_above_the_columns_disturbs_nobody() -> None:
    book = workbook(("Liste des parents", ""), HEADER, FATOU)
    book.worksheets[0].merge_cells("A1:B1")
    assert len(read(saved(book)).rows) == 1


def test_a_formula_is_never_computed() -> None:
    reading = read(saved(workbook(HEADER, ("Fatou", '=CONCATENATE("06","39981234")'))))
    assert sentences(reading.faults) == ["2 Cette case est une formule sans résultat enregistré. Collez-y la valeur."]


def test_the_result_kept_with_a_formula_is_read() -> None:
    raw = saved(workbook(HEADER, FATOU))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b'<c r="B2"' in sheet
    start, end = sheet.index(b'<c r="B2"'), sheet.index(b"</c>", sheet.index(b'<c r="B2"'))
    cell = b'<c r="B2" t="str"><f>CONCATENATE(A9)</f><v>0639981234</v>'
    reading = read(rezipped(raw, **{SHEET: sheet[:start] + cell + sheet[end:]}))
    assert [row.number for row in reading.rows] == ["+33639981234"]


def test_hidden_and_other_sheets_are_named_and_left() -> None:
    book = workbook(HEADER, FATOU, Anciens=("Prénom", "x"))
    book.create_sheet("Idées").append(["rien"])
    assert read(saved(book)).remarks == [
        "Feuille cachée, pas lue : « Anciens ».",
        "Feuille lue : « Parents ». Pas lues : « Idées ».",
    ]


def test_macros_are_not_run_and_it_is_said() -> None:
    raw = rezipped(saved(workbook(HEADER, FATOU)), **{"xl__vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    assert read(raw).remarks == ["Le fichier contient des macros. Elles ne sont pas lues."]


def test_a_bomb_is_not_unpacked() -> None:
    raw = rezipped(saved(workbook(HEADER, FATOU)), **{"xl__media.xml": b" " * (workbooks.LARGEST + 1)})
    assert len(raw) < 200_000
    with pytest.raises(UnreadableFileError, match="énorme"):
        read(raw)


def test_definitions_inside_the_xml_are_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'
    with pytest.raises(UnreadableFileError, match="énorme"):
        read(rezipped(saved(workbook(HEADER, FATOU)), **{"xl__sharedStrings.xml": laughs}))


@pytest.mark.parametrize(
    "marks", [b"<row/>" * 1_048_577, b"<row>" + b"<c/>" * 600_000 + b"</row>", b"<x:row/>" * 1_048_577]
)
def test_marks_without_end_are_refused_before_they_are_read(marks: bytes) -> None:
    raw = rezipped(saved(workbook(HEADER, FATOU)), **{SHEET: b"<worksheet><sheetData>" + marks})
    with pytest.raises(UnreadableFileError, match="énorme"):
        read(raw)


def test_letters_in_which_nothing_can_be_seen_are_refused() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha">]><sst>&a;</sst>'.encode("utf-16")
    with pytest.raises(UnreadableFileError, match="énorme"):
        read(rezipped(saved(workbook(HEADER, FATOU)), **{"xl__sharedStrings.xml": laughs}))


def test_a_thousand_small_parts_are_refused() -> None:
    many = {f"xl__{number}.bin": b"x" for number in range(600)}
    with pytest.raises(UnreadableFileError, match="énorme"):
        read(rezipped(saved(workbook(HEADER, FATOU)), **many))


def test_a_sheet_that_claims_to_be_huge_is_read_for_what_it_holds() -> None:
    raw = saved(workbook(HEADER, FATOU))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b'ref="A1:B2"' in sheet
    vast = sheet.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    assert len(read(rezipped(raw, **{SHEET: vast})).rows) == 1


def test_another_document_in_a_zip_is_no_workbook() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(UnreadableFileError, match="pas un classeur"):
        read(file.getvalue())
