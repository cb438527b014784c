"""/presences: who was really there, pre-ticked with the yes, ticked by thumb or by typing."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.console.cards import EDUCATOR, Back, Card, finish, name_of, open_cards, say, show, take
from bot.console.choosing import Choice, choose, chosen, subject
from bot.console.listening import folded
from bot.console.names import Named, everybody, matching
from bot.console.sheet import Party, Sheet, save, sheet
from bot.console.words import short, span, title
from bot.heard import Heard
from messages.outbox import Message
from scheduler.activities import Activity, begun

SHEET = "register/sheet"
TICKED, EMPTY = "☑", "☐"
SAVE = ("Enregistrer", "save")
MOST_NAMES = 80
"""Names that get a button; the others are ticked by their number."""
HOW = (
    "Touchez un nom pour le cocher ou le décocher, ou écrivez son numéro. "
    "Pour corriger le nombre, par exemple : 1 2+3 (2 adultes, 3 enfants). Un nom qui manque : écrivez-le."
)
UNNAMED = "Pour quelqu'un qui n'est pas dans la liste : +1 sans nom."
NOTHING = "Aucune rencontre n'a encore commencé."
SAVED_BEFORE = "C'est déjà enregistré. Pour changer : /presences"

_UNNAMED = re.compile(
    r"(?P<more>\+)?\s*(?P<number>\d{1,3})\s*(?:(?:personnes?\s*)?(?:sans nom|inconnue?s?|anonymes?)|(?(more)|(?!)))"
)
_PARTY = re.compile(r"(.+?)[\s:=(]+(\d{1,2})\s*\+\s*(\d{1,2})\)?")


def ask(session: Session, heard: Heard, number: str, now: datetime) -> None:
    """/presences [n]"""
    past = begun(session, now)
    unentered = [activity for activity in past if activity.register_at is None]
    among = past if number else (unentered or past[:1])
    choice = Choice("register/which", "Pour quelle rencontre ?", among, NOTHING)
    activity = choose(session, heard, number, choice, now)
    if activity is not None:
        _show(session, heard, activity, sheet(session, activity), now)


def picked(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """She tapped the date."""
    activity = chosen(session, back)
    _show(session, heard, activity, sheet(session, activity), now)


def pressed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """A name, the unnamed, or `Enregistrer`."""
    latest = _latest(session, heard, back, now)
    if latest is None:
        say(session, heard, SAVED_BEFORE, now)
        return
    activity, filled = subject(session, back), Sheet.from_facts(latest.facts or {})
    changed = _changed(filled, back.choice)
    if back.choice == SAVE[1]:
        take(session, latest, heard, now)
        said = save(session, activity, filled, EDUCATOR, now)
        finish(session, latest, said)
        say(session, heard, said, now)
    elif changed != filled:
        _show(session, heard, activity, changed, now)


def takes(session: Session, _heard: Heard, back: Back, _now: datetime) -> bool:
    """Whether a typed line is a row's number, several of them, a name, or a count of the unnamed."""
    return bool(_UNNAMED.fullmatch(folded(back.text)) or _meant(session, back))


def typed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """Numbers and names turn their ticks, `1 2+3` says how many came, `5 sans nom` how many others."""
    if others := _UNNAMED.fullmatch(folded(back.text)):
        take(session, back.card, heard, now)
        _show(session, heard, subject(session, back), _with_others(Sheet.from_facts(back.facts), others), now)
        return
    found, filled = _meant(session, back), Sheet.from_facts(back.facts)
    who, party = _parted(back.text)
    if len(found) > 1 and not _numbers(who):
        names = ", ".join(named.label for named in found[:5])
        say(session, heard, f"Plusieurs personnes ont ce nom : {names}. Écrivez aussi le code de la famille.", now)
        return
    take(session, back.card, heard, now)
    for named in found:
        filled = filled.with_party(named.adult_id, party) if party else filled.turned(named.adult_id)
    _show(session, heard, subject(session, back), filled, now)


def unknown(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """A line typed beside the open register that names nobody on it or known."""
    said = f"Je ne trouve pas « {back.text.strip()[:40]} ». Vérifiez le nom ou le numéro. {UNNAMED}"
    say(session, heard, said, now)


def _latest(session: Session, heard: Heard, back: Back, now: datetime) -> Message | None:
    """The sheet as it stands: thumbs are quicker than new cards, so an older one may be pressed."""
    sheets = (card for card in open_cards(session, heard, now) if name_of(card) == SHEET)
    return next((card for card in sheets if card.topic == back.card.topic), None)


def _changed(filled: Sheet, choice: str) -> Sheet:
    """A button says the state it leads to, so that the same press twice changes one thing."""
    what, _, figure = choice.partition(":")
    if what == SAVE[1]:
        return filled
    if what == "unnamed":
        return Sheet(filled.rows, filled.parties, filled.ticked, max(0, int(figure)))
    return filled.with_tick(int(figure), what == "on")


def _with_others(filled: Sheet, others: re.Match[str]) -> Sheet:
    """`+2` adds two of them; `5 sans nom` says that there are five."""
    number = int(others["number"]) + (filled.anonymous if others["more"] else 0)
    return replace(filled, anonymous=number)


def _meant(session: Session, back: Back) -> list[Named]:
    rows, who = Sheet.from_facts(back.facts).rows, _parted(back.text)[0]
    numbers = _numbers(who)
    if numbers:
        return [Named(rows[number - 1], "") for number in numbers if 0 < number <= len(rows)]
    known = everybody(session)
    on_it = matching(who, [named for named in known if named.adult_id in rows])
    return on_it or matching(who, known)


def _parted(text: str) -> tuple[str, Party | None]:
    found = _PARTY.fullmatch(text.strip())
    return (found[1], (int(found[2]), int(found[3]))) if found else (text, None)


def _numbers(text: str) -> list[int]:
    parts = re.split(r"[\s,;]+|\bet\b", text)
    whole = [part for part in parts if part]
    return [int(part) for part in whole] if all(part.isascii() and part.isdigit() for part in whole) else []


def _show(session: Session, heard: Heard, activity: Activity, filled: Sheet, now: datetime) -> None:
    names = {named.adult_id: named.label for named in everybody(session)}
    rows = [_row(filled, adult_id, names) for adult_id in filled.rows]
    head = [f"Présences : {title(activity)}", span(activity, heard.programme.timezone), filled.summary]
    lines = [f"{number}. {row}" for number, row in enumerate(rows, start=1)]
    thumbs = [(row, _leads_to(filled, who)) for row, who in zip(rows, filled.rows, strict=True)]
    more, fewer = f"unnamed:{filled.anonymous + 1}", f"unnamed:{filled.anonymous - 1}"
    card = Card(
        "\n".join([*head, "", *lines, "", HOW]),
        SHEET,
        (*thumbs[:MOST_NAMES], ("+1 sans nom", more), ("−1 sans nom", fewer), SAVE),
        {"activity": activity.id, **filled.as_facts()},
        activity.topic,
        awaits=True,
        about=f"Présences : {short(activity, heard.programme.timezone)}",
    )
    show(session, heard, card, now)


def _row(filled: Sheet, adult_id: int, names: Mapping[int, str]) -> str:
    adults, children = filled.parties[adult_id]
    mark = TICKED if adult_id in filled.ticked else EMPTY
    beside = f" ({adults}+{children})" if (adults, children) != (1, 0) else ""
    return f"{mark} {names.get(adult_id, f'parent {adult_id}')}{beside}"


def _leads_to(filled: Sheet, adult_id: int) -> str:
    return f"{'off' if adult_id in filled.ticked else 'on'}:{adult_id}"
