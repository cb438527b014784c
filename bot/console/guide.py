"""What the console can do, in a few lines."""

from datetime import datetime

from sqlmodel import Session

from bot.console.cards import say
from bot.heard import Heard

COMMANDS = """\
/nouveau : annoncer une date
/agenda : ce qui est prévu
/qui : qui vient
/attente : qui attend une place
/places : changer le nombre de places
/presences : qui était là
/boite : ce qui vous attend
/deplacer : changer une date
/annuler : annuler une date"""
EXAMPLE = "Pour annoncer une date, écrivez par exemple :\n/nouveau atelier cuisine mardi 20 octobre 14h, 12 places"
NOT_READ = "Je n'ai pas compris. Voici ce que je sais faire :"


def tell(session: Session, heard: Heard, _: str, now: datetime) -> None:
    """/aide"""
    say(session, heard, f"{COMMANDS}\n\n{EXAMPLE}", now)


def not_understood(session: Session, heard: Heard, now: datetime) -> None:
    """She typed something that answers no card and announces no date."""
    say(session, heard, f"{NOT_READ}\n{COMMANDS}\n\n{EXAMPLE}", now)
