"""Answers that only make sense after their question: language, first name, choice, permission for words."""

from bot.reading.heard import Heard
from bot.reading.readings import Reading
from bot.reading.tokens import tokenise

LANGUAGE_STEP = ("fr", "ar", "en", "tr")
PERMISSION_STEP = {1: "first_name", 2: "anonymous", 3: "refused"}
_LONGEST_NAME = 3


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
    """A name is what no phrase explains: "moi c'est Fatou", "Fatou"."""
    introduced = heard.first("name_is")
    start = introduced.end if introduced else 0
    taken = {at for span in heard.spans for at in range(span.start, span.end)}
    words = [
        word.text
        for at, word in enumerate(heard.words)
        if at >= start and at not in taken and word.kind == "word" and (introduced or not word.known)
    ]
    if not 1 <= len(words) <= _LONGEST_NAME or heard.questions:
        return None
    return Reading("name", {"name": _as_written(heard, words)}, why=("name",))


def _as_written(heard: Heard, words: list[str]) -> str:
    """The name with its accents, each part with a capital."""
    written = [token.text for token in tokenise(heard.cleaned) if token.kind == "word"]
    plain = [token.text for token in heard.tokens if token.kind == "word"]
    accented = dict(zip(plain, written, strict=False))
    return " ".join(accented.get(word, word).capitalize() for word in words)


def _choice(heard: Heard) -> Reading | None:
    numbers = _numbers(heard)
    ordinals = [int(span.concept.split(".")[1]) for span in heard.all("ordinal.")]
    chosen = sorted(set(numbers + ordinals))
    if not chosen or 0 in chosen or heard.has("not") or len(heard.unknown()) > 2:
        return None
    fields: dict[str, object] = {"choices": chosen}
    if len(chosen) == 1:
        fields["choice"] = chosen[0]
    return Reading("choice", fields, why=("number of the list",))


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
