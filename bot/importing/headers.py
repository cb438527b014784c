"""Which column holds what: header names in French or English, as people write them."""

import re
from collections.abc import Mapping, Sequence

from bot.console.listening import folded
from bot.importing.tables import Line, Table, UnreadableFileError

NAME, PHONE, LANGUAGE, SPEAKS, ROLE = "name", "phone", "language", "speaks", "role"
FAMILY, TERRITORY, GROUP, DISCREET, HOURS = "family", "territory", "group", "discreet", "hours"
AGREED, AGREED_ON, AGREED_AT = "agreed", "agreed_on", "agreed_at"
SURNAME, TELEGRAM = "surname", "telegram"
_NOT_KEPT = {
    SURNAME: "Le nom de famille n'est pas gardé.",
    TELEGRAM: "Le nom sur Telegram n'est pas gardé : un lien, donné par « relais person add », relie Telegram.",
}

_NAMES: Mapping[str, Sequence[str]] = {
    NAME: ("prenom", "prenom ou surnom", "surnom", "alias", "first name", "firstname", "given name", "prenom parent",
           "prenom du parent"),
    PHONE: ("portable", "mobile", "telephone portable", "tel portable", "tel mobile", "gsm", "numero de portable",
            "n portable", "cell", "cell phone", "mobile phone", "telephone", "tel", "numero", "numero de telephone",
            "n de telephone", "n de tel", "n tel", "no tel", "num", "num tel", "phone", "phone number", "sms"),
    LANGUAGE: ("langue", "langue ecrite", "langue lue", "langue pour lire", "lit", "lit en", "language", "reads"),
    SPEAKS: ("parle", "langue parlee", "langue pour parler", "langue orale", "speaks", "spoken language"),
    ROLE: ("role", "lien", "lien de parente", "parente", "qualite", "parent", "relation"),
    FAMILY: ("famille", "code", "code famille", "code de la famille", "foyer", "family", "family code", "household"),
    TERRITORY: ("territoire", "secteur", "cite", "cite educative", "quartier", "territory", "area"),
    GROUP: ("groupe", "groupes", "group", "groups"),
    DISCREET: ("discret", "discrete", "discretion", "mode discret", "discreet"),
    HOURS: ("heures", "horaires", "heures choisies", "hours"),
    AGREED: ("accord", "accord oral", "consentement", "consent", "agreed", "a dit oui"),
    AGREED_ON: ("date", "date accord", "date d'accord", "date de l'accord", "date du consentement", "date de l'oui",
                "accord le", "consent date", "agreed on"),
    AGREED_AT: ("lieu", "lieu accord", "lieu de l'accord", "lieu du consentement", "accord a", "place", "agreed at"),
    SURNAME: ("nom", "nom de famille", "noms", "last name", "surname", "family name", "name", "nom parent"),
    TELEGRAM: ("telegram", "telegram non", "pseudo telegram", "nom telegram"),
}  # fmt: skip
"""The first name of a list is preferred where a file has several of them."""
_FIELDS = {name: field for field, names in _NAMES.items() for name in names}
_HEAD = 10
"""A title or two may stand above the header."""
_AROUND = re.compile(r"\([^()]*\)|[*:?.°_/-]+")


class Columns:
    """Where each field stands, and remarks in French about the columns that are not read."""

    def __init__(self, places: Mapping[str, int], remarks: Sequence[str]) -> None:
        self._places, self.remarks = places, tuple(remarks)

    def of(self, line: Line, field: str) -> str:
        """What a line holds in that column; "" where it has none."""
        place = self._places.get(field)
        return "" if place is None else line.cell(place)

    def place(self, field: str) -> int:
        """Where that column stands, from 0; -1 where the file has none."""
        return self._places.get(field, -1)


def known(header: str) -> bool:
    """Whether a cell names a column that is understood."""
    return _said(header) in _FIELDS


def columns_of(table: Table) -> tuple[Columns, list[Line]]:
    """The columns, and the lines under the header. Raises UnreadableFileError, saying what is missing."""
    for at, line in enumerate(table.lines[:_HEAD]):
        found = _places(line)
        if {NAME, PHONE} <= found.keys():
            _check_merged(table, line)
            return Columns(found, _remarks(line, found)), table.lines[at + 1 :]
    raise UnreadableFileError(_what_is_missing(table.lines[:_HEAD]))


def _places(line: Line) -> dict[str, int]:
    found: dict[str, tuple[int, int]] = {}
    for place, cell in enumerate(line.cells):
        field = _FIELDS.get(_said(cell))
        if field is not None:
            preference = _NAMES[field].index(_said(cell))
            found[field] = min(found.get(field, (preference, place)), (preference, place))
    return {field: place for field, (_, place) in found.items()}


def _said(header: str) -> str:
    return " ".join(_AROUND.sub(" ", folded(header)).split())


def _check_merged(table: Table, header: Line) -> None:
    over = [range_ for last, range_ in table.merged if last > header.number]
    if over:
        raise UnreadableFileError(
            f"Des cases sont fusionnées ({', '.join(over[:5])}). Défusionnez-les et remplissez chaque ligne."
        )


def _remarks(line: Line, found: Mapping[str, int]) -> list[str]:
    remarks = [sentence for field, sentence in _NOT_KEPT.items() if field in found]
    read = {place for field, place in found.items() if field not in _NOT_KEPT}
    others = [
        cell.strip()[:30]
        for place, cell in enumerate(line.cells)
        if cell.strip() and place not in read and _FIELDS.get(_said(cell)) not in _NOT_KEPT
    ]
    left = ", ".join(f"« {' '.join(cell.split())} »" for cell in others if not re.search(r"\d", cell))
    return [*remarks, *([f"Colonnes laissées de côté, pas gardées : {left}."] if left else [])]


def _what_is_missing(head: Sequence[Line]) -> str:
    fields = {field for line in head for field in _places(line)}
    if not fields:
        return "Il manque la ligne de titres. Elle nomme les colonnes, par exemple : Prénom ; Téléphone ; Langue."
    if PHONE not in fields:
        return "Il manque la colonne du téléphone. Appelez-la « Téléphone »."
    if NAME not in fields:
        renamed = " Si « Nom » contient des prénoms, renommez-la." if SURNAME in fields else ""
        return f"Il manque la colonne « Prénom ».{renamed}"
    return "Les colonnes « Prénom » et « Téléphone » doivent être nommées sur la même ligne."
