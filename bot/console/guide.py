"""What the console can do, in a few lines."""

from datetime import datetime

from sqlmodel import Session

from bot.console.cards import say
from bot.heard import Heard

COMMANDS = """\
/nouveau : annoncer une date, ou une série
/agenda : ce qui est prévu
/qui : qui vient
/attente : qui attend une place
/places : changer le nombre de places
/presences : qui était là
/bus : qui a besoin d'aide pour venir
/boite : ce qui vous attend
/appels : qui appeler
/pause : laisser une famille tranquille jusqu'à un jour
/deplacer : changer une date
/annuler : annuler une date
/groupes : les groupes et leurs membres
/avis : ce qu'ils en ont pensé
/temoignage : demander ses mots à un parent
/temoignages : où en sont les témoignages"""
EXAMPLE = """\
Pour annoncer une date, écrivez par exemple :
/nouveau atelier cuisine mardi 20 octobre 14h, 12 places
Pour une série :
/nouveau groupe d'échange tous les mardis 14h jusqu'au 15 décembre, sauf vacances scolaires"""
NOT_READ = "Je n'ai pas compris. Voici ce que je sais faire :"


def tell(session: Session, heard: Heard, _: str, now: datetime) -> None:
    """/aide"""
    say(session, heard, f"{COMMANDS}\n\n{EXAMPLE}", now)


def not_understood(session: Session, heard: Heard, now: datetime) -> None:
    """She typed something that answers no card and announces no date."""
    say(session, heard, f"{NOT_READ}\n{COMMANDS}\n\n{EXAMPLE}", now)
