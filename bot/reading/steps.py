"""Answers that only make sense after their question: language, first name, choice, permission for words."""

from bot.reading.choices import choice_of
from bot.reading.heard import Heard
from bot.reading.lexicon import lexicon
from bot.reading.readings import Reading
from bot.reading.tokens import tokenise
from bot.reading.words import Word

LANGUAGE_STEP = ("fr", "ar", "en", "tr")
PERMISSION_STEP = {1: "first_name", 2: "anonymous", 3: "refused"}
_LONGEST_NAME = 4
_NAMES_TOO = frozenset({"claire"})
"""Names among the words that the lexicons know."""
_PARTICLES = frozenset({"abd", "ait", "al", "ben", "bent", "bin", "bint", "da", "de", "di", "dos", "el", "ould", "van"})
"""Words inside names, plain words elsewhere; so is an initial."""
_POLITE = ("thanks", "polite", "greeting", "yes", "ok", "sorry", "name_is")

_COUNTED = ("adult", "adult.", "child", "child.", "person", "couple", "together", "given", "with")
"""With these a number says how many come, never which line of a list."""


def step(heard: Heard) -> Reading | None:
    """The answer to the step that was asked, or None."""
    steps = {"language": _language, "name": _name, "choice": _choice, "testimony_consent": _permission}
    return steps[heard.asked](heard) if heard.asked in steps else None


def _language(heard: Heard) -> Reading | None:
    named = [span.concept.split(".")[1] for span in heard.all("tongue.", "language.")]
    if len(set(named)) == 1:
        return Reading("language", {"lang": named[0]}, why=("language named",))
    numbers = _numbers(heard)
    if len(numbers) != 1 or named or heard.unknown():
        return None
    if 1 <= numbers[0] <= len(LANGUAGE_STEP):
        return Reading("language", {"lang": LANGUAGE_STEP[numbers[0] - 1]}, why=("number of the list",))
    return Reading("language", human=True, why=("another language",)) if numbers[0] == 5 else None


def _name(heard: Heard) -> Reading | None:
    """A name is all that was said, introduced or not: "Fatou", "bonjour, moi c'est Fatou". A sentence is none.

    Somebody's mother ("la maman de Lina") has not given her own name.
    """
    introduced = heard.first("name_is")
    start = introduced.end if introduced else 0
    around = _around_a_name(heard)
    said = [word for at, word in enumerate(heard.words) if at >= start and word.kind != "sign" and at not in around]
    if not 1 <= len(said) <= _LONGEST_NAME or heard.questions or any(_is_plain_word(heard, word) for word in said):
        return None
    return Reading("name", {"name": _as_written(heard, [word.text for word in said])}, why=("name",))


def _around_a_name(heard: Heard) -> set[int]:
    """The places of polite words; a name that is one of them stays a name."""
    return {
        at
        for span in heard.all(*_POLITE)
        for at in range(span.start, span.end)
        if span.end - span.start > 1 or heard.words[at].text not in _NAMES_TOO
    }


def _is_plain_word(heard: Heard, word: Word) -> bool:
    """Alone, a word of her own language: "Eve" is somebody, though Turkish has the word. Of several, of any."""
    several = len(heard.words) > 1
    if word.kind != "word" or word.text in _NAMES_TOO:
        return word.kind != "word"
    if several and (word.text in _PARTICLES or len(word.text) == 1):
        return False
    known = lexicon(heard.language if several else heard.own)
    return word.text in known.vocabulary or word.text in known.spelling


def _as_written(heard: Heard, words: list[str]) -> str:
    """The name with its accents, each part with a capital."""
    written = [token.text for token in tokenise(heard.cleaned) if token.kind == "word"]
    plain = [token.text for token in heard.tokens if token.kind == "word"]
    accented = dict(zip(plain, written, strict=False))
    return " ".join(accented.get(word, word).capitalize() for word in words)


def _choice(heard: Heard) -> Reading | None:
    return None if heard.has(*_COUNTED) or len(heard.unknown()) > 2 else choice_of(heard)


def _permission(heard: Heard) -> Reading | None:
    consent = _listed_permission(heard) or _spoken_permission(heard)
    return Reading("testimony_consent", {"consent": consent}, why=("permission",)) if consent else None


def _listed_permission(heard: Heard) -> str | None:
    numbers = _numbers(heard)
    return PERMISSION_STEP.get(numbers[0]) if len(numbers) == 1 and not heard.unknown() else None


def _spoken_permission(heard: Heard) -> str | None:
    """The least that was allowed wins: "oui mais pas mon nom" is anonymous; a yes and a no together are nothing."""
    if heard.has("permission.anonymous"):
        return "anonymous"
    if heard.has("condition"):
        return "conditional"
    refused = heard.has("no", "cannot", "sign.no", "withdraw_testimony")
    if refused == heard.has("yes", "ok", "permission.first_name", "sign.yes"):
        return None
    if refused:
        return "refused"
    return "first_name" if heard.has("permission.first_name") else "unspecified"


def _numbers(heard: Heard) -> list[int]:
    alone = heard.size() == 1
    return [
        word.value
        for word in heard.words
        if word.kind == "number" and word.value is not None and (alone or word.text.isdigit())
    ]
