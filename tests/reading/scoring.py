"""Scores readings against labels: right, fields right, harmful, confidently wrong, withheld from a person."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.reading.jsonl import understand_line

NEVER_MISSED = ("urgent", "stop")
_NOT_FIELDS = frozenset({"intent", "accept", "must_not", "also", "human"})
Line = Mapping[str, Any]


@dataclass(frozen=True)
class Verdict:
    """How one reading fares; `fields_wrong` only where the intent is right."""

    line: Line
    got: Mapping[str, Any]
    right: bool
    fields_wrong: tuple[str, ...]
    harm: bool
    confident: bool
    withheld: bool

    @property
    def faults(self) -> tuple[str, ...]:
        """Every kind of error of this reading."""
        kinds = {
            "harm": self.harm,
            "confident": self.confident,
            "wrong": not self.right and not self.confident,
            "fields": bool(self.fields_wrong),
            "withheld": self.withheld,
        }
        return tuple(kind for kind, here in kinds.items() if here)


@dataclass
class Score:
    """What a whole corpus adds up to."""

    verdicts: list[Verdict] = field(default_factory=list)

    def count(self, kind: str) -> int:
        """How many readings have that fault."""
        return sum(kind in verdict.faults for verdict in self.verdicts)

    @property
    def right(self) -> int:
        """How many intents are right."""
        return sum(verdict.right for verdict in self.verdicts)

    @property
    def fields_right(self) -> float:
        """Share of the right intents whose every field is right too."""
        return sum(v.right and not v.fields_wrong for v in self.verdicts) / max(1, self.right)


def judge(line: Line) -> Verdict:
    """Read one labelled line, and compare."""
    expected, got = line["expected"], understand_line(dict(line))
    wanted, intent = expected["intent"], got["intent"]
    right = intent == wanted or intent in expected.get("accept", ())
    missed = wanted in NEVER_MISSED and not right
    same = intent == wanted
    wrong = tuple(name for name, value in expected.items() if name not in _NOT_FIELDS and got.get(name) != value)
    return Verdict(
        line=line,
        got=got,
        right=right,
        fields_wrong=wrong if right and same else (),
        harm=intent in expected.get("must_not", ()) or missed,
        confident=not right and intent != "unclear",
        withheld=bool(expected.get("human")) and not got["human"],
    )


def score(lines: Iterable[Line]) -> Score:
    """Judge every line."""
    return Score([judge(line) for line in lines])


def corpus(path: Path) -> list[Line]:
    """The labelled lines of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
