"""The second card of /nouveau: who would be invited, and when the invitations leave."""

from datetime import datetime

from sqlmodel import Session, col, select

from bot.console.cards import EDUCATOR, Back, Card, finish, say, show, take
from bot.console.choosing import subject
from bot.console.drafts import about
from bot.console.recipients import as_text, recipients
from bot.console.words import counted, day_short, moment, title
from bot.heard import Heard
from messages.hours import next_allowed
from scheduler.activities import DRAFT, Activity
from scheduler.invitations import invite, recall, seven_days_before
from scheduler.people import Adult

NOW, WEEK = ("Maintenant", "now"), ("7 jours avant", "week")
UNDO = ("Annuler l'envoi", "undo")
MANY = 20
"""Above it, the number of recipients must be typed: a guard against the wrong group."""
NEAR = "C'est dans moins de 7 jours : les invitations partent aussitôt."
SETTLED = "Cette date est déjà annoncée, ou elle est passée."
TOO_LATE = "C'est trop tard : des invitations sont déjà parties. Pour prévenir les familles : /annuler"


def ask(session: Session, heard: Heard, draft: Activity, now: datetime) -> None:
    """Show who would be invited, and ask when."""
    found = recipients(session, draft, heard.programme, heard.media, now)
    near = seven_days_before(draft, heard.programme, now) <= now
    lines = [as_text(found, draft), "", *([NEAR] if near else []), "Quand partent les invitations ?"]
    facts = {"activity": draft.id, "adults": [adult.id for adult in found.adults]}
    card = Card(
        "\n".join(lines), "new/invite", (NOW, WEEK), facts, draft.topic, awaits=True, about=_about(draft, heard)
    )
    show(session, heard, card, now)


def chosen(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Maintenant` or `7 jours avant`"""
    draft, number = subject(session, back), len(back.facts["adults"])
    if draft.status != DRAFT or draft.starts_at <= now:
        say(session, heard, SETTLED, now)
    elif number > MANY:
        _ask_number(session, heard, back, draft, now)
    else:
        _send(session, heard, back, back.choice, now)


def is_number(_session: Session, _heard: Heard, back: Back, _now: datetime) -> bool:
    """Whether a typed line is a number."""
    return back.text.strip().isascii() and back.text.strip().isdigit()


def number_typed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """The number of recipients, typed to confirm."""
    draft, number = subject(session, back), len(back.facts["adults"])
    if draft.status != DRAFT or draft.starts_at <= now:
        say(session, heard, SETTLED, now)
    elif int(back.text) != number:
        say(
            session,
            heard,
            f"Ce n'est pas le bon nombre. Il y a {number} invitations : écrivez {number} pour les envoyer.",
            now,
        )
    elif take(session, back.card, heard, now):
        _send(session, heard, back, str(back.facts["moment"]), now)


def undone(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Annuler l'envoi`: a draft again, as long as nothing has left."""
    activity = subject(session, back)
    if recall(session, activity, EDUCATOR, now):
        said = f"Rien n'est parti. {title(activity)} n'est plus annoncé."
    else:
        said = TOO_LATE
    finish(session, back.card, said)
    say(session, heard, said, now)


def _ask_number(session: Session, heard: Heard, back: Back, draft: Activity, now: datetime) -> None:
    number = len(back.facts["adults"])
    card = Card(
        f"C'est un grand envoi : {number} invitations. Écrivez {number} pour confirmer.",
        "new/number",
        facts={"activity": draft.id, "adults": back.facts["adults"], "moment": back.choice},
        topic=draft.topic,
        awaits=True,
        about=_about(draft, heard),
    )
    show(session, heard, card, now)


def _send(session: Session, heard: Heard, back: Back, choice: str, now: datetime) -> None:
    activity, programme = subject(session, back), heard.programme
    adults = list(session.exec(select(Adult).where(col(Adult.id).in_(back.facts["adults"])).order_by(col(Adult.id))))
    week = seven_days_before(activity, programme, now)
    at_once = choice == NOW[1] or week <= now
    leaves = now + programme.undo if at_once else week
    invite(session, activity, adults, leaves, EDUCATOR, now)
    said = _said(len(adults), leaves, at_once, heard)
    finish(session, back.card, said)
    buttons = (UNDO,) if leaves > now else ()
    show(session, heard, Card(said, "new/sent", buttons, {"activity": activity.id}, activity.topic), now)


def _said(number: int, leaves: datetime, at_once: bool, heard: Heard) -> str:
    if not number:
        return "C'est noté : la date est dans l'agenda. Personne n'est invité."
    invitations = counted(number, "invitation", "invitations")
    opens = next_allowed(leaves, heard.programme.calendar)
    if not at_once:
        day = day_short(leaves.astimezone(heard.programme.timezone).date())
        return f"Les invitations partiront le {day}.\n{invitations}."
    if opens > leaves:
        return f"C'est noté : {invitations}. Départ {moment(opens, heard.programme.timezone)}."
    return f"C'est parti : {invitations}."


def _about(draft: Activity, heard: Heard) -> str:
    return f"Invitations : {about(draft, heard.programme)}"
