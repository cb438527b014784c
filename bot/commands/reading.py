"""`relais understand`, `when` and `parts`: no database, no settings, one text or a stream of lines."""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import typer

Line = dict[str, Any]


def understand(text: str | None, asked: str | None, language: str | None, jsonl: bool) -> None:
    """What a reply means, by which words, how surely, and what becomes of it."""
    from bot.reading.evidence import evidence
    from bot.reading.jsonl import understand_line
    from bot.reading.plainly import MEANINGS
    from bot.reading.reader import read

    if jsonl:
        _each_line(understand_line)
        return
    written, now = _given(text), datetime.now(UTC)
    reading = read(written, asked, language, now)
    found = evidence(written, asked, language, reading, now)
    typer.echo(found.sentence)
    typer.echo(f"{found.sure}.")
    if found.others:
        typer.echo(f"Autres sens possibles : {', '.join(MEANINGS[other] for other in found.others)}.")
    typer.echo("Une personne le lira." if reading.human else "Relais s'en charge.")


def when(text: str | None, jsonl: bool) -> None:
    """Which date a phrase names."""
    from bot.reading.dates.when import when_line

    if jsonl:
        _each_line(when_line)
        return
    _show(when_line({"text": _given(text), "now": _now()}))


def parts(text: str | None, jsonl: bool) -> None:
    """How many SMS a text takes, exactly as given."""
    from messages.parts import parts_line

    if jsonl:
        _each_line(parts_line)
        return
    _show(parts_line({"text": _given(text)}))


def _each_line(read: Callable[[Line], Mapping[str, object]]) -> None:
    """One JSON object a line in, one out; a line that is none is answered with its error, and the rest goes on."""
    for raw in sys.stdin.buffer:
        if raw.strip():
            sys.stdout.write(json.dumps(_read(read, raw), ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _read(read: Callable[[Line], Mapping[str, object]], raw: bytes) -> Mapping[str, object]:
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        line = None
    if not isinstance(line, dict):
        return {"id": None, "error": "not a JSON object"}
    return read(line)


def _show(found: Mapping[str, object]) -> None:
    for key, value in found.items():
        if key != "id":
            typer.echo(f"{key} : {value}")


def _given(text: str | None) -> str:
    if text is None:
        raise typer.BadParameter("donnez un texte, ou --jsonl")
    return text


def _now() -> str:
    return datetime.now(UTC).isoformat()
