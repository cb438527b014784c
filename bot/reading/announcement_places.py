"""Where it takes place: what follows "à", "au", "chez" or "lieu", or a phrase that begins as the name of a place."""

import re
from typing import Final

from bot.reading.dates.tokens import fold

_PLACE_NOUNS: Final = (
    r"(?:salle|maison|centre|college|lycee|ecole|gymnase|parc|mediatheque|bibliotheque|mairie|local|locaux|mjc|square"
    r"|(?<!sur )place(?=\s+\w)|parking|rue|avenue|boulevard|impasse|allee|theatre|stade|piscine|ludotheque|creche"
    r"|cafeteria|hall|accueil|bureau|jardin|gare|metro|arret|foyer|espace|residence|ferme|hotel de ville|point info"
    r"|maternelle|antenne|complexe|studio|dojo|cantine|preau|halte[\s-]garderie)"
)
# Nouns that also name what is done there: a place only behind "au" or "à la".
_OPEN_NOUNS: Final = r"(?:cinema|musee|cafe|restaurant|marche|club|pmi|zoo|cirque|refectoire|temple|mosquee|eglise|cs)"
_LABEL: Final = re.compile(r"\b(?:lieu|adresse|ou)\s*:\s*|\blieu\s+")
_UNKNOWN: Final = r"(?:a|en\s+cours\s+de)\s+(?:preciser|confirmer|definir|venir|voir|decider|determiner|confirmation)"
_UNSETTLED: Final = re.compile(rf"(?:\b(?:lieu|adresse|endroit)\s*:?\s*)?\b{_UNKNOWN}\b|\blieu\s*:?\s*\?")
_NO_PLACE: Final = r"a\s+(?:partir|deux|plusieurs|volonte|noter|partager)\b"
_AWAY: Final = re.compile(
    rf"^(?:rdv|rendez[\s-]?vous)?\s*(?!{_NO_PLACE})(?=(?:devant|chez|face|derriere|dans|a\s|au\s|aux\s)\s*)"
)
_ADDRESS: Final = re.compile(
    r"^(?:\d{1,4}\s*(?:bis\s+|ter\s+)?,?\s*)?(?:rue|avenue|bd|boulevard|impasse|allee|place\s+\w+)\b"
)
_PREPOSITION: Final = re.compile(r"^(?:a\s+l'\s?|a\s+la\s+|au\s+|aux\s+|a\s+|dans\s+(?:la|le|les|l')\s*)")
_STANDING: Final = re.compile(r"^(?:chez|devant|face|derriere)\b")
_NAMED: Final = re.compile(
    rf"^(?:la\s+|le\s+|l'\s?)?{_PLACE_NOUNS}\b|^\d{{1,4}}\s*(?:bis\s+|ter\s+)?,?\s*(?:rue|avenue|place|bd|boulevard)\b"
)
_WITHIN: Final = re.compile(
    rf"\s(?:(?:a\s+l'\s?|a\s+la\s+|au\s+|dans\s+(?:la|le)\s+|a\s+)?(?={_PLACE_NOUNS}\b)"
    rf"|(?:a\s+la\s+|au\s+)(?={_OPEN_NOUNS}\b)|(?:chez|devant)\s|(?:a|au|a\s+la|a\s+l')\s?(?=[A-Z]))"
)
_DESTINATIONS: Final = ("outing", "stay")
_ACTIVITY: Final = re.compile(
    r"\b(?:sejours?|sorties?|balades?|excursions?|visites?|promenades?|ateliers?|groupes?|rencontres?|cafes?|reunions?|entretiens?)\b"
)


def find_place(pieces: list[str], kind: str | None) -> tuple[str | None, list[str]]:
    """The place among the pieces of a line, and the pieces without it.

    The words that follow an outing or a stay say where it goes; they stay in its title.
    """
    split = [part for piece in map(_settled, pieces) for part in re.split(r"[,;]|\s[-/]\s|\.\s", piece)]
    parts = [part.strip(" /") for part in split if part.strip(" .:/-")]
    for find in (_labelled, _whole, _at_the_end):
        for index, part in enumerate(parts):
            place, rest = find(part, index, kind)
            if place:
                place, _, about = place.partition(" : ")
                street, after = _street(parts[index + 1 :])
                return f"{place}{street}", [*parts[:index], *filter(None, (rest, about)), *after]
    return None, parts


def _settled(piece: str) -> str:
    """Without the words that say the place is not known yet."""
    unsettled = _UNSETTLED.search(fold(piece))
    return piece[: unsettled.start()] + "," + piece[unsettled.end() :] if unsettled else piece


def _street(after: list[str]) -> tuple[str, list[str]]:
    """The street that follows a place belongs to it."""
    return (f", {after[0]}", after[1:]) if after and _ADDRESS.match(fold(after[0])) else ("", after)


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
        return place.strip(" .:/-")
    match = _PREPOSITION.match(folded)
    return place[match.end() if match else 0 :].strip(" .:/-")
