"""The first name with which somebody introduces herself: what comes before it and the remarks after it left out."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from bot.reading.heard import Heard
from bot.reading.lexicon import lexicon
from bot.reading.normalise import plain
from bot.reading.phrases import Phrases, Span, longest
from bot.reading.spelling import sound
from bot.reading.tables import tables
from bot.reading.tokens import Token, tokenise
from bot.reading.vocabulary import HOME, classes_of, vocabularies

LONGEST = 4
"""The most words of a name."""
_INTRODUCES = frozenset({"appelle", "prenom", "nom", "nomme", "apelle"})
_GLUED = tuple(sound(word) for word in ("mappelle", "jmappelle", "jemappelle", "mapel", "jmapel"))
_SHE_IS = frozenset({"c", "cest", "ce", "se", "suis", "sui", "chui", "jsuis", "dites", "dite", "appelez", "am", "is"})
_BETWEEN = frozenset({"est", "c", "cest", "ce", "moi", "juste", "plutot", "a", "pas"})
_PARENT_OF = frozenset({"maman", "mere", "papa", "pere", "mama"})
_SHORTEST = 3
_ENDS = frozenset(".,;:!?(\n")
PARTICLES = frozenset({"abd", "ait", "al", "ben", "bent", "bin", "bint", "da", "de", "di", "dos", "el", "ould", "van"})
"""Words inside names, plain words elsewhere; so is an initial."""
NAMES_TOO = frozenset({"claire", "rose", "aurore"})
"""Names among the plain words."""
_IS = frozenset({"suis", "sui", "jsuis", "chui", "est", "cest"})
"""After these a plain word tells how she is: "je suis malade"."""
_SMALL = frozenset(
    {
        "me", "my", "not", "yes", "no", "ok", "be", "you", "he", "she", "we", "i", "the", "and", "or", "but", "greet",
        "please", "thanks", "bye", "maybe", "who", "what", "name", "write", "call", "know", "must", "want", "can",
        "mother", "father", "adult", "kin", "child",
    }
)  # fmt: skip
"""Words of these classes are nobody, not even alone."""
_POLITE = frozenset({"greet", "please", "thanks", "bye", "yes", "ok"})


def given_name(heard: Heard) -> str | None:
    """The name that follows "je m'appelle", "moi c'est", the last where one is corrected; None without any."""
    words = [token.text.rstrip("'") for token in heard.tokens if token.kind == "word"]
    found = None
    for at, word in enumerate(words):
        if word in _INTRODUCES or word in _SHE_IS or (len(word) > _SHORTEST and sound(word) in _GLUED):
            found = _after(words, at + 1) or found
        elif word in _PARENT_OF and at and found is None and _is_name(words[at - 1]):
            found = words[at - 1]
    return as_written(heard, [found]) if found else None


def answered_name(heard: Heard) -> str | None:
    """The name in an answer to "what is your name?": as it should be written, else as it stands, else introduced."""
    tokens, found = heard.tokens, _around(heard)
    covered = {at for span in found if span.concept in ("name_is", "before") for at in range(span.start, span.end)}
    starts = [span.end for span in found if span.concept == "write"]
    starts += [start for clause in _clauses(tokens, found) for start in _beginnings(heard, clause, covered)]
    starts += [span.end for span in found if span.concept == "name_is"]
    ends = {span.start for span in found if span.concept == "remark"}
    names = (_run(tokens[: min((at for at in ends if at >= start), default=None)], start) for start in starts)
    name = next(filter(None, names), None)
    return as_written(heard, name) if name else given_name(heard)


def is_remarked(heard: Heard) -> bool:
    """Whether something stands around the name that is no part of it."""
    parted = any(token.text in _ENDS for token in heard.tokens[:-1])
    return parted or bool(_around(heard))


def as_written(heard: Heard, words: Sequence[str]) -> str:
    """The name with its accents, each part with a capital, the hyphens kept."""
    written = [token.text.rstrip("'") for token in tokenise(heard.cleaned) if token.kind == "word"]
    plain_words = [token.text.rstrip("'") for token in heard.tokens if token.kind == "word"]
    accented = dict(zip(plain_words, written, strict=False))
    joined = {
        (heard.tokens[at - 1].text, heard.tokens[at + 1].text)
        for at, token in enumerate(heard.tokens[:-1])
        if token.text == "-" and at
    }
    name = ""
    for before, word in zip(["", *words], words, strict=False):
        mark = "" if not before else "-" if (before, word) in joined else " "
        name += mark + accented.get(word, word).capitalize()
    return name


def _around(heard: Heard) -> list[Span]:
    """What introduces a name, and what begins a remark."""
    words = [() if token.kind == "mark" else (token.text.rstrip("'"),) for token in heard.tokens]
    return longest(_phrases().find(words))


def _clauses(tokens: Sequence[Token], found: Sequence[Span]) -> list[tuple[int, int]]:
    """Where each clause begins and ends; what follows the first word of a remark is left out."""
    clauses, start = [], 0
    for at, token in enumerate(tokens):
        if token.text in _ENDS:
            clauses.append((start, at))
            start = at + 1
    clauses.append((start, len(tokens)))
    remarks = [span.start for span in found if span.concept == "remark"]
    return [(start, min((at for at in remarks if start <= at < end), default=end)) for start, end in clauses]


def _beginnings(heard: Heard, clause: tuple[int, int], covered: set[int]) -> list[int]:
    """Where a name may begin in a clause: after what introduces it and what is polite; "pas Layla, Leila" has two."""
    start, end = clause
    if start == end < len(heard.tokens) and heard.tokens[start].text == "pas" and start == 0:
        return [start + 2]
    first = next((at for at in range(start, end) if at not in covered and not _is_polite(heard.tokens[at], heard)), end)
    return [first] if first < end else []


def _run(tokens: Sequence[Token], start: int) -> list[str]:
    """The words of a name from there on; alone, a plain word may be one too: "Rose"."""
    name: list[str] = []
    alone = sum(token.kind != "mark" for token in tokens[start:]) == 1 and _text(tokens, start - 1) not in _IS
    for at, token in enumerate(tokens[start:], start):
        word, joined = token.text.rstrip("'"), "-" in (_text(tokens, at + 1), _text(tokens, at - 1))
        if token.text == "-" and name:
            continue
        if token.kind != "word" or len(name) == LONGEST or not _can_be_name(word, name, alone or joined, joined):
            break
        name.append(word)
    while name and name[-1] in PARTICLES:
        name.pop()
    return name


def _text(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def _can_be_name(word: str, before: Sequence[str], sure: bool, joined: bool) -> bool:
    """A word that is none, or a plain one that stands alone or in "Jean-Pierre"."""
    if before:
        return joined or word in PARTICLES or word in NAMES_TOO or _is_name(word)
    known = vocabularies()[HOME].words.get(word, ())
    plain_word = bool(known) or word in lexicon(HOME).fillers
    return len(word) >= _SHORTEST and (not plain_word or (sure and bool(known) and _SMALL.isdisjoint(known)))


def _is_polite(token: Token, heard: Heard) -> bool:
    return token.kind != "word" or not _POLITE.isdisjoint(classes_of(token.text.rstrip("'"), heard.spoken)[:1])


def _after(words: list[str], at: int) -> str | None:
    while at < len(words) and words[at] in _BETWEEN:
        if words[at] == "pas":
            return None
        at += 1
    return words[at] if at < len(words) and _is_name(words[at]) else None


def _is_name(word: str) -> bool:
    """A word that French does not know, not even by ear, is somebody."""
    return len(word) >= _SHORTEST and not vocabularies()[HOME].classes(word)


@cache
def _phrases() -> Phrases:
    phrases = Phrases()
    text = (files("bot.reading") / "lexicons" / "names.toml").read_text("utf-8")
    for concept, written in tables(plain(text))[""].items():
        for phrase in written:
            phrases.add([token.text.rstrip("'") for token in tokenise(phrase) if token.kind != "mark"], concept)
    return phrases
