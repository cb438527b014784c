"""The French words of the calendar, without accents: what each says, in the tag the grammar knows it by."""

from enum import StrEnum
from typing import Final

from bot.reading.dates.feasts import spellings


class Tag(StrEnum):
    """What a word or a figure does in a date phrase."""

    WEEKDAY = "weekday"
    WEEKDAYS = "weekdays"
    SHORT_WEEKDAY = "short weekday"
    TWO_LETTERS = "two letters"
    DATE = "date"
    FEAST = "feast"
    INSTANT = "instant"
    MONTH = "month"
    NUMBER = "number"
    ORDINAL = "ordinal"
    CLOCK = "clock"
    MINUTES = "minutes"
    PART = "part"
    TODAY_PART = "today part"
    OFFSET = "offset"
    NEXT = "next"
    FOLLOWING = "following"
    COMING = "coming"
    LAST = "last"
    THIS = "this"
    WEEKS_ON = "weeks on"
    DAYS = "days"
    NIGHTS = "nights"
    WEEKS = "weeks"
    MONTHS = "months"
    HOURS = "hours"
    PARITY = "parity"
    OF_WEEK = "of week"
    OF_MONTH = "of month"
    EACH_MONTH = "each month"
    IN = "in"
    AGO = "ago"
    EVERY = "every"
    OUT_OF = "out of"
    UNTIL = "until"
    SINCE = "since"
    FROM = "from"
    TO = "to"
    AT = "at"
    THE = "the"
    AND = "and"
    OR = "or"
    NOT = "not"
    BUT = "but"
    EXCEPT = "except"
    BETWEEN = "between"
    AROUND = "around"
    BOUND = "bound"
    DURING = "during"
    TIMES = "times"
    HOLIDAYS = "holidays"
    EDGE = "edge"
    VAGUE = "vague"
    COUNTED = "counted"
    LEAVING = "leaving"
    RETURNING = "returning"
    WORD = "word"
    MARK = "mark"


MORNING, AFTERNOON, EVENING, NIGHT = range(4)
PARTS: Final = ("morning", "afternoon", "evening", "night")
WEEKDAY_CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKDAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS: Final = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
)
SPOKEN_MONTHS: Final = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)

_SHORT_WEEKDAYS: Final = (
    ("lun",),
    ("mar", "mard"),
    ("mer", "merc", "mercr"),
    ("jeu", "jeud"),
    ("ven", "vend"),
    ("sam",),
    ("dim",),
)
_SHORT_MONTHS: Final = (
    *(("jan", "janv"), ("fev", "fevr"), (), ("avr",), (), ()),
    *(("juil", "jul"), (), ("sept", "sep"), ("oct",), ("nov",), ("dec",)),
)
_TWO_LETTERS: Final = ("lu", "ma", "me", "je", "ve", "sa", "di")
_UNITS: Final = (
    *("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("treize", "quatorze", "quinze", "seize", "dix sept", "dix huit", "dix neuf"),
)
_TENS: Final = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante"}
_ORDINALS: Final = ("premier", "deuxieme", "troisieme", "quatrieme", "cinquieme")

_PHRASES: Final[dict[Tag, dict[int, str]]] = {
    Tag.OFFSET: {
        0: "aujourd hui|aujourdhui|auj|ajd|ce jour|tout a l heure|tt a l heure",
        1: "demain|dem1|2main|dmain|2m1|dmin",
        2: "apres demain|apresdemain|ap demain|apr demain|surlendemain",
        -1: "hier",
        -2: "avant hier",
    },
    Tag.PART: {
        MORNING: "matin|matins|matinee|mat|debut de matinee|milieu de matinee|fin de matinee|debut matinee|fin matinee",
        AFTERNOON: "apres midi|apresmidi|aprem|apres m|aprm|apm|debut d apres midi|milieu d apres midi"
        "|fin d apres midi|debut apres midi|fin apres midi|debut d aprem|fin d aprem|fin aprem"
        "|debut aprem|tantot|aprems|apres midis",
        EVENING: "soir|soirs|soiree|debut de soiree|fin de soiree|fin de journee",
        NIGHT: "nuit",
    },
    Tag.TODAY_PART: {
        MORNING: "ce matin",
        AFTERNOON: "cet apres midi|cette apres midi|cet aprem|cette aprem|ce tantot|stapr|st aprem",
        EVENING: "ce soir|c soir|stesoir",
        NIGHT: "cette nuit",
    },
    Tag.NEXT: {0: "prochain|prochaine|pro|prochains|prochaines|proch"},
    Tag.FOLLOWING: {0: "suivant|suivante|d apres|celui d apres|celui qui suit|qui suit"},
    Tag.COMING: {0: "qui vient|a venir|qui arrive"},
    Tag.LAST: {0: "dernier|derniere|passe|precedent"},
    Tag.THIS: {0: "ce|cet|cette"},
    Tag.WEEKS_ON: {1: "en huit|en 8", 2: "en quinze|en 15"},
    Tag.DAYS: {0: "jour|jours|j|jr|jrs"},
    Tag.NIGHTS: {0: "nuits|nuitees|nuitee"},
    Tag.WEEKS: {0: "semaine|semaines|sem|sems|hebdomadaire"},
    Tag.MONTHS: {0: "mois"},
    Tag.HOURS: {0: "heure|heures"},
    Tag.PARITY: {0: "semaines paires|semaine paire", 1: "semaines impaires|semaine impaire"},
    Tag.OF_WEEK: {
        0: "de cette semaine|cette semaine",
        1: "de la semaine prochaine|la semaine prochaine|semaine prochaine|sem prochaine|la semaine pro|semaine pro"
        "|sem pro|sem proch|la sem prochaine|de la sem prochaine|la sem pro|de la semaine pro",
        2: "de la semaine d apres|la semaine d apres|de la semaine suivante|la semaine suivante",
        -1: "de la semaine derniere|la semaine derniere|la semaine passee",
    },
    Tag.OF_MONTH: {0: "du mois|de ce mois|ce mois ci|courant", 1: "du mois prochain|le mois prochain|mois prochain"},
    Tag.EACH_MONTH: {0: "de chaque mois|chaque mois|tous les mois|du mois tous les mois|mensuel"},
    Tag.IN: {0: "dans|ds"},
    Tag.AGO: {0: "il y a|ya|y a"},
    Tag.EVERY: {
        0: "tous les|toutes les|ts les|ts ls|tous ls|ttes les|ttes ls|tt les|tout les|chaque|chaques|chak|chaq|ts|ttes"
    },
    Tag.OUT_OF: {0: "sur"},
    Tag.UNTIL: {
        0: "jusqu au|jusqu a|jusqu en|jusque|jusquau|jusqua|jusqu aux|jusqu|jusqu a la|jusqu a l|jsq|jusq|jsk|jusk"
        "|jsqu a|jsqu au|jsq au|jsq a|jusq au|jusq a|jusko|jska|jsko|jsqau|jsqa"
    },
    Tag.SINCE: {
        0: "a partir du|a partir de|a partir d|a compter du|des le|des|debut le|a partir|apd"
        "|a compter de|on commence le|on commence|ca commence le|ca commence|commence le|commencant le|on debute le"
        "|on debute|debute le|debutant le|on demarre le|on demarre|demarrage le|demarre le|debut des seances le"
        "|a partir du mois de"
    },
    Tag.FROM: {0: "du|de|d|du mois de|au mois de"},
    Tag.TO: {0: "au|aux"},
    Tag.AT: {0: "a"},
    Tag.THE: {0: "le|la|l|les|ls"},
    Tag.AND: {0: "et|puis|pis|ainsi que|et le|et les|puis le|et aussi"},
    Tag.OR: {0: "ou|ou bien|soit"},
    Tag.NOT: {0: "pas|pas le|pas ce", 1: "non|pardon|ou plutot|euh non"},
    Tag.BUT: {0: "mais|plutot|mais plutot|mais le|plutot le"},
    Tag.EXCEPT: {0: "sauf|sauf le|sauf les|hors|excepte|excepte le|sans le|hormis"},
    Tag.BETWEEN: {0: "entre|entre le"},
    Tag.AROUND: {0: "vers|environ|autour de|aux alentours de|approximativement|aux environs de"},
    Tag.BOUND: {0: "avant|apres|d ici|d ici le|avant le|apres le|d ici a|autour du|aux alentours du|aux environs du"},
    Tag.DURING: {0: "pendant|durant|duree|duree de|pour une duree de|pdt"},
    Tag.TIMES: {0: "seances|seance|fois|rencontres|sessions|ateliers|rdv"},
    Tag.HOLIDAYS: {
        0: "vacances|vacances scolaires|les vacances|les vacances scolaires|periode scolaire|conges scolaires"
        "|vacances de noel|vacances de la toussaint|vacances de paques|vacances de toussaint|conges de noel",
        1: "feries|jours feries|les jours feries|ferie",
    },
    Tag.EDGE: {1: "debut|en debut de|debut de", 15: "mi|la mi", 31: "fin|la fin|fin de|la fin de|fin du|en fin de"},
    Tag.LEAVING: {0: "depart|on part|partons|nous partons|arrivee|on arrive"},
    Tag.RETURNING: {0: "retour|on rentre|rentrons|nous rentrons|on revient|revenons|retours"},
    Tag.VAGUE: {
        0: "bientot|prochainement|un de ces jours|plus tard|un jour|quelques|quelque|semaine du"
        "|dizaine|quinzaine|huitaine|vingtaine|week end|weekend|we|courant de|dans la semaine|milieu"
        "|a definir|a confirmer|peut etre|probablement|trimestre|rentree|pont de l ascension"
        "|avant dernier|un de ces quatre|un de ces 4"
    },
    Tag.COUNTED: {
        0: "place|places|pers|personne|personnes|enfant|enfants|adulte|adultes|parents|parent|famille|familles"
        "|euro|euros|an|ans|rue|avenue|bis|boulevard|km|max|maximum|mamans|papas|inscrits|participants|minutes|min|mn"
        "|gamins|gosses|jeunes|bebes|bebe|ados|eleves|usagers|repas|billets|tickets|kilometres|metres|fauteuils|voitures"
    },
    Tag.WORD: {0: "sur le temps de midi|sur le temps du midi|le temps de midi|sur l heure de midi"},
    Tag.CLOCK: {12: "midi", 24: "minuit"},
    Tag.MINUTES: {
        30: "et demie|et demi",
        15: "et quart|un quart|et un quart",
        -15: "moins le quart|moins quart",
        -5: "moins cinq|moins 5",
        -10: "moins dix|moins 10",
        -20: "moins vingt|moins 20",
    },
}


def phrases() -> dict[str, tuple[Tag, int]]:
    """Every known phrase, words parted by one space, with its tag and its value."""
    table = {
        phrase: (tag, value)
        for tag, meanings in _PHRASES.items()
        for value, spellings in meanings.items()
        for phrase in spellings.split("|")
    }
    feasts = {name: (Tag.FEAST, number) for name, number in spellings().items()}
    return _numbers() | table | _names() | feasts


def _numbers() -> dict[str, tuple[Tag, int]]:
    table = {word: (Tag.NUMBER, number) for number, word in enumerate(_UNITS, start=1)}
    for ten, name in _TENS.items():
        table[name] = (Tag.NUMBER, ten)
        table[f"{name} et un"] = (Tag.NUMBER, ten + 1)
        table |= {f"{name} {_UNITS[unit - 1]}": (Tag.NUMBER, ten + unit) for unit in range(2, 10)}
    table["une"] = (Tag.NUMBER, 1)
    table |= {"premiere": (Tag.ORDINAL, 1), "premieres": (Tag.ORDINAL, 1)}
    table |= {"second": (Tag.ORDINAL, 2), "seconde": (Tag.ORDINAL, 2)}
    table |= {word: (Tag.ORDINAL, number) for number, word in enumerate(_ORDINALS, start=1)}
    return table | {f"{word}s": (Tag.ORDINAL, number) for number, word in enumerate(_ORDINALS, start=1)}


def _names() -> dict[str, tuple[Tag, int]]:
    table = {name: (Tag.WEEKDAY, index) for index, name in enumerate(WEEKDAYS)}
    table |= {f"{name}s": (Tag.WEEKDAYS, index) for index, name in enumerate(WEEKDAYS)}
    table |= {short: (Tag.SHORT_WEEKDAY, index) for index, shorts in enumerate(_SHORT_WEEKDAYS) for short in shorts}
    table |= {two: (Tag.TWO_LETTERS, index) for index, two in enumerate(_TWO_LETTERS)}
    table |= {name: (Tag.MONTH, index) for index, name in enumerate(MONTHS, start=1)}
    shortened = {short: (Tag.MONTH, index) for index, shorts in enumerate(_SHORT_MONTHS, start=1) for short in shorts}
    # Alone, "sept" is the number; it is a month only after one.
    return table | {short: meaning for short, meaning in shortened.items() if short != "sept"}
