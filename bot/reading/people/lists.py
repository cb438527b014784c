"""Which people are one list: "moi, mon mari et 2 enfants", "2 grands 3 petits", "avec ma fille"."""

from dataclasses import replace

from bot.reading.people.groups import HERS, Group
from bot.reading.people.words import Unit

_LINKS = frozenset([
    "and", "comma", "with", "my", "the", "filler", "age", "sign", "also", "plus", "only", "number", "plusone",
    "maybe", "pregnant", "besides",
])  # fmt: skip
_APART = frozenset({"stop", "but", "so", "because", "not", "notmore", "without", "no", "away", "if", "or"})
_AVEC = frozenset({"avec", "avc", "avk", "ave", "av", "ac", "ainsi que", "with"})
_FEWEST = 2
_PARTED = frozenset([
    "start", "and", "with", "comma", "stop", "sign", "end", "come", "only", "yes", "we", "total", "but", "put",
    "for", "also", "plusone",
])  # fmt: skip


def chains(row: list[Unit], found: list[Group]) -> list[list[Group]]:
    """The groups that follow each other with nothing but "et", "avec" or a comma between."""
    rows: list[list[Group]] = []
    for group in found:
        if rows and _is_parted(row, rows[-1], group):
            rows.append([group])
        elif rows and (_joins_sender(row, rows[-1][-1], group) or _is_linked(row, rows[-1][-1].end, group.start)):
            rows[-1].append(group)
        else:
            rows.append([group])
    return [chain for one in rows if (chain := _without_words(row, one))]


def _is_linked(row: list[Unit], start: int, end: int) -> bool:
    return all(_links(row, at) for at in range(start, end))


def _joins_sender(row: list[Unit], last: Group, group: Group) -> bool:
    """ "mamie sera là avec moi", "les petites ont fini, elles viennent avec moi"."""
    between = [unit.role for unit in row[last.end : group.start]]
    if group.kind != "self" or last.kind not in ("child", "adult", "name") or between[-1:] != ["with"]:
        return False
    if last.kind == "name" and between[0] not in ("be", "come"):
        return False
    return bool({"come", "be", "he"} & set(between)) and not _APART & set(between)


def _links(row: list[Unit], at: int) -> bool:
    if row[at].role in _LINKS or row[at].text in "()":
        return True
    after = row[at + 1].role if at + 1 < len(row) else "end"
    return (row[at].role in ("come", "be") and after in ("with", "comma")) or (
        row[at].role == "word" and after in ("and", "comma")
    )


def _is_parted(row: list[Unit], chain: list[Group], group: Group) -> bool:
    """A number set apart by a comma, "pour", "avec" or "en tout" is of everybody, and no part of the list."""
    between = {unit.role for unit in row[chain[-1].end : group.start]}
    first = chain[0].kind in ("bare", "we", "person") and len(chain) == 1
    if first and (between & {"comma", "with", "stop", "besides"} or not between - {"the", "my", "filler"}):
        theirs = chain[0].before in ("les", "mes", "nos") and not _is_of_all(row, chain[0])
        return not theirs and not (chain[0].kind == "we" and "with" in between)
    after = row[group.end].role if group.end < len(row) else "end"
    return group.kind == "bare" and not group.before and (bool({"comma", "only"} & between) or after == "total")


def _is_of_all(row: list[Unit], group: Group) -> bool:
    """ "on sera les six", "tous les 5"."""
    return group.start > 1 and row[group.start - 2].role in ("be", "total", "we")


def _without_words(row: list[Unit], chain: list[Group]) -> list[Group]:
    """The chain without unknown words that are no names: those not set apart by "et", "avec" or a comma."""
    sender = any(group.kind == "self" for group in chain)
    chain = _without_sum(_without_remarks(row, chain))
    kept: list[Group] = []
    told = any(group.told and (group.kind in ("child", "adult") or group.before in ("les", "mes")) for group in chain)
    for place, group in enumerate(chain):
        if group.kind == "some" and told:
            continue
        if group.kind == "name" and not ((sender or _is_with(row, chain[0])) and _stands_apart(row, chain, place)):
            chain = [*chain[:place], replace(group, kind="word"), *chain[place + 1 :]]
            continue
        kept.append(group)
    return kept


def _is_with(row: list[Unit], group: Group) -> bool:
    """ "je viens avec Fatou", "oui, avec Fatou": whom she comes with is named."""
    if group.kind != "name":
        start = group.start - 1
        while start > 0 and row[start].role in ("my", "the", "filler"):
            start -= 1
        return start >= 0 and row[start].role == "with"
    before = row[group.start - 2].role if group.start > 1 else "start"
    return group.start > 0 and row[group.start - 1].text in _AVEC and before in ("start", "come", "yes", "comma")


def _without_remarks(row: list[Unit], chain: list[Group]) -> list[Group]:
    """The chain up to a remark: "3 enfants, Ali, Sami et Lina", "(adultes)", ", la petite est allergique"."""
    only = chain[0].kind == "self" and chain[0].start > 0 and row[chain[0].start - 1].role == "only"
    for place, group in enumerate(chain[1:], start=1):
        between = {unit.role for unit in row[chain[place - 1].end : group.start]}
        opened = "".join(unit.text for unit in row[chain[place - 1].end : group.start] if unit.text in "()").endswith(
            "("
        )
        last = chain[place - 1]
        again = opened and not group.told and group.kind == last.kind == "child"  # "mon fils (le petit)"
        if again or (group.count is None and (opened or "only" in between)):
            return chain[:place]
        rest = chain[place:]
        apart = "comma" in between or opened
        named = all(one.kind in ("child", "name") and not one.told for one in rest)
        if apart and last.told and last.kind == "child" and len(rest) == last.count and named:
            return chain[:place]
        after = row[group.end].role if group.end < len(row) else "end"
        more = group.end + 1 < len(row) and row[group.end + 1].role not in ("end", "stop", "comma")
        remark = (
            (after in ("be", "he", "not", "also", "may") or (after in ("word", "unknown") and more))
            and group.count in (1, None)
            and not group.told
            and row[group.start].role not in ("unknown", "word")
        )
        if (
            (place > 1 or only or _is_with(row, chain[0]))
            and "comma" in between
            and "and" not in between
            and group.kind == "child"
            and remark
        ):
            return chain[:place]
    return chain


def _without_sum(chain: list[Group]) -> list[Group]:
    """The chain without a number that only adds it up: "moi et mon mari deux"."""
    last, rest = chain[-1], chain[:-1]
    if last.kind != "bare" or last.before or len(rest) < _FEWEST or last.start != rest[-1].end:
        return chain
    return rest if last.count == sum(group.count or 0 for group in rest) else chain


def _goes_on(row: list[Unit], chain: list[Group], place: int) -> bool:
    """ "moi Karim et Lina": more are named after this one."""
    return any(unit.role == "and" for unit in row[chain[place].end : chain[-1].start])


def _stands_apart(row: list[Unit], chain: list[Group], place: int) -> bool:
    group = chain[place]
    before = row[group.start - 1].role if group.start else "start"
    after = row[group.end].role if group.end < len(row) else "end"
    if after == "be" and place + 1 < len(chain):
        after = "come"
    follows = place > 0 and chain[place - 1].end == group.start
    named_before = follows and (
        chain[place - 1].kind == "name" or (chain[place - 1].kind == "self" and _goes_on(row, chain, place))
    )
    named_after = (
        place + 1 < len(chain) and chain[place + 1].kind in ("name", "self") and chain[place + 1].start == group.end
    )
    return (before in _PARTED or named_before) and (after in _PARTED or named_after or row[group.end].text in HERS)
