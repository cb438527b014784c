"""/avis: what those who were there thought of a date, in figures; what they wrote is read on the computer."""

from datetime import datetime

from sqlmodel import Session

from bot.console.cards import Back, say
from bot.console.choosing import Choice, choose, chosen
from bot.console.words import counted, joined, span, title
from bot.heard import Heard
from messages.programme import Programme
from scheduler.activities import Activity, begun
from scheduler.opinions import Opinions, opinions

TOO_FEW = "Moins de 5 réponses : pas de moyenne."
NOTHING = "Aucune date n'est encore passée."


def ask(session: Session, heard: Heard, number: str, now: datetime) -> None:
    """/avis [n]"""
    choice = Choice("opinions/which", "Les avis sur quelle date ?", begun(session, now), NOTHING)
    activity = choose(session, heard, number, choice, now)
    if activity is not None:
        say(session, heard, as_text(session, activity, heard.programme), now)


def picked(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """She tapped the date."""
    say(session, heard, as_text(session, chosen(session, back), heard.programme), now)


def as_text(session: Session, activity: Activity, programme: Programme) -> str:
    """The figures of one date."""
    found = opinions(session, activity)
    lines = [f"{activity.id}. {title(activity)}", span(activity, programme.timezone), *_figures(found)]
    if found.worded:
        people = counted(found.worded, "personne a laissé un mot", "personnes ont laissé un mot")
        lines += [f"{people}, à lire sur l'ordinateur : relais opinions {activity.id}"]
    if found.not_there:
        say_so = "dit" if len(found.not_there) == 1 else "disent"
        lines += [f"{joined(found.not_there)} {say_so} ne pas avoir été là."]
    return "\n".join(lines)


def _figures(found: Opinions) -> list[str]:
    asked = counted(found.asked, "personne interrogée", "personnes interrogées")
    answered = counted(found.answered, "réponse", "réponses")
    return [f"{asked}, {answered}.", _average(found)]


def _average(found: Opinions) -> str:
    if found.average is None:
        return TOO_FEW
    said = f"{found.average:.1f}".replace(".", ",")
    return f"Moyenne : {said} sur 5, sur les {found.averaged} premières réponses."
