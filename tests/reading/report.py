"""`make reading`: how well the reader does on every corpus, by intent, language and kind of error."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.reading.reader import read
from tests.reading.scoring import Score, Verdict, corpus, score

CORPORA = Path(__file__).parent / "corpora"
ASKED = ("rsvp", "none", "rating")
"""The questions after which each line of the plain corpora is read."""
_NOW = datetime(2026, 1, 6, 9, tzinfo=UTC)


def batches() -> Mapping[str, Score]:
    """The score of every batch of labelled replies."""
    return {path.stem: score(corpus(path)) for path in sorted(CORPORA.glob("batch_*.jsonl"))}


def read_as(name: str, intent: str) -> list[tuple[str, int]]:
    """Each line of a plain corpus, and after how many of the questions it is read as that intent."""
    lines = [line for line in (CORPORA / name).read_text("utf-8").splitlines() if line.strip()]
    return [(line, sum(read(line, asked, None, _NOW).intent == intent for asked in ASKED)) for line in lines]


def obeyed(name: str, intent: str) -> tuple[int, int]:
    """How many lines are read so after every question, and how many lines there are."""
    found = read_as(name, intent)
    return sum(times == len(ASKED) for _, times in found), len(found)


def mistaken(name: str, intent: str) -> tuple[int, int]:
    """How many lines are read so after any question, and how many lines there are."""
    found = read_as(name, intent)
    return sum(times > 0 for _, times in found), len(found)


def main() -> None:
    """Print every table."""
    console, found = Console(), batches()
    console.print(_by_batch(found))
    verdicts = [verdict for one in found.values() for verdict in one.verdicts]
    console.print(_by("intent", verdicts, lambda v: str(v.line["expected"]["intent"])))
    console.print(_by("language", verdicts, lambda v: str(v.line["language"])))
    for label, (count, lines) in {
        "opt-outs obeyed": obeyed("stops.txt", "stop"),
        "ordinary sentences taken for one": mistaken("ordinary.txt", "stop"),
        "dangers seen": obeyed("dangers.txt", "urgent"),
        "idioms taken for one": mistaken("idioms.txt", "urgent"),
    }.items():
        console.print(f"{label}: {count} of {lines}")


def _by_batch(found: Mapping[str, Score]) -> Table:
    table = Table("batch", "lines", "right", "fields", "harm", "sure and wrong", "withheld")
    for name, one in found.items():
        count = len(one.verdicts)
        right, fields, wrong = one.right / count, one.fields_right, one.count("confident") / count
        harm, withheld = one.count("harm"), one.count("withheld")
        table.add_row(name, str(count), f"{right:.1%}", f"{fields:.1%}", str(harm), f"{wrong:.1%}", str(withheld))
    return table


def _by(title: str, verdicts: list[Verdict], key: Callable[[Verdict], str]) -> Table:
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        groups[key(verdict)].append(verdict)
    table = Table(title, "lines", "right", "harm", "sure and wrong", "unclear", "fields wrong", "withheld")
    for name, group in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        one = Score(group)
        kinds = ("harm", "confident", "wrong", "fields", "withheld")
        table.add_row(name, str(len(group)), str(one.right), *(str(one.count(kind)) for kind in kinds))
    return table


if __name__ == "__main__":
    main()
