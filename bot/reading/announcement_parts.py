"""The parts of an announcement that carry their own words: places left, children, bus, what to bring, the group."""

import datetime
import re
from dataclasses import dataclass
from typing import Final

from bot.reading.date_grammar import phrases
from bot.reading.date_phrases import ClockSaid, DaySaid, SpanSaid
from bot.reading.date_tokens import fold

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


_SEATS: Final = r"(?:places?|pers(?:onnes?)?\b\.?|participants?|inscrits|inscriptions)"
_CAPACITY: Final = re.compile(
    rf"\b(?:max(?:imum)?|limite a|limitee? a|capacite)\s*:?\s*(?P<limit>\d{{1,3}})\b(?:\s*{_SEATS})?"
    rf"|\b(?P<seats>\d{{1,3}})\s*{_SEATS}(?:\s*(?:au\s+)?(?:max(?:imum)?|disponibles?))?|\b(?P<most>\d{{1,3}})\s*max(?:imum)?\b"
)
_NO_CHILDREN: Final = re.compile(
    r"\bsans\s+(?:les\s+|vos\s+|leurs\s+)?enfants?\b|\bpas\s+d'?\s?enfants?\b|\bpas\s+(?:avec\s+)?les\s+enfants\b"
    r"|\benfants?\s+non\s+(?:admis|acceptes?)\b|\b(?:adultes|parents)\s+(?:uniquement|seulement)\b"
)
_CHILDREN: Final = re.compile(
    r"\b(?:avec|et)\s+(?:les\s+|vos\s+|leurs\s+|des\s+)?enfants?\b(?:\s+bienvenus?)?"
    r"|\b(?:les\s+)?enfants?\s+(?:sont\s+)?(?:les\s+)?(?:bienvenus?|acceptes?|admis|ok|oui|possible)\b|\bouvert\s+aux\s+enfants\b"
)
_CHILDREN_IN_TITLE: Final = re.compile(r"\bparents?[\s/-]+(?:et\s+)?enfants?\b|\ben\s+famille\b")
_BUS: Final = re.compile(
    r"\b(?:depart\s+(?:du\s+|en\s+|des?\s+)?(?:bus|car|autocar)|bus|car|autocar|navette)\b\s*:?\s*"
    r"(?:(?P<before>(?:devant|depuis|place|parking|rue|de|du|au|a)\s+[a-z][^,;.|\d]*?)\s+)?(?:a\s+)?"
    r"(?P<hour>[01]?\d|2[0-3])\s?(?:h(?![a-z])|:(?=\d\d))(?:\s?(?P<minute>[0-5]\d)(?!\d|\s*(?:place|pers)))?"
    r"(?P<after>\s+(?:devant|depuis|place|parking|arret|rue|au|a|de|du)\b[^,;.|]*)?"
)
_BRING: Final = re.compile(
    r"\b(?:(?:a\s+)?(?:apporter|prevoir|amener|emporter)|apportez|amenez|prevoyez|pensez\s+a|penser\s+a)\b\s*:?\s*(?P<what>[^.;|]+)"
)
_GROUP: Final = re.compile(
    r"\b(?:[Pp]our\s+le\s+)?[Gg]roupe\s+(?:de\s+|du\s+|des\s+)?(?P<name>[A-ZÀ-Þ][\w'’-]*(?:\s+(?:[A-ZÀ-Þ][\w'’-]*|\d+))*)"
)
_NOT_BROUGHT: Final = re.compile(r"\s*(?:[A-ZÀ-Þ]|(?:à|au|chez|dans|lieu|salle|devant)\b)")


def take_capacity(line: Line) -> int | None:
    """The number of places."""
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


def take_bus(line: Line) -> Bus | None:
    """The departure of the bus: an hour, perhaps a place."""
    match = _BUS.search(line.folded)
    if match is None:
        return None
    end = _before_a_date(line, match.start("after"), match.end()) if match["after"] else match.end()
    where = line.text[match.start("after") : end] if match["after"] else _group_text(line, match, "before")
    line.take(match.start(), end)
    return Bus(datetime.time(int(match["hour"]), int(match["minute"] or 0)), _tidy(where) or None)


def _group_text(line: Line, match: re.Match[str], name: str) -> str:
    return line.text[match.start(name) : match.end(name)] if match[name] else ""


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


def _before_a_date(line: Line, start: int, end: int) -> int:
    """Where a part ends when a day or an hour follows within it."""
    dated = [each for each in phrases(line.text[start:end]) if isinstance(each.said, DaySaid | ClockSaid | SpanSaid)]
    return start + dated[0].start if dated else end


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:-")
