"""Which lines of a list somebody picks: by number, by place, by exclusion, or by the words that stand there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from re import compile as pattern

from bot.reading.heard import Heard
from bot.reading.mentions import Mention, Mentions, pieces
from bot.reading.options import hour_of, named_by
from bot.reading.readings import Reading
from bot.reading.tokens import Token
from bot.reading.vocabulary import classes_of

USUAL = 3
"""How many lines a list has where it is not known."""
BY_EXCLUSION = "the others"
"""Why a choice is read so where only what is refused was named."""
_HIGHEST = 9
_ALL, _OTHERS = "all", "others"
_COUNTS = frozenset(
    ["a", "as", "las", "sera", "serons", "seront", "sommes", "avec", "pour", "pr", "+", "viens", "vient"]
)
"""Words right before a number that says how many come."""
_COUNTED = frozenset({"child", "adult", "person", "kin", "mother", "father", "friend", "sibling", "minute", "seat"})
_UNITS = frozenset({"ans", "an", "fois", "heures", "heure", "places", "place", "jours", "mois", "semaines", "bb"})
_ARTICLES = frozenset({"le", "la", "l", "option", "numero", "num", "choix", "proposition", "ligne", "number", "no"})
_NUMBERED = pattern(r"(?:numero|no|ligne)\s?(?:°\s?)?(\d{1,2})$")
_BOTH = pattern(r"(\d)/(\d)$")
_PLURAL = frozenset({"les", "ces", "des", "tous", "toutes", "the", "all"})
_BETWEEN = frozenset({"le", "la", "l", "a", "au", "du", "de", "the", "on", "at", "f", "nhar", "por", "date"})
"""Words within one name of a line: "le 2 le jeudi a 18h"."""


def choice_of(heard: Heard) -> Reading | None:
    """The lines of the list that are picked, as a reading; None where that is not sure."""
    lines, spared = _picked(heard.tokens, len(heard.options) or USUAL, heard.options)
    if not lines:
        return None
    fields: dict[str, object] = {"choice": lines[0], "choices": lines} if len(lines) == 1 else {"choices": lines}
    return Reading("choice", fields, why=(BY_EXCLUSION if spared else "number of the list",))


def numbered(heard: Heard, most: int) -> list[int]:
    """The lines picked from a list of which only the numbers and the order can be said, in order."""
    return _picked(heard.tokens, most, ("",) * most)[0]


def _picked(tokens: Sequence[Token], most: int, options: tuple[str, ...]) -> tuple[list[int], bool]:
    """The lines in order, and whether they are those left over by what was refused."""
    mentions = Mentions(pieces(tokens))
    found = [*_numbers(mentions, most, options), *_places(mentions, most), *_words(mentions, options)]
    named = _merged(found, mentions)
    highest = most if options else _HIGHEST
    if any(isinstance(line, int) and not 1 <= line <= highest for one in named for line in one.values):
        return [], False
    lines = {line: one.wanted for one in mentions.meant(named) for line in one.values}
    picked = {line for line, wanted in lines.items() if wanted and isinstance(line, int)}
    rest = {line for line in range(1, most + 1) if line not in lines}
    spared = bool(lines.get(_OTHERS) or (not picked and lines.get(_ALL, len(lines) > (_OTHERS in lines))))
    return sorted(picked | rest if spared else picked), spared and len(rest) < most


def _numbers(mentions: Mentions, most: int, options: tuple[str, ...]) -> Iterator[Mention]:
    """Figures and number words that stand for a line, not for people; "les trois" of three is all of them."""
    days = {word: at for at, said in enumerate(named_by(options), 1) for word in said if word.isdigit()}
    for at, token in enumerate(mentions.tokens):
        if token.kind == "date" and (both := _BOTH.match(token.text)):
            yield Mention(frozenset(map(int, both.groups())), at, at + 1)
    for value, start, end in _values(mentions):
        before, after = mentions.word(start - 1), mentions.word(end)
        if before in _COUNTS or after in _UNITS or not _COUNTED.isdisjoint(classes_of(after, "fr")):
            continue
        if before in _PLURAL:
            if value == most:
                yield Mention(frozenset(range(1, most + 1)), start, end)
        else:
            yield Mention(frozenset({days.get(str(value), value) if value > most else value}), start, end)


def _values(mentions: Mentions) -> Iterator[tuple[int, int, int]]:
    for at, token in enumerate(mentions.tokens):
        if token.kind == "number" and len(token.text) <= 2:
            yield int(token.text), at, at + 1
        elif token.kind == "label" and (line := _NUMBERED.match(token.text)):
            yield int(line[1]), at, at + 1
    for span in mentions.found("numbers"):
        value = int(span.concept)
        if value > 1 or mentions.size == 1 or mentions.word(span.start - 1) in _ARTICLES:
            yield value, span.start, span.end


def _places(mentions: Mentions, most: int) -> Iterator[Mention]:
    """The first, the last, the two last, all, the others."""
    lines: Mapping[str, Iterable[object]] = {
        "all": (_ALL,),
        "others": (_OTHERS,),
        "last": (most,),
        "middle": ((most + 1) // 2,) if most % 2 else (),
        "first_two": (1, 2),
        "last_two": (most - 1, most),
    }
    for span in mentions.found("groups"):
        values = lines[span.concept] if span.concept in lines else (int(span.concept),)
        yield Mention(frozenset(values), span.start, span.end)


def _words(mentions: Mentions, options: tuple[str, ...]) -> Iterator[Mention]:
    """What is said of some of the lines and not of all: a day, an hour, a part of the day, any word of theirs."""
    if not any(options):
        return
    spans = [span for table in ("days", "spans", "parts") for span in mentions.found(table)]
    said = [(span.concept, span.start, span.end) for span in spans]
    for at, token in enumerate(mentions.tokens):
        if token.kind in ("word", "hour"):
            said.append((hour_of(token) or token.text, at, at + 1))
    lines_of = named_by(options)
    for word, start, end in said:
        lines = frozenset(at for at, words in enumerate(lines_of, 1) if word in words)
        if 0 < len(lines) < len(options):
            yield Mention(frozenset(lines), start, end)


def _merged(named: Iterable[Mention], mentions: Mentions) -> list[Mention]:
    """What names one line twice, "le 2 jeudi 18h", is one mention."""
    merged: list[Mention] = []
    for one in sorted(named, key=lambda one: (one.start, -one.end)):
        last = merged[-1] if merged else None
        if last is not None and all(word in _BETWEEN for word in mentions.words(last.end, one.start)):
            if both := last.values & one.values:
                merged[-1] = replace(last, values=both, end=max(last.end, one.end))
                continue
            if one.start < last.end:
                continue
        merged.append(one)
    return merged
