"""/presences: who was really there, pre-ticked with the yes, ticked by thumb or by typing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.console.cards import EDUCATOR, Back, Card, finish, name_of, open_cards, say, show, take
from bot.console.choosing import Choice, choose, chosen, subject
from bot.console.names import Named, everybody, matching
from bot.console.words import counted, persons, short, span, title
from bot.heard import Heard
from messages.outbox import Message
from scheduler import register
from scheduler.activities import Activity, begun
from scheduler.groups import invited
from scheduler.signups import YES, SignUp, signups

SHEET = "register/sheet"
SAVED_BEFORE = "C'est déjà enregistré. Pour changer : /presences"
TICKED, EMPTY = "☑", "☐"
SAVE = ("Enregistrer", "save")
HOW = "Touchez un nom pour le cocher ou le décocher, ou écrivez son numéro. Un nom qui manque : écrivez-le."
NOTHING = "Aucune rencontre n'a encore commencé."
Party = tuple[int, int]
"""Adults and children."""


@dataclass(frozen=True)
class Sheet:
    """The register as it stands on a card: everybody on it, in order, and how many came with each who is ticked."""

    rows: list[int]
    """Adult ids."""
    parties: dict[int, Party]
    """As far as is known, for every row."""
    ticked: frozenset[int]
    anonymous: int = 0

    def as_facts(self) -> dict[str, Any]:
        """Plain values, for the facts of a card."""
        parties = {str(adult_id): list(party) for adult_id, party in self.parties.items()}
        return {
            "rows": self.rows,
            "parties": parties,
            "ticked": sorted(self.ticked),
            "anonymous": self.anonymous,
        }


def sheet(session: Session, activity: Activity) -> Sheet:
    """The register as it was entered, else pre-ticked with everybody who said yes."""
    said = {signup.adult_id: signup for signup in signups(session, activity)}
    entered = {row.adult_id: row for row in register.register(session, activity)}
    asked = [adult.id for adult in invited(session, activity) if adult.id is not None]
    coming_first = sorted(said, key=lambda adult_id: said[adult_id].answer != YES)
    rows = list(dict.fromkeys([*coming_first, *entered, *asked]))
    parties = {adult_id: _party(said.get(adult_id)) for adult_id in rows}
    if activity.register_at is None:
        return Sheet(rows, parties, frozenset(who for who in said if said[who].answer == YES))
    there = {who: row for who, row in entered.items() if row.status == register.PRESENT}
    parties |= {who: (row.adults, row.children) for who, row in there.items()}
    return Sheet(rows, parties, frozenset(there), activity.anonymous or 0)


def save(session: Session, activity: Activity, filled: Sheet, by: str, now: datetime) -> str:
    """Enter the register, and say what was entered."""
    activity.anonymous = filled.anonymous
    present = {adult_id: filled.parties[adult_id] for adult_id in filled.ticked}
    register.enter(session, activity, present, by, now)
    return f"C'est noté pour {title(activity)} : {_summary(filled)}."


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
        say(session, heard, str(back.facts.get("done") or SAVED_BEFORE), now)
        return
    activity, filled = subject(session, back), _read(latest.facts or {})
    changed = _changed(filled, back.choice)
    if back.choice == SAVE[1]:
        take(session, latest, heard, now)
        said = save(session, activity, filled, EDUCATOR, now)
        finish(session, latest, said)
        say(session, heard, said, now)
    elif changed != filled:
        _show(session, heard, activity, changed, now)


def takes(session: Session, _heard: Heard, back: Back, _now: datetime) -> bool:
    """Whether a typed line is a row's number, several of them, or a name."""
    return bool(_meant(session, back))


def typed(session: Session, heard: Heard, back: Back, now: datetime) -> None:
    """Numbers and names turn their ticks; somebody who was not on the list joins it."""
    found, filled = _meant(session, back), _read(back.facts)
    if len(found) > 1 and not _numbers(back.text):
        names = ", ".join(named.label for named in found[:5])
        say(session, heard, f"Plusieurs personnes ont ce nom : {names}. Écrivez aussi le code de la famille.", now)
        return
    take(session, back.card, heard, now)
    for named in found:
        filled = _turned(filled, named.adult_id)
    _show(session, heard, subject(session, back), filled, now)


def _party(signup: SignUp | None) -> Party:
    if signup is None:
        return 1, 0
    children = signup.children or 0
    return (signup.adults if signup.adults is not None else max(1, signup.total - children)), children


def _latest(session: Session, heard: Heard, back: Back, now: datetime) -> Message | None:
    """The sheet as it stands: thumbs are quicker than new cards, so an older one may be pressed."""
    sheets = (card for card in open_cards(session, heard, now) if name_of(card) == SHEET)
    return next((card for card in sheets if card.topic == back.card.topic), None)


def _read(facts: Mapping[str, Any]) -> Sheet:
    parties = {int(adult_id): (party[0], party[1]) for adult_id, party in facts["parties"].items()}
    return Sheet(list(facts["rows"]), parties, frozenset(facts["ticked"]), int(facts["anonymous"]))


def _changed(filled: Sheet, choice: str) -> Sheet:
    """A button says the state it leads to, so that the same press twice changes one thing."""
    what, _, figure = choice.partition(":")
    if what == SAVE[1]:
        return filled
    if what == "unnamed":
        return replace(filled, anonymous=max(0, int(figure)))
    if what == "on":
        return replace(filled, ticked=filled.ticked | {int(figure)})
    return replace(filled, ticked=filled.ticked - {int(figure)})


def _turned(filled: Sheet, adult_id: int) -> Sheet:
    if adult_id in filled.rows:
        return replace(filled, ticked=filled.ticked ^ {adult_id})
    return Sheet(
        [*filled.rows, adult_id],
        {**filled.parties, adult_id: (1, 0)},
        filled.ticked | {adult_id},
        filled.anonymous,
    )


def _numbers(text: str) -> list[int]:
    parts = text.replace(",", " ").replace(";", " ").replace(" et ", " ").split()
    return [int(part) for part in parts] if all(part.isascii() and part.isdigit() for part in parts) else []


def _meant(session: Session, back: Back) -> list[Named]:
    rows = _read(back.facts).rows
    numbers = _numbers(back.text)
    if numbers:
        return [Named(rows[number - 1], "") for number in numbers if 0 < number <= len(rows)]
    known = everybody(session)
    on_it = matching(back.text, [named for named in known if named.adult_id in rows])
    return on_it or matching(back.text, known)


def _summary(filled: Sheet) -> str:
    parties = [filled.parties[adult_id] for adult_id in filled.ticked]
    there = counted(len(parties), "parent connu présent", "parents connus présents")
    people = persons(sum(party[0] for party in parties), sum(party[1] for party in parties))
    return f"{there} ({people}), {filled.anonymous} sans nom"


def _show(session: Session, heard: Heard, activity: Activity, filled: Sheet, now: datetime) -> None:
    names = {named.adult_id: named.label for named in everybody(session)}
    lines = [f"{number}. {_row(filled, adult_id, names)}" for number, adult_id in enumerate(filled.rows, start=1)]
    head = [f"Présences : {title(activity)}", span(activity, heard.programme.timezone), _summary(filled)]
    buttons = [(_row(filled, who, names), _leads_to(filled, who)) for who in filled.rows]
    more, fewer = filled.anonymous + 1, filled.anonymous - 1
    buttons = [*buttons[:80], ("+1 sans nom", f"unnamed:{more}"), ("−1 sans nom", f"unnamed:{fewer}"), SAVE]
    card = Card(
        "\n".join([*head, "", *lines, "", HOW]),
        SHEET,
        tuple(buttons),
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
