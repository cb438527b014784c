"""Every text a family can receive: a kind of message, a language, a medium and facts become words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from messages.directions import isolate, isolate_numbers
from messages.parts import parts, straighten
from messages.phrases import Phrases
from messages.sentences import Gap, Sentence
from messages.spoken_facts import Speaking

__all__ = ["LANGUAGES", "ONE_WAY", "SOURCE", "WORDING", "Button", "Catalogue", "Gap", "Text"]

WORDING = Path(__file__).parent / "wording"
SOURCE = "fr"
ONE_WAY = "oneway"
"""What is said by an SMS that cannot be answered; otherwise an SMS."""

LANGUAGES = frozenset(path.stem for path in WORDING.glob("*.po"))
"""ISO 639-1 codes of the languages that families can be written to in."""

AS_TYPED = frozenset({"note", "console", "alert"})
#: Languages that stay readable in the letters of GSM-7, so that an SMS costs one part and not two.
_SIMPLE_LETTERS = frozenset({"fr", "en"})
#: Optional parts that say what to answer: needless where there are buttons to press.
_FOR_THUMBS = frozenset({"yes_no", "score"})
_REMEMBERED, NOON = 2048, time(12)
_GREETING = frozenset({"hello"})
#: What the link of an SMS without buttons of its own is for: saying no after all, or yes again.
_TAKEN_BACK, _YES_OR_NO = ("reminder/", "confirmed/"), "reminder/maybe"


@dataclass(frozen=True)
class Button:
    """What a thumb can press under a message: the label a family reads, the choice it stands for."""

    label: str
    choice: str


@dataclass(frozen=True)
class Text:
    """What one person reads, and what can be pressed beneath it, or on the page that an SMS links to."""

    text: str
    buttons: tuple[Button, ...]


class Catalogue:
    """The sentences of all languages, read once from the `.po` files of a folder; French is the source."""

    def __init__(self, timezone: ZoneInfo, folder: Path = WORDING) -> None:
        self._timezone = timezone
        self._phrases = {path.stem: Phrases(path) for path in sorted(folder.glob("*.po"))}
        self._remembered = lru_cache(_REMEMBERED)(self._said)

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
        """Says `kind` in `language` (French where there is no catalogue) for "sms", "telegram" or ONE_WAY.

        `facts` are plain values, moments as ISO texts with their offset; `discreet` prefers the wording
        that gives nothing of the programme away. "note", "console" and "alert" are free texts, given as typed
        in the facts `text` (or `text.sms`, `text.oneway` for that medium) and `buttons`. Raises Gap when a wording
        or a fact is missing.
        """
        if kind in AS_TYPED:
            return _as_typed(kind, language, medium, facts)
        told, today = tuple(facts.items()), now.astimezone(self._timezone).date()
        if facts.get("link") or not _hashable(told):
            return self._said(kind, language, medium, told, today, discreet)
        return self._remembered(kind, language, medium, told, today, discreet)

    def _said(
        self, kind: str, language: str, medium: str, told: tuple[tuple[str, Any], ...], today: date, discreet: bool
    ) -> Text:
        """The same on one day: of the hour, nothing is said that depends on it."""
        facts, now = dict(told), datetime.combine(today, NOON, self._timezone)
        phrases = self._phrases.get(language, self._phrases[SOURCE])
        typed = isolate if phrases.right_to_left and medium == "telegram" else str
        sentence = Sentence(kind, medium, discreet, facts, Speaking(phrases, self._timezone, now, typed))
        if medium == "telegram":
            said = sentence.said(_FOR_THUMBS)
            return Text(isolate_numbers(said) if phrases.right_to_left else said, self._buttons(kind, phrases))
        text, link = _cheapest(sentence, phrases.language), str(facts.get("link") or "")
        linked = medium == ONE_WAY and link != "" and link in text
        return Text(text, self._behind_the_link(kind, phrases) if linked else ())

    def right_to_left(self, language: str) -> bool:
        """Whether what is said in `language` is written from right to left."""
        return self._phrases.get(language, self._phrases[SOURCE]).right_to_left

    def _behind_the_link(self, kind: str, phrases: Phrases) -> tuple[Button, ...]:
        return self._buttons(kind, phrases) or (
            self._buttons(_YES_OR_NO, phrases) if kind.startswith(_TAKEN_BACK) else ()
        )

    def _buttons(self, kind: str, phrases: Phrases) -> tuple[Button, ...]:
        return tuple(_button(kind, choice, phrases) for choice in self._phrases[SOURCE].choices(kind))


def _hashable(told: tuple[tuple[str, object], ...]) -> bool:
    try:
        hash(told)
    except TypeError:
        return False
    return True


def _as_typed(kind: str, language: str, medium: str, facts: Mapping[str, object]) -> Text:
    text, pairs = facts.get(f"text.{medium}", facts.get("text")), facts.get("buttons") or ()
    if not isinstance(text, str):
        raise Gap(kind, language, "text")
    if medium != "telegram" or not isinstance(pairs, list | tuple):
        return Text(text, ())
    return Text(text, tuple(Button(label, choice) for label, choice in pairs))


def _cheapest(sentence: Sentence, language: str) -> str:
    """The SMS in simple letters where the language allows it, without its greeting where that saves a part."""
    plain = straighten if language in _SIMPLE_LETTERS else str
    greeting = plain(sentence.said(frozenset()))
    bare = plain(sentence.said(_GREETING))
    return bare if parts(bare).parts < parts(greeting).parts else greeting


def _button(kind: str, choice: str, phrases: Phrases) -> Button:
    label = phrases.find((f"{kind}#{choice}",))
    if label is None:
        raise Gap(f"{kind}#{choice}", phrases.language)
    return Button(label, choice)
