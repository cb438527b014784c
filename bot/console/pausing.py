"""/pause and /reprendre: a rest from messages, decided by the educator with the family."""

import re
from datetime import datetime

from sqlmodel import Session

from bot.console.cards import EDUCATOR, say
from bot.console.names import everybody, matching
from bot.console.words import day_in_full, joined
from bot.heard import Heard
from bot.reading.pauses import until_when
from messages import consents
from messages.contacts import Contact
from messages.hours import local
from scheduler.pauses import LONGEST, PAUSE, USUAL, pause_until
from scheduler.people import Adult

HOW = "Pour qui, et jusqu'à quand ? Par exemple : /pause Fatou jusqu'au 15 novembre"
WHO_AGAIN = "Pour qui ? Par exemple : /reprendre Fatou"
NO_DAY = "Je n'ai pas compris jusqu'à quand. Par exemple : /pause Fatou jusqu'au 15 novembre"
TOO_LONG = "Une pause va d'aujourd'hui à six mois au plus. Jusqu'à quel jour ?"
_FROM_WHEN = re.compile(
    r"\s(?=jusqu|\d+ (?:jours?|semaines?|mois)\b|pendant\b|(?:une?|deux|trois) (?:semaines?|mois)\b)"
)


def begin(session: Session, heard: Heard, line: str, now: datetime) -> None:
    """/pause NAME [jusqu'au DAY]"""
    who, _, rest = _FROM_WHEN.sub("\n", line, count=1).partition("\n")
    contact = _contact(session, heard, who, HOW, now)
    if contact is None:
        return
    cal = heard.programme.calendar
    today = local(now, cal).date()
    until = until_when(rest, local(now, cal)) if rest else today + USUAL
    if until is None:
        say(session, heard, NO_DAY, now)
    elif not today <= until <= today + LONGEST:
        say(session, heard, TOO_LONG, now)
    else:
        pause_until(session, contact, until, EDUCATOR, cal, now)
        told = f"C'est noté : pause pour {contact.name} jusqu'au {day_in_full(until)}."
        say(session, heard, f"{told}\nChangements et annulations d'une date acceptée partent quand même.", now)


def end(session: Session, heard: Heard, who: str, now: datetime) -> None:
    """/reprendre NAME"""
    contact = _contact(session, heard, who, WHO_AGAIN, now)
    if contact is None or contact.id is None:
        return
    if consents.lift(session, contact.id, PAUSE, EDUCATOR, now):
        say(session, heard, f"La pause de {contact.name} est finie.", now)
    else:
        say(session, heard, f"Il n'y avait pas de pause pour {contact.name}.", now)


def _contact(session: Session, heard: Heard, who: str, how: str, now: datetime) -> Contact | None:
    """The one person named; None when she has been told why there is not exactly one."""
    found = matching(who, everybody(session))
    if len(found) == 1:
        adult = session.get_one(Adult, found[0].adult_id)
        contact = session.get(Contact, adult.contact_id) if adult.contact_id is not None else None
        if contact is not None:
            return contact
    if len(found) > 1:
        say(session, heard, f"Plusieurs personnes : {joined([one.label for one in found[:6]])}. Laquelle ?", now)
    else:
        say(session, heard, how if not who else f"Je ne trouve pas « {who[:20]} ». {how}", now)
    return None
