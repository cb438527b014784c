"""One line in which the educator announces an activity, its parts in any order; what is left is the title."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, time
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from bot.reading.announcement_parts import (
    GAP,
    Line,
    children_behind,
    take_audience,
    take_bring,
    take_bus,
    take_capacity,
    take_children,
    take_children_alone,
    take_end,
    take_group,
    take_transport,
)
from bot.reading.announcement_places import find_place
from bot.reading.announcement_series import take_holidays_too, take_unclear_end
from bot.reading.dates.calendar_words import Tag
from bot.reading.dates.grammar import phrases
from bot.reading.dates.moments import Trouble, When
from bot.reading.dates.phrases import (
    ClockSaid,
    DaySaid,
    DelaySaid,
    InstantSaid,
    MarkSaid,
    MonthsSaid,
    PartSaid,
    Phrase,
    SeriesSaid,
    SpanSaid,
    TimesSaid,
)
from bot.reading.dates.when import PARIS, when_said

LONGEST_ANNOUNCEMENT: Final = 600
_KINDS: Final = {
    "stay": r"mini[\s-]?sejours?|sejours?",
    "outing": r"sorties?|balades?|excursions?|visites?|promenades?",
    "workshop": r"ateliers?",
    "group": r"groupes?|rencontres?|cafes?[\s-](?:des[\s-])?parents?",
    "meeting": r"reunions?|entretiens?",
}
_KIND: Final = re.compile(rf"\b(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in _KINDS.items())})\b")
_APPOINTMENT: Final = re.compile(r"\b(?:rdv|rendez[\s-]?vous)\b")
_HEADING: Final = re.compile(r"(?:^|(?<=[.,;/-])\s*)(?:date|jour|heures?|horaires?|quand|activite|titre|quoi)\s*:\s*")
_EMPTY_BRACKETS: Final = re.compile(rf"\([\s,+{re.escape(GAP)}]*\)")
_DATING: Final = (DaySaid, SpanSaid, SeriesSaid, InstantSaid, DelaySaid)
_ROUGH_DAY: Final = MarkSaid(Tag.VAGUE)
_LINKS: Final = ("", "en", "dans la", "au", "mais", "mais le", "le")
_CONTINUES: Final = re.compile(r"(?:à|au|aux|de|du|des|d'|avec|pour|et|en|chez)\b", re.IGNORECASE)
_LOOSE_ENDS: Final = re.compile(
    r"^(?:[\s,;:./+-]|(?:le|la|les|du|de|des|en|et|à|a|au|pour|mais)(?=\s|$))+|(?:[\s,;:/+-]|(?<=\s)(?:le|la|les|du|de|des|en|et|à|au|pour|mais))+$"
)


@dataclass(frozen=True)
class Announcement:
    """What one line says of an activity.

    `kind` is group, outing, workshop, stay or meeting; `moment` may be a Trouble, whose reason the educator must hear;
    `missing` names what must be asked, among moment, time and place; times are local.
    """

    kind: str | None
    title: str
    moment: When | None
    dating: str
    """The line in which the date was read, without the bus and the other parts that have hours of their own."""
    place: str | None
    capacity: int | None
    """In persons; 0: no limit, and said so."""
    children: bool | None
    bus_time: time | None
    bus_place: str | None
    ends: time | None
    bring: str | None
    group: str | None
    audience: str | None
    """Whom the line says it is for, in its words; read by the console, which knows the groups and the people."""
    missing: tuple[str, ...]
    transport: bool | None = None
    """Whether families are to be asked if they need help to come."""
    holidays_too: bool = False
    """A series goes on during the school holidays, and it was said."""


def announcement(line: str, now: datetime, tz: ZoneInfo = PARIS) -> Announcement:
    """What `line` announces, seen from `now` (aware); never raises, whatever the text."""
    typed = Line(" ".join(unicodedata.normalize("NFC", line[:LONGEST_ANNOUNCEMENT]).split()))
    _take_headings(typed)
    kind = _kind(typed.folded)
    audience, group = take_audience(typed)
    group = group or take_group(typed)
    bus = take_bus(typed)
    capacity = take_capacity(typed)
    ends, children = take_end(typed), take_children(typed)
    bring, transport = take_bring(typed), take_transport(typed)
    holidays_too, _ = take_holidays_too(typed), take_unclear_end(typed)
    dating = typed.text.replace(GAP, " ")
    moment = _take_moment(typed, now, tz)
    alone = take_children_alone(typed)
    place, rest = find_place(_pieces(typed.text), kind)
    place, behind = children_behind(place)
    return Announcement(
        kind=kind,
        title=_title(rest, group),
        moment=moment,
        dating=dating,
        place=place,
        capacity=capacity,
        children=next((said for said in (children, alone, behind) if said is not None), None),
        bus_time=bus.time if bus else None,
        bus_place=bus.place if bus else None,
        ends=ends,
        bring=bring,
        transport=transport,
        group=group,
        audience=audience,
        missing=_missing(moment, place),
        holidays_too=holidays_too,
    )


def _kind(folded: str) -> str | None:
    named = _KIND.search(folded)
    if named:
        return named.lastgroup
    return "meeting" if _APPOINTMENT.search(folded) else None


def _take_headings(line: Line) -> None:
    """`Date :`, `Heure :` and the like, of a line written as a form."""
    for heading in list(_HEADING.finditer(line.folded)):
        line.take(*heading.span())


def _pieces(text: str) -> list[str]:
    """What is left between the parts taken, without the brackets that stood around one."""
    return [piece.strip() for piece in _EMPTY_BRACKETS.sub(GAP, text).split(GAP) if piece.strip()]


def _take_moment(line: Line, now: datetime, tz: ZoneInfo) -> When | None:
    said = _about_the_date(line, phrases(line.text))
    if not any(isinstance(phrase.said, _DATING) or phrase.said == _ROUGH_DAY for phrase in said):
        return None
    found = when_said(said, now, tz)
    folded = line.folded
    for place, phrase in enumerate(said):
        if not isinstance(phrase.said, MarkSaid) or phrase.said == _ROUGH_DAY or _between(folded, said, place):
            line.take(phrase.start, phrase.end)
    return found


def _between(folded: str, said: list[Phrase], place: int) -> bool:
    """Whether a word such as "pas" or "le suivant" stands beside a date and so belongs to it."""
    gaps = [folded[first.end : second.start] for first, second in pairwise(said[max(place - 1, 0) : place + 2])]
    return any(gap.strip(" ,") in _LINKS for gap in gaps)


def _about_the_date(line: Line, said: list[Phrase]) -> list[Phrase]:
    """Without the words that look like a date but stand in the title: "soirée crêpes", "3 ateliers", "en mars"."""
    in_series = any(isinstance(phrase.said, SeriesSaid) for phrase in said)
    return [
        phrase
        for place, phrase in enumerate(said)
        if not (isinstance(phrase.said, MonthsSaid | TimesSaid) and not in_series)
        and not (isinstance(phrase.said, PartSaid) and not _touches(line, said, place))
    ]


def _touches(line: Line, said: list[Phrase], place: int) -> bool:
    phrase = said[place]
    before = [other for other in said[:place] if isinstance(other.said, DaySaid | ClockSaid | SeriesSaid)]
    after = [other for other in said[place + 1 :] if isinstance(other.said, DaySaid | ClockSaid)]
    gaps = [line.folded[other.end : phrase.start] for other in before[-1:]]
    gaps += [line.folded[phrase.end : other.start] for other in after[:1]]
    return any(gap.strip(" ,") in _LINKS for gap in gaps)


def _title(rest: list[str], group: str | None) -> str:
    title = ""
    for piece in filter(None, map(_trimmed, rest)):
        link = " " if _CONTINUES.match(piece) else ", "
        title = f"{title}{link}{piece}" if title else piece
    title = title or (f"groupe {group}" if group else "")
    return title[:1].upper() + title[1:]


def _trimmed(piece: str) -> str:
    bare = _LOOSE_ENDS.sub("", piece)
    return piece.strip(" ,;:/-") if bare and _CONTINUES.match(piece) else bare


def _missing(moment: When | None, place: str | None) -> tuple[str, ...]:
    untold = moment is None or isinstance(moment, Trouble)
    hour_missing = "time" in getattr(moment, "missing", ())
    return (
        *(("moment",) if untold else ()),
        *(("time",) if hour_missing else ()),
        *(() if place else ("place",)),
    )
