"""The parts of an announcement that carry their own words: seats, children, bus, end, what to bring, the group."""

import datetime
import re
from dataclasses import dataclass
from typing import Final

from bot.reading.dates.grammar import phrases
from bot.reading.dates.phrases import ClockSaid, DaySaid, SpanSaid
from bot.reading.dates.tokens import fold

# Stands where a part was taken out, so that its neighbours do not run together; no date is read across it.
GAP: Final = "|"


class Line:
    """A typed line from which parts are taken; `text` and `folded` keep the same length, gaps included."""

    def __init__(self, text: str) -> None:
        self.text = text.replace(GAP, " ")
        self.folded = fold(self.text)

    def take(self, start: int, end: int) -> str:
        """What stands there, taken out of the line."""
        taken = self.text[start:end]
        gap = GAP * (end - start)
        self.text = self.text[:start] + gap + self.text[end:]
        self.folded = self.folded[:start] + gap + self.folded[end:]
        return taken


@dataclass(frozen=True)
class Bus:
    """When the bus leaves, and from where if it was said."""

    time: datetime.time
    place: str | None


# A lone "place" after a number is a square: "bus 8h30 place de la Gare".
_SEATS: Final = (
    r"(?:places\b|place\b(?!\s*[a-z0-9])|pl\b\.?|pers(?:onnes?)?\b\.?|participants?\b|inscrits\b|inscriptions\b)"
)
_MOST: Final = r"max(?:i(?:mum)?)?\b\.?"
_CAPACITY: Final = re.compile(
    rf"\b(?:{_MOST}|limite a|limitee? a|capa(?:cite)?|places)\s*:?\s*(?P<limit>\d{{1,3}})\b(?:\s*{_SEATS})?"
    rf"|\b(?P<seats>\d{{1,3}})\s*{_SEATS}(?:\s*(?:au\s+)?(?:{_MOST}|disponibles?))?|\b(?P<most>\d{{1,3}})\s*{_MOST}"
)
_NO_LIMIT: Final = re.compile(
    r"\b(?:sans|pas\s+de|aucune)\s+limite(?:\s+de\s+(?:places|personnes|nombre))?\b|\bplaces\s+illimitees\b"
)
_NO_CHILDREN: Final = re.compile(
    r"\bs(?:an)?s\s+(?:les\s+|vos\s+|leurs\s+)?enfants?\b|\bpas\s+d'?\s?enfants?\b|\bpas\s+(?:avec\s+)?les\s+enfants\b"
    r"|\benfants?\s*:?\s+(?:non\b(?:\s+(?:admis|acceptes?))?|pas\s+(?:admis|acceptes?))|\b(?:adultes|parents)\s+(?:uniquement|seulement)\b"
)
_CHILDREN: Final = re.compile(
    r"(?:\bvenez\s+)?\b(?:avec|et|r?amenez)\s+(?:les\s+|vos\s+|leurs\s+|des\s+)?enfants?\b(?:\s+bienvenus?)?"
    r"|\b(?:les\s+)?enfants?\s*:?\s+(?:sont\s+)?(?:les\s+)?(?:bienvenus?|acceptes?|autorises?|admis|ok|oui|possibles?)\b"
    r"|\bouvert\s+aux\s+enfants\b"
)
_CHILDREN_ALONE: Final = re.compile(
    r"(?:^|[|,;/.+]|\s-\s|(?P<open>\())[\s+]*(?:les\s+)?enfants?\s*(?(open)\)|(?=$|[|,;/.]|\s-\s))"
)
_CHILDREN_BEHIND: Final = re.compile(
    r"(?<=\S)(?<!\bdes)(?<!\bles)(?<!\bnos)(?<!\bvos)(?<!\baux)(?<!\bet)(?<!\bpour)(?<!\bpetits)\s+enfants?$"
)
_CHILDREN_IN_TITLE: Final = re.compile(r"\bparents?[\s/-]+(?:et\s+)?enfants?\b|\ben\s+famille\b")
_HOUR: Final = (
    r"(?P<hour>[01]?\d|2[0-3])\s?(?:h(?![a-z])|:(?=\d\d))"
    rf"(?:(?:\s(?!\d\d\s*{_SEATS}))?(?P<minute>[0-5]\d)(?!\d))?"
)
_BUS_AFTER: Final = (
    r"(?P<after>\s+(?:devant|depuis|place|parking|arret|rue|gare|metro|ecole|college|mairie|parvis|au|a|de|du)\b"
    r"[^,;.|]*)?"
)
_BUS: Final = re.compile(
    r"\b(?:depart\s+(?:du\s+|en\s+|des?\s+)?(?:bus|car|autocar)|bus|car|autocar|navette)\b\s*:?\s*"
    r"(?:(?P<before>(?:devant|depuis|place|parking|rue|de|du|au|a)\s+[a-z][^,;.|\d]*?)\s+)?(?:a\s+)?"
    rf"{_HOUR}{_BUS_AFTER}"
)
_HELP_TO_COME: Final = r"(?:l')?aides?\s+(?:au\s+transport|pour\s+(?:le\s+transport|venir))"
_NO_TRANSPORT: Final = re.compile(rf"\b(?:sans\s+|pas\s+(?:de\s+|d'))(?:transports?|{_HELP_TO_COME})\b")
_TRANSPORT: Final = re.compile(
    rf"\b(?:avec\s+|demander\s+|proposer\s+)?{_HELP_TO_COME}\b"
    r"|\btransports?\s+(?:propose|possible|assure|a\s+demander)e?s?\b"
    r"|(?:(?<=,)|(?<=^)|(?<=, ))(?:avec\s+)?transport(?=\s*(?:,|$))"
)
"""Not the bare word within a title or a place: "musée des transports"."""
_BUS_LAST: Final = re.compile(rf"\bdepart\s+(?:a\s+)?{_HOUR}\s+(?:en|du|des)\s+(?:bus|car|autocar)\b{_BUS_AFTER}")
_END: Final = re.compile(rf"\b(?:fin|retour)\s*:?\s+(?:(?:prevue?|estimee?|a|vers|pour)\s+)*{_HOUR}(?:\s+environ\b)?")
_BRING: Final = re.compile(
    r"\b(?:(?:a\s+)?(?:apporter|prevoir|amener|emporter)|apportez|amenez|prevoyez|pensez\s+a|penser\s+a)\b\s*:?\s*(?P<what>[^.;|]+)"
)
_GROUP: Final = re.compile(
    r"\b(?:[Pp]our\s+le\s+)?[Gg]roupe\s+(?:de\s+|du\s+|des\s+)?(?P<name>[A-ZÀ-Þ][\w'’-]*(?:\s+(?:[A-ZÀ-Þ][\w'’-]*|\d+))*)"
)
_TERRITORY: Final = r"(?:\s+(?:du|de|de\s+l')\s*(?:sud|est|nord|ouest|centre)\b)"
_READING: Final = (
    r"(?:\s+(?:en|(?:qui\s+)?(?:lisent|parlent)\s+(?:le\s+|l')?)\s*(?:arabe|turc|anglais|francais|roumain|portugais)\b)"
)
_PARENT: Final = r"(?:papas?|peres|mamans?|meres)\b"
_AUDIENCE: Final = re.compile(
    rf"\b(?:(?:seulement|uniquement)\s+)?pour\s+(?P<who>(?:tous\s+|toutes\s+)?"
    rf"(?:(?:les\s+)?{_PARENT}(?:\s+et\s+(?:les\s+)?{_PARENT})?{_TERRITORY}?{_READING}?"
    rf"|les\s+(?:parents|familles)(?:{_TERRITORY}{_READING}?|{_READING})"
    r"|(?:ceux|celles)\s+qui\s+(?:ont|avaient|etaient|sont|lisent|parlent|attendent)\s+[^,;.|]+"
    r"|le\s+groupe\s+(?!d'echange)(?P<group>[^,;.|]+)))"
)
_BEHIND_A_GROUP: Final = re.compile(
    r"\s+(?:a|au|aux|chez|dans|lieu|salle|rdv|bus|avec|sans|max|ateliers?|sorties?|visites?|sejours?|reunions?)\b"
    r"|\s+\d+\s*pl"
)
_NOT_BROUGHT: Final = re.compile(r"\s*(?:[A-ZÀ-Þ]|(?:à|au|chez|dans|lieu|salle|devant)\b)")


def take_capacity(line: Line) -> int | None:
    """The number of places; 0 where the line says there is no limit."""
    if unlimited := _NO_LIMIT.search(line.folded):
        line.take(*unlimited.span())
        return 0
    match = _CAPACITY.search(line.folded)
    if match is None:
        return None
    line.take(*match.span())
    return int(match["limit"] or match["seats"] or match["most"])


def take_children(line: Line) -> bool | None:
    """Whether children may come; words that belong to the title are read but left there."""
    for pattern, answer in ((_NO_CHILDREN, False), (_CHILDREN, True)):
        match = pattern.search(line.folded)
        if match and not _CHILDREN_IN_TITLE.search(line.folded, max(match.start() - 8, 0), match.end()):
            line.take(*match.span())
            return answer
    return True if _CHILDREN_IN_TITLE.search(line.folded) else None


def take_children_alone(line: Line) -> bool | None:
    """The bare word "enfants" as a part of its own, once the other parts are taken: they are welcome."""
    match = _CHILDREN_ALONE.search(line.folded)
    if match is None:
        return None
    line.take(*match.span())
    return True


def children_behind(place: str | None) -> tuple[str | None, bool | None]:
    """`école Briand enfants` is a place, and children are welcome there."""
    match = _CHILDREN_BEHIND.search(fold(place)) if place else None
    return (place[: match.start()], True) if place and match else (place, None)


def take_end(line: Line) -> datetime.time | None:
    """The hour at which it ends, or everybody is back."""
    match = _END.search(line.folded)
    if match is None:
        return None
    line.take(*match.span())
    return datetime.time(int(match["hour"]), int(match["minute"] or 0))


def take_bus(line: Line) -> Bus | None:
    """The departure of the bus: an hour, perhaps a place."""
    match = _BUS_LAST.search(line.folded) or _BUS.search(line.folded)
    if match is None:
        return None
    end = _before_a_date(line, match.start("after"), match.end()) if match["after"] else match.end()
    where = line.text[match.start("after") : end] if match["after"] else _group_text(line, match, "before")
    line.take(match.start(), end)
    return Bus(datetime.time(int(match["hour"]), int(match["minute"] or 0)), _tidy(where) or None)


def _group_text(line: Line, match: re.Match[str], name: str) -> str:
    return line.text[match.start(name) : match.end(name)] if match.groupdict().get(name) else ""


def take_transport(line: Line) -> bool | None:
    """Whether families are to be asked if they need help to come."""
    for pattern, asked in ((_NO_TRANSPORT, False), (_TRANSPORT, True)):
        match = pattern.search(line.folded)
        if match is not None:
            line.take(*match.span())
            return asked
    return None


def take_bring(line: Line) -> str | None:
    """What to bring, as it was typed."""
    match = _BRING.search(line.folded)
    if match is None:
        return None
    start = match.start("what")
    end = start
    for piece in re.split(r"(?=,)", line.text[start : match.end()]):
        if end > start and _NOT_BROUGHT.match(piece.lstrip(",")):
            break
        end += len(piece)
    end = _before_a_date(line, start, end)
    what = _tidy(line.text[start:end])
    if what:
        line.take(match.start(), end)
    return what or None


def take_group(line: Line) -> str | None:
    """The name of the standing group, which begins with a capital."""
    match = _GROUP.search(line.text)
    if match is None:
        return None
    line.take(*match.span())
    return match["name"]


def take_audience(line: Line) -> tuple[str | None, str | None]:
    """Whom a line says it is for ("pour les papas du sud"), and the name of the group where that is one."""
    match = _AUDIENCE.search(line.folded)
    if match is None:
        return None, None
    start, end = match.start("who"), _before_a_date(line, match.start("who"), match.end())
    behind = _BEHIND_A_GROUP.search(line.folded, match.start("group"), end) if match["group"] else None
    end = behind.start() if behind else end
    who = _tidy(line.text[start:end])
    group = _tidy(line.text[match.start("group") : end]) if match["group"] else None
    line.take(match.start(), end)
    return who, group


def _before_a_date(line: Line, start: int, end: int) -> int:
    """Where a part ends when a day or an hour follows within it."""
    dated = [each for each in phrases(line.text[start:end]) if isinstance(each.said, DaySaid | ClockSaid | SpanSaid)]
    return start + dated[0].start if dated else end


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:-")
