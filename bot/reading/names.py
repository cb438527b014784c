"""The first name with which somebody introduces herself, and the language she asks for."""

from bot.reading.heard import Heard
from bot.reading.spelling import sound
from bot.reading.tokens import tokenise
from bot.reading.vocabulary import HOME, vocabularies

_INTRODUCES = frozenset({"appelle", "prenom", "nom", "nomme", "apelle"})
_GLUED = tuple(sound(word) for word in ("mappelle", "jmappelle", "jemappelle", "mapel", "jmapel"))
_SHE_IS = frozenset({"c", "cest", "ce", "se", "suis", "sui", "chui", "jsuis", "dites", "dite", "appelez", "am", "is"})
_BETWEEN = frozenset({"est", "c", "cest", "ce", "moi", "juste", "plutot", "a", "pas"})
_PARENT_OF = frozenset({"maman", "mere", "papa", "pere", "mama"})
_SHORTEST = 3
_SAME_LANGUAGE = {"ary-Latn": "ar", "kab": "kab"}


def given_name(heard: Heard) -> str | None:
    """The name that follows "je m'appelle", "moi c'est", the last where one is corrected; None without any."""
    words = [token.text.rstrip("'") for token in heard.tokens if token.kind == "word"]
    found = None
    for at, word in enumerate(words):
        if word in _INTRODUCES or word in _SHE_IS or (len(word) > _SHORTEST and sound(word) in _GLUED):
            found = _after(words, at + 1) or found
        elif word in _PARENT_OF and at and found is None and _is_name(words[at - 1]):
            found = words[at - 1]
    return _as_written(heard, found) if found else None


def wished_language(heard: Heard) -> str | None:
    """The language named last, ISO 639-1; else the one she writes in, where that is not French."""
    named = [span.concept.split(".")[1] for span in heard.all("tongue.", "language.")]
    if named:
        return named[-1]
    return None if heard.spoken == HOME else _SAME_LANGUAGE.get(heard.spoken, heard.spoken)


def _after(words: list[str], at: int) -> str | None:
    while at < len(words) and words[at] in _BETWEEN:
        if words[at] == "pas":
            return None
        at += 1
    return words[at] if at < len(words) and _is_name(words[at]) else None


def _is_name(word: str) -> bool:
    """A word that French does not know, not even by ear, is somebody."""
    return len(word) >= _SHORTEST and not vocabularies()[HOME].classes(word)


def _as_written(heard: Heard, word: str) -> str:
    written = [token.text for token in tokenise(heard.cleaned) if token.kind == "word"]
    plain = [token.text for token in heard.tokens if token.kind == "word"]
    return dict(zip(plain, written, strict=False)).get(word, word).rstrip("'").capitalize()
