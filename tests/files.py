"""Databases for examples that are made by the dozen: copies of a migrated file, in memory where there is room."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from messages.store import Store

SHARED_MEMORY = Path("/dev/shm")


@contextmanager
def fresh_store(template: Path) -> Iterator[Store]:
    """A store on a copy of `template`, gone afterwards."""
    with tempfile.TemporaryDirectory(dir=SHARED_MEMORY if SHARED_MEMORY.is_dir() else None) as folder:
        store = Store(f"sqlite:///{shutil.copy(template, Path(folder) / 'relais.sqlite')}")
        try:
            yield store
        finally:
            store.close()
