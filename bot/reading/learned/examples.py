"""The labelled replies from which the ear learns: one line each, in files that a speaker can correct."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from bot.reading.learned.meanings import INTENTS

_COLUMNS = 5


@dataclass(frozen=True)
class Example:
    """A reply to a question, with what it means, the details it tells, and whether a person must see it."""

    asked: str
    language: str
    intent: str
    human: bool
    fields: dict[str, str]
    text: str


HELD = "41_held_by_tests.tsv"
"""The file whose lines are also held by tests."""


def examples(only: str = "") -> Iterator[Example]:
    """Every example of every file, or of one. A line that is none raises `ValueError` naming file and line."""
    for name, content in _files():
        if only not in ("", name):
            continue
        for number, line in enumerate(content.splitlines(), start=1):
            if line and not line.startswith("#"):
                yield _example(line, f"{name}:{number}")


def digest() -> str:
    """What the examples are, in one word: weights know which examples taught them."""
    return sha256("\n".join(content for _, content in _files()).encode()).hexdigest()[:16]


def _files() -> list[tuple[str, str]]:
    folder = files("bot.reading") / "examples"
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".tsv")), key=lambda entry: entry.name)
    return [(entry.name, entry.read_text("utf-8")) for entry in found]


def _example(line: str, where: str) -> Example:
    columns = line.split("\t")
    if len(columns) != _COLUMNS:
        raise ValueError(f"{where}: five columns are wanted, separated by tabs")
    asked, language, intent, fields, text = (column.strip() for column in columns)
    if intent.removesuffix("!") not in INTENTS:
        raise ValueError(f"{where}: no such intent")
    told = dict(pair.split("=", 1) for pair in fields.split(";") if "=" in pair)
    return Example(asked, language, intent.removesuffix("!"), intent.endswith("!"), told, text)
