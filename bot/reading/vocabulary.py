"""The words of each language in classes of sense ("come", "child", "not"), from one plain file a language.

A line of a file is a class and its words, `come: viens vient venir`; what follows a # is for people. A speaker adds
a word to a line, with or without its accents, and it is understood from the next start on.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from bot.reading.normalise import clean, fold, is_plain
from bot.reading.spelling import sound, sounds
from bot.reading.tokens import Token

HOME = "fr"
_HINT, _AT_HOME = 0.6, 0.3
_SHORTEST_TELLING, _SHORTEST_HEARD, _SHORTEST_FOREIGN = 2, 3, 3
Classes = tuple[str, ...]


@dataclass
class Vocabulary:
    """One language: the classes of each word, and of each sound where words are looked up by ear."""

    words: dict[str, Classes]
    by_sound: dict[str, Classes] = field(default_factory=dict)

    def classes(self, word: str) -> Classes:
        """The classes of a folded word; empty when it is not known, not even by ear."""
        known = self.words.get(word)
        if known is None and self.by_sound and len(word) >= _SHORTEST_HEARD:
            known = self.by_sound.get(sound(word))
        return known or ()


@cache
def vocabularies() -> Mapping[str, Vocabulary]:
    """Every language that has a file, read once."""
    folder = files("bot.reading.lexicons")
    found = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".words"))
    return {name.removesuffix(".words"): _read(name) for name in found}


def spoken(words: Sequence[str], hint: str | None) -> str:
    """The language that knows most of the words; the contact's own wins a draw, then French."""
    telling = [word for word in words if len(word) >= _SHORTEST_TELLING]
    best, most = HOME, -1.0
    for language, vocabulary in vocabularies().items():
        known = sum(word in vocabulary.words for word in telling)
        score = known + _HINT * (language == hint) + _AT_HOME * (language == HOME)
        if score > most:
            best, most = language, score
    return best


def spoken_in(tokens: Iterable[Token], hint: str | None) -> str:
    """The same for the words among tokens."""
    return spoken([token.text.rstrip("'") for token in tokens if token.kind == "word"], hint)


def classes_of(word: str, language: str) -> Classes:
    """The classes of a folded word: in that language, else in French, else in whichever language knows it."""
    known = vocabularies()
    found = known[language].words.get(word) or known[HOME].classes(word)
    if found or len(word) < _SHORTEST_FOREIGN:
        return found
    return next((there for one in known.values() if (there := one.words.get(word))), ())


def _read(name: str) -> Vocabulary:
    told: dict[str, list[str]] = defaultdict(list)
    text = (files("bot.reading.lexicons") / name).read_text("utf-8")
    for line in (text if is_plain(text) else fold(clean(text))).splitlines():
        head, _, listed = line.partition("#")[0].partition(":")
        for word in listed.split():
            known = told[word]
            if head not in known:
                known.append(head)
    words = {word: tuple(classes) for word, classes in told.items()}
    return Vocabulary(words, _heard(words) if name == f"{HOME}.words" else {})


def _heard(words: Mapping[str, Classes]) -> dict[str, Classes]:
    by_sound: dict[str, list[str]] = defaultdict(list)
    long = [word for word in words if len(word) >= _SHORTEST_HEARD]
    for word, heard in zip(long, sounds(long), strict=True):
        known = by_sound[heard]
        known.extend(one for one in words[word] if one not in known)
    return {heard: tuple(classes) for heard, classes in by_sound.items()}
