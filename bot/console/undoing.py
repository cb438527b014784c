"""`Annuler l'envoi` after a move or a cancellation: all is as before, as long as nobody was told."""

from datetime import datetime

from sqlmodel import Session

from bot.console.cards import EDUCATOR, Back, Card, finish, say, show
from bot.console.choosing import subject
from bot.console.words import UNDO, span, title
from bot.heard import Heard
from scheduler.activities import Activity, take_back

MOMENTS = ("starts_at", "ends_at", "bus_at")
TOO_LATE = "C'est trop tard pour revenir en arrière : les messages sont partis. /deplacer ou /nouveau peuvent aider."


def times(activity: Activity) -> dict[str, str | None]:
    """When it starts, ends and leaves by bus, to be kept on a card and put back."""
    moments = {name: getattr(activity, name) for name in MOMENTS}
    said = {name: moment.isoformat() if moment else None for name, moment in moments.items()}
    return {**said, "starts_local": activity.starts_local}


def offer(
    session: Session, heard: Heard, activity: Activity, before: dict[str, str | None], said: str, now: datetime
) -> None:
    """Say what was done and, while it can be taken back, offer that. `before`: the `times` it had."""
    facts = {
        "activity": activity.id,
        "revision": activity.revision,
        "before": before,
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
        take_back(session, activity, _as_it_was(back), EDUCATOR, now)
        said = f"Rien n'est parti. {title(activity)} reste {span(activity, heard.programme.timezone)}."
    finish(session, back.card, said)
    say(session, heard, said, now)


def _as_it_was(back: Back) -> Activity:
    before = back.facts["before"]
    starts = datetime.fromisoformat(before["starts_at"])
    ends, bus = (datetime.fromisoformat(before[name]) if before[name] else None for name in MOMENTS[1:])
    local = before["starts_local"]
    return Activity(kind="", by=EDUCATOR, starts_at=starts, starts_local=local, ends_at=ends, bus_at=bus)
