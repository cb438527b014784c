"""The hours a person names: when she comes, when she leaves, which hour suits her."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.reading.figures import in_figures
from bot.reading.heard import Heard
from bot.reading.vocabulary import classes_of

_LATE_HOURS, _NIGHT_ENDS, _NOON = 24, 7, 12
_HALF, _QUARTER = 30, 15
_CLOCK = re.compile(
    r"""(?<![^\W_]) (?: (?P<hours>\d{1,2}) \s?(?:h(?:eures?|eur|r)?|eures?|eur|:)(?![^\W\d_])
          \s?(?P<minutes>[0-5]\d)?(?!\d)
       | (?P<dial>\d{1,2}) (?:[.:](?P<past>[0-5]\d))? \s?(?P<half_day>[ap])m
       | (?P<noon>(?<!apres\s)(?<!apre\s)(?<!apres\s-\s)midi|minuit) )
       (?: \s?(?: (?P<half>(?:et?\s?|)(?:d(?:e)?mie?|1\s?/\s?2))
       | (?P<less>moins?\s(?:le\s)?(?:(?:qu|k|c)ar(?:t)?|(?P<fewer>\d{1,2})))
       | (?P<more>et?\s(?:qu|k|c)ar(?:t)?) ))? (?![^\W_])""",
    re.VERBOSE,
)
_ABROAD = re.compile(
    r"""(?<![^\W_]) (?: (?:a\slas|las|as|la\sora|la|saat|m3a|nwsel|at|by|around|from|الساعه|علي|عال?|ال)
          \s?(?P<hours>\d{1,2}) (?: :(?P<minutes>[0-5]\d))?
          | (?P<pm>\d{1,2})\s(?:d\s)?(?:in\sthe\safternoon|l3chiya|da\starde|de\sla\starde)
          | (?P<bare>\d{1,2})(?=\s(?:وربع|و?ال?نصف|w\s[nrt]|y\sm|e\sm)) )
       (?: \s?(?: (?P<half>y\smedia|e\smeia|w\sn[eo]?ss?|(?:و|وال)نصف?|si\sjumatate|bucuk)
       | (?P<more>y\scuarto|e\s(?:um\s)?quarto|w\srob3|وربع|si\sun\ssfert) | w\s(?P<third>tulut) ))? (?![^\W_])""",
    re.VERBOSE,
)
"""Hours said after a little word, in the languages that need no "h"."""
_NOT_BEFORE = re.compile(r"(?<![^\W_])(?:a partir d|apartir d|pas? avan|not before)")
"""Words with "partir" that say when somebody comes."""
_REFUSED = re.compile(r"(?<![^\W_])(?:que|ke|k|qu'|pas|pa|lieu d(?:e|u|')|than|بدل|machi)\s(?:a\s|d[eu]\s)?$")
"""Before an hour that is the one she does not want: "15h plutôt que 14h"."""
_IN_THE_MORNING = re.compile(
    r"(?<![^\W_])(?:du?\s?mat\w*|le matin|sbah|sabah|am|de la manana|da manha|صباحا)(?![^\W_])"
)
_LEAVES = re.compile(
    r"(?<![^\W_])(?:j?par[st]|j?partes?|repar[st]|repartir|partir|sauve|ancre|nkhroj|nemchi|quitter|decoll\w+"
    r"|[ms] ?'? ?en (?:vais?|va|ve|irai|aller)"
    r"|(?:oui|ok|dispo|libre|que) (?:mais )?(?:que )?jusqu?\s?'?\w*"
    r"|(?:reste|rester|suis la|sui la|serai la) (?:que )?(?:jusqu?\s?'?|jusk|plus tard qu)\w*"
    r"|j?doi[st]? (?:y )?(?:etre|aller|recup\w*|chercher|reprendre|filer|prendre)|faut que je sois)(?![^\W_])"
    r"|\d ?h ?(?:\d\d)? (?:je ?|on |j)(?:recup\w*|vais (?:recup\w*|chercher))"
)
_THE_DEPARTURE = frozenset({"depart", "departs"})
"""Where all meet for an outing; nobody leaves early by it."""
_ARRIVES = re.compile(
    r"(?<![^\W_])(?:j?viens?|vient|j?viendr\w+|venir|je? ?serais?|jsrai|sera|serons|etre|j?passe\w*"
    r"|j?arriv\w*|(?:re)?joi(?:n|gn)\w*)"
    r" (?:la |presente?s? |dispo |libre )?(?:(?:que|qu ?'|k|ke) ?)?(?:pas )?"
    r"(?:a|pour|pr|vers|apres|environ|a partir d[e']|des|au depart|au bus|la bas a) ?(?=\d|au|midi)"
    r"|(?<![^\W_])(?:viens?|viendrai|serai) (?:au depart|au bus)"
    r"|(?<![^\W_])(?:be there|come|get there|arrive|reach) (?:at|by|around|about|for)(?![^\W_])"
)
_AGREES = re.compile(r"(?<![^\W_])(?:oui|ok|wi) (?:mais )?(?:vers|apres|a partir d[e']) ?(?=\d)")
_INVITED = frozenset({"rsvp", "rsvp_trip", "clarify", "waitlist"})
"""After these "oui vers 15h" says when she comes; elsewhere it may be when to call her."""


def named_hour(heard: Heard) -> str | None:
    """The hour in the text as HH:MM, the last where one is taken back; None where there is none."""
    text = plain_text(heard)
    found = [(hour, bool(_REFUSED.search(text[:start]))) for hour, start in _hours(text, heard.spoken)]
    wanted = [hour for hour, refused in found if not refused] or [hour for hour, _ in found]
    return wanted[-1] if wanted else None


def arrival(heard: Heard) -> str | None:
    """The hour at which the person says to arrive, or None."""
    text = plain_text(heard)
    agrees = heard.asked in _INVITED and _AGREES.search(text)
    said = agrees or _NOT_BEFORE.search(text) or _ARRIVES.search(text) or heard.has("arrives") or says(heard, "arrive")
    return named_hour(heard) if said else None


def departure(heard: Heard) -> str | None:
    """The hour at which the person says to leave, or None."""
    text = plain_text(heard)
    leaves = says(heard, "leave", but=_THE_DEPARTURE) or _LEAVES.search(text)
    return named_hour(heard) if leaves and not _NOT_BEFORE.search(text) else None


def says(heard: Heard, sense: str, but: frozenset[str] = frozenset()) -> bool:
    """Whether a word has that sense, a few left out."""
    words = (token.text.rstrip("'") for token in heard.tokens if token.kind == "word")
    return any(sense in classes_of(word, heard.spoken) for word in words if word not in but)


def plain_text(heard: Heard) -> str:
    """The text with its number words as figures, the pieces parted by blanks."""
    return _in_figures(" ".join(token.text for token in heard.tokens), heard.spoken)


@lru_cache(64)
def _in_figures(text: str, language: str) -> str:
    return in_figures(text, language)


def _hours(text: str, language: str) -> Iterator[tuple[str, int]]:
    """The hours and where they begin."""
    early = bool(_IN_THE_MORNING.search(text))
    found = list(_CLOCK.finditer(text))
    if not found and language != "fr":
        found = list(_ABROAD.finditer(text))
    for match in found:
        groups = match.groupdict()
        if (hour := _clock(groups, early)) is not None:
            yield hour, match.start()


def _clock(said: dict[str, str | None], early: bool) -> str | None:
    """HH:MM; nobody meets at night, three o'clock is in the afternoon."""
    if said.get("noon"):
        hours, minutes = (_NOON, 0) if said["noon"] == "midi" else (0, 0)
    elif said.get("dial"):
        hours, minutes = int(said["dial"] or 0) % _NOON + _NOON * (said["half_day"] == "p"), int(said["past"] or 0)
    else:
        written = said["hours"] or said.get("pm") or said.get("bare") or "0"
        hours, minutes = int(written), int(said["minutes"] or 0)
        if 0 < hours < _NIGHT_ENDS and not early and not written.startswith("0"):
            hours += _NOON
    if said["half"]:
        minutes = _HALF
    elif said["more"]:
        minutes = _QUARTER
    elif said.get("third"):
        minutes = 20
    elif said.get("less"):
        hours, minutes = (hours - 1) % _LATE_HOURS, 60 - int(said.get("fewer") or _QUARTER)
    return f"{hours:02}:{minutes:02}" if hours < _LATE_HOURS and 0 <= minutes < 60 else None
