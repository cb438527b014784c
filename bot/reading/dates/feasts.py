"""The feast days that people name instead of a date: which words say them, and which day each is in a year."""

import datetime
from collections.abc import Callable
from functools import cache
from typing import Final

import holidays

_DAY: Final = datetime.timedelta(days=1)
_SUNDAY: Final = 6


@cache
def _easter_monday(year: int) -> datetime.date:
    return holidays.country_holidays("FR", years=year, language="fr").get_named("Lundi de Pâques")[0]


def _from_easter(days: int) -> Callable[[int], datetime.date]:
    return lambda year: _easter_monday(year) + _DAY * (days - 1)


def _on(day: int, month: int) -> Callable[[int], datetime.date]:
    return lambda year: datetime.date(year, month, day)


def _sunday(nth: int, month: int) -> Callable[[int], datetime.date]:
    def found(year: int) -> datetime.date:
        first = datetime.date(year, month, 1)
        return first + _DAY * (_SUNDAY - first.weekday() + 7 * (nth - 1))

    return found


def _mothers_day(year: int) -> datetime.date:
    """The last Sunday of May, or the Sunday after where that one is Pentecost."""
    last = datetime.date(year, 5, 31)
    last -= _DAY * ((last.weekday() - _SUNDAY) % 7)
    return last + _DAY * 7 if last == _from_easter(49)(year) else last


# Named with its weekday, a feast is a date wherever it stands; alone, it may be the theme of what is announced.
_CERTAIN: Final[dict[str, Callable[[int], datetime.date]]] = {
    "mardi gras": _from_easter(-47),
    "mercredi des cendres": _from_easter(-46),
    "dimanche des rameaux": _from_easter(-7),
    "jeudi saint": _from_easter(-3),
    "vendredi saint": _from_easter(-2),
    "dimanche de paques|dimanche paques|jour de paques": _from_easter(0),
    "lundi de paques|lundi paques|lendemain de paques": _from_easter(1),
    "jeudi de l ascension|jeudi ascension|jour de l ascension": _from_easter(39),
    "dimanche de pentecote|dimanche pentecote|dimanche de la pentecote": _from_easter(49),
    "lundi de pentecote|lundi pentecote|lundi de la pentecote": _from_easter(50),
    "veille de noel": _on(24, 12),
    "jour de noel": _on(25, 12),
    "lendemain de noel": _on(26, 12),
    "jour de l an|premier de l an|nouvel an": _on(1, 1),
    "veille du jour de l an|saint sylvestre|st sylvestre": _on(31, 12),
    "jour de la toussaint": _on(1, 11),
}
_ALONE: Final[dict[str, Callable[[int], datetime.date]]] = {
    "noel": _on(25, 12),
    "paques": _from_easter(0),
    "ascension": _from_easter(39),
    "pentecote": _from_easter(49),
    "assomption": _on(15, 8),
    "toussaint": _on(1, 11),
    "armistice": _on(11, 11),
    "fete nationale": _on(14, 7),
    "fete du travail": _on(1, 5),
    "fete de la musique": _on(21, 6),
    "fete des meres": _mothers_day,
    "fete des peres": _sunday(3, 6),
    "fete des grands meres": _sunday(1, 3),
    "saint valentin|st valentin": _on(14, 2),
    "saint nicolas|st nicolas": _on(6, 12),
    "chandeleur": _on(2, 2),
    "halloween": _on(31, 10),
}
_DAYS: Final = (*_CERTAIN.values(), *_ALONE.values())


def spellings() -> dict[str, int]:
    """Every name of a feast, words parted by one space, with the number that `feast_day` knows it by."""
    named = enumerate((*_CERTAIN, *_ALONE))
    return {name: number for number, names in named for name in names.split("|")}


def is_certain(feast: int) -> bool:
    """Whether such words name a day even where another day is named too."""
    return feast < len(_CERTAIN)


def feast_day(feast: int, year: int) -> datetime.date:
    """The day of that feast in a year."""
    return _DAYS[feast](year)


def next_feast(feast: int, since: datetime.date) -> datetime.date:
    """The first such day from `since` on."""
    day = feast_day(feast, since.year)
    return day if day >= since else feast_day(feast, since.year + 1)
