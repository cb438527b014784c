"""Who is named and then left out again: "1 enfant non pardon 2", "3 dont 1 bébé", "mes 4 sauf le grand"."""

from collections.abc import Iterator

from bot.reading.lexicon import lexicon
from bot.reading.people.absent import is_afterwards
from bot.reading.people.groups import Group
from bot.reading.people.tables import taken_back
from bot.reading.people.words import Unit
from bot.reading.vocabulary import HOME

_QUIET = frozenset({"filler", "comma", "stop", "no", "the", "my", "sign"})
_COUNTED = frozenset({"child", "adult", "big", "person"})
_NOT_THE_SAME = frozenset({"total", "of_which", "unit", "age", "with"})
_WHOLE = frozenset({"child", "bare", "we", "person", "big"})
_CHILDREN = frozenset({"child", "big"})
_ENDS = frozenset({"stop", "but", "so", "because", "comma"})
_JOINING = frozenset({"and", "comma", "my", "the", "filler"})
_OPEN = frozenset({"some", "as_before"})
_FARTHEST = 4
"""How many words may stand between everybody and the exception."""


def left_out(row: list[Unit], found: list[Group]) -> list[Group]:
    """The groups as they stand in the end; what is taken back becomes filling in the row."""
    return _without_the_absent(row, _without_exceptions(row, _without_parts(row, _rectified(row, found))))


def _rectified(row: list[Unit], found: list[Group]) -> list[Group]:
    """ "1 enfant non pardon 2 enfants", "2 filles enfin non 3": the later number of the same people stands."""
    kept = list(found)
    for place, group in enumerate(found):
        before = [one for one in kept if one.end <= group.start and one.told]
        near = max((one.end for one in kept if one.end <= group.start and one.kind != "name"), default=0)
        if not group.told or not before or not _turns(row[near : group.start]):
            continue
        last = before[-1]
        if group.kind == "bare" and last.kind in _CHILDREN | {"adult"} and _ends(row, group.end):
            group.kind = last.kind
        kinds = {one.kind for one in found[place:] if one.told} & _COUNTED
        if group.kind == last.kind == "bare" and _ends(row, group.end):
            kinds = {"bare"}
        again = [one for kind in kinds for one in before if one.kind == kind][-len(kinds) or len(before) :]
        if again:
            _blank(row, near, group.start)
            for one in again:
                _blank(row, one.start, one.end)
            kept = [one for one in kept if one not in again and not near <= one.start < group.start]
    return kept


def _turns(between: list[Unit]) -> bool:
    """Whether nothing but a correction stands there."""
    said = [unit for unit in between if unit.role not in _QUIET or unit.role == "no"]
    around = taken_back("around_a_turn")
    turning = [unit for unit in said if unit.role == "no" or unit.text in taken_back("turns")]
    return bool(turning) and all(unit in turning or unit.text in around for unit in said)


def _ends(row: list[Unit], at: int) -> bool:
    return at >= len(row) or row[at].role in _ENDS | {"and", "sign"} or row[at].text in taken_back("endings")


def _without_parts(row: list[Unit], found: list[Group]) -> list[Group]:
    """ "3 enfants dont 1 bébé et moi": the baby is one of the three; "3 adultes dont ma mère et moi" are both."""
    kept: list[Group] = []
    opened = None
    for group in found:
        whole = kept[-1] if kept else None
        if whole and whole.kind in ("child", "adult") and whole.told and _is_part(row, whole, group, whole is opened):
            _blank(row, whole.end, group.end)
            whole.end, opened = group.end, whole
        else:
            kept.append(group)
    return kept


def _is_part(row: list[Unit], whole: Group, part: Group, opened: bool) -> bool:
    between = row[whole.end : part.start]
    if part.kind == "self":
        with_her = [unit.role for unit in between] == ["with"] and row[whole.end - 1].text.startswith("adult")
        also = opened and [unit.role for unit in between] == ["and"]
        return whole.kind == "adult" and (with_her or also or [unit.role for unit in between] == ["of_which"])
    marked = any(unit.role == "of_which" for unit in between[:2])
    fits = (part.count or 1) <= (whole.count or 0) and part.kind in (whole.kind, "big", "bare", "name")
    return marked and len(between) < _FARTHEST and fits


def _without_exceptions(row: list[Unit], found: list[Group]) -> list[Group]:
    """ "mes 4 sauf Ilyan", "les 5 moins le bébé", "mes 3 mais pas la grande", "toute la famille sauf mamie"."""
    for at in range(len(row)):
        if not _excepts(row, at):
            continue
        if any(before.role in _OPEN for before in row[max(0, at - _FARTHEST) : at]):
            excepted = list(_excepted(row, found, at + 1))
            _blank(row, at, excepted[-1].end if excepted else at)
            found = [one for one in found if one not in excepted]
            continue
        whole = _many_before(found, at)
        if whole is None or at - whole.end >= _FARTHEST:
            continue
        excepted = list(_excepted(row, found, at + 1))
        fewer = sum(one.count or 0 for one in excepted if whole.kind != "child" or one.kind != "adult")
        if excepted and 0 <= fewer < (whole.count or 0):
            whole.count = (whole.count or 0) - fewer
            _blank(row, at, _clause_end(row, excepted[-1].end))
            found = [one for one in found if one not in excepted]
    return found


def _excepts(row: list[Unit], at: int) -> bool:
    """Whether whoever follows is left out."""
    if row[at].role == "remove" or row[at].text in taken_back("except"):
        return True
    return [unit.role for unit in row[at : at + 2]] == ["but", "not"]


def _excepted(row: list[Unit], found: list[Group], start: int) -> Iterator[Group]:
    """The groups right after, joined by "et"; never the sender."""
    for group in [one for one in found if one.start >= start]:
        between = row[start : group.start]
        if (
            group.kind == "self"
            or group.count is None
            or any(unit.role not in _QUIET | {"and", "not"} for unit in between)
        ):
            return
        if group.kind == "name" and not _is_a_name(row[group.start].text):
            return
        yield group
        start = group.end


def _is_a_name(text: str) -> bool:
    known = lexicon(HOME)
    return text not in taken_back("nobody") and text not in known.vocabulary and text not in known.spelling


def _clause_end(row: list[Unit], at: int) -> int:
    """Where the reason ends that is given for an exception: "sauf Ilyan qui a collège"."""
    if at < len(row) and row[at].text in ("qui", "ki", "il", "elle"):
        return next((end for end in range(at, len(row)) if row[end].role in _ENDS), len(row))
    return at


def _without_the_absent(row: list[Unit], found: list[Group]) -> list[Group]:
    """ "j'ai 3 enfants mais le grand vient pas", "on est 6 à la maison mais le papa travaille"."""
    excepting = taken_back("except")
    but = next((at for at, unit in enumerate(row) if unit.role == "but" and unit.text not in excepting), None)
    whole = None if but is None else _many_before(found, but)
    if but is None or whole is None or not _is_household(row, whole, but):
        return found
    ahead = [one for one in found if one.start > but]
    gone = [one for one in ahead if _stays(row, one, ahead) and (whole.kind != "child" or one.kind != "adult")]
    fewer = sum(one.count or 0 for one in gone)
    if not 0 < fewer < (whole.count or 0) or any(one.told and one not in gone for one in ahead):
        return found
    whole.count = (whole.count or 0) - fewer
    owner = whole.start - 1
    if whole.kind == "child" and owner >= 0 and row[owner].text in taken_back("having"):
        row[owner].role = "with"
    _blank(row, whole.end, len(row))
    return [one for one in found if one.start < but]


def _many_before(found: list[Group], at: int) -> Group | None:
    """The last group before that has several people in it."""
    many = [one for one in found if one.told and one.kind in _WHOLE and (one.count or 0) > 1 and one.end <= at]
    return many[-1] if many else None


def _is_household(row: list[Unit], whole: Group, but: int) -> bool:
    """Whether she says how many there are; in "on sera 4 mais..." those who stay away are no longer among them."""
    usually = any(unit.text in taken_back("usually") for unit in row[whole.start : but])
    there_are = whole.start > 0 and row[whole.start - 1].text in taken_back("at_home")
    return whole.kind == "child" or usually or there_are


def _stays(row: list[Unit], group: Group, others: list[Group]) -> bool:
    """Whether what is said of a group, or of it and the next, is that it does not come."""
    if group.kind not in _CHILDREN | {"adult", "bare"} or not group.count:
        return False
    after = next((one for one in others if one.start > group.start), None)
    said = row[group.end : after.start if after else len(row)]
    if after and all(unit.role in _JOINING for unit in said):
        return _stays(row, after, others)
    said = said[: next((at for at, unit in enumerate(said) if unit.role in _ENDS), len(said))]
    denied = {at for at, unit in enumerate(said) if unit.role in ("not", "notmore") and at}
    comes = any(unit.role == "come" and at + 1 not in denied for at, unit in enumerate(said))
    away = any(
        unit.role == "away" and not {at - 1, at + 1} & denied and not is_afterwards(said, at)
        for at, unit in enumerate(said)
    )
    refuses = any(said[at - 1].role == "come" or said[at - 1].text in taken_back("willing") for at in denied)
    return (away or refuses) and not comes and not any(unit.text in taken_back("staying_on") for unit in said)


def _blank(row: list[Unit], start: int, end: int) -> None:
    for unit in row[start:end]:
        unit.role = "filler"
