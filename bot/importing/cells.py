"""What one cell means: a number that a spreadsheet has eaten, a language, a tie, a yes, a date."""

import re
from collections.abc import Collection
from datetime import date, time, timedelta
from decimal import Decimal

from babel import Locale

from bot.console.listening import folded
from bot.console.words import day_in_full
from messages.contacts import plain_name
from messages.hours import Hours
from messages.phones import parse_phone

_FRENCH, _ENGLISH = Locale("fr"), Locale("en")
_EATEN = re.compile(r"(\d+(?:[.,]\d+)?)\s*[eE]\s*\+?(\d{1,2})")
_DECIMAL = re.compile(r"(\d{9,12})[.,]0+")
_AS_FORMULA = re.compile(r'="([^"]*)"')
_SERIAL = re.compile(r"[34567]\d{4}")
_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a spreadsheet (the serial of 1 January 1900 is 2, for the leap year it believes in)."""
_DAYS = (
    re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4}|\d{2})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
)

_HOURS = re.compile(r"(\d{1,2})\s*[:hH](\d{2})?\s*(?:-|–|à|a)\s*(\d{1,2})\s*[:hH](\d{2})?")

_YES = frozenset({"oui", "o", "x", "1", "vrai", "yes", "y", "true", "ok", "v", "✓", "✔"})
_NO = frozenset({"non", "n", "0", "faux", "no", "false", "-", "refus", "refuse", "pas d'accord"})
_ROLES = {
    "mother": ("mere", "maman", "mother", "mum", "mom"),
    "father": ("pere", "papa", "father", "dad"),
    "carer": ("autre", "tuteur", "tutrice", "grand-mere", "grand mere", "grand-pere", "grand pere", "tante", "oncle",
              "beau-pere", "beau pere", "belle-mere", "belle mere", "famille d'accueil", "soeur", "frere", "carer",
              "guardian", "grandmother", "grandfather", "aunt", "uncle", "referent"),
    "unknown": ("", "parent", "inconnu", "unknown", "?"),
}  # fmt: skip
_ALSO = {
    "arabe maghrebin": "ar",
    "darija": "ar",
    "arabe litteraire": "ar",
    "farsi": "fa",
    "dari": "fa",
    "anglais": "en",
}


class CellError(ValueError):
    """A cell that means nothing; its text is a French sentence that repeats no figure of the cell."""


def phone(written: str, own: Collection[str]) -> str:
    """The number as E.164, put back together where a spreadsheet made a figure of it. Raises NotAPhone, CellError."""
    said = written.strip().lstrip("'’").strip()
    formula = _AS_FORMULA.fullmatch(said)
    said = formula[1] if formula else said
    eaten = _EATEN.fullmatch(said)
    if eaten:
        said = _put_back(eaten[1].replace(",", "."), int(eaten[2]))
    whole = _DECIMAL.fullmatch(said)
    return parse_phone(whole[1] if whole else said, own)


def _put_back(figures: str, power: int) -> str:
    """All the digits, where they are still there: `6,39981234E+08` has nine, `6,4E+08` only two."""
    kept = len(figures.replace(".", ""))
    if kept < power + 1:
        raise CellError(
            "Le tableur a raccourci ce numéro. Mettez la colonne au format « Texte », puis retapez le numéro."
        )
    return str(int(Decimal(figures).scaleb(power)))


def last_digits(number: str) -> str:
    """The most that may be shown of a number: its last two digits."""
    digits = [sign for sign in number if sign.isdigit()]
    return "".join(digits[-2:]) if len(digits) > 5 else ""


def language(written: str) -> str | None:
    """`arabe`, `Arabic`, `ar`: its code; None for an empty cell. Raises CellError."""
    said = folded(written)
    if not said:
        return None
    code = said if said in _FRENCH.languages else _BY_NAME.get(said, _ALSO.get(said))
    if code is None:
        raise CellError(
            f"La langue « {_short(written)} » n'est pas connue. Par exemple : français, arabe, anglais, turc."
        )
    return code


def _language_names() -> dict[str, str]:
    """French names before English ones, and codes of two letters before those of three."""
    names: dict[str, str] = {}
    for length in (3, 2):
        for locale in (_ENGLISH, _FRENCH):
            names |= {folded(name): code for code, name in locale.languages.items() if len(code) == length}
    return names


_BY_NAME = _language_names()


def role(written: str) -> str:
    """`mother`, `father`, `carer` or `unknown`. Raises CellError."""
    said = folded(written)
    for code, words in _ROLES.items():
        if said in words:
            return code
    raise CellError(f"Le lien « {_short(written)} » n'est pas connu. Écrivez : mère, père ou autre.")


def yes(written: str) -> bool | None:
    """True, False, or None where the cell is empty or says more than that."""
    said = folded(written).rstrip(".!")
    if said in _NO:
        return False
    return True if said in _YES else None


def discreet(written: str) -> bool:
    """Whether she asked for discretion. Raises CellError on anything but a yes, a no or nothing."""
    said = yes(written)
    if said is None and written:
        raise CellError("Colonne « Discret » : écrivez oui ou non.")
    return bool(said)


def day(written: str, today: date) -> str:
    """`samedi 3 octobre 2026`, from a date or a spreadsheet's serial; other words stay. Raises CellError."""
    said = written.strip()
    found = _day(said)
    if found is not None and found > today:
        raise CellError("La date de l'accord est après aujourd'hui. Vérifiez-la.")
    return day_in_full(found) if found is not None else plain_name(said)


def _day(said: str) -> date | None:
    try:
        if _SERIAL.fullmatch(said):
            return _FIRST_DAY + timedelta(days=int(said))
        read = next((found for pattern in _DAYS if (found := pattern.fullmatch(said))), None)
        if read is None:
            return None
        year = int(read["y"]) + (2000 if len(read["y"]) == 2 else 0)
        return date(year, int(read["m"]), int(read["d"]))
    except ValueError:
        raise CellError("Cette date d'accord n'existe pas. Écrivez-la ainsi : 03/10/2026.") from None


def hours(written: str) -> Hours | None:
    """`10:00-16:00`, `9h à 12h30`; None for nothing. Raises CellError."""
    if not written.strip():
        return None
    read = _HOURS.fullmatch(written.strip())
    if read is None:
        raise CellError("Les heures s'écrivent ainsi : 10:00-16:00.")
    begin, begin_minutes, end, end_minutes = (int(part or 0) for part in read.groups())
    try:
        return Hours(time(begin, begin_minutes), time(end, end_minutes))
    except ValueError:
        raise CellError("Ces heures n'existent pas, ou finissent avant de commencer.") from None


def several(written: str) -> tuple[str, ...]:
    """The names in one cell, parted by commas, semicolons, slashes or lines."""
    return tuple(name for part in re.split(r"[,;/|\n]", written) if (name := plain_name(part)))


def _short(written: str) -> str:
    """A few words of the cell; digits are left out, as they could be somebody's number."""
    return re.sub(r"\d", "·", plain_name(written))[:30]
