"""Turns the facts of an activity into the words that fill a sentence: days, hours, kind, people."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from messages.directions import plain_value
from messages.phrases import Phrases
from messages.spoken_dates import is_tomorrow, spoken_day, spoken_hour

#: The fact each word of a sentence is made from, where the two have different names.
ORIGINS: Mapping[str, str] = {
    **dict.fromkeys(("day", "hour", "time"), "starts"),
    **dict.fromkeys(("bus_day", "bus_hour"), "bus_at"),
    **dict.fromkeys(("old_day", "old_hour"), "before"),
    **dict.fromkeys(("until_day", "until_hour"), "offer_until"),
    "activity": "kind",
}

_MOMENTS = ("starts", "ends", "bus_at", "before", "offer_until")
_LINKS = frozenset(
    ["a", "au", "aux", "avec", "d", "de", "des", "du", "en", "entre", "et", "l", "la", "le", "les", "pour", "un", "une"]
)
#: Words of a French title that say nothing more than the kind of activity does.
_SAYS_THE_SAME: Mapping[str, frozenset[str]] = {
    "group": frozenset(
        ["groupe", "groupes", "echange", "echanges", "rencontre", "rencontres", "parents", "parent", "parole"]
    ),
    "outing": frozenset(["sortie", "sorties", "famille", "familles", "parents", "parent", "enfants", "enfant"]),
    "workshop": frozenset(["atelier", "ateliers", "parents", "parent", "enfants", "enfant"]),
    "stay": frozenset(["sejour", "vacances", "famille", "familles"]),
    "meeting": frozenset(["rendez", "vous", "rdv", "reunion", "rencontre"]),
}


@dataclass(frozen=True)
class Speaking:
    """Who speaks and when: the phrases of a language, the local time zone, now, and how a typed value is set."""

    phrases: Phrases
    timezone: ZoneInfo
    now: datetime
    typed: Callable[[str], str]


def spoken_facts(facts: Mapping[str, object], speaking: Speaking) -> dict[str, str]:
    """The words for a sentence by placeholder, "" for a fact that is empty; an absent fact has no word.

    Raises ValueError when a moment has no offset.
    """
    moments = {key: _local(facts[key], speaking.timezone) for key in _MOMENTS if facts.get(key)}
    return {
        **_typed(facts, speaking),
        **_dates(moments, speaking),
        **_activity(facts, speaking),
        "people": _people(facts, speaking.phrases),
        "said": speaking.phrases.find((f"said/{facts.get('said')}",)) or "",
    }


def untold(facts: Mapping[str, object], speaking: Speaking) -> frozenset[str]:
    """The optional parts of a sentence which would be untrue for these facts."""
    starts = facts.get("starts")
    tomorrow = bool(starts) and is_tomorrow(_local(starts, speaking.timezone), speaking.now)
    linked, rung = bool(facts.get("link")), bool(facts.get("call_number"))
    parts = {
        "soon": tomorrow,
        "children_line": bool(facts.get("children")),
        "following_line": bool(facts.get("following")),
        **dict.fromkeys(("reply", "leave", "mind", "back"), linked or rung),
        **dict.fromkeys(("by_us", "leave_us"), not (linked or rung)),
        "by_call": not linked,
        "or_call": linked,
    }
    return frozenset(part for part, true in parts.items() if not true)


def _local(moment: object, timezone: ZoneInfo) -> datetime:
    read = moment if isinstance(moment, datetime) else datetime.fromisoformat(str(moment))
    if read.tzinfo is None:
        raise ValueError("a moment without an offset cannot be said")
    return read.astimezone(timezone)


def _typed(facts: Mapping[str, object], speaking: Speaking) -> dict[str, str]:
    words = {
        key: speaking.typed(_without_stop(str(value)))
        for key, value in facts.items()
        if isinstance(value, str | int) and not isinstance(value, bool) and key not in _MOMENTS
    }
    if words.get("place_before") == words.get("place"):
        words.pop("place_before", None)
    if "place" in facts and not words.get("place"):
        words["place"] = speaking.phrases.find(("place/unknown",)) or ""
    return words


def _without_stop(text: str) -> str:
    return plain_value(text).removesuffix(".").rstrip()


def _dates(moments: Mapping[str, datetime], speaking: Speaking) -> dict[str, str]:
    words: dict[str, str] = {}
    for key, prefix in (("starts", ""), ("bus_at", "bus_"), ("before", "old_"), ("offer_until", "until_")):
        if key in moments and not (key == "before" and moments[key] == moments.get("starts")):
            words[f"{prefix}day"] = spoken_day(moments[key], speaking.phrases, speaking.now)
            words[f"{prefix}hour"] = spoken_hour(moments[key], speaking.phrases)
    if "starts" in moments:
        words["time"] = _time(moments, words["hour"], speaking)
        words["last_day"] = _last_day(moments, speaking)
    return words


def _time(moments: Mapping[str, datetime], hour: str, speaking: Speaking) -> str:
    ends, until = moments.get("ends"), _last_day(moments, speaking)
    key = "time/days" if until else "time/at"
    if not until and ends and ends > moments["starts"]:
        key, until = "time/from-to", spoken_hour(ends, speaking.phrases)
    pattern = speaking.phrases.find((key,)) or "{hour}"
    return pattern.replace("{hour}", hour).replace("{until}", until)


def _last_day(moments: Mapping[str, datetime], speaking: Speaking) -> str:
    ends = moments.get("ends")
    if ends is None or ends.date() <= moments["starts"].date():
        return ""
    return spoken_day(ends, speaking.phrases, speaking.now)


def _activity(facts: Mapping[str, object], speaking: Speaking) -> dict[str, str]:
    kind = speaking.phrases.find((f"activity/{facts.get('kind')}",))
    if kind is None:
        return {}
    title = plain_value(str(facts.get("title") or ""))
    words, same = _words(title), _SAYS_THE_SAME.get(str(facts["kind"]), frozenset())
    if set(words) <= same | _LINKS:
        return {"activity": kind}
    if speaking.phrases.language == "fr" and words[0] in same:
        return {"activity": speaking.typed(title)}
    pattern = speaking.phrases.find(("activity/titled",)) or "{kind} {title}"
    before, _, after = pattern.replace("{kind}", kind).partition("{title}")
    return {"activity": f"{before}{speaking.typed(title)}{after}"}


def _words(title: str) -> list[str]:
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(sign))
    return re.findall(r"\w+", bare)


def _people(facts: Mapping[str, object], phrases: Phrases) -> str:
    adults, children = _count(facts, "adults"), _count(facts, "children_count")
    if adults and children:
        pattern = phrases.find(("people/both",)) or "{adults} {children}"
        return pattern.replace("{adults}", _counted("adults", adults, phrases)).replace(
            "{children}", _counted("children", children, phrases)
        )
    if adults or children:
        return _counted("adults", adults, phrases) if adults else _counted("children", children, phrases)
    total = _count(facts, "total")
    return _counted("persons", total, phrases) if total else ""


def _count(facts: Mapping[str, object], key: str) -> int:
    value = facts.get(key)
    return value if isinstance(value, int) else 0


def _counted(what: str, number: int, phrases: Phrases) -> str:
    return (phrases.counted(f"people/{what}", number) or "{n}").replace("{n}", str(number))
