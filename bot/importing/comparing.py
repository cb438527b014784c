"""The people of a file compared with those already known: who is new, who shares a phone, what cannot be."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from bot.console.listening import folded
from bot.conversations.entering import NEVER_THEN, STOPPED_HERE, THE_EDUCATORS, same_name
from bot.importing.rows import Fault, Reading, Row
from messages.contacts import Address, Contact, ContactAddress, in_parts
from messages.hours import meets
from messages.programme import Programme
from scheduler.families import Family
from scheduler.groups import Group
from scheduler.people import Adult


@dataclass(frozen=True)
class Neighbour:
    """Somebody already reached at a number. `label` is "F12 Fatou", `family` the code or "" where there is none."""

    name: str
    label: str
    family: str
    staff: bool
    stopped: bool


@dataclass
class Findings:
    """What would happen. `remarks` are sentences about lines, in order."""

    new: list[Row] = field(default_factory=list)
    known: list[tuple[Row, str]] = field(default_factory=list)
    """Already in the list, with the label there."""
    repeated: list[tuple[Row, Row]] = field(default_factory=list)
    """The same person again, and her first line."""
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    joins: dict[str, str] = field(default_factory=dict)
    """Family words of the file that mean a family already known, and its code."""
    groups: dict[str, int] = field(default_factory=dict)
    """Ids of the groups by folded name or keyword."""

    @property
    def new_families(self) -> list[str]:
        """The family words of new people that no known family answers to, in order."""
        words = {folded(row.family): row.family for row in reversed(self.new) if row.family}
        return [words[key] for key in reversed(words) if key not in self.joins]


def compare(session: Session, reading: Reading, programme: Programme) -> Findings:
    """Only reads. Every line ends in exactly one of new, known, repeated and faults."""
    found = Findings(faults=list(reading.faults), remarks=list(reading.remarks), groups=_groups(session))
    around = _neighbours(session, {row.number for row in reading.rows})
    here: dict[str, list[Row]] = defaultdict(list)
    for row in reading.rows:
        there = around.get(row.number, [])
        wrong = _wrong(row, there, here[row.number], found, programme)
        if wrong:
            found.faults += [Fault(row.line, sentence, row.name, row.tail) for sentence in wrong]
        else:
            _place(row, there, here[row.number], found)
        here[row.number].append(row)
    found.joins |= _codes(session, {row.family for row in found.new})
    found.faults.sort(key=lambda fault: fault.line)
    _remark_territories(found)
    return found


def _wrong(
    row: Row, there: Iterable[Neighbour], before: Iterable[Row], found: Findings, programme: Programme
) -> list[str]:
    wrong = [f"Le groupe « {name} » n'existe pas." for name in row.groups if folded(name) not in found.groups]
    if any(one.staff for one in there):
        wrong.append(THE_EDUCATORS)
    if row.hours is not None and not meets(programme.calendar, row.hours):
        wrong.append(NEVER_THEN)
    twin = next((one for one in before if same_name(one.name, row.name)), None)
    if twin is not None and not _alike(twin, row):
        wrong.append(
            f"C'est la même personne qu'à la ligne {twin.line}, mais les deux lignes se contredisent. Gardez-en une."
        )
    return wrong


def _alike(one: Row, other: Row) -> bool:
    return replace(one, line=other.line, name=other.name) == other


def _place(row: Row, there: list[Neighbour], before: list[Row], found: Findings) -> None:
    twin = next((one for one in before if same_name(one.name, row.name)), None)
    herself = next((one for one in there if same_name(one.name, row.name)), None)
    if twin is not None:
        found.repeated.append((row, twin))
    elif herself is not None:
        found.known.append((row, herself.label))
        if row.family and herself.family:
            found.joins.setdefault(folded(row.family), herself.family)
    else:
        found.new.append(row)
        found.remarks += _shared(row, there, before)


def _shared(row: Row, there: list[Neighbour], before: list[Row]) -> list[str]:
    """A phone that several people use: allowed, and always said."""
    about = f"Ligne {row.line}, {row.name} : "
    remarks = [f"{about}téléphone partagé avec {one.label}." for one in there]
    remarks += [f"{about}{STOPPED_HERE}"] if any(one.stopped for one in there) else []
    for other in before:
        elsewhere = " Ce sont deux familles : vérifiez le numéro." if folded(other.family) != folded(row.family) else ""
        remarks.append(f"{about}même téléphone que {other.name}, ligne {other.line}.{elsewhere}")
    return remarks


def _remark_territories(found: Findings) -> None:
    alone = [row for row in found.new if row.territory and not row.family]
    if alone:
        first = f"Ligne {alone[0].line} : " if len(alone) == 1 else f"{len(alone)} lignes : "
        found.remarks.append(f"{first}le territoire est laissé de côté, il va avec une famille.")


def _neighbours(session: Session, numbers: Collection[str]) -> dict[str, list[Neighbour]]:
    found: dict[str, list[Neighbour]] = defaultdict(list)
    for some in in_parts(sorted(numbers)):
        query = (
            columns(
                col(Address.value), col(Address.stopped_at), col(Contact.name), col(Contact.staff), col(Family.code)
            )
            .join(ContactAddress, col(ContactAddress.address_id) == col(Address.id))
            .join(Contact, col(Contact.id) == col(ContactAddress.contact_id))
            .join(Adult, col(Adult.contact_id) == col(Contact.id), isouter=True)
            .join(Family, col(Family.id) == col(Adult.family_id), isouter=True)
            .where(col(Address.medium) == "sms", col(Address.value).in_(some), col(Contact.erased_at).is_(None))
            .order_by(col(Contact.id))
        )
        for number, stopped_at, name, staff, code in session.execute(query):
            label = f"{code or ''} {name}".strip()
            found[number].append(Neighbour(name, label, code or "", staff, stopped_at is not None))
    return found


def _groups(session: Session) -> dict[str, int]:
    named: dict[str, int] = {}
    for group in session.exec(select(Group).order_by(col(Group.id))):
        for name in (group.keyword, group.name):
            if name and group.id is not None:
                named[folded(name)] = group.id
    return named


def _codes(session: Session, words: Collection[str]) -> dict[str, str]:
    """The words that are the code of a family."""
    found: dict[str, str] = {}
    for some in in_parts(sorted({word.upper() for word in words if word})):
        for code in session.exec(select(Family.code).where(col(Family.code).in_(some))):
            found[folded(code)] = code
    return found
