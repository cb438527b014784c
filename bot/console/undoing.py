"""`Annuler l'envoi` after a move or a cancellation: all is as before, as long as nobody was told."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from bot.console import following
from bot.console.cards import EDUCATOR, Back, Card, finish, say, show
from bot.console.choosing import subject
from bot.console.words import UNDO, span, title
from bot.heard import Heard
from scheduler.activities import Activity, take_back

MOMENTS = ("starts_at", "ends_at", "bus_at")
Times = dict[str, str | None]
TOO_LATE = "C'est trop tard pour revenir en arrière : les messages sont partis. /deplacer ou /nouveau peuvent aider."


def times(activity: Activity) -> Times:
    """When it starts, ends and leaves by bus, and where it is, to be kept on a card and put back."""
    moments = {name: getattr(activity, name) for name in MOMENTS}
    said = {name: moment.isoformat() if moment else None for name, moment in moments.items()}
    return {**said, "starts_local": activity.starts_local, "place": activity.place}


def offer(session: Session, heard: Heard, changed: Sequence[tuple[Activity, Times]], said: str, now: datetime) -> None:
    """Say what was done and, while it can be taken back, offer that. `changed`: each date with the `times` it had."""
    first = changed[0][0]
    facts = {
        "activity": first.id,
        "dates": [[activity.id, activity.revision, before] for activity, before in changed],
        "until": (now + heard.programme.undo).isoformat(),
    }
    buttons = (UNDO,) if heard.programme.undo else ()
    show(session, heard, Card(said, "change/undo", buttons, facts, first.topic), now)


def pressed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """She takes it back."""
    first = subject(session, back)
    changed = [(session.get_one(Activity, number), *then) for number, *then in back.facts["dates"]]
    untouched = all(activity.revision == revision for activity, revision, _ in changed)
    if not untouched or now >= datetime.fromisoformat(back.facts["until"]):
        said = TOO_LATE
    else:
        for activity, _, before in changed:
            take_back(session, activity, _as_it_was(before), EDUCATOR, now)
        others = following.said_of_the_others([activity for activity, _, _ in changed])
        said = f"Rien n'est parti. {title(first)} reste {span(first, heard.programme.timezone)}.{others}"
    finish(session, back.card, said)
    say(session, heard, said, now)


def _as_it_was(before: Times) -> Activity:
    starts, ends, bus = (datetime.fromisoformat(said) if (said := before[name]) else None for name in MOMENTS)
    local, place = before["starts_local"] or "", before["place"] or ""
    assert starts is not None
    return Activity(kind="", by=EDUCATOR, starts_at=starts, starts_local=local, ends_at=ends, bus_at=bus, place=place)
