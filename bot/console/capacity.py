"""/places: more or fewer places for a date that is announced; never fewer than are taken and offered."""

import re
from datetime import datetime

from sqlmodel import Session

from bot.console.cards import EDUCATOR, Back, say
from bot.console.choosing import Choice, choose, chosen
from bot.console.listening import folded
from bot.console.words import counted, short
from bot.heard import Heard
from scheduler import places
from scheduler.activities import Activity, coming

HOW = """\
Écrivez le numéro de la date, puis le nombre de places. Par exemple : /places 2 12
Sans limite : /places 2 illimité"""
MOST = 1000
NO_LIMIT = "illimit"
_WANTED = re.compile(rf"(?:(?:n°)?\s*(\d+)\s+)?(\d{{1,6}}|{NO_LIMIT}\w*)(?:\s*(?:places?|personnes?))?")


def ask(session: Session, heard: Heard, argument: str, now: datetime) -> None:
    """/places [n] number"""
    found = _WANTED.fullmatch(folded(argument))
    if found is None or (wanted := _places(found[2])) == 0 or (wanted or 0) > MOST:
        say(session, heard, HOW, now)
        return
    choice = Choice("places/which", "Pour quelle date ?", coming(session, now), facts={"places": found[2]})
    activity = choose(session, heard, found[1] or "", choice, now)
    if activity is not None:
        _change(session, heard, activity, wanted, now)


def picked(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """She tapped the date."""
    _change(session, heard, chosen(session, back), _places(str(back.facts["places"])), now)


def _places(typed: str) -> int | None:
    return None if typed.startswith(NO_LIMIT) else int(typed)


def _change(session: Session, heard: Heard, activity: Activity, wanted: int | None, now: datetime) -> None:
    name = short(activity, heard.programme.timezone)
    try:
        places.set_capacity(session, activity, wanted, EDUCATOR, now)
    except places.NoRoomError as taken:
        held = counted(taken.places, "place est déjà prise ou offerte", "places sont déjà prises ou offertes")
        said = (
            f"Impossible : {held}. Le plus petit nombre possible : /places {activity.id} {taken.places}\n"
            f"Pour libérer des places, appelez une famille qui vient : /qui {activity.id}"
        )
    else:
        how_many = "pas de limite de places" if wanted is None else counted(wanted, "place", "places")
        said = f"C'est noté : {name}, {how_many}. Qui attend : /attente {activity.id}"
    say(session, heard, said, now)
