"""Turns tokens into words a lexicon knows: abbreviations, stuck words, spelling by ear, slips of the thumb."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.reading.lexicon import Lexicon, lexicon
from bot.reading.spelling import nearest, sound
from bot.reading.tokens import Token

_BREAKS = "?!.;\n"
_REMEMBERED = 8192


class Word(NamedTuple):
    """A word, the known words it may stand for, its number if it is one, and the sentence it is in."""

    text: str
    kind: str
    forms: tuple[str, ...]
    value: int | None
    known: bool
    clause: int = 0


def spell(tokens: Sequence[Token], language: str) -> tuple[Word, ...]:
    """The words of the tokens as its lexicon knows them; punctuation only separates sentences."""
    words: list[Word] = []
    clause = 0
    for token in tokens:
        if token.kind == "mark" and token.text != "+":
            clause += token.text in _BREAKS
        elif clause:
            words += [_in_clause(word, clause) for word in _spelt(token, language)]
        else:
            words += _spelt(token, language)
    known = lexicon(language)
    return tuple(_joined(words, known)) if known.joined else tuple(words)


@lru_cache(_REMEMBERED)
def _spelt(token: Token, language: str) -> tuple[Word, ...]:
    known = lexicon(language)
    return tuple([_word(text, token.kind, known) for text in _parts(token, known)])


def _in_clause(word: Word, clause: int) -> Word:
    return Word(word.text, word.kind, word.forms, word.value, word.known, clause)


def _joined(words: list[Word], lexicon: Lexicon) -> Iterator[Word]:
    at, last = 0, len(words) - 1
    while at <= last:
        one = lexicon.joined.get((words[at].text, words[at + 1].text)) if at < last else None
        yield _in_clause(_word(one, "word", lexicon), words[at].clause) if one else words[at]
        at += 2 if one else 1


def _parts(token: Token, lexicon: Lexicon) -> tuple[str, ...]:
    if token.kind != "word":
        return (token.text,)
    if token.text in lexicon.spelling:
        return lexicon.spelling[token.text]
    text = token.text.rstrip("'")
    if text in lexicon.vocabulary:
        return (text,)
    return next(_unstuck(text, lexicon), None) or lexicon.spelling.get(text, (text,))


def _unstuck(text: str, lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
    for head in lexicon.heads:
        rest = text.removeprefix(head)
        if text != rest and len(rest) > 2 and (rest in lexicon.vocabulary or rest in lexicon.spelling):
            yield lexicon.spelling.get(head, (head,)) + lexicon.spelling.get(rest, (rest,))


def _word(text: str, kind: str, lexicon: Lexicon) -> Word:
    if kind == "number":
        value = int(text) if len(text) < 4 else None
        return Word(text, kind, (f"<{kind}>", text), value, True)
    if kind != "word":
        return Word(text, kind, (f"<{kind}>", text), None, True)
    if text in lexicon.numbers:
        return Word(text, "number", ("<number>", text), lexicon.numbers[text], True)
    forms = _forms(text, lexicon)
    return Word(text, kind, forms or (text,), None, bool(forms))


def _forms(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    alike = lexicon.by_sound.get(sound(text), ()) if lexicon.by_sound and len(text) > 2 else ()
    alike += lexicon.alike.get(text, ())
    if text in lexicon.vocabulary:
        return (text, *(word for word in alike if word != text))
    if alike:
        return (text, *alike)
    guess = nearest(text, lexicon.by_letter.get(text[:1], ()))
    return (text, guess) if guess else ()
