"""How many people come, as far as the text says; hours, ages, dates and telephones count nobody."""

from bot.reading.heard import Heard
from bot.reading.people.absent import coming, left_behind, stays_out
from bot.reading.people.ages import mark_ages, named
from bot.reading.people.bounds import between
from bot.reading.people.changes import changed
from bot.reading.people.groups import Group, groups
from bot.reading.people.lists import chains
from bot.reading.people.phrases import settle
from bot.reading.people.sums import Listed, add_up
from bot.reading.people.taken_back import left_out
from bot.reading.people.totals import beside, last_total, of_which
from bot.reading.people.words import Unit, units

_MOST, _SHORT = 30, 3
_TELLING = frozenset([
    "number", "child", "adult", "self", "alone", "we", "twin", "triplet", "parents", "couple", "duo", "some",
    "many", "unsure", "total", "big", "last", "person", "age", "with",
])  # fmt: skip
_AROUND = frozenset({"yes", "filler", "sign", "stop", "comma"})
"""What may stand around a list that is all she writes."""
_SAID_BEFORE = frozenset({"count", "confirmed", "reminder", "declined", "none"})
PEOPLE = frozenset({"adults", "children", "total", "total_min", "total_max", "delta_children", "count_unclear"})
"""The fields that say how many come."""
_UNCLEAR: dict[str, object] = {"count_unclear": True}


def count(heard: Heard, bare_is_total: bool) -> dict[str, object]:
    """The fields that say how many come; empty when none is said.

    `bare_is_total`: a number alone is the number of people (it was asked for, or stands beside a yes).
    """
    row = units(heard.tokens, heard.spoken, heard.own)
    if not any(unit.role in _TELLING for unit in row):
        return {}
    row = settle(row, heard.cleaned)
    mark_ages(row)
    found = left_out(row, named(row, groups(row)))
    counting = heard.asked == "count"
    bounds = between(row, found, counting or bare_is_total)
    if bounds:
        return bounds
    present = coming(row, found)
    if stays_out(row, found):
        return _without_sender(row, present)
    if change := changed(row, found, present, heard.asked):
        return change
    if parts := of_which(row, found) or beside(row, found):
        return parts
    asks = bool(heard.questions) and not counting and any(unit.role == "may" for unit in row)
    listed = None if asks else _listed(row, found, present, heard.asked)
    total = last_total(row, present, listed, counting, bare_is_total)
    fields = _fields(listed, total)
    if any(isinstance(value, int) and value > _MOST for value in fields.values()) or fields.get("total") == 0:
        return _UNCLEAR
    return fields or _open(row, present, heard.asked)


def _without_sender(row: list[Unit], present: list[Group]) -> dict[str, object]:
    """The children who come without her; nothing where others come too, or their number is not said."""
    sent = [group for group in present if group.kind not in ("self", "name")]
    for group in sent:
        group.kind = "child" if group.kind == "big" else group.kind
    chain = next(iter(chains(row, sent)), [])
    if len(chain) != len(sent) or not chain or _is_company(row, chain[0]):
        return {}
    listed = add_up(row, chain)
    if listed.unclear or listed.adults or listed.others or not listed.children:
        return {}
    return {"adults": 0, "children": listed.children, "total": listed.children}


def _fields(listed: Listed | None, total: int | None) -> dict[str, object]:
    if listed is None:
        return {} if total is None else {"total": total}
    if listed.unclear:
        return dict(_UNCLEAR) if total is None else {"total": total}
    if total is not None and total != listed.total:
        if total > listed.total and listed.children and not listed.adults:
            return {"adults": total - listed.children, "children": listed.children, "total": total}
        if not (listed.sender and listed.size > 1):
            return {"total": total}
    if listed.others:
        return {"total": listed.total}
    if listed.children and not listed.adults and (listed.size == 1 or not listed.complete):
        return {"children": listed.children, "count_unclear": True}
    return {"adults": listed.adults, "children": listed.children, "total": listed.total}


def _listed(row: list[Unit], found: list[Group], present: list[Group], asked: str) -> Listed | None:
    """The list of people that the text holds; where nobody asked how many, it must show that they come."""
    roles = {unit.role for unit in row}
    if "alone" in roles and (alone := _alone(row, present)):
        return alone
    if left_behind(row, found, present, asked in _SAID_BEFORE):
        return Listed(adults=1, complete=True, sender=True, size=1)
    best: Listed | None = None
    for chain in chains(row, present):
        people = [group for group in chain if group.kind != "person"]
        if not people or all(_is_open(group) for group in people):
            continue
        listed = add_up(row, people)
        if not _invite(row, listed, people) or not (asked == "count" or listed.complete):
            continue
        if listed.size == 1 and not _stands_alone(row, listed, people[0], asked == "count", len(found) > len(present)):
            continue
        listed.concludes = bool(listed.start) and row[listed.start - 1].role == "so"
        if best is None or listed.weight() >= best.weight():
            best = listed
    return best


def _stands_alone(row: list[Unit], listed: Listed, group: Group, counting: bool, others_stay: bool) -> bool:
    """Whether a list of one group says who comes: "nous deux" and "les 4" are a number, "moi" must be the only one."""
    if group.kind == "self":
        return _only(row, group, counting, others_stay)
    if group.kind == "adult" and group.before in ("leur", "leurs"):
        return listed.sender
    return group.kind != "we" and (group.kind != "bare" or listed.sender)


def _alone(row: list[Unit], present: list[Group]) -> Listed | None:
    """ "seule", unless with somebody: "seule avec mes 2 enfants", "pas seule"."""
    at = next(place for place, unit in enumerate(row) if unit.role == "alone")
    if at and row[at - 1].role in ("not", "notmore", "my", "the"):
        return None
    if at + 1 < len(row) and row[at + 1].role in ("adult", "child", "big", "person", "last"):
        return None
    listing = any(
        group.kind == "self" and row[group.end].role in ("and", "with") for group in present if group.end < len(row)
    )
    if listing or (at and row[at - 1].role == "adult"):
        return None
    if any(group.kind in ("child", "adult") and _is_company(row, group) for group in present if group.end <= at):
        return None
    with_them = [group for group in present if group.kind in ("child", "adult", "big", "bare") and group.end > at]
    if any(row[back].role == "with" for back in range(at, len(row))) and with_them:
        return None
    if any(group.kind in ("child",) and group.told for group in present):
        return Listed(unclear=True)
    return Listed(adults=1, complete=True, sender=True, size=1)


def _is_company(row: list[Unit], group: Group) -> bool:
    """ "avec ma voisine"."""
    return any(unit.role == "with" for unit in row[max(0, group.start - 2) : group.start])


def _only(row: list[Unit], group: Group, counting: bool, others_stay: bool) -> bool:
    before = row[group.start - 1].role if group.start else "start"
    after = row[group.end].role if group.end < len(row) else "end"
    if before == "only" or (before in ("my", "for") and row[group.start - 2].role == "only"):
        return True
    if after == "only" and before not in ("and", "with"):
        return True
    if others_stay and before == "but" and after == "yes":
        return True
    if others_stay and not counting:
        return before in ("start", "for", "yes") and after in ("end", "stop", "comma")
    return (
        counting
        and before in ("start", "so", "comma", "stop", "be", "number")
        and after in ("end", "stop", "comma", "only", "sign")
    )


def _invite(row: list[Unit], listed: Listed, people: list[Group]) -> bool:
    """Whether it is a list at all; what it then says of who comes, the sender in it where she says with whom."""
    start = listed.start - 1
    while start >= 0 and row[start].role in ("my", "the", "filler", "both", "only"):
        start -= 1
    if start > 0 and row[start].role == "comma" and row[start - 1].role == "some":
        start -= 3 if row[start - 2].role in ("my", "the") else 2  # "avec ma tribu, les 3"
    before = row[start].role if start >= 0 else "start"
    earlier = row[start - 1].role if start > 0 else "start"
    if before == "unknown" and earlier == "with":
        before = earlier
    if before == "plusone":
        before = "with"
    if before == "with" and earlier in ("number", "person"):
        return False
    if before == "bring" and earlier in ("adult", "child", "he"):
        before = earlier
    joined = (
        before == "and" and earlier == "come" and row[listed.end : listed.end + 1] and row[listed.end].role == "also"
    )
    if (
        (before in ("with", "bring") or joined or _escorts(row, listed))
        and not listed.sender
        and not all(_is_open(group) for group in people)
    ):
        listed.adults, listed.sender, listed.complete = listed.adults + 1, True, True
    listed.complete |= listed.sender and listed.size > 1
    whole = all(unit.role in _AROUND for unit in [*row[: listed.start], *row[listed.end :]] if unit.role != "the")
    both = {"adult", "child"} <= {group.kind for group in people} or bool(listed.adults and listed.children)
    listed.complete |= (whole or any(group.told for group in people)) and both
    first = people[0]
    sure = first.kind == "adult" or len(row) <= _SHORT
    listed.complete |= listed.size == 1 and (first.kind == "self" or (first.told and sure))
    return True


def _is_open(group: Group) -> bool:
    return group.kind == "some" or (group.kind == "bare" and group.before not in ("les", "mes"))


def _escorts(row: list[Unit], listed: Listed) -> bool:
    """ "mon mari m'accompagne", "ma fille vient aussi"."""
    after = [unit.role for unit in row[listed.start : listed.end + 3]]
    return "escort" in after or ("also" in after and bool({"come", "with", "be"} & set(after)))


def _open(row: list[Unit], found: list[Group], asked: str) -> dict[str, object]:
    """A number that cannot be told: "toute la famille", "beaucoup", "je sais pas encore"."""
    roles = {unit.role for unit in row}
    if asked == "count":
        return (
            dict(_UNCLEAR)
            if roles & {"some", "as_before", "many", "unsure", "total"} or any(g.count is None for g in found)
            else {}
        )
    if roles & {"some", "as_before"} or {"total", "we"} <= roles or {"many", "we"} <= roles:
        return dict(_UNCLEAR)
    brought = {"with", "come", "we", "yes", "self", "bring"} & roles
    return dict(_UNCLEAR) if brought and any(group.count is None for group in found) else {}
