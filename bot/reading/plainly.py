"""A reading in plain French: the meaning in a few words, then its details."""

from collections.abc import Mapping

from babel import Locale

from bot.reading.readings import Reading

OTHER = "other"
"""Meant something that has no name here; said by a person, never read."""
MEANINGS = {
    "yes": "oui",
    "no": "non",
    "maybe": "peut-être",
    "count": "nombre de personnes",
    "rating": "note",
    "feedback": "avis",
    "did_not_attend": "n'était pas là",
    "testimony": "témoignage",
    "testimony_consent": "accord pour le témoignage",
    "withdraw_testimony": "reprend son témoignage",
    "reschedule": "autre date ou autre heure",
    "late": "retard",
    "question": "question",
    "call_me": "demande un appel",
    "join": "veut participer",
    "refer": "parle de quelqu'un qui veut participer",
    "start": "reprend les messages",
    "stop": "arrêt des messages",
    "pause": "pause",
    "delete_data": "effacer ses données",
    "data_access": "voir ses données",
    "complaint": "mécontent des messages",
    "language": "langue",
    "name": "prénom",
    "choice": "choix",
    "update_phone": "nouveau numéro",
    "thanks": "merci",
    "greeting": "bonjour",
    "ack": "message bien reçu",
    "media": "photo, voix ou fichier",
    "wrong_number": "mauvais numéro",
    "third_party": "un autre adulte écrit",
    "minor": "un enfant écrit",
    "safe_contact": "demande de la discrétion",
    "concern": "difficulté",
    "urgent": "danger",
    "who": "demande qui nous sommes",
    "help": "demande de l'aide pour répondre",
    "unclear": "pas compris",
    OTHER: "autre chose",
}
"""The short name of every meaning."""

_VALUES: Mapping[str, Mapping[object, str]] = {
    "topic": {
        "where": "le lieu", "when": "le jour", "time": "l'heure", "transport": "le transport", "price": "le prix",
        "food": "le repas", "bring": "ce qu'il faut apporter", "children_allowed": "venir avec les enfants",
        "access": "l'accès", "scale": "la note",
    },
    "reason": {
        "work": "à cause du travail", "child_ill": "enfant malade", "childcare": "pour la garde des enfants",
        "transport": "à cause du trajet",
    },
    "urgency": {
        "danger": "violence ou menace", "suicide": "idées de suicide", "child_missing": "enfant disparu",
        "basic_needs": "sans toit ou sans nourriture", "distress": "appel à l'aide",
    },
    "consent": {
        "first_name": "avec le prénom", "anonymous": "sans nom", "conditional": "à une condition",
        "unspecified": "sans dire comment", "refused": "refusé",
    },
    "part": {"morning": "le matin", "afternoon": "l'après-midi", "evening": "le soir"},
    "hedged": {True: "sans certitude"},
    "conditional": {True: "sous condition"},
    "count_unclear": {True: "nombre à vérifier"},
    "comment": {True: "avec un mot"},
    "low_literacy": {True: "peu à l'aise à l'écrit"},
    "vague": {True: "sans dire jusqu'à quand"},
}  # fmt: skip
_SAID = {
    "arrives": "arrive à {}",
    "leaves": "part à {}",
    "time": "à {}",
    "minutes": "{} minutes",
    "rating": "{} sur 5",
    "choice": "le n° {}",
    "until": "jusqu'au {}",
    "phone": "{}",
    "name": "{}",
}
_OWN_WORDS = ("phone", "name")
"""Details that repeat what was written: a number, somebody's name."""
_CALENDAR = ("arrives", "leaves", "time", "until")
_FRENCH = Locale("fr")


_PRIVATE = frozenset({"urgency", "reason", "flags"})
"""What a lock screen must not say of a family: which danger, whose illness."""


def understood(reading: Reading, discreet: bool = False) -> str:
    """`oui, 3 personnes`: the meaning and its details; `discreet` leaves out what is private."""
    also = [MEANINGS[other] for other in reading.also if other in MEANINGS]
    said = [MEANINGS.get(reading.intent, MEANINGS["unclear"]), *details(reading.fields, discreet)]
    return ", ".join(said) + (f" ; aussi : {', '.join(also)}" if also else "")


def details(fields: Mapping[str, object], discreet: bool = False) -> list[str]:
    """What is said beside the meaning, each in a few words; what has no plain name is left out."""
    return [*_people(fields), *_scores(fields), *_others(fields, discreet)]


def _others(fields: Mapping[str, object], discreet: bool) -> list[str]:
    found = []
    for key, value in fields.items():
        if discreet and key in _PRIVATE:
            continue
        if key in _VALUES and value in _VALUES[key]:
            found.append(_VALUES[key][value])
        elif key == "lang":
            found.append(str(_FRENCH.languages.get(str(value), value)))
        elif key in _SAID and key != "choice" and not (discreet and key in _OWN_WORDS):
            found.append(_SAID[key].format(_moment(str(value)) if key in _CALENDAR else value))
    return found


def _people(fields: Mapping[str, object]) -> list[str]:
    """`1 adulte et 2 enfants` where both are known; else what is."""
    adults, children, total = (_number(fields, key) for key in ("adults", "children", "total"))
    if adults is not None and children is not None and adults + children:
        kinds = [_counted(adults, "adulte"), _counted(children, "enfant")]
        return [" et ".join(kind for kind in kinds if not kind.startswith("0 "))]
    found = [_counted(total, "personne")] if total is not None else []
    found += [_counted(adults, "adulte")] if adults else []
    found += [_counted(children, "enfant")] if children else []
    fewest, most, change = (_number(fields, key) for key in ("total_min", "total_max", "delta_children"))
    found += [f"de {fewest} à {most} personnes"] if fewest is not None and most is not None else []
    found += [f"{_counted(abs(change), 'enfant')} {'de plus' if change > 0 else 'de moins'}"] if change else []
    return found


def _scores(fields: Mapping[str, object]) -> list[str]:
    low, high, choices = fields.get("rating_min"), fields.get("rating_max"), fields.get("choices")
    found = [f"entre {low} et {high} sur 5"] if low is not None and high is not None else []
    if isinstance(choices, list) and len(choices) > 1:
        return [*found, f"les n° {', '.join(map(str, choices))}"]
    return [*found, _SAID["choice"].format(fields["choice"])] if "choice" in fields else found


def _number(fields: Mapping[str, object], key: str) -> int | None:
    value = fields.get(key)
    return value if isinstance(value, int) else None


def _counted(number: int, one: str) -> str:
    return f"{number} {one}{'s' if number > 1 else ''}"


def _moment(written: str) -> str:
    """`14h30` for `14:30`, `20/10/2026` for `2026-10-20`; anything else as it is."""
    hours, colon, minutes = written.partition(":")
    if colon and len(written) == 5:
        return f"{int(hours)}h{'' if minutes == '00' else minutes}"
    year, *rest = written[:10].split("-")
    return "/".join([*reversed(rest), year]) if len(rest) == 2 else written
