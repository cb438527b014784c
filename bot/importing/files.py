"""Opens a file that somebody brought: its first bytes say what it is, and plain words when it is no table."""

from pathlib import Path

from bot.importing.tables import Table, UnreadableFileError
from bot.importing.text_tables import text_table
from bot.importing.workbooks import workbook_table

LARGEST = 20_000_000
"""In bytes. Fifty thousand people fit many times over."""
SAVE_AS = "Enregistrez la liste en CSV ou en .xlsx, puis recommencez."

_NOT_TABLES = (
    (
        b"\xd0\xcf\x11\xe0",
        f"C'est un ancien fichier Excel (.xls), ou un fichier protégé par un mot de passe. {SAVE_AS}",
    ),
    (b"%PDF", f"C'est un PDF, pas un tableau. {SAVE_AS}"),
    (b"\x89PNG", f"C'est une image, pas un tableau. {SAVE_AS}"),
    (b"\xff\xd8\xff", f"C'est une image, pas un tableau. {SAVE_AS}"),
    (b"GIF8", f"C'est une image, pas un tableau. {SAVE_AS}"),
    (b"BEGIN:VCARD", f"Ce sont des cartes de contact, pas un tableau. {SAVE_AS}"),
    (b"{\\rtf", f"C'est un document de texte, pas un tableau. {SAVE_AS}"),
    (b"\x1f\x8b", f"C'est une archive, pas un tableau. Ouvrez-la. {SAVE_AS}"),
    (b"Rar!", f"C'est une archive, pas un tableau. Ouvrez-la. {SAVE_AS}"),
    (b"7z\xbc\xaf", f"C'est une archive, pas un tableau. Ouvrez-la. {SAVE_AS}"),
)
_WEB = (b"<!doctype", b"<html", b"<table", b"<?xml")
_ZIP = b"PK\x03\x04"


def open_table(path: Path) -> Table:
    """The table in the file. Raises UnreadableFileError with a sentence for whoever brought it."""
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableFileError("Le fichier est trop gros : 20 Mo au plus. Gardez seulement la liste.")
        raw = path.read_bytes()
    except IsADirectoryError:
        raise UnreadableFileError("C'est un dossier. Donnez le nom d'un fichier.") from None
    except FileNotFoundError:
        raise UnreadableFileError("Ce fichier n'existe pas. Vérifiez son nom.") from None
    except OSError:
        raise UnreadableFileError("Ce fichier ne s'ouvre pas. Fermez-le ailleurs, puis recommencez.") from None
    return table_of(raw)


def table_of(raw: bytes) -> Table:
    """The same for the bytes of a file."""
    for beginning, sentence in _NOT_TABLES:
        if raw.startswith(beginning):
            raise UnreadableFileError(sentence)
    if raw.lstrip()[:9].lower().startswith(_WEB):
        raise UnreadableFileError(f"C'est une page web, pas un tableau. {SAVE_AS}")
    if raw.startswith((_ZIP, b"PK\x05\x06")):
        return workbook_table(raw)
    return text_table(raw)
