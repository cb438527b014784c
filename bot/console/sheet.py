"""The register while it is being filled: plain values that travel on a card, and what each tap makes of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from sqlmodel import Session

from bot.console.words import counted, persons, title
from scheduler import register
from scheduler.activities import Activity
from scheduler.groups import invited
from scheduler.signups import YES, SignUp, signups

Party = tuple[int, int]
"""Adults and children."""


@dataclass(frozen=True)
class Sheet:
    """Everybody on the register, in order, and how many came with each who is ticked."""

    rows: list[int]
    """Adult ids."""
    parties: dict[int, Party]
    """As far as is known, for every row."""
    ticked: frozenset[int]
    anonymous: int = 0

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> Self:
        """The sheet that a card carries."""
        parties = {int(adult_id): (party[0], party[1]) for adult_id, party in facts["parties"].items()}
        return cls(list(facts["rows"]), parties, frozenset(facts["ticked"]), int(facts["anonymous"]))

    def as_facts(self) -> dict[str, Any]:
        """Plain values, for the facts of a card."""
        parties = {str(adult_id): list(party) for adult_id, party in self.parties.items()}
        return {"rows": self.rows, "parties": parties, "ticked": sorted(self.ticked), "anonymous": self.anonymous}

    def with_tick(self, adult_id: int, there: bool) -> Self:
        """The same with one row ticked or not."""
        ticked = self.ticked | {adult_id} if there else self.ticked - {adult_id}
        return replace(self, ticked=ticked)

    def turned(self, adult_id: int) -> Self:
        """The same with one tick turned; somebody who was not on the sheet joins it, ticked."""
        if adult_id in self.rows:
            return self.with_tick(adult_id, adult_id not in self.ticked)
        return self.with_party(adult_id, (1, 0))

    def with_party(self, adult_id: int, party: Party) -> Self:
        """The same with one row ticked, and how many came."""
        rows = self.rows if adult_id in self.rows else [*self.rows, adult_id]
        return replace(self, rows=rows, parties={**self.parties, adult_id: party}, ticked=self.ticked | {adult_id})

    @property
    def summary(self) -> str:
        """`2 parents connus présents (2 adultes, 4 enfants), 1 sans nom`."""
        parties = [self.parties[adult_id] for adult_id in self.ticked]
        there = counted(len(parties), "parent connu présent", "parents connus présents")
        people = persons(sum(party[0] for party in parties), sum(party[1] for party in parties))
        return f"{there} ({people}), {self.anonymous} sans nom"


def sheet(session: Session, activity: Activity) -> Sheet:
    """The register as it was entered, else pre-ticked with everybody who said yes."""
    said = {signup.adult_id: signup for signup in signups(session, activity)}
    entered = {row.adult_id: row for row in register.register(session, activity)}
    asked = [adult.id for adult in invited(session, activity) if adult.id is not None]
    coming_first = sorted(said, key=lambda adult_id: said[adult_id].answer != YES)
    rows = list(dict.fromkeys([*coming_first, *entered, *asked]))
    parties = {adult_id: _party(said.get(adult_id), activity) for adult_id in rows}
    if activity.register_at is None:
        return Sheet(rows, parties, frozenset(who for who in said if said[who].answer == YES))
    there = {who: (row.adults, row.children) for who, row in entered.items() if row.status == register.PRESENT}
    return Sheet(rows, {**parties, **there}, frozenset(there), activity.anonymous or 0)


def save(session: Session, activity: Activity, filled: Sheet, by: str, now: datetime) -> str:
    """Enter the register, and say what was entered."""
    activity.anonymous = filled.anonymous
    present = {adult_id: filled.parties[adult_id] for adult_id in filled.ticked}
    register.enter(session, activity, present, by, now)
    return f"C'est noté pour {title(activity)} : {filled.summary}."


def _party(signup: SignUp | None, activity: Activity) -> Party:
    """What she said; a bare number is herself and children where children are welcome, else adults."""
    if signup is None:
        return 1, 0
    if signup.adults is not None:
        return signup.adults, signup.children or 0
    children = signup.children if signup.children is not None else signup.total - 1 if activity.children else 0
    return max(1, signup.total - children), children
