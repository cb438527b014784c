"""A score from 1 to 5, said as a figure or a word; praise without a figure is an opinion, never a score."""

from re import compile as compile_pattern

from bot.reading.heard import Heard
from bot.reading.readings import Reading

_LOWEST, _HIGHEST = 1, 5
_MOST = ("maxi", "max", "meilleure note")
_HALVED = compile_pattern(r"(?<![\d,.])([1-4])[.,]5(?![\d,.])")
"""Between two scores: "3,5", "4.5 sur 5"."""
_STARS = ("⭐", "★", "🌟")


def rating(heard: Heard) -> Reading | None:
    """The score given after a meeting, unclear for a figure off the scale, None when no figure is a score."""
    if heard.asked != "rating":
        return None
    scores = _scores(heard)
    if scores is None:
        return None
    if not scores or any(not _LOWEST <= score <= _HIGHEST for score in scores):
        return Reading("unclear", human=heard.size() > 4, why=("no score on the scale",))
    fields: dict[str, object] = {"rating": scores[0]}
    if len(scores) > 1:
        fields = {"rating_min": min(scores), "rating_max": max(scores)}
    if heard.has("contrast", "opinion") or len(heard.unknown()) > 1:
        fields["comment"] = True
    return Reading("rating", fields, why=("score",))


def scored(heard: Heard) -> dict[str, object]:
    """The score in words that are surely a rating: "note maximale", "4 et demi", "2, non, 5"; empty without any."""
    if half := _HALVED.search(heard.cleaned):
        return {"rating_min": int(half[1]), "rating_max": int(half[1]) + 1}
    numbers = [n for n in _bare(heard) if _LOWEST <= n <= _HIGHEST]
    if not numbers:
        return {"rating": _HIGHEST} if _says_the_most(heard) else {}
    if heard.has("out_of") and len(numbers) == 2 and numbers[1] == _HIGHEST:
        return {"rating": numbers[0]}
    if heard.has("between") and len(numbers) == 2 and numbers[0] < numbers[1]:
        return {"rating_min": numbers[0], "rating_max": numbers[1]}
    if heard.has("half") and numbers[-1] < _HIGHEST:
        return {"rating_min": numbers[-1], "rating_max": numbers[-1] + 1}
    denied = [n for n in numbers if not _is_denied(heard, n)]
    return {"rating": denied[-1]} if denied else {}


def _says_the_most(heard: Heard) -> bool:
    return any(token.text.startswith(_MOST) for token in heard.tokens)


def _is_denied(heard: Heard, number: int) -> bool:
    denied = {span.end for span in heard.all("not")}
    return any(word.value == number and at in denied for at, word in enumerate(heard.words))


def opinion(heard: Heard) -> Reading | None:
    """Words about a meeting, after it: feedback, kept as they are."""
    if heard.asked not in ("rating", "comment") or not heard.size():
        return None
    said = heard.has("opinion", "praise") or heard.size() > 2 or heard.asked == "comment"
    return Reading("feedback", {"comment": True}, why=("words after a meeting",)) if said else None


def _scores(heard: Heard) -> list[int] | None:
    """The figures that can only be a score; empty when there are figures but no telling which; None without any."""
    stars = sum(token.text in _STARS for token in heard.tokens)
    written = [word.text.split("/") for word in heard.words if word.kind == "score"]
    if written:
        return [int(score) if score.strip().isdigit() and of.strip() == "5" else 0 for score, of in written]
    if half := _HALVED.search(heard.cleaned):
        return [int(half[1]), int(half[1]) + 1]
    numbers = _bare(heard)
    if numbers and (any(token.text == "-" for token in heard.tokens) or _is_broken(heard)):
        return []
    if not numbers:
        return [stars] if stars and not heard.unknown() else None
    if len(numbers) == 1:
        return numbers
    if len(numbers) == 2 and (heard.has("or", "between") or numbers[0] == numbers[1]):
        return sorted(set(numbers))
    return numbers[:1] if heard.has("out_of") and numbers[1] == _HIGHEST else []


def _is_broken(heard: Heard) -> bool:
    """ "pas 5", "3 et demi": a figure that is denied or not whole."""
    denied = {span.end for span in heard.all("not")}
    return heard.has("half") or any(word.kind == "number" and at in denied for at, word in enumerate(heard.words))


def _bare(heard: Heard) -> list[int]:
    counted = [span.start for span in heard.all("adult", "child", "person", "other_unit")]
    introduced = [span.end for span in heard.all("together", "the")]
    return [
        word.value if word.value is not None else 0
        for at, word in enumerate(heard.words)
        if word.kind == "number" and at + 1 not in counted and at not in introduced and not _is_article(heard, at)
    ]


def _is_article(heard: Heard, at: int) -> bool:
    """ "un" beside other words, unless it is "un sur cinq"."""
    if heard.words[at].text.isdigit() or heard.words[at].value != 1 or heard.size() == 1:
        return False
    return all(span.start != at + 1 for span in heard.all("out_of"))
