"""The words of each language in classes of sense ("come", "child", "not"), from one plain file a language.

A line of a file is a class and its words, `come: viens vient venir`; what follows a # is for people. A speaker adds
a word to a line, with or without its accents, and it is understood from the next start on.
"""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property, lru_cache
from os import listdir, path

from bot.reading.normalise import clean, fold, is_plain
from bot.reading.spelling import sound, sounds
from bot.reading.tokens import Token

HOME = "fr"
_HINT, _AT_HOME = 0.6, 0.3
_SHORTEST_TELLING, _SHORTEST_HEARD, _SHORTEST_FOREIGN = 2, 3, 3
_FOLDER = path.join(path.dirname(__file__), "lexicons")
_REMEMBERED = 8192
Classes = tuple[str, ...]


class Vocabulary:
    """One language: the classes of each word, and of each sound where words are looked up by ear."""

    def __init__(self, words: dict[str, Classes]) -> None:
        self.words = words

    @cached_property
    def by_sound(self) -> dict[str, Classes]:
        """The classes of each sound."""
        return _heard(self.words)

    def classes(self, word: str) -> Classes:
        """The classes of a folded word; empty when it is not known, not even by ear."""
        known = self.words.get(word)
        if known is None and len(word) >= _SHORTEST_HEARD:
            known = self.by_sound.get(sound(word))
        return known or ()


@cache
def vocabularies() -> Mapping[str, Vocabulary]:
    """Every language that has a file, read once."""
    return {name.removesuffix(".words"): _read(name) for name in sorted(listdir(_FOLDER)) if name.endswith(".words")}


def spoken(words: Iterable[str], hint: str | None) -> str:
    """The language that knows most of the words; the contact's own wins a draw, then French."""
    scores = {HOME: 0.0}
    if hint is not None and hint in vocabularies():
        scores[hint] = 0.0
    for word in words:
        for language in _speakers(word):
            scores[language] = scores.get(language, 0) + 1
    if hint is not None and hint in scores:
        scores[hint] += _HINT
    scores[HOME] += _AT_HOME
    return max(sorted(scores), key=scores.__getitem__)


@lru_cache(_REMEMBERED)
def _speakers(word: str) -> tuple[str, ...]:
    """The languages that know a word; none for a word too short to tell."""
    if len(word) < _SHORTEST_TELLING:
        return ()
    return tuple([language for language, known in vocabularies().items() if word in known.words])


def spoken_in(tokens: Iterable[Token], hint: str | None) -> str:
    """The same for the words among tokens."""
    return spoken((token.text.rstrip("'") for token in tokens if token.kind == "word"), hint)


@lru_cache(_REMEMBERED)
def classes_of(word: str, language: str) -> Classes:
    """The classes of a folded word: in that language, else in French, else in whichever language knows it."""
    known = vocabularies()
    found = known[language].words.get(word) or known[HOME].classes(word)
    if found or len(word) < _SHORTEST_FOREIGN:
        return found
    return next((there for one in known.values() if (there := one.words.get(word))), ())


def _read(name: str) -> Vocabulary:
    words: dict[str, Classes] = {}
    with open(path.join(_FOLDER, name), encoding="utf-8") as file:
        text = file.read()
    for line in (text if is_plain(text) else fold(clean(text))).splitlines():
        head, _, listed = line.partition("#")[0].partition(":")
        alone = (head,)
        for word in listed.split():
            known = words.setdefault(word, alone)
            if head not in known:
                words[word] = (*known, head)
    return Vocabulary(words)


def _heard(words: Mapping[str, Classes]) -> dict[str, Classes]:
    by_sound: dict[str, Classes] = {}
    long = [word for word in words if len(word) >= _SHORTEST_HEARD]
    for word, heard in zip(long, sounds(long), strict=True):
        classes, known = words[word], by_sound.setdefault(heard, words[word])
        if known is not classes:
            by_sound[heard] = tuple(dict.fromkeys(known + classes))
    return by_sound
