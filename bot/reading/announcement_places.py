"""Where it takes place: what follows "à", "au", "chez" or "lieu", or a phrase that begins as the name of a place."""

import re
from typing import Final

from bot.reading.date_tokens import fold

_PLACE_NOUNS: Final = (
    r"(?:salle|maison|centre|college|lycee|ecole|gymnase|parc|mediatheque|bibliotheque|mairie|local|locaux|mjc|square"
    r"|place|rue|avenue|boulevard|theatre|stade|piscine|ludotheque|creche|cafeteria|hall|accueil|bureau|jardin|gare"
    r"|metro|arret|foyer|espace|residence|ferme|hotel de ville|point info|maternelle|foyer|antenne)"
)
_LABEL: Final = re.compile(r"\b(?:lieu|adresse|ou)\s*:\s*|\blieu\s+")
_AWAY: Final = re.compile(r"^(?:rdv|rendez[\s-]?vous)?\s*(?=(?:devant|chez|face|derriere|dans|a\s|au\s|aux\s)\s*)")
_PREPOSITION: Final = re.compile(r"^(?:a\s+l'\s?|a\s+la\s+|au\s+|aux\s+|a\s+|dans\s+(?:la|le|les|l')\s*)")
_STANDING: Final = re.compile(r"^(?:chez|devant|face|derriere)\b")
_NAMED: Final = re.compile(
    rf"^(?:la\s+|le\s+|l'\s?)?{_PLACE_NOUNS}\b|^\d{{1,4}}\s*(?:bis\s+|ter\s+)?,?\s*(?:rue|avenue|place|bd|boulevard)\b"
)
_WITHIN: Final = re.compile(
    rf"\s(?:(?:a\s+l'\s?|a\s+la\s+|au\s+|dans\s+(?:la|le)\s+|a\s+)?(?={_PLACE_NOUNS}\b)|(?:chez|devant)\s|(?:a|au|a\s+la|a\s+l')\s?(?=[A-Z]))"
)
_DESTINATIONS: Final = ("outing", "stay")
_ACTIVITY: Final = re.compile(
    r"\b(?:sejours?|sorties?|balades?|excursions?|visites?|promenades?|ateliers?|groupes?|rencontres?|cafes?|reunions?|entretiens?)\b"
)


def find_place(pieces: list[str], kind: str | None) -> tuple[str | None, list[str]]:
    """The place among the pieces of a line, and the pieces without it.

    The words that follow an outing or a stay say where it goes; they stay in its title.
    """
    parts = [part.strip() for piece in pieces for part in re.split(r"[,;]|\s-\s|\.\s", piece) if part.strip(" .:-")]
    for find in (_labelled, _whole, _at_the_end):
        for index, part in enumerate(parts):
            place, rest = find(part, index, kind)
            if place:
                return place, [*parts[:index], *([rest] if rest else []), *parts[index + 1 :]]
    return None, parts


def _labelled(part: str, _index: int, _kind: str | None) -> tuple[str | None, str]:
    match = _LABEL.search(fold(part))
    if match is None:
        return None, part
    return _bare(part[match.end() :]) or None, part[: match.start()].strip()


def _whole(part: str, index: int, _kind: str | None) -> tuple[str | None, str]:
    """A piece that is nothing but a place."""
    folded = fold(part)
    opening = _AWAY.match(folded)
    if opening:
        return _bare(part[opening.end() :]) or None, ""
    if _NAMED.match(folded) and not _ACTIVITY.search(folded):
        return part, ""
    # The first piece begins with a capital because the line does.
    return (part, "") if index > 0 and part[:1].isupper() and not _ACTIVITY.search(folded) else (None, part)


def _at_the_end(part: str, _index: int, kind: str | None) -> tuple[str | None, str]:
    """A place that closes a piece: "atelier cuisine au collège Wazemmes"."""
    if kind in _DESTINATIONS:
        return None, part
    match = _WITHIN.search(_folded_but_capitals(part))
    if match is None:
        return None, part
    return _bare(part[match.start() :].strip()) or None, part[: match.start()].strip()


def _folded_but_capitals(part: str) -> str:
    return "".join(plain.upper() if typed.isupper() else plain for typed, plain in zip(part, fold(part), strict=True))


def _bare(place: str) -> str:
    """The place without the preposition before it; "chez" and "devant" are part of it."""
    folded = fold(place)
    if _STANDING.match(folded):
        return place.strip()
    match = _PREPOSITION.match(folded)
    return place[match.end() if match else 0 :].strip(" .:")
