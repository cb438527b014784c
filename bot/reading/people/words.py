"""The part each word plays when people are counted: a number, a child, an adult, the sender, "without", "in all"..."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.reading.people.tables import counting_words
from bot.reading.spelling import sound
from bot.reading.tokens import Token
from bot.reading.vocabulary import HOME, vocabularies

LONGEST = 60
_WITH_IN_TURKISH = ("mle", "mla", "ukla", "arla", "umla", "imla", "izla")
_ADULTS = ("husband", "wife", "mother", "father", "sibling", "kin", "friend", "neighbour", "adult")
_PLAIN = (
    "alone", "and", "with", "without", "or", "my", "we", "only", "together", "about", "maybe", "not", "no", "yes",
    "come", "bring", "be", "child", "add", "remove", "more", "less", "few", "if", "because", "but", "person", "seat",
    "pregnant", "hour", "minute", "month", "day", "week", "you", "your", "he", "she",
)  # fmt: skip
_SAME = {
    "together": "total", "add": "put", "seat": "person", "hour": "unit", "minute": "unit", "month": "unit",
    "week": "unit", "she": "he", "few": "many",
}  # fmt: skip
_EITHER = re.compile(r"\d/\d")
_PICTURES = dict.fromkeys("👩👨👵👴🧕🧔", "adult") | dict.fromkeys("👧👦👶🧒", "child")
_NOT_AT_HOME = ("remove", "add", "more", "less")
_STUCK = re.compile(r"(\d{1,2})([^\W\d_]+)$")
_STUCK_KINDS = {"a": "adult", "ad": "adult", "e": "child", "enf": "child", "p": "person", "gd": "big", "pt": "child"}
_THINGS = frozenset({"car", "stroller", "food", "clothes", "paper"})
_SHORTEST_HEARD, _SHORT = 4, 4
_PEOPLE = frozenset({"child", "adult", "number", "self", "twin", "big"})
_VERBS = frozenset({"come", "bring", "away"})
_LINKED = _PEOPLE | {"with", "maybe"}
_HEARD_NUMBERS = frozenset({3, 4, 5, 11, 12, 13, 14, 15})
_SURE_AT_HOME = frozenset({"number", "child", "big", "person", "of_which"})
_AND = {"ar": ("و",), "ary-Latn": ("we", "w", "ou")}
_MANY_ENDS = {
    "fr": ("s", "x"), "en": ("s", "kids", "children"), "es": ("s",), "pt": ("s",), "ro": ("ii", "ti", "te", "copii"),
    "tr": ("ler", "lar", "larla", "lerle", "larim", "lerim"), "it": ("i", "e"),
}  # fmt: skip
_ONE_THOUGH = frozenset({"fils", "fis", "mas", "mis", "tis", "gars", "epoux"})
_MANY = frozenset([
    "الاطفال", "الاولاد", "البنات", "الدراري",
    "drari", "wlad", "bnat", "wladi", "bnati", "sghar", "wlidat", "lwlad", "lbnat", "اولاد", "ولاد", "بنات",
    "اطفال", "اولادي", "ولادي", "بناتي", "اطفالي", "دراري", "ذراري", "صغار", "الصغار", "children", "childrens",
    "kids", "enfants", "zadulte", "sukaaɓe", "ɓiɓɓe", "wana",
])  # fmt: skip


@dataclass(slots=True)
class Unit:
    """One word or mark: its part, its value if it is a number, whether it is plural."""

    role: str
    text: str
    value: int = -1
    many: bool = False


@dataclass(frozen=True)
class Part:
    """What a word is known as, before its neighbours are looked at."""

    role: str
    value: int = -1


def units(tokens: Sequence[Token], language: str, own: str) -> list[Unit]:
    """The tokens as parts; marks that end a sentence or part a list are kept.

    In a short text a number word of the person's `own` language is one, whatever it means elsewhere.
    """
    if own != language and _counted_in(tokens, own) > 2 * _counted_in(tokens, language):
        language = own
    row = [Unit(*one) for token in tokens[:LONGEST] for one in _known(token, language)]
    if len(row) <= _SHORT:
        for unit in row:
            if unit.role == "unknown" and (other := _anywhere(unit.text)):
                unit.role, unit.value = other.role, other.value
            known = unit.text in _parts().get(language, {})
            if (
                own != language
                and not known
                and (part := _parts().get(own, {}).get(unit.text))
                and part.role in _SURE_AT_HOME
            ):
                unit.role, unit.value = part.role, part.value
    return _with_sender(row) if language == "tr" else row


def _counted_in(tokens: Sequence[Token], language: str) -> int:
    """How many of the words are about people in that language: "3 dont 2 enfants" is no English."""
    known = _parts().get(language, {})
    return sum(token.text in known for token in tokens[:LONGEST])


def _with_sender(row: list[Unit]) -> list[Unit]:
    """The sender beside whom she names, where a Turkish ending says "with": "2 cocukla", "annemle"."""
    brought = [
        at for at, unit in enumerate(row) if unit.role in ("child", "adult") and unit.text.endswith(_WITH_IN_TURKISH)
    ]
    if not brought or any(unit.role == "self" for unit in row):
        return row
    after = brought[0] + 1
    return [*row[:after], Unit("and", ""), Unit("self", "ben"), *row[after:]]


@lru_cache(8192)
def _known(token: Token, language: str) -> tuple[tuple[str, str, int, bool], ...]:
    return tuple((unit.role, unit.text, unit.value, unit.many) for unit in _units(token, language))


def _anywhere(text: str) -> Part | None:
    """A number word of any language; in a long text it would be chance."""
    return next((part for parts in _parts().values() if (part := parts.get(text)) and part.role == "number"), None)


def _units(token: Token, language: str) -> Iterator[Unit]:
    if token.kind == "number":
        yield Unit("number", token.text, int(token.text)) if len(token.text) < 4 else Unit("figure", token.text)
    elif token.kind == "hour" and token.text.endswith(":"):
        yield from (Unit("number", token.text, int(token.text.rstrip(": "))), Unit("stop", ":"))  # "mes 3 : Ali..."
    elif token.kind == "mark":
        role = "plus" if token.text == "+" else "comma" if token.text in ",-" else "stop"
        yield Unit(role, token.text)
    elif token.kind == "score" or _EITHER.fullmatch(token.text):
        yield from _scored(token.text)
    elif token.text in _PICTURES:
        yield Unit(_PICTURES[token.text], token.text)
    elif token.kind == "sign":
        yield (
            Unit("and", token.text)
            if token.text == "&"
            else Unit("stop" if token.text in "():;" else "sign", token.text)
        )
    elif token.kind != "word":
        yield Unit(token.kind, token.text)
    else:
        yield from _spoken(token.text.rstrip("'"), language)


def _scored(text: str) -> Iterator[Unit]:
    """ "4/5" is four or five people where it is no mark out of five."""
    low, _, high = text.replace(" ", "").partition("/")
    if low.isdigit() and int(high) == int(low) + 1:
        yield from (Unit("number", low, int(low)), Unit("or", "/"), Unit("number", high, int(high)))
    else:
        yield Unit("score", text)


def _spoken(text: str, language: str) -> Iterator[Unit]:
    part = part_of(text, language)
    if part.role == "unknown" and language == HOME and text.startswith("j") and len(text) > _SHORT:
        verb = part_of(text[1:], language)
        part = verb if verb.role in _VERBS else part
    if stuck := _STUCK.match(text):
        kind = _STUCK_KINDS.get(stuck[2]) or part_of(stuck[2], language).role
        if kind in ("adult", "child", "person", "big"):
            yield Unit("number", stuck[1], int(stuck[1]))
            yield Unit(kind, stuck[2], many=True)
            return
    if part.role not in _PEOPLE:
        for prefix in _AND.get(language, ()):
            if text.startswith(prefix) and text.removeprefix(prefix).isdigit():
                yield Unit("and", prefix)
                yield Unit("number", text.removeprefix(prefix), int(text.removeprefix(prefix)))
                return
            if len(text) > 3 and text.startswith(prefix):
                rest = part_of(text.removeprefix(prefix), language)
                if rest.role in _LINKED and part.role in ("unknown", "word"):
                    yield Unit("and", prefix)
                    text, part = text.removeprefix(prefix), rest
                    break
    yield Unit(part.role, text, part.value, _is_many(text, language))


def _is_many(text: str, language: str) -> bool:
    return text in _MANY or (text not in _ONE_THOUGH and text.endswith(_MANY_ENDS.get(language, ("\0",))))


@lru_cache(8192)
def part_of(text: str, language: str) -> Part:
    """The part of a folded word in that language, else in French, by ear too, else in any language."""
    known = _parts()
    for one in dict.fromkeys((language, HOME)):
        if found := known[one].get(text) if one in known else None:
            return found
        if text in vocabularies()[one].words and (role := _by_class(text, one)):
            return Part(role)
    if len(text) >= _SHORTEST_HEARD and (heard := _by_ear().get(sound(text))) and heard.role == "number":
        return heard if heard.value in _HEARD_NUMBERS else Part("unknown")
    if role := _by_class(text, HOME):
        return Part(role)
    heard = _by_ear().get(sound(text)) if len(text) >= _SHORTEST_HEARD else None
    return heard or Part("unknown")


def _by_class(text: str, language: str) -> str | None:
    vocabulary = vocabularies()[language]
    classes = vocabulary.classes(text)
    if not classes:
        return None
    if "child" in classes and "adult" not in classes:
        return "child"
    if any(one in classes for one in _ADULTS):
        return "adult"
    if language == HOME and len(text) > _SHORT and text.endswith("s") and not _THINGS.isdisjoint(classes):
        return "unit"  # "on a 2 voitures" counts nobody
    shy = _NOT_AT_HOME if language == HOME else ()
    return next((_SAME.get(one, one) for one in classes if one in _PLAIN and one not in shy), "word")


@cache
def _parts() -> Mapping[str, Mapping[str, Part]]:
    source = counting_words()
    found: dict[str, dict[str, Part]] = {}
    for language, values in source["numbers"].items():
        own = found.setdefault(language, {})
        own.update((word, Part("number", int(value))) for value, words in values.items() for word in words.split())
    for language, roles in source["roles"].items():
        own = found.setdefault(language, {})
        for role, words in roles.items():
            for word in words.split():
                own.setdefault(word, Part(role))
    return found


@cache
def _by_ear() -> Mapping[str, Part]:
    return {
        heard: part
        for word, part in reversed(list(_parts()[HOME].items()))
        if len(word) >= _SHORTEST_HEARD + (part.role == "number") and len(heard := sound(word)) > 2
    }
