"""Looks at the tables after every commit, past Relais itself, and says which invariant a commit has broken."""

import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.simulation.calendar import may_leave, moment

LAST_OF_A_MESSAGE = {"withdrawn", "expired", "refused", "failed"}
LAST_OF_AN_ATTEMPT = {"delivered", "undelivered", "rejected"}


@dataclass(frozen=True)
class Broken:
    """An invariant of contracts 7 that does not hold, and where."""

    rule: str
    what: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.what}"


@dataclass(frozen=True)
class Reserved:
    """An attempt as it was committed."""

    message_id: int
    address: str
    at: datetime


@dataclass
class Watch:
    """What the tables have said so far. `raw` is the connection on which everything is committed."""

    raw: sqlite3.Connection
    broken: list[Broken] = field(default_factory=list)
    looks: Counter[str] = field(default_factory=Counter)
    reserved: dict[str, Reserved] = field(default_factory=dict)
    _messages: dict[int, str] = field(default_factory=dict)
    _attempts: dict[str, str] = field(default_factory=dict)
    _silent: set[int] = field(default_factory=set)
    _refusing: set[int] = field(default_factory=set)
    _journal: list[tuple[Any, ...]] = field(default_factory=list)
    _received: dict[int, str] = field(default_factory=dict)

    def look(self) -> None:
        """One commit has been made."""
        self._at_attempts()
        self._at_messages()
        self._at_received()
        self._at_journal()
        self._silent = {row[0] for row in self.rows("SELECT id FROM address WHERE stopped_at IS NOT NULL")}
        said = dict(self.rows("SELECT contact_id, given FROM consent WHERE purpose = 'messages' ORDER BY id"))
        self._refusing = {contact for contact, given in said.items() if not given}

    def breaks(self, rule: str, what: str) -> None:
        """Something does not hold."""
        self.broken.append(Broken(rule, what))

    def holds(self, rule: str, true: bool, what: str) -> None:
        """Count one look at a rule, and note it where it is broken."""
        self.looks[rule] += 1
        if not true:
            self.breaks(rule, what)

    def _at_attempts(self) -> None:
        for attempt, status in self.rows("SELECT id, status FROM attempt"):
            before = self._attempts.get(attempt)
            if before is None:
                self._new_attempt(attempt)
            elif before != status:
                self.holds("I8", before not in LAST_OF_AN_ATTEMPT, f"an attempt went from {before} to {status}")
            self._attempts[attempt] = status

    def _new_attempt(self, attempt: str) -> None:
        query = """SELECT a.message_id, a.address_id, a.reserved_at, p.value, m.contact_id, m.in_reply_to,
            m.deadline_at, m.hours, m.kind, c.own_from, c.own_until, c.discreet, c.staff FROM attempt a JOIN message m
            ON m.id = a.message_id JOIN address p ON p.id = a.address_id LEFT JOIN contact c ON c.id = m.contact_id
            WHERE a.id = ?"""
        row = self.raw.execute(query, (attempt,)).fetchone()
        message, address, at, value, contact, reply, deadline, hours, kind, *own, staff = row
        reserved_at, late = moment(at), moment(deadline)
        self.reserved[attempt] = Reserved(message, value, reserved_at)
        willing = reply is not None or staff or (address not in self._silent and contact not in self._refusing)
        self.holds("I4", bool(willing), f"{kind} reserved after STOP")
        self.holds("I6", reserved_at < late, f"{kind} reserved after its deadline")
        self.holds("I5", staff or may_leave(hours, reserved_at, late, *own), f"{kind} reserved at {reserved_at}")
        hers = "SELECT 1 FROM contact_address WHERE contact_id IS ? AND address_id = ?"
        known = self.raw.execute(hers, (contact, address)).fetchone() is not None
        self.holds("I12", known or contact is None, f"{kind} reserved for somebody else's phone")

    def _at_messages(self) -> None:
        for message, status in self.rows("SELECT id, status FROM message"):
            before = self._messages.get(message, status)
            if before != status:
                self.holds("I8", before not in LAST_OF_A_MESSAGE, f"a message went from {before} to {status}")
            self._messages[message] = status
        gone = len(self._messages) - self.raw.execute("SELECT count(*) FROM message").fetchone()[0]
        self.holds("I7", gone == 0, f"{gone} messages have disappeared")

    def _at_received(self) -> None:
        rows = dict(self.rows("SELECT id, status FROM received"))
        for received, before in self._received.items():
            self.holds("I1", received in rows, "something received has disappeared")
            self.holds("I2", before == "new" or rows.get(received) != "new", "something handled waits again")
        self._received = rows

    def _at_journal(self) -> None:
        now = self.rows("SELECT * FROM journal ORDER BY id")
        self.holds("I14", now[: len(self._journal)] == self._journal, "the journal was changed")
        self._journal = now

    def rows(self, query: str) -> list[Any]:
        """What the tables say now."""
        return self.raw.execute(query).fetchall()

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self.raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
