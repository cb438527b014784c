"""/bus: of those who come, who needs help to come, who comes by themselves, and who has not said."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from bot.console.cards import Back, say
from bot.console.choosing import Choice, choose, chosen
from bot.console.words import counted, hour, party, span, title
from bot.heard import Heard
from messages.programme import Programme
from scheduler.activities import Activity, coming
from scheduler.people import labels
from scheduler.signups import YES, SignUp, signups


def ask(session: Session, heard: Heard, number: str, now: datetime) -> None:
    """/bus [n]"""
    activity = choose(session, heard, number, Choice("bus/which", "Pour quelle date ?", coming(session, now)), now)
    if activity is not None:
        say(session, heard, as_text(session, activity, heard.programme), now)


def picked(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """She tapped the date."""
    say(session, heard, as_text(session, chosen(session, back), heard.programme), now)


def as_text(session: Session, activity: Activity, programme: Programme) -> str:
    """The whole list, names and persons included."""
    yes = [signup for signup in signups(session, activity) if signup.answer == YES]
    lists = [
        ("Besoin d'aide pour venir", [one for one in yes if one.transport]),
        ("Viennent par leurs moyens", [one for one in yes if one.transport is False]),
        ("Pas encore dit", [one for one in yes if one.transport is None]),
    ]
    head = [f"{activity.id}. {title(activity)}", span(activity, programme.timezone), *_bus(activity, programme)]
    body = [line for heading, said in lists for line in _listed(session, heading, said)]
    return "\n".join([*head, *(body or ["Personne n'a encore dit oui."])])


def _bus(activity: Activity, programme: Programme) -> list[str]:
    if activity.bus_at is None:
        return []
    place = f", {activity.bus_place}" if activity.bus_place else ""
    return [f"Bus : {hour(activity.bus_at.astimezone(programme.timezone).time())}{place}"]


def _listed(session: Session, heading: str, said: Sequence[SignUp]) -> list[str]:
    if not said:
        return []
    names = labels(session, [signup.adult_id for signup in said])
    persons = counted(sum(signup.total for signup in said), "personne", "personnes")
    return [f"\n{heading} : {persons}", *(f"- {names[signup.adult_id]}{party(signup)}" for signup in said)]
