"""Answers that only make sense after their question: language, first name, choice, permission for words."""

from bot.reading.choices import choice_of
from bot.reading.heard import Heard
from bot.reading.languages import LISTED
from bot.reading.lexicon import lexicon
from bot.reading.names import LONGEST, NAMES_TOO, PARTICLES, answered_name, as_written, is_remarked
from bot.reading.readings import Reading
from bot.reading.words import Word

PERMISSION_STEP = {1: "first_name", 2: "anonymous", 3: "refused"}
_POLITE = ("thanks", "polite", "greeting", "yes", "ok", "sorry", "name_is")

_NOT_THE_NEXT = frozenset({"pas", "pa", "not"})
_TURNS = frozenset(
    {"non", "no", "enfin", "pardon", "oups", "euh", "plutot", "attends", "attendez", "finalement", "erreur"}
)
_COUNTED = ("adult", "adult.", "child", "child.", "person", "couple", "together", "given", "with")
"""With these a number says how many come, never which line of a list."""


def step(heard: Heard) -> Reading | None:
    """The answer to the step that was asked, or None."""
    steps = {"language": _language, "name": _name, "choice": _choice, "testimony_consent": _permission}
    return steps[heard.asked](heard) if heard.asked in steps else None


def _language(heard: Heard) -> Reading | None:
    named = [span.concept.split(".")[1] for span in heard.all("tongue.", "language.")]
    if len(set(named)) == 1 and not heard.has("not"):
        return Reading("language", {"lang": named[0]}, why=("language named",))
    numbers = _numbers(heard)
    if len(numbers) != 1 or named or heard.unknown():
        return None
    if 1 <= numbers[0] <= len(LISTED):
        return Reading("language", {"lang": LISTED[numbers[0] - 1]}, why=("number of the list",))
    return Reading("language", human=True, why=("another language",)) if numbers[0] == 5 else None


def _name(heard: Heard) -> Reading | None:
    """A name is all that was said, introduced or not: "Fatou", "bonjour, moi c'est Fatou". A sentence is none.

    Somebody's mother ("la maman de Lina") has not given her own name.
    """
    introduced = heard.first("name_is")
    start = introduced.end if introduced else 0
    around = _around_a_name(heard)
    said = [word for at, word in enumerate(heard.words) if at >= start and word.kind != "sign" and at not in around]
    if not 1 <= len(said) <= LONGEST or heard.questions or any(_is_plain_word(heard, word) for word in said):
        return None
    name = answered_name(heard) if is_remarked(heard) else as_written(heard, [word.text for word in said])
    return Reading("name", {"name": name}, why=("name",)) if name else None


def _around_a_name(heard: Heard) -> set[int]:
    """The places of polite words; a name that is one of them stays a name."""
    return {
        at
        for span in heard.all(*_POLITE)
        for at in range(span.start, span.end)
        if span.end - span.start > 1 or heard.words[at].text not in NAMES_TOO
    }


def _is_plain_word(heard: Heard, word: Word) -> bool:
    """Alone, a word of her own language: "Eve" is somebody, though Turkish has the word. Of several, of any."""
    several = len(heard.words) > 1
    if word.kind != "word" or word.text in NAMES_TOO:
        return word.kind != "word"
    if several and (word.text in PARTICLES or len(word.text) == 1):
        return False
    known = lexicon(heard.language if several else heard.own)
    return word.text in known.vocabulary or word.text in known.spelling


def _choice(heard: Heard) -> Reading | None:
    return None if heard.has(*_COUNTED) or len(heard.unknown()) > 2 else choice_of(heard)


def _permission(heard: Heard) -> Reading | None:
    consent = _listed_permission(heard) or _spoken_permission(heard)
    return Reading("testimony_consent", {"consent": consent}, why=("permission",)) if consent else None


def _listed_permission(heard: Heard) -> str | None:
    numbers = _numbers(heard)
    return PERMISSION_STEP.get(numbers[0]) if len(numbers) == 1 and not heard.unknown() else None


def corrected_permission(heard: Heard) -> str | None:
    """The number that stands of two: "2 enfin non 3" refuses, "1 pas 2" gives the first name."""
    numbers = [at for at, word in enumerate(heard.words) if word.text.isdigit() and word.value in PERMISSION_STEP]
    if len(numbers) < 2 or sum(word.text.isdigit() for word in heard.words) != len(numbers):
        return None
    first, last = numbers[-2:]
    between = {word.text for word in heard.words[first + 1 : last]}
    refused_next = between & _NOT_THE_NEXT or {"plutot", "que"} <= between
    value = heard.words[first if refused_next else last].value
    return PERMISSION_STEP[value or 0] if between & (_NOT_THE_NEXT | _TURNS) else None


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
