"""`Annuler l'envoi` after a move or a cancellation: all is as before, as long as nobody was told."""

from datetime import datetime

from sqlmodel import Session

from bot.console.cards import EDUCATOR, Back, Card, finish, say, show
from bot.console.choosing import subject
from bot.console.words import span, title
from bot.heard import Heard
from scheduler.activities import Activity, take_back

UNDO = ("Annuler l'envoi", "undo")
TOO_LATE = "C'est trop tard pour revenir en arrière : les messages sont partis. /deplacer ou /nouveau peuvent aider."


def offer(session: Session, heard: Heard, activity: Activity, said: str, now: datetime, starts_local: str = "") -> None:
    """Say what was done and, while it can be taken back, offer that. `starts_local`: the civil start before."""
    facts = {
        "activity": activity.id,
        "revision": activity.revision,
        "starts_local": starts_local or activity.starts_local,
        "until": (now + heard.programme.undo).isoformat(),
    }
    buttons = (UNDO,) if heard.programme.undo else ()
    show(session, heard, Card(said, "change/undo", buttons, facts, activity.topic), now)


def pressed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """She takes it back."""
    activity = subject(session, back)
    if activity.revision != back.facts["revision"] or now >= datetime.fromisoformat(back.facts["until"]):
        said = TOO_LATE
    else:
        take_back(session, activity, back.facts["starts_local"], EDUCATOR, now)
        said = f"Rien n'est parti. {title(activity)} reste {span(activity, heard.programme.timezone)}."
    finish(session, back.card, said)
    say(session, heard, said, now)
