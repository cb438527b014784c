"""A file entered whole, in one transaction, or not at all."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.console.listening import folded
from bot.conversations.entering import NewParent, enter_parents
from bot.importing.comparing import Findings, compare
from bot.importing.rows import Reading, Row
from messages import journal
from messages.contacts import in_parts, lock_addresses
from messages.once import insert_alike
from messages.programme import Programme
from scheduler.families import CODE, Family, next_number
from scheduler.groups import Membership

Progress = Callable[[int, int], None]
"""Told how many of how many are entered."""


class RefusedError(ValueError):
    """Something is wrong with the file: nothing was written. Carries what was found."""

    def __init__(self, findings: Findings) -> None:
        super().__init__("Rien n'a été écrit.")
        self.findings = findings


def apply(
    session: Session, reading: Reading, by: str, programme: Programme, now: datetime, progress: Progress
) -> Findings:
    """Enter everybody who is new; a second time, nobody is. Raises RefusedError where one line is wrong."""
    lock_addresses(session, "sms", {row.number for row in reading.rows}, now)
    findings = compare(session, reading, programme)
    if findings.faults:
        raise RefusedError(findings)
    codes = findings.joins | _made_families(session, findings)
    done = 0
    for rows in in_parts(findings.new):
        parents = [_parent(row, codes) for row in rows]
        adults = enter_parents(session, parents, by, programme, now)
        today = now.astimezone(programme.timezone).date()
        joining = _memberships(rows, adults, findings.groups)
        insert_alike(session, Membership(group_id=0, adult_id=0, since=today), joining)
        done += len(rows)
        progress(done, len(findings.new))
    if findings.new:
        journal.note(session, by, "imported", now, people=len(findings.new), known=len(findings.known))
    return findings


def _made_families(session: Session, findings: Findings) -> dict[str, str]:
    """One new family for each word; a word that looks like a code becomes the code. Gives the codes by folded word."""
    words = findings.new_families
    chosen = {folded(word): word.upper() for word in words if CODE.fullmatch(word.upper())}
    highest = max([next_number(session) - 1, *(int(code[1:]) for code in chosen.values())])
    for number, key in enumerate((folded(word) for word in words if folded(word) not in chosen), start=highest + 1):
        chosen[key] = f"F{number}"
    territories = {folded(row.family): row.territory for row in reversed(findings.new) if row.territory}
    made = [{"code": chosen[folded(word)], "territory": territories.get(folded(word))} for word in words]
    insert_alike(session, Family(code=""), made)
    return chosen


def _parent(row: Row, codes: dict[str, str]) -> NewParent:
    return NewParent(
        name=row.name,
        evidence=row.evidence,
        phone=row.number,
        language=row.language,
        speaks=row.speaks,
        discreet=row.discreet,
        hours=row.hours,
        family=codes[folded(row.family)] if row.family else None,
        role=row.role,
    )


def _memberships(rows: Sequence[Row], adults: Sequence[int], groups: Mapping[str, int]) -> list[dict[str, int]]:
    return [
        {"group_id": group_id, "adult_id": adult_id}
        for row, adult_id in zip(rows, adults, strict=True)
        for group_id in sorted({groups[folded(name)] for name in row.groups})
    ]
