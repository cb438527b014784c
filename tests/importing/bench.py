"""The cost of a list of ten thousand, in seconds and in memory, judging nothing: `python -m tests.importing.bench`."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

from bot.bench.postgres import Postgres

RELAIS = "from bot.cli import app; app()"
FIRST, FICTIONAL = 639980000, 10_000
HEADER = ("Prénom", "Téléphone", "Langue", "Lien", "Famille", "Territoire", "Discret", "Accord")
LANGUAGES, TIES, TERRITORIES = ("français", "arabe", "anglais", "turc"), ("mère", "père", "autre"), ("nord", "sud")


def people(count: int) -> Iterator[tuple[str, ...]]:
    """So many invented people, two to a family; beyond ten thousand they share phones, as no more are fictional."""
    for at in range(count):
        number, family = f"0{FIRST + at % FICTIONAL}", f"Famille {at // 2}"
        told = LANGUAGES[at % 4], TIES[at % 3], family, TERRITORIES[at // 2 % 2], "oui" if at % 10 == 0 else ""
        yield (f"Prénom{at}", number, *told, "accord oral, 3 octobre, école Jaurès")


def files(folder: Path, count: int) -> Iterator[Path]:
    """The same people in a CSV, then in a workbook."""
    text, book = folder / f"{count}.csv", Workbook(write_only=True)
    text.write_text("".join(";".join(line) + "\r\n" for line in (HEADER, *people(count))), encoding="utf-8")
    yield text
    sheet = book.create_sheet("Parents")
    for line in (HEADER, *people(count)):
        sheet.append(line)
    book.save(folder / f"{count}.xlsx")
    yield folder / f"{count}.xlsx"


def measured(url: str, *arguments: str) -> str:
    """Run `relais` in a process of its own; how it ended, its seconds, those it worked, and the most memory it held."""
    began = time.monotonic()
    words = (sys.executable, "-c", RELAIS, *arguments)
    quiet = [(os.POSIX_SPAWN_OPEN, out, os.devnull, os.O_WRONLY, 0) for out in (1, 2)]
    child = os.posix_spawn(words[0], words, {**os.environ, "RELAIS_DATABASE_URL": url}, file_actions=quiet)
    _, status, used = os.wait4(child, 0)
    ended, seconds = os.waitstatus_to_exitcode(status), time.monotonic() - began
    work = used.ru_utime + used.ru_stime
    return f"ended {ended}  {seconds:5.1f} s, {work:4.1f} of work  {used.ru_maxrss * 1024 / 1e6:4.0f} MB"


def main(count: int) -> None:
    """Each file shown, entered, then entered again, on each database."""
    server = Postgres.start()
    try:
        with tempfile.TemporaryDirectory() as place:
            for path in files(Path(place), count):
                urls = {"sqlite": f"sqlite:///{path}.sqlite", "postgresql": server.create(f"bench{path.suffix[1:]}")}
                for engine, url in urls.items():
                    measured(url, "migrate")
                    for how in ((), ("--apply",), ("--apply",)):
                        figures = measured(url, "import", "contacts", str(path), *how)
                        sys.stdout.write(f"{engine:10} {path.suffix[1:]:4} {' '.join(how) or 'shown':8} {figures}\n")
    finally:
        server.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FICTIONAL)
