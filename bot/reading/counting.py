"""How many people come, as far as the text says; hours, ages, dates and telephones count nobody."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.reading.heard import Heard
from bot.reading.words import Word

_MOST = 30
_KINDS = {"adult": "adults", "child": "children", "person": "total"}
_ONES = {
    "adult.one": ("adults", 1), "adult.two": ("adults", 2), "child.one": ("children", 1),
    "child.two": ("children", 2), "couple": ("total", 2), "alone": ("alone", 1),
}  # fmt: skip


@dataclass
class Tally:
    """What was counted: numbers by kind, bare numbers, whether the sender is named, and what stays open."""

    adults: int = 0
    children: int = 0
    named: int = 0
    total: int | None = None
    bare: tuple[int, ...] = ()
    sender: bool = False
    alone: bool = False
    listed: bool = False
    relatives: bool = False
    between: tuple[int, int] | None = None
    unclear: bool = False


def count(heard: Heard, bare_is_total: bool) -> dict[str, object]:
    """The fields `adults`, `children`, `total`, `total_min`, `total_max`, `count_unclear`; empty when none is said.

    `bare_is_total`: a number alone is the number of people (it was asked for, or stands beside a yes).
    """
    tally = _tally(heard)
    if heard.has("more", "less"):
        return _difference(heard, tally)
    if tally.alone and tally.listed and heard.has("contrast"):
        return {"count_unclear": True}
    if tally.alone and not tally.listed:
        return {"adults": 1, "children": 0, "total": 1}
    if tally.between:
        return {"total_min": tally.between[0], "total_max": tally.between[1], "count_unclear": True}
    if tally.total is None and not tally.listed and bare_is_total:
        _take_bare(heard, tally)
    fields = _listed(tally) if tally.total is None else _totalled(tally)
    if fields.get("total") == 0:
        return {}
    if any(isinstance(value, int) and value > _MOST for value in fields.values()):
        return {"count_unclear": True}
    return fields


def _difference(heard: Heard, tally: Tally) -> dict[str, object]:
    """ "un enfant en moins": how many change, not how many come."""
    children = -tally.children if heard.has("less") else tally.children
    return {"count_unclear": True} | ({"delta_children": children} if children else {})


def _take_bare(heard: Heard, tally: Tally) -> None:
    """A number by itself is everybody, "1+2" is three; after "avec" it might be without the sender."""
    if len(tally.bare) == 1 or (len(tally.bare) == 2 and heard.has("and")):
        tally.total = None if heard.has("with") and len(tally.bare) == 1 else sum(tally.bare)
        tally.unclear = tally.total is None


def _tally(heard: Heard) -> Tally:
    tally = Tally(sender=heard.has("self", "alone"))
    used = _replaced(heard)
    tally.between = _between(heard, used)
    for at, word in enumerate(heard.words):
        if word.kind == "number" and word.value is not None and at not in used:
            _add_number(heard, at, word.value, tally)
    for span in heard.all("adult.", "child.", "couple", "alone"):
        _add_ones(heard, span.concept, span.start, tally)
    if tally.sender or heard.has("with"):
        tally.named = len(list(_names(heard)))
    tally.sender |= tally.listed and _brings(heard, tally)
    return tally


def _brings(heard: Heard, tally: Tally) -> bool:
    """ "avec 2 enfants", "je viens, 2 enfants": the sender comes too; not in "2 adultes avec 3 enfants"."""
    others = [span.end for span in heard.all("adult", "adult.")]
    with_them = any(not any(end <= span.start for end in others) for span in heard.all("with"))
    return with_them or (heard.has("come") and not tally.adults)


def _replaced(heard: Heard) -> set[int]:
    """The places of numbers that are taken back: "2 au lieu de 4", "pas 4"."""
    return {
        at
        for span in heard.all("instead", "not")
        for at in range(span.end, min(span.end + 2, len(heard.words)))
        if heard.words[at].kind == "number"
    }


def _between(heard: Heard, used: set[int]) -> tuple[int, int] | None:
    linked = heard.all("or", "and") if heard.has("between") else heard.all("or")
    for span in linked:
        before, after = span.start - 1, span.end
        if before >= 0 and after < len(heard.words) and not {before, after} & used:
            low, high = heard.words[before].value, heard.words[after].value
            if low is not None and high is not None:
                return min(low, high), max(low, high)
    return None


def _add_number(heard: Heard, at: int, value: int, tally: Tally) -> None:
    kind = _kind_after(heard, at)
    if kind == "total" or (kind is None and _is_everybody(heard, at)):
        tally.unclear |= tally.total not in (None, value)
        tally.total = value
    elif kind:
        setattr(tally, kind, getattr(tally, kind) + value)
        tally.listed = True
    elif not _is_article(heard, at):
        tally.bare += (value,)


def _kind_after(heard: Heard, at: int) -> str | None:
    near = [span for span in heard.all("adult", "child", "person") if at < span.start <= at + 2]
    if not near or any(word.kind == "number" for word in heard.words[at + 1 : near[0].start]):
        return None
    return _KINDS[near[0].concept]


def _is_everybody(heard: Heard, at: int) -> bool:
    """ "on sera 3", "3 dont 2 enfants"."""
    if any(span.start == at + 1 for span in heard.all("of_which")):
        return True
    return any(span.end == at for span in heard.all("together", "given"))


def _is_article(heard: Heard, at: int) -> bool:
    """ "un", "une", "bir" before anything else, and "le 13"."""
    written_out = not heard.words[at].text.isdigit() and heard.words[at].value == 1 and heard.size() > 1
    return written_out or _follows_the(heard, at)


def _follows_the(heard: Heard, at: int) -> bool:
    return any(span.end == at for span in heard.all("the"))


def _add_ones(heard: Heard, concept: str, start: int, tally: Tally) -> None:
    left_out = any(span.end == start for span in heard.all("without"))
    if left_out or (start and heard.words[start - 1].kind == "number"):
        return
    if concept == "child.some":
        tally.unclear = tally.listed = True
        return
    kind, value = _ONES[concept]
    if kind == "alone":
        tally.alone = True
    elif kind == "total":
        tally.total = value
    else:
        setattr(tally, kind, getattr(tally, kind) + value)
        tally.listed = tally.relatives = True


def _names(heard: Heard) -> Iterator[Word]:
    """Unknown words right after "et" or "avec": people named without an age."""
    ends = {span.end for span in heard.all("and", "with")}
    for word in heard.unknown():
        if heard.words.index(word) in ends:
            yield word


def _listed(tally: Tally) -> dict[str, object]:
    if not tally.listed and not (tally.named and tally.sender):
        return {"count_unclear": True} if tally.unclear else {}
    if tally.unclear or (tally.relatives and not tally.sender):
        return {"count_unclear": True}
    adults = tally.adults + tally.sender
    if tally.named:
        return {"total": adults + tally.children + tally.named}
    if not adults:
        return {"children": tally.children, "count_unclear": True}
    return {"adults": adults, "children": tally.children, "total": adults + tally.children}


def _totalled(tally: Tally) -> dict[str, object]:
    total, counted = tally.total or 0, tally.adults + tally.children
    if tally.unclear or counted > total:
        return {"count_unclear": True}
    if tally.children:
        return {"adults": total - tally.children, "children": tally.children, "total": total}
    return {"adults": total, "children": 0, "total": total} if tally.adults == total else {"total": total}
