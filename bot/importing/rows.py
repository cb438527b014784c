"""The lines of a table, read one by one as people to enter; whatever cannot be read is named, line by line."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TypeVar

from bot.importing import cells, headers
from bot.importing.headers import Columns, columns_of
from bot.importing.tables import Line, Table
from messages.contacts import plain_name
from messages.hours import Hours
from messages.phones import NotAPhone

T = TypeVar("T")
LONGEST_NAME, LONGEST_EVIDENCE = 40, 200
_FOR_ALL = 'Aucune colonne ne dit l\'accord. Le même pour tous ? Ajoutez : --agreed "accord oral, 3 octobre, école"'


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a file, read but not yet compared with anybody."""

    line: int
    name: str
    number: str
    language: str
    speaks: str | None
    role: str
    family: str
    """A code, or any word that her family shares in this file; "" for none."""
    territory: str
    groups: tuple[str, ...]
    discreet: bool
    hours: Hours | None
    evidence: str

    @property
    def tail(self) -> str:
        """The last two digits of her number."""
        return cells.last_digits(self.number)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line, in a French sentence, and whose line it is as far as that may be shown."""

    line: int
    sentence: str
    name: str = ""
    tail: str = ""


@dataclass
class Reading:
    """What a file holds."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Usual:
    """What holds for every line: the yes that was given by all, numbers that are ours, and which day it is."""

    agreed: str = ""
    ours: tuple[str, ...] = ()
    today: date = date.max


def read_rows(table: Table, usual: Usual) -> Reading:
    """Everybody in the table. Raises UnreadableFileError where its columns cannot be told."""
    columns, lines = columns_of(table)
    reading = Reading(remarks=[*table.remarks, *columns.remarks])
    if not usual.agreed and max(map(columns.place, (headers.AGREED, headers.AGREED_ON))) < 0:
        reading.remarks.append(_FOR_ALL)
    for line in lines:
        wrong: list[str] = []
        row = _row(columns, line, usual, wrong)
        reading.rows += [] if wrong else [row]
        reading.faults += [_fault(columns, line, sentence) for sentence in wrong]
    return reading


def _row(columns: Columns, line: Line, usual: Usual, wrong: list[str]) -> Row:
    """The person of a line; everything that is wrong with it is added to `wrong`, so that all is put right at once."""

    def read(reader: Callable[[str], T], column: str, otherwise: T) -> T:
        place = columns.place(column)
        if place in line.faults:
            wrong.append(line.faults[place])
            return otherwise
        try:
            return reader(columns.of(line, column))
        except (NotAPhone, cells.CellError) as error:
            wrong.append(str(error))
            return otherwise

    return Row(
        line=line.number,
        name=read(_name, headers.NAME, ""),
        number=read(partial(cells.phone, own=usual.ours), headers.PHONE, ""),
        language=read(cells.language, headers.LANGUAGE, None) or "fr",
        speaks=read(cells.language, headers.SPEAKS, None),
        role=read(cells.role, headers.ROLE, ""),
        family=read(_word, headers.FAMILY, ""),
        territory=read(_word, headers.TERRITORY, "").lower(),
        groups=read(cells.several, headers.GROUP, ()),
        discreet=read(cells.discreet, headers.DISCREET, False),
        hours=read(cells.hours, headers.HOURS, None),
        evidence=read(partial(_evidence, partial(columns.of, line), usual), headers.AGREED, ""),
    )


def _word(written: str) -> str:
    return plain_name(written)[:LONGEST_NAME]


def _name(written: str) -> str:
    name = plain_name(written)
    if not name:
        raise cells.CellError("Il manque le prénom, ou un surnom.")
    if len(name) > LONGEST_NAME:
        raise cells.CellError("Ce prénom est trop long : 40 lettres au plus.")
    return name


def _evidence(of: Callable[[str], str], usual: Usual, said: str) -> str:
    """Where and when she said yes: her own words of the line, else those for all. A no is never entered."""
    answer = cells.yes(said)
    if answer is False:
        raise cells.CellError("Cette personne n'a pas dit oui. Enlevez sa ligne : on ne lui écrit pas.")
    when, where = cells.day(of(headers.AGREED_ON), usual.today), plain_name(of(headers.AGREED_AT))
    own = cells.day(said, usual.today) if said and answer is None else ""
    told = ", ".join(part for part in (own if own else "accord oral", when, where) if part)
    found = told if own or when else usual.agreed
    if not found:
        raise cells.CellError("Il manque l'accord : la date et le lieu où la personne a dit oui.")
    return found[:LONGEST_EVIDENCE]


def _fault(columns: Columns, line: Line, sentence: str) -> Fault:
    """Named by her first name, unless it could be a number itself."""
    name = plain_name(columns.of(line, headers.NAME))[:LONGEST_NAME]
    shown = name if sum(sign.isdigit() for sign in name) < 5 else ""
    return Fault(line.number, sentence, shown, cells.last_digits(columns.of(line, headers.PHONE)))
