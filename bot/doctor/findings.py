"""One thing the doctor looked at: how it stands, in plain French, and what to do about it."""

from dataclasses import asdict, dataclass
from typing import Literal

Level = Literal["ok", "attention", "problem"]


@dataclass(frozen=True)
class Finding:
    """`subject` groups the lines of a report; `remedy` is empty where all is well."""

    level: Level
    subject: str
    fact: str
    remedy: str = ""

    def as_json(self) -> dict[str, str]:
        """For machines."""
        return asdict(self)


def ok(subject: str, fact: str) -> Finding:
    """All is well."""
    return Finding("ok", subject, fact)


def attention(subject: str, fact: str, remedy: str) -> Finding:
    """It works, and somebody should know."""
    return Finding("attention", subject, fact, remedy)


def problem(subject: str, fact: str, remedy: str) -> Finding:
    """Something does not work until it is put right."""
    return Finding("problem", subject, fact, remedy)
