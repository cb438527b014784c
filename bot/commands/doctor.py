"""`relais doctor`: how everything stands, line by line, each with its remedy; changes nothing."""

import json
import os
from itertools import groupby

import typer

from bot.commands.desk import DOTENV
from bot.doctor.examination import examine
from bot.doctor.findings import Finding
from messages.channels.quiet import hush

MARKS = {
    "ok": ("ok", typer.colors.GREEN),
    "attention": ("à voir", typer.colors.YELLOW),
    "problem": ("problème", typer.colors.RED),
}
_WIDTH = 9


def doctor(as_json: bool) -> None:
    """Print the findings; ends with status 1 when one of them is a problem."""
    hush()
    found = examine(os.environ, DOTENV)
    if as_json:
        typer.echo(json.dumps([finding.as_json() for finding in found], ensure_ascii=False, indent=1))
    else:
        _tell(found)
    if any(finding.level == "problem" for finding in found):
        raise typer.Exit(1)


def _tell(found: list[Finding]) -> None:
    for subject, findings in groupby(found, lambda finding: finding.subject):
        typer.secho(f"\n{subject}", bold=True)
        for finding in findings:
            _line(finding)
    typer.echo(f"\n{_summary(found)}")


def _line(finding: Finding) -> None:
    word, colour = MARKS[finding.level]
    typer.echo(f"  {typer.style(word.ljust(_WIDTH), fg=colour)} {finding.fact}")
    if finding.remedy:
        typer.echo(f"  {'':{_WIDTH}} → {finding.remedy}")


def _summary(found: list[Finding]) -> str:
    problems = sum(finding.level == "problem" for finding in found)
    if not problems:
        return "Tout va bien."
    return "1 problème à régler." if problems == 1 else f"{problems} problèmes à régler."
