"""How a date, a number and an activity are said to the educator, in French."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

from scheduler.activities import Activity
from scheduler.signups import SignUp

KINDS = {
    "group": "Groupe d'échange",
    "outing": "Sortie",
    "workshop": "Atelier",
    "stay": "Séjour",
    "meeting": "Rendez-vous",
}
YES, NO = "Oui", "Non"
UNDO = ("Annuler l'envoi", "undo")
"""The button under whatever can still be taken back: its label, and the choice it stands for."""

_FRENCH = Locale("fr")


def day_in_full(day: date) -> str:
    """`mardi 20 octobre 2026`."""
    pattern = "EEEE d'er' MMMM y" if day.day == 1 else "EEEE d MMMM y"
    return format_date(day, pattern, locale=_FRENCH)


def day_short(day: date) -> str:
    """`mardi 20 octobre`: the year is left to the card it stands on."""
    return day_in_full(day).rsplit(" ", 1)[0]


def hour(of: time) -> str:
    """`14h`, `9h30`."""
    return f"{of.hour}h{of.minute:02d}" if of.minute else f"{of.hour}h"


def moment(at: datetime, tz: ZoneInfo) -> str:
    """`mardi 20 octobre 2026, 14h`."""
    here = at.astimezone(tz)
    return f"{day_in_full(here.date())}, {hour(here.time())}"


def span(activity: Activity, tz: ZoneInfo) -> str:
    """`mardi 20 octobre 2026, 14h-16h`, or from one day to another for a stay."""
    starts = moment(activity.starts_at, tz)
    if activity.ends_at is None:
        return starts
    ends = activity.ends_at.astimezone(tz)
    if ends.date() == activity.starts_at.astimezone(tz).date():
        return f"{starts}-{hour(ends.time())}"
    return f"{starts}, jusqu'au {day_in_full(ends.date())}"


def title(activity: Activity) -> str:
    """Its own title, or the name of its kind."""
    return activity.title or KINDS.get(activity.kind, "Rendez-vous")


def short(activity: Activity, tz: ZoneInfo) -> str:
    """`Groupe d'échange, mardi 20 octobre`: enough for a button."""
    return f"{title(activity)}, {day_short(activity.starts_at.astimezone(tz).date())}"


def counted(number: int, one: str, many: str) -> str:
    """`1 place`, `3 places`, `0 place`."""
    return f"{number} {many if number > 1 else one}"


def persons(adults: int, children: int) -> str:
    """`2 adultes, 1 enfant`; only the adults when there is no child."""
    said = counted(adults, "adulte", "adultes")
    return f"{said}, {counted(children, 'enfant', 'enfants')}" if children else said


def party(signup: SignUp) -> str:
    """Behind a name: ` (1+2)` adults and children, ` (3)` when only the whole is known, "" when she did not say."""
    if not signup.counted:
        return ""
    if signup.adults is None or signup.children is None:
        return f" ({signup.total})"
    return f" ({signup.adults}+{signup.children})"


def language(code: str) -> str:
    """`arabe` for `ar`; the code itself for one that has no name."""
    return str(_FRENCH.languages.get(code, code))


def joined(parts: list[str]) -> str:
    """`a`, `a et b`, `a, b et c`."""
    return " et ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
