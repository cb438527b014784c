"""The invitations of a series: announced date by date, taken back together."""

from datetime import datetime

from sqlmodel import Session

from bot.console.cards import EDUCATOR, Back, Card, finish, say, show
from bot.console.choosing import subject
from bot.console.invitation_words import NOW, TOO_LATE
from bot.console.recipients import left_out_said
from bot.console.words import UNDO, counted, day_short, title
from bot.heard import Heard
from messages.hours import local
from scheduler.activities import Activity
from scheduler.invitations import prospects
from scheduler.occurrences import announce, take_back
from scheduler.series import NoCourseError

NO_DATES = "Cette série n'a plus de date possible. Écrivez-la à nouveau : /nouveau"


def send(session: Session, heard: Heard, back: Back, draft: Activity, now: datetime) -> None:
    """Announce every date, to those on the card who can still be invited."""
    confirmed, rung = set(back.facts["adults"]), set(back.facts.get("calls", []))
    found = prospects(session, draft, heard.programme, heard.media, now)
    adults = [adult for adult in found.adults if adult.id in confirmed]
    calls = [adult for adult in found.to_call if adult.id in rung]
    lost = [left for left in found.left_out if left.adult.id in confirmed]
    try:
        dates = announce(session, draft, [*adults, *calls], back.choice == NOW[1], heard.programme, EDUCATOR, now)
    except NoCourseError:
        say(session, heard, NO_DATES, now)
        return
    said = "\n".join([_said(dates, len(adults), heard, now), *left_out_said(session, lost)])
    finish(session, back.card, said)
    show(session, heard, Card(said, "new/series-sent", (UNDO,), {"activity": draft.id}, draft.topic), now)


def undone(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Annuler l'envoi`: every date a draft again, as long as nothing has left."""
    first = subject(session, back)
    said = TOO_LATE
    if take_back(session, first, EDUCATOR, now):
        said = f"Rien n'est parti. {title(first)} n'est plus annoncé."
    finish(session, back.card, said)
    say(session, heard, said, now)


def _said(dates: list[Activity], number: int, heard: Heard, now: datetime) -> str:
    cal = heard.programme.calendar
    agenda = f"{counted(len(dates), 'date est', 'dates sont')} dans l'agenda."
    if not number:
        return f"C'est noté : {agenda} Personne n'est invité."
    invitations = counted(number, "invitation", "invitations")
    leaves = [moment for moment in (one.invite_at for one in dates) if moment is not None]
    later = [moment for moment in leaves if moment > now + heard.programme.undo]
    lines = [agenda]
    lines += [] if leaves == later else [f"C'est parti : {invitations} pour la prochaine date."]
    first = f", la première fois le {day_short(local(later[0], cal).date())}" if later else ""
    lines += [f"{invitations} 7 jours avant chaque date{first}."] if later else []
    return "\n".join(lines)
