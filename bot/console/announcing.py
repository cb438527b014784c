"""/nouveau: one line becomes a date, read back in full and confirmed before anybody is asked about invitations."""

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.console import inviting, serial_change
from bot.console.cards import EDUCATOR, REPLACED, Back, Card, finish, say, show, take
from bot.console.choosing import subject
from bot.console.correcting import says_something
from bot.console.dating import Doubt, label, of_choice
from bot.console.drafts import about, amend, fix_date, missing, new_draft, read_back
from bot.console.words import YES
from bot.heard import Heard
from bot.reading.announcement import announcement
from bot.reading.dates.moments import VAGUE, Trouble
from scheduler.activities import DRAFT, Activity

ASK_LINE = "Écrivez la date à annoncer sur une ligne. Par exemple :\natelier cuisine mardi 20 octobre 14h, 12 places"
ASK_CHANGE = "Écrivez-moi la ligne corrigée, ou seulement ce qui change (ex. : 15h, ou 12 places)."
SETTLED = "Cette date est déjà annoncée. Pour la changer : /deplacer ou /annuler"
CORRECT = "Corriger"
WRITING = timedelta(hours=1)
"""Later, mere words are no longer taken for the line that was asked for."""


def begin(session: Session, heard: Heard, line: str, now: datetime) -> None:
    """/nouveau [line]"""
    if not line:
        show(session, heard, Card(ASK_LINE, "new/line", awaits=True, about="Nouvelle date", open_for=WRITING), now)
        return
    draft, doubt = new_draft(session, line, heard.programme, EDUCATOR, now)
    _go_on(session, heard, draft, doubt, now)


def proposed(session: Session, heard: Heard, line: str, now: datetime) -> bool:
    """A line typed out of the blue is taken for an announcement when it names a date; False otherwise."""
    moment = announcement(line, now, heard.programme.timezone).moment
    if moment is None or (isinstance(moment, Trouble) and moment.error == VAGUE):
        return False
    begin(session, heard, line, now)
    return True


def line_typed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """The line that was asked for."""
    take(session, back.card, heard, now)
    begin(session, heard, back.text, now)


def date_chosen(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """One of the dates it may be."""
    draft = subject(session, back)
    if draft.status != DRAFT:
        say(session, heard, SETTLED, now)
        return
    _go_on(session, heard, draft, fix_date(session, draft, of_choice(back.choice), heard.programme, now), now)


def changed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """What was missing, or what changes."""
    draft = subject(session, back)
    take(session, back.card, heard, now)
    finish(session, back.card, REPLACED)
    if draft.status != DRAFT:
        say(session, heard, SETTLED, now)
        return
    _go_on(session, heard, draft, amend(session, draft, back.text, heard.programme, now), now)


def is_change(session: Session, heard: Heard, back: Back, now: datetime) -> bool:
    """Whether a line typed beside the card changes the draft, and is not mere words."""
    draft = subject(session, back)
    return draft.status == DRAFT and (
        says_something(draft, back.text, heard.programme, now)
        or serial_change.says_something(session, draft, back.text, heard.programme, now)
    )


def confirmed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """`Oui` or `Corriger`"""
    draft = subject(session, back)
    if draft.status != DRAFT:
        say(session, heard, SETTLED, now)
    elif back.choice != "yes":
        _show(session, heard, draft, "new/correct", Doubt(ASK_CHANGE), now)
    elif doubt := missing(session, draft, heard.programme, now):
        _show(session, heard, draft, "new/ask", doubt, now)
    else:
        inviting.ask(session, heard, draft, now)


def _go_on(session: Session, heard: Heard, draft: Activity, doubt: Doubt | None, now: datetime) -> None:
    if doubt is not None:
        _show(session, heard, draft, "new/ask", doubt, now)
        return
    card = Card(
        f"{read_back(session, draft, heard.programme)}\n\nC'est bien ça ?",
        "new/confirm",
        ((YES, "yes"), (CORRECT, "correct")),
        {"activity": draft.id},
        draft.topic,
        awaits=True,
        about=about(draft, heard.programme),
    )
    show(session, heard, card, now)


def _show(session: Session, heard: Heard, draft: Activity, name: str, doubt: Doubt, now: datetime) -> None:
    buttons = tuple((label(option), option.choice) for option in doubt.options)
    card = Card(
        doubt.question,
        name,
        buttons,
        {"activity": draft.id},
        draft.topic,
        awaits=True,
        about=about(draft, heard.programme),
    )
    show(session, heard, card, now)
