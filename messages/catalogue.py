"""Every text a family can receive: a kind of message, a language, a medium and facts become words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from messages.directions import isolate, isolate_numbers
from messages.parts import straighten
from messages.phrases import Button, Phrases
from messages.spoken_facts import ORIGINS, Speaking, spoken_facts, untold

WORDING = Path(__file__).parent / "wording"
SOURCE = "fr"

_AS_TYPED = frozenset({"note", "console"})
#: Languages that stay readable in the letters of GSM-7, so that an SMS costs one part and not two.
_SIMPLE_LETTERS = frozenset({"fr", "en"})
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_SPACE_BEFORE = re.compile(r" +([,.،])")
_SENTENCE_START = re.compile(r"(?:^|(?<=[.?!]\n))[^\W\d_]")
#: Parts that say what to answer in words: needless where there are buttons to press.
_FOR_THUMBS = frozenset({"yes_no", "score"})
#: Parts that a text of 67 signs a part cannot afford.
_COSTLY = frozenset({"hello"})


@dataclass(frozen=True)
class Text:
    """What one person reads, and what can be pressed beneath it (nothing by SMS)."""

    text: str
    buttons: tuple[Button, ...]


class Gap(LookupError):
    """A sentence or a fact is missing: names the kind, the language and the fact, never a value."""

    def __init__(self, kind: str, language: str, fact: str | None = None) -> None:
        self.kind, self.language, self.fact = kind, language, fact
        super().__init__(
            f"{kind} in {language}: " + (f"the fact {fact} is missing" if fact else "no wording")
        )


class Catalogue:
    """The sentences of all languages, read once from the `.po` files of a folder; French is the source."""

    def __init__(self, timezone: ZoneInfo, folder: Path = WORDING) -> None:
        self._timezone = timezone
        self._phrases = {path.stem: Phrases(path) for path in sorted(folder.glob("*.po"))}

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages that have a catalogue, French first."""
        return (SOURCE, *(code for code in self._phrases if code != SOURCE))

    def render(
        self,
        kind: str,
        language: str,
        medium: str,
        facts: Mapping[str, object],
        now: datetime,
        discreet: bool = False,
    ) -> Text:
        """Says `kind` in `language` (French where there is no catalogue) for "sms" or "telegram".

        `facts` are plain values, moments as ISO texts with their offset; `discreet` prefers the wording
        that gives nothing of the programme away. Raises Gap when a sentence or a fact is missing.
        """
        if kind in _AS_TYPED:
            return _as_typed(kind, language, medium, facts)
        phrases = self._phrases.get(language) or self._phrases[SOURCE]
        typed = isolate if phrases.right_to_left and medium == "telegram" else str
        speaking = Speaking(phrases, self._timezone, now, typed)
        sentence = _Sentence(kind, medium, discreet, speaking)
        return Text(_as_read(sentence.said(facts), phrases, medium), self._buttons(kind, phrases, medium))

    def _buttons(self, kind: str, phrases: Phrases, medium: str) -> tuple[Button, ...]:
        if medium != "telegram":
            return ()
        return tuple(_button(kind, choice, phrases) for choice in self._phrases[SOURCE].choices(kind))


class _Sentence:
    """One wording, filled once; an optional part of it vanishes when one of its own facts is missing."""

    def __init__(self, kind: str, medium: str, discreet: bool, speaking: Speaking) -> None:
        self._kind, self._medium, self._discreet, self._speaking = kind, medium, discreet, speaking

    def said(self, facts: Mapping[str, object]) -> str:
        words = spoken_facts(facts, self._speaking)
        if facts.get("options"):
            words["options"] = self._options(facts["options"])
        return self._filled(self._kind, facts, words)

    def _options(self, options: object) -> str:
        numbered = enumerate(options if isinstance(options, list | tuple) else (), start=1)
        return "\n".join(self._option({**facts, "number": number}) for number, facts in numbered)

    def _option(self, facts: Mapping[str, object]) -> str:
        return self._filled("part/option", facts, spoken_facts(facts, self._speaking))

    def _filled(self, key: str, facts: Mapping[str, object], words: Mapping[str, str]) -> str:
        wording = self._find(key)
        if wording is None:
            raise Gap(self._kind, self._speaking.phrases.language)
        left_out = untold(facts, self._speaking) | (
            _FOR_THUMBS if self._medium == "telegram" else frozenset()
        )
        return self._fill(wording, words, left_out)

    def _fill(self, wording: str, words: Mapping[str, str], left_out: frozenset[str]) -> str:
        return _PLACEHOLDER.sub(lambda found: self._word(found[1], words, left_out), wording)

    def _word(self, name: str, words: Mapping[str, str], left_out: frozenset[str]) -> str:
        if words.get(name):
            return words[name]
        part = self._find(f"part/{name}")
        if part is None:
            raise Gap(self._kind, self._speaking.phrases.language, ORIGINS.get(name, name))
        if name in left_out:
            return ""
        try:
            return self._fill(part, words, left_out)
        except Gap:
            return ""

    def _find(self, key: str) -> str | None:
        return self._speaking.phrases.find(_most_specific_first(key, self._medium, self._discreet))


def _most_specific_first(key: str, medium: str, discreet: bool) -> Iterator[str]:
    for stem in (f"{key}.discreet", key) if discreet else (key,):
        yield f"{stem}.{medium}"
        yield stem


def _as_read(said: str, phrases: Phrases, medium: str) -> str:
    lines = [_SPACE_BEFORE.sub(r"\1", " ".join(line.split())) for line in said.split("\n")]
    text = _capitalised("\n".join(line for line in lines if line), phrases.language)
    if medium == "telegram":
        return isolate_numbers(text) if phrases.right_to_left else text
    return straighten(text) if phrases.language in _SIMPLE_LETTERS else text


def _capitalised(text: str, language: str) -> str:
    def upper(letter: re.Match[str]) -> str:
        return "İ" if (language, letter[0]) == ("tr", "i") else letter[0].upper()

    return _SENTENCE_START.sub(upper, text)


def _button(kind: str, choice: str, phrases: Phrases) -> Button:
    label = phrases.find((f"{kind}#{choice}",))
    if label is None:
        raise Gap(f"{kind}#{choice}", phrases.language)
    return Button(label, choice)


def _as_typed(kind: str, language: str, medium: str, facts: Mapping[str, object]) -> Text:
    text = facts.get("text")
    if not isinstance(text, str):
        raise Gap(kind, language, "text")
    pairs = facts.get("buttons") if medium == "telegram" else None
    buttons = tuple(Button(*pair) for pair in pairs) if isinstance(pairs, list | tuple) else ()
    return Text(text, buttons)
