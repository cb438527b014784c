"""Fatou, the Tuesday group, and the facts around them: full, usual and bare."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from messages.catalogue import SOURCE, WORDING, Catalogue, Text
from messages.phrases import Phrases

MONDAY = datetime(2026, 10, 19, 15, 0, tzinfo=UTC)
TUESDAY = "2026-10-20T14:00:00+02:00"
CATALOGUE = Catalogue(ZoneInfo("Europe/Paris"))
FRENCH = Phrases(WORDING / f"{SOURCE}.po")
LANGUAGES = ("fr", "ar", "en", "tr")
MEDIA = ("sms", "telegram")

BUILDING = ("date/", "time/", "activity/", "place/", "people/", "part/", "said/", "page/")
WORDINGS = tuple(
    key for key in FRENCH.keys if "#" not in key and not key.startswith(BUILDING) and not key.endswith(".oneway")
)
KINDS = tuple(dict.fromkeys(key.removesuffix(".telegram").removesuffix(".discreet") for key in WORDINGS))
DISCREET = tuple(key.removesuffix(".discreet") for key in WORDINGS if key.endswith(".discreet"))

BARE: dict[str, Any] = {
    "kind": "group",
    "title": "",
    "place": "",
    "starts": TUESDAY,
    "ends": None,
    "bring": None,
    "bus_at": None,
    "bus_place": None,
    "children": False,
    "adults": None,
    "children_count": None,
    "total": None,
    "educator": "Claire",
    "name": "",
    "offer_until": "2026-10-20T10:00:00+02:00",
    "wanted": 6,
}
USUAL = BARE | {
    "title": "Groupe d'échange",
    "place": "Maison de quartier",
    "ends": "2026-10-20T16:00:00+02:00",
    "bring": "un goûter",
    "children": True,
    "before": "2026-10-16T14:00:00+02:00",
    "adults": 2,
    "children_count": 3,
    "total": 5,
    "name": "Fatou",
}
OUTING = BARE | {"kind": "outing", "title": "Parc Mosaïc", "place": "Lille", "starts": "2026-10-24T09:30:00+02:00"}
BUS: dict[str, Any] = {"bus_at": "2026-10-20T13:15:00+02:00", "bus_place": "métro Wazemmes"}
CHOICE: dict[str, Any] = {"options": [USUAL, OUTING], "dates": [USUAL | {"said": "yes"}, OUTING | {"said": "open"}]}
NEEDED: dict[str, dict[str, Any]] = {
    "reminder/bus": {"bus_at": BUS["bus_at"]},
    "facts/bring": {"bring": "un goûter"},
    "testimony/read-back": {"words": "Je parle plus."},
}
"""Facts without which a kind of message is never said."""
GROUP = {"group": "Café des parents"}


def facts_for(kind: str, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts, and those without which this kind of message makes no sense."""
    own = GROUP if kind.startswith("group/") else NEEDED.get(kind, {})
    return facts | CHOICE | own


def said(message: str, /, language: str = "fr", medium: str = "sms", discreet: bool = False, **changes: Any) -> Text:
    """What Fatou reads on Monday about the usual Tuesday, with these facts changed."""
    return CATALOGUE.render(message, language, medium, facts_for(message, USUAL) | changes, MONDAY, discreet)
