"""The parts of a line that says who is meant, recognised one by one from its beginning."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.console.known import Known, Thing
from scheduler.audiences import ANSWERS, GROUPS, LANGUAGES, PEOPLE, ROLES, TERRITORIES
from scheduler.register import PRESENT
from scheduler.signups import MAYBE, NO, WAITING, YES

SEPARATOR, SKIP, EVERYBODY, UNKNOWN, UNSURE = "separator", "skip", "everybody", "unknown", "unsure"
Words = Sequence[str]
Picked = Mapping[str, int]
"""What she chose where some words could mean several: the words, and the id of what they mean."""

_SEPARATORS = frozenset({",", ";", "+", "&", "et", "ou"})
_LITTLE = frozenset(["le", "la", "les", "l", "du", "de", "des", "d", "au", "aux", "a", "n", "numero", "un", "une"])
_EMPTY = _LITTLE | {
    "pour", "tous", "toutes", "tout", "seulement", "uniquement", "juste", "que", "qui", "ceux", "celles", "sont",
    "parents", "parent", "familles", "famille", "inviter", "invite", "invitez", "cote", "quartier", "territoire",
    "secteur", "cite", "svp", "merci",
}  # fmt: skip
_ROLES = {
    **dict.fromkeys(("papa", "papas", "pere", "peres"), "father"),
    **dict.fromkeys(("maman", "mamans", "mere", "meres"), "mother"),
}
_OF_ANY_GROUP = {"parents", "parent", "familles", "famille", "mamans", "papas", "enfants", "groupe", "atelier"}
_EVERYBODY = re.compile(r"(?:tout le monde|toutes les familles|tous les parents|toute la liste)\b")
_IN_LANGUAGE = re.compile(r"(?:(?:en|langue|lisent|lit|lisant|parlent|parle|parlant)(?: en| le| la| l)? )?(\w+)")
_SPEAKERS = {"francophones": "fr", "arabophones": "ar", "anglophones": "en", "turcophones": "tr"}
_TO = r"(?:a|au|aux|pour|de|du|des) "
_SAID = re.compile(
    rf"(?:qui )?(?:ont|avaient|a|avait) (?:dit|repondu) "
    rf"(?P<words>(?:oui|non|peut etre)(?: (?:ou|et|,) (?:oui|non|peut etre))*) {_TO}"
    rf"|(?:qui )?(?P<present>(?:etaient|etait) (?:la|venue?s?|presente?s?)|(?:sont|est) venue?s?|presente?s?) {_TO}"
    rf"|(?:qui )?(?:sont |etaient )?(?P<yes>inscrite?s?) {_TO}"
    rf"|(?:qui )?(?:sont |etaient )?(?P<waiting>en attente|attendent) {_TO}"
)
_ANSWERS = {"oui": YES, "non": NO, "peut etre": MAYBE}
_LONGEST_NAME, _LONGEST_DATE = 4, 9
_FAMILY = re.compile(r"f\d+")


@dataclass(frozen=True)
class Part:
    """What the first `length` words are: a filter's name or one of the names above, and its values."""

    kind: str
    values: tuple[Any, ...] = ()
    length: int = 1


def next_part(words: Words, known: Known, picked: Picked) -> Part:
    """What stands at the beginning of `words`; an unknown word where nothing fits."""
    for recognise in _RECOGNISERS:
        part = recognise(words, known, picked)
        if part is not None:
            return part
    return Part(UNKNOWN, (words[0],))


def _separator(words: Words, *_: Any) -> Part | None:
    return Part(SEPARATOR, (words[0],)) if words[0] in _SEPARATORS else None


def _everybody(words: Words, *_: Any) -> Part | None:
    found = _EVERYBODY.match(" ".join(words))
    return Part(EVERYBODY, length=len(found[0].split())) if found else None


def _answer(words: Words, known: Known, picked: Picked) -> Part | None:
    found = _SAID.match(" ".join(words))
    if found is None:
        return None
    length = len(found[0].split())
    date = _longest(words[length:], _LONGEST_DATE, lambda run: _dates_named(run, known))
    if date is None:
        clause = next((at for at, word in enumerate(words) if at > length and word in _SEPARATORS), len(words))
        return Part(UNKNOWN, (" ".join(words[:clause]),), clause)
    chosen = _choose(date, picked)
    if isinstance(chosen, Part):
        return Part(chosen.kind, chosen.values, chosen.length + length)
    values = tuple({"activity": one.value, "said": _said(found)} for one in chosen)
    return Part(ANSWERS, values, date.length + length)


def _group_called(words: Words, known: Known, picked: Picked) -> Part | None:
    """After the word "groupe": its name, or some words of it; else the words as they stand are unknown."""
    if words[0] not in ("groupe", "groupes"):
        return None
    start = next((at for at, word in enumerate(words) if at > 0 and word not in _LITTLE), len(words))
    whole = _group_named(words[start:], known)
    if whole is not None:
        return Part(GROUPS, whole.values, start + whole.length)
    found = _longest(words[start:], _LONGEST_NAME, lambda run: _groups_holding(run, known))
    if found is None:
        end = next((at for at, word in enumerate(words) if at > 0 and word in _SEPARATORS), len(words))
        return Part(UNKNOWN, (" ".join(words[:end]),), end)
    chosen = _choose(found, picked)
    if isinstance(chosen, Part):
        return Part(chosen.kind, chosen.values, chosen.length + start)
    return Part(GROUPS, tuple(one.value for one in chosen), found.length + start)


def _group_named(words: Words, known: Known, _: Picked | None = None) -> Part | None:
    """Its whole name, or its keyword, wherever it stands."""
    fits = (one for one in known.groups if one.words and tuple(words[: len(one.words)]) == one.words)
    found = max(fits, key=lambda one: len(one.words), default=None)
    return Part(GROUPS, (found.value,), len(found.words)) if found else None


def _groups_holding(run: Words, known: Known) -> list[Thing]:
    """Words that any group could have in its name do not tell it from others."""
    return _holding(run, known.groups) if set(run) - _LITTLE - _OF_ANY_GROUP else []


def _role(words: Words, *_: Any) -> Part | None:
    return Part(ROLES, (_ROLES[words[0]],)) if words[0] in _ROLES else None


def _territory(words: Words, known: Known, _: Picked) -> Part | None:
    fits = (one for one in known.territories if one.words and tuple(words[: len(one.words)]) == one.words)
    found = max(fits, key=lambda one: len(one.words), default=None)
    return Part(TERRITORIES, (found.value,), len(found.words)) if found else None


def _language(words: Words, known: Known, _: Picked) -> Part | None:
    if words[0] in _SPEAKERS:
        return Part(LANGUAGES, (_SPEAKERS[words[0]],))
    found = _IN_LANGUAGE.match(" ".join(words))
    code = next((one.value for one in known.languages if found and one.words == (found[1],)), None)
    return Part(LANGUAGES, (code,), len(found[0].split())) if found and code else None


def _empty(words: Words, *_: Any) -> Part | None:
    return Part(SKIP) if words[0] in _EMPTY else None


def _person(words: Words, known: Known, picked: Picked) -> Part | None:
    found = _longest(words, _LONGEST_NAME, lambda run: _holding(run, known.people))
    if found is None:
        return None
    whole_family = found.length == 1 and _FAMILY.fullmatch(words[0])
    chosen = found.things if whole_family else _choose(found, picked)
    return chosen if isinstance(chosen, Part) else Part(PEOPLE, tuple(one.value for one in chosen), found.length)


_RECOGNISERS: tuple[Callable[[Words, Known, Picked], Part | None], ...] = (
    _separator, _answer, _everybody, _group_called, _role, _territory, _language, _group_named, _empty, _person,
)  # fmt: skip


@dataclass(frozen=True)
class _Found:
    run: Words
    things: list[Thing]

    @property
    def length(self) -> int:
        return len(self.run)


def _longest(words: Words, most: int, named: Callable[[Words], list[Thing]]) -> _Found | None:
    """The longest beginning of `words` that names something, without crossing a comma."""
    end = next((at for at, word in enumerate(words) if word in ",;"), len(words))
    runs = (words[:length] for length in range(min(most, end), 0, -1))
    return next((_Found(run, things) for run in runs if run[-1] not in _SEPARATORS and (things := named(run))), None)


def _choose(found: _Found, picked: Picked) -> list[Thing] | Part:
    """The one thing, the one she picked before, or the part that must be asked about."""
    asked = " ".join(found.run)
    chosen = [one for one in found.things if one.value == picked.get(asked)]
    if chosen or len({one.value for one in found.things}) == 1:
        return (chosen or found.things)[:1]
    options = tuple((one.label, one.value) for one in found.things)
    return Part(UNSURE, (asked, options), found.length)


def _holding(run: Words, things: Sequence[Thing]) -> list[Thing]:
    return [one for one in things if set(run) <= set(one.words)]


def _dates_named(run: Words, known: Known) -> list[Thing]:
    """By its number ("n° 3"), or by some words of its title and its day."""
    content = [word for word in run if word not in _LITTLE]
    numbered = run[0] in ("n", "numero") and len(content) == 1
    if numbered:
        return [one for one in known.dates if content == [str(one.value)]]
    return [one for one in known.dates if content and set(content) <= set(one.words)]


def _said(found: re.Match[str]) -> list[str]:
    if found["words"]:
        return [_ANSWERS[word] for word in re.findall("oui|non|peut etre", found["words"])]
    return [PRESENT if found["present"] else YES if found["yes"] else WAITING]
