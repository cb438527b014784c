"""`make chaos`: so many real faults, one after the other, each with its own evening, and what was found.

`python -m tests.faults.campaign --faults 60 --database sqlite --seed 1`; with `--faults 1 --seed 17` the seventeenth
again. Eight workers on PostgreSQL with `--workers 8`, where the `relais worker` command exists.
"""

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from queue import SimpleQueue

from bot.bench.postgres import Postgres
from bot.migrations import upgrade
from messages.store import Store
from tests.faults import clock_faults, host_faults, receiving_faults, refusal_faults, sending_faults
from tests.faults.evening import ROOT, evening
from tests.faults.injections import INJECTIONS, POSTGRES, SQLITE, Injection, drawn
from tests.faults.nursery import Nursery
from tests.faults.scene import PARENTS, Scene
from tests.faults.verdict import Verdict

ENGINES = {"sqlite": SQLITE, "postgres": POSTGRES, "postgresql": POSTGRES}
HARM = ("lost", "duplicated", "late", "out_of_hours", "after_stop")
TEMPLATE, ROLE = "chaos_template", "relais"
MODULES = (sending_faults, refusal_faults, receiving_faults, clock_faults, host_faults)
"""Where the injections are; importing them is what makes them known."""


@dataclass
class Found:
    """What became of one fault."""

    seed: int
    injection: Injection
    seconds: float
    verdict: Verdict
    words: str = ""
    """What Relais and the campaign said, where something is wrong."""


@dataclass
class Ground:
    """Where evenings are held: an engine, and templates of a migrated database on it."""

    engine: str
    folder: Path
    workers: int = 1
    server: Postgres | None = None
    nurseries: "SimpleQueue[Nursery]" = field(default_factory=SimpleQueue)

    def hold(self, seed: int, injection: Injection) -> Found:
        """One evening, whose every chance comes from its seed."""
        began = time.monotonic()
        nursery, place = self.nurseries.get(), self.folder / str(seed)
        try:
            verdict, words = self._held(seed, injection, nursery, place)
        finally:
            self.nurseries.put(nursery)
        if not verdict.wrong:
            shutil.rmtree(place)
        return Found(seed, injection, time.monotonic() - began, verdict, words)

    def _held(self, seed: int, injection: Injection, nursery: Nursery, place: Path) -> tuple[Verdict, str]:
        url, owner = self._database(seed)
        store, verdict = Store(owner), Verdict(injected=1)
        try:
            with evening(url, place, PARENTS, nursery, latency=0.03, seed=seed) as night:
                night.workers = self.workers
                scene = Scene(night, store, random.Random(seed), self.engine, self.server, f"chaos_{seed}")
                injection.into(scene)
                verdict = scene.verdict()
                store = scene.store
        except Exception as error:  # whatever it is, this fault is broken and the others go on
            verdict.broken.append(f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}")
            return verdict, f"{traceback.format_exc()}\n{night.said()[-3000:]}"
        finally:
            store.close()
        return verdict, night.said()[-3000:] if verdict.wrong else ""

    def _database(self, seed: int) -> tuple[str, str]:
        """A fresh one: as Relais opens it, which on PostgreSQL is nobody special, and as we do."""
        if self.server is None:
            copy = shutil.copy(self.folder / "template.sqlite", self.folder / f"{seed}.sqlite")
            return (f"sqlite:///{copy}",) * 2
        url = self.server.create(f"chaos_{seed}", TEMPLATE)
        return url.replace("postgres@", f"{ROLE}@"), url


@contextmanager
def ground(engine: str, at_once: int, workers: int = 1) -> Iterator[Ground]:
    """A place for evenings, cleared away afterwards."""
    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="relais-chaos-")))
        found = Ground(engine, folder, workers)
        if engine == POSTGRES:
            found.server = Postgres.start()
            closing.callback(found.server.stop)
            _make_template(found.server)
        else:
            upgrade(f"sqlite:///{folder / 'template.sqlite'}")
        for _ in range(at_once):
            found.nurseries.put(closing.enter_context(Nursery()))
        yield found


def _make_template(server: Postgres) -> None:
    """Its tables belong to a role without privileges, which limits can be set for."""
    url = server.create(TEMPLATE)
    server.run_sql(f"CREATE ROLE {ROLE} LOGIN; ALTER DATABASE {TEMPLATE} OWNER TO {ROLE}")
    upgrade(url.replace("postgres@", f"{ROLE}@"))


def campaign(where: Ground, faults: Iterable[tuple[int, Injection]], at_once: int) -> Iterator[Found]:
    """What became of each fault, in order; each with its seed."""
    with ThreadPoolExecutor(at_once) as lanes:
        yield from lanes.map(lambda fault: where.hold(*fault), faults)


def line(found: Found) -> str:
    """What is said of one fault, with the seed by which it is done again."""
    wrong = f"BROKEN {'; '.join(found.verdict.wrong)}" if found.verdict.wrong else "held"
    one = found.injection
    return f"{one.number} {one.name:<52} seed {found.seed:<6} {found.seconds:5.1f} s  {wrong}"


def table(all_found: list[Found]) -> str:
    """By name of the fault how often it was injected, then what came of all of them."""
    names = Counter((found.injection.number, found.injection.name) for found in all_found)
    whole = sum((found.verdict for found in all_found), Verdict())
    shown, hidden = whole.doubtful, len(whole.hidden)
    rows = [f"{number} {name:<52} {times:5}" for (number, name), times in sorted(names.items())]
    harm = ", ".join(f"{name.replace('_', ' ')} {len(getattr(whole, name))}" for name in HARM)
    end = f"injected {whole.injected}, {harm}, in doubt {shown} shown / {hidden} hidden, broken {len(whole.broken)}"
    return "\n".join([*rows, end])


def workers_here(wanted: int) -> int:
    """As many workers as are wanted, where there is a command for them; else one process does everything."""
    asked = [sys.executable, "-c", "from bot.cli import main; main()", "worker", "--help"]
    known = subprocess.run(asked, cwd=ROOT, capture_output=True, check=False).returncode == 0
    return wanted if known and wanted > 1 else 1


def main() -> int:
    """The campaign; its status is 1 when anything was broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--faults", type=int, default=20)
    parser.add_argument("--database", choices=sorted(ENGINES), default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=2, help="evenings held at the same time")
    parser.add_argument("--only", default="", help="a number or a name: nothing but this")
    asked = parser.parse_args()
    engine = ENGINES[asked.database]
    workers = workers_here(asked.workers) if engine == POSTGRES else 1
    began, all_found = time.monotonic(), []
    with ground(engine, asked.at_once, workers) as where:
        for found in campaign(where, _faults(asked, engine), asked.at_once):
            all_found.append(found)
            print(line(found), flush=True)  # noqa: T201
            if found.words:
                print(re.sub("^", "    ", found.words, flags=re.MULTILINE), flush=True)  # noqa: T201
    print(f"\n{table(all_found)}")  # noqa: T201
    print(f"{engine}, {workers} at work, {time.monotonic() - began:.0f} s")  # noqa: T201
    return int(any(found.verdict.wrong for found in all_found))


def _faults(asked: argparse.Namespace, engine: str) -> list[tuple[int, Injection]]:
    """What the seeds in a row stand for; with `only`, those of them that stand for it."""
    seeds = range(asked.seed, asked.seed + (100 * len(INJECTIONS) if asked.only else asked.faults))
    faults = ((seed, drawn(seed, engine)) for seed in seeds)
    wanted = (one for one in faults if asked.only in ("", one[1].number, one[1].name))
    return list(islice(wanted, asked.faults))


if __name__ == "__main__":
    sys.exit(main())
