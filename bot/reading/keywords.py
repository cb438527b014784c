"""The keyword of a group: one word that means nothing else, found again in the text of somebody who joins by it."""

import re
from datetime import datetime
from functools import cache

from babel import Locale

from bot.reading.alarms import alarms
from bot.reading.dates.grammar import phrases
from bot.reading.dates.phrases import DaySaid
from bot.reading.heard import listen
from bot.reading.normalise import clean, fold
from bot.reading.phrased import phrased

SHORTEST, LONGEST = 3, 15
_RESERVED = {
    "agenda", "dates", "retrait", "pause", "stop", "start", "parent", "parents", "inscription", "langue", "francais",
    "arabe", "anglais", "turc", "groupe", "groupes", "sortie", "atelier", "sejour", "rencontre", "reunion", "rendez",
    "vous", "maintenant", "annuler", "adulte", "adultes", "enfant", "enfants", "personne", "personnes", "appel",
    "appelez", "rappel", "urgence", "danger", "secours", "atout", "relais", "prenom", "surnom",
}  # fmt: skip
"""Words of our own sentences, or that a family writes to us to have something done."""
_ASKED = ("none", "first_contact", "consent", "rsvp", "reminder", "rating", "choice", "stopped")
_MEANS_NOTHING = frozenset({"unclear", "name"})
_POLITE = frozenset({"thanks", "polite", "greeting"})
_SAID_BEFORE = frozenset({"groupe", "mot", "code"})
_LETTERS = re.compile(r"[^\W\d_]+")
_LANGUAGES = ("fr", "en", "ar", "tr", "ro", "pt", "es", "it", "pl", "sq", "bg", "ru", "uk", "fa", "ps")


def as_keyword(typed: str) -> str:
    """As it is kept and compared: capitals without accents."""
    return _folded(typed).strip(" .,;:!?«»\"'()").upper()


def why_not(keyword: str, now: datetime) -> str:
    """Why a word, as `as_keyword` gives it, cannot be a keyword: a French sentence; "" for one that can."""
    word = keyword.casefold()
    if not _LETTERS.fullmatch(word) or not SHORTEST <= len(word) <= LONGEST:
        return f"Le mot-clé est un seul mot, de {SHORTEST} à {LONGEST} lettres, sans chiffre."
    if word in _RESERVED or word in _names_of_languages() or _means_something(word, now):
        return f"« {keyword} » veut déjà dire autre chose pour Relais. Choisissez un autre mot."
    return ""


def keyword_said(text: str, keywords: set[str], now: datetime) -> str | None:
    """The keyword that is all a text says, politeness aside; None where it says anything more, or two of them."""
    said = [word.upper() for word in _LETTERS.findall(_folded(text))]
    found = keywords.intersection(said)
    if len(found) != 1 or any(sign.isdigit() for sign in text):
        return None
    keyword = found.pop()
    rest = [word for word in said if word != keyword and word.casefold() not in _SAID_BEFORE]
    return keyword if _only_polite(" ".join(rest).casefold(), now) else None


def _folded(text: str) -> str:
    return fold(clean(text))


def _only_polite(rest: str, now: datetime) -> bool:
    heard = listen(rest, None, None, now)
    return not heard.unknown() and all(span.concept in _POLITE for span in heard.spans)


def _means_something(word: str, now: datetime) -> bool:
    if any(not isinstance(phrase.said, DaySaid) or phrase.said.feast is None for phrase in phrases(word)):
        return True
    heard = [listen(word, asked, language, now) for asked in _ASKED for language in ("fr", "ar", "en", "tr")]
    return any(alarms(one) for one in heard) or not {phrased(one).intent for one in heard} <= _MEANS_NOTHING


@cache
def _names_of_languages() -> frozenset[str]:
    """Of the languages families read, in French, in English and as they call themselves."""
    names = [Locale(said).languages.get(code, "") for code in _LANGUAGES for said in ("fr", "en", code)]
    return frozenset(word for name in names for word in _LETTERS.findall(_folded(name)))
