"""Brings a text to one plain spelling without losing what it says."""

import re
import unicodedata
from functools import lru_cache

_SKIN_TONES = dict.fromkeys(range(127995, 128000))
_MARKS = {
    ord(seen): plain
    for seen, plain in {
        "’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'", "′": "'",
        "؟": "?", "،": ",", "؛": ";", "？": "?", "…": ".",
    }.items()
}  # fmt: skip
_LETTERS = {
    ord(seen): plain
    for seen, plain in {
        "ı": "i", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": "",
        "ک": "ك", "ی": "ي", "ڤ": "ف", "ڭ": "ك", "گ": "ك",
    }.items()
}  # fmt: skip
_DROPPED = {"Mn", "Me", "Cf", "Cs", "Co"}
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")


def clean(text: str) -> str:
    """Small letters, as they are written in each language, one apostrophe, one kind of digit, nothing invisible.

    Bidirectional marks, joiners, stacked marks, skin tones and half characters disappear; control characters
    become spaces.
    """
    composed = unicodedata.normalize("NFKC", text.translate(_MARKS)).translate(_SKIN_TONES)
    if composed.isascii():
        return composed.casefold()
    return composed.translate({ord(sign): _kept(sign) for sign in set(composed)}).casefold()


def fold(cleaned: str) -> str:
    """The same text without accents, Arabic letter variants made one, stretched letters shortened to one."""
    if not cleaned.isascii():
        decomposed = unicodedata.normalize("NFKD", cleaned)
        marks = dict.fromkeys(ord(sign) for sign in set(decomposed) if unicodedata.category(sign) == "Mn")
        cleaned = decomposed.translate(_LETTERS | marks)
    return _unstretched(cleaned)


def plain(text: str) -> str:
    """The one spelling in which texts and lexicons are compared; quick for a long text without stacked marks."""
    signs = set(text)
    if any(unicodedata.category(sign) in _DROPPED for sign in signs) or not unicodedata.is_normalized("NFC", text):
        return fold(clean(text))
    for sign in signs:
        if not _stays(sign):
            text = text.replace(sign, fold(clean(sign)))
    return _unstretched(text)


def is_plain(text: str) -> bool:
    """Whether no letter of the text would change; quick for a long text."""
    return text.isascii() or all(map(_stays, set(text)))


def _unstretched(text: str) -> str:
    return _STRETCHED.sub(r"\1", text) if any(sign * 3 in text for sign in set(text)) else text


@lru_cache(4096)
def _stays(character: str) -> bool:
    return fold(clean(character)) == character


@lru_cache(4096)
def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category in _DROPPED:
        return ""
    if category == "Cc":
        return "\n" if character == "\n" else " "
    return str(unicodedata.digit(character)) if category == "Nd" else character
