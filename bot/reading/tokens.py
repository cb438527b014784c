"""Cuts a plain text into words, numbers, and the numbers that count nobody: hours, dates, ages, telephones."""

import re
from typing import NamedTuple

_MONTHS = (
    "janv(?:ier)?|fevr(?:ier)?|mars|avril|mai|juin|juil(?:let)?|aout|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?"
    "|dec(?:embre)?|january|february|march|april|may|june|july|august|october|ocak|subat|nisan|mayis|haziran"
    "|temmuz|agustos|eylul|ekim|kasim|aralik"
)
_DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday"
_PEOPLE = "ad|enf|pers|gar|fil|gos|bb|beb|per|kid|boy|girl|child|cocuk|kisi|yetis|pl|people|طفل|اطفال|بالغ|شخص"
_OTHERS = r"""(?P<word>[^\W_]*[^\W\d_][^\W_]*'? | <\w+>) | (?P<mark>[?!.;,\n+\-=*~]) | (?P<sign>[^\w\s])"""
_WITHOUT_FIGURES = re.compile(_OTHERS, re.VERBOSE)
_FIGURE = re.compile(r"\d")
_TOKEN = re.compile(
    rf"""
    (?P<score>\d{{1,2}}(?:[.,]\d)?\s?/\s?(?:5|10|20)(?![\d/]))
  | (?P<hour>\b\d{{1,2}}\s?(?:h|heures?|:)\s?(?:[0-5]\d)?(?![^\W\d_])
      | \b\d{{1,2}}(?:[.:][0-5]\d)?\s?(?:am|pm|o'clock)\b | \b(?:saat|الساعه?)\s?\d{{1,2}}(?:[:.][0-5]\d)?)
  | (?P<date>(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|1[0-2])(?:[/.](?:20)?\d\d)?(?![\d/.]*\d)
      | \b\d{{1,2}}(?:er)?\s?(?:{_MONTHS})\b | \b(?:{_DAYS})\s\d{{1,2}}(?!\d|\s?(?:{_PEOPLE}|h|:))
      | \bيوم\s\d{{1,2}}(?!\d) | \bayin\s\d{{1,2}}(?!\d))
  | (?P<phone>(?:\+|\b00)?\d(?:[\s.\-/]?\d){{8,14}})
  | (?P<minutes>\b\d{{1,3}}\s?(?:minutes?|mins?|mn|mnt|dk|dakika|دقيق\w*|دقايق)\b)
  | (?P<age>\b\d{{1,2}}\s?(?:ans?|mois|semaines?|years?|yrs?|months?|yas\w*|aylik|سن\w+|عام\w*|شهر\w*|شهور)\b)
  | (?P<money>\b\d+(?:[.,]\d+)?\s?(?:€|euros?|eur\b|\$))
  | (?P<label>\b(?:bus|ligne|tram|metro|salle|etage|porte|bat|batiment|numero|no|code|line|room|floor|otobus)
      \s?(?:°\s?)?\d{{1,3}}(?!\d))
  | (?P<number>\d+(?=(?:{_PEOPLE})) | (?<![^\W\d_])\d+(?![^\W\d_]))
  | {_OTHERS}
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """One piece: its kind (word, number, hour, date, age, minutes, phone, score, mark, sign...) and its text."""

    kind: str
    text: str


def tokenise(folded: str) -> list[Token]:
    """Cut a folded text; what carries no meaning (blanks, underscores) is left out."""
    pattern = _TOKEN if _FIGURE.search(folded) else _WITHOUT_FIGURES
    return [Token(str(found.lastgroup), found.group()) for found in pattern.finditer(folded)]
