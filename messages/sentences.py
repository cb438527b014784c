"""Fills one wording with its words, once, from the most specific wording there is."""

import re
from collections.abc import Iterator, Mapping

from messages.spoken_facts import ORIGINS, Speaking, spoken_facts, untold

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_SPACE_BEFORE = re.compile(r" +([,.،])")
_LISTS = {"options": "part/option", "dates": "part/date"}
"""Facts that are lists, and the part that says one line of each."""
_ASKS = re.compile("[?؟]")
"""Where no answer can come, no wording that asks is ever used."""
_SENTENCE_START = re.compile(r"(?:^|(?<=[.?!]\n))[^\W\d_]")


class Gap(LookupError):  # noqa: N818 - it is a gap in the wording, and read as one
    """A wording or a fact is missing: names the kind, the language and the fact (None: the wording itself)."""

    def __init__(self, kind: str, language: str, fact: str | None = None) -> None:
        self.kind, self.language, self.fact = kind, language, fact
        super().__init__(f"{kind} in {language}: " + (f"the fact {fact} is missing" if fact else "no wording"))


class Sentence:
    """One kind of message for one medium; an optional part of it vanishes when one of its facts is missing."""

    def __init__(self, kind: str, medium: str, discreet: bool, facts: Mapping[str, object], speaking: Speaking) -> None:
        self._kind, self._medium, self._discreet, self._speaking = kind, medium, discreet, speaking
        self._facts, self._words = facts, spoken_facts(facts, speaking)

    def said(self, without: frozenset[str]) -> str:
        """The text without the optional parts named in `without`; raises Gap."""
        lists = {
            name: self._list(self._facts[name], part, without) for name, part in _LISTS.items() if self._facts.get(name)
        }
        said = self._filled(self._kind, self._facts, {**self._words, **lists}, without)
        return _tidy(said, self._speaking.phrases.language)

    def _list(self, lines: object, part: str, without: frozenset[str]) -> str:
        numbered = enumerate(lines if isinstance(lines, list | tuple) else (), start=1)
        return "\n".join(self._line({**facts, "number": number}, part, without) for number, facts in numbered)

    def _line(self, facts: Mapping[str, object], part: str, without: frozenset[str]) -> str:
        return self._filled(part, facts, spoken_facts(facts, self._speaking), without)

    def _filled(self, key: str, facts: Mapping[str, object], words: Mapping[str, str], without: frozenset[str]) -> str:
        wording = self._find(key)
        if wording is None:
            raise Gap(self._kind, self._speaking.phrases.language)
        return self._fill(wording, words, without | untold(facts, self._speaking))

    def _fill(self, wording: str, words: Mapping[str, str], without: frozenset[str]) -> str:
        return _PLACEHOLDER.sub(lambda found: self._word(found[1], words, without), wording)

    def _word(self, name: str, words: Mapping[str, str], without: frozenset[str]) -> str:
        if words.get(name):
            return words[name]
        part = self._find(f"part/{name}")
        if part is None:
            raise Gap(self._kind, self._speaking.phrases.language, ORIGINS.get(name, name))
        return "" if name in without else self._if_known(part, words, without)

    def _if_known(self, part: str, words: Mapping[str, str], without: frozenset[str]) -> str:
        try:
            return self._fill(part, words, without)
        except Gap:
            return ""

    def _find(self, key: str) -> str | None:
        keys = _most_specific_first(key, self._medium, self._discreet)
        if self._medium != "oneway":
            return self._speaking.phrases.find(keys)
        found = (self._speaking.phrases.find((one,)) for one in keys)
        return next((wording for wording in found if wording and not _ASKS.search(wording)), None)


def _most_specific_first(key: str, medium: str, discreet: bool) -> Iterator[str]:
    for stem in (f"{key}.discreet", key) if discreet else (key,):
        yield f"{stem}.{medium}"
        yield stem


def _tidy(text: str, language: str) -> str:
    """No empty lines, no doubled spaces where a part vanished, a capital where a sentence begins a line."""
    lines = [_SPACE_BEFORE.sub(r"\1", " ".join(line.split())) for line in text.split("\n")]
    return _SENTENCE_START.sub(lambda first: _capital(first[0], language), "\n".join(filter(None, lines)))


def _capital(letter: str, language: str) -> str:
    return "İ" if (language, letter) == ("tr", "i") else letter.upper()
