"""What must be handled with care in words that may be read to others: a child's name, somebody's health."""

from collections.abc import Sequence

from bot.reading.heard import Heard
from bot.reading.lexicon import lexicon
from bot.reading.mentions import Mentions
from bot.reading.tokens import Token
from bot.reading.vocabulary import HOME, classes_of, vocabularies

_WITH = frozenset({"avec", "pour"})
_HERS = frozenset({"mon", "ma", "que", "-", ""})
_DOES = frozenset({"il", "elle", "son", "sa", "qui", "est", "a", "me"})
_SHORTEST = 4


def flags(heard: Heard) -> list[str]:
    """`child_name`, `health`: each where the text holds it."""
    ill = Mentions(heard.tokens).found("health")
    covered = {at for span in ill for at in range(span.start, span.end)}
    named = heard.language == HOME and any(
        _is_child(heard.tokens, at) for at, token in enumerate(heard.tokens) if at not in covered and _is_name(token)
    )
    return ["child_name"] * named + ["health"] * bool(ill)


def _is_child(tokens: Sequence[Token], at: int) -> bool:
    """ "Ma fille Assia", "avec Sirine", "mon Djibril il", "que Nolan il"."""
    before = tokens[at - 1].text if at else ""
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return before in _WITH or (before in _HERS and after in _DOES) or "child" in classes_of(before, HOME)


def _is_name(token: Token) -> bool:
    """A word that is none."""
    if token.kind != "word" or len(token.text) < _SHORTEST or token.text.endswith("'"):
        return False
    known = lexicon(HOME)
    written = token.text in known.vocabulary or token.text in known.spelling
    return not written and not vocabularies()[HOME].classes(token.text)
