"""Who writes: one thread on SQLite that commits together what has queued, a small pool on PostgreSQL."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from sqlmodel import Session

from messages.engines import Engines

T = TypeVar("T")
Job = tuple[Callable[[Session], Any], Future[Any]]
TOGETHER = 64


class Writer:
    """Runs each job in a transaction that is durable before its future is resolved."""

    def __init__(self, engines: Engines) -> None:
        self._engine = engines.writer
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._pool: ThreadPoolExecutor | None = None
        self._thread: threading.Thread | None = None
        if engines.one_writer:
            self._thread = threading.Thread(target=self._serve, name="relais-write", daemon=True)
            self._thread.start()
        else:
            self._pool = ThreadPoolExecutor(8, thread_name_prefix="relais-write")

    def submit(self, fn: Callable[[Session], T]) -> Future[T]:
        """Queue `fn`; its future carries the result once committed, or what was raised, with nothing kept."""
        if self._pool is not None:
            return self._pool.submit(self._alone, fn)
        done: Future[T] = Future()
        self._jobs.put((fn, done))
        return done

    def close(self) -> None:
        """Commit what is queued, then stop."""
        if self._pool is not None:
            self._pool.shutdown()
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()

    def _alone(self, fn: Callable[[Session], T]) -> T:
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            return fn(session)

    def _serve(self) -> None:
        while (first := self._jobs.get()) is not None:
            batch, open_still = self._gather(first)
            self._commit(batch)
            if not open_still:
                return

    def _gather(self, first: Job) -> tuple[list[Job], bool]:
        batch = [first]
        while len(batch) < TOGETHER:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                return batch, False
            batch.append(job)
        return batch, True

    def _commit(self, batch: list[Job]) -> None:
        # From here on a job cannot be cancelled; one that was before is not done at all.
        wanted = [(fn, done) for fn, done in batch if done.set_running_or_notify_cancel()]
        outcomes: list[tuple[Future[Any], Any, BaseException | None]] = []
        try:
            with self._engine.connect() as connection, connection.begin():
                outcomes = [(done, *_attempt(connection, fn)) for fn, done in wanted]
        except BaseException as error:  # the commit itself failed: nobody's work was kept
            outcomes = [(done, None, error) for _, done in wanted]
        for done, result, failed in outcomes:
            _settle(done, result, failed)


def _attempt(connection: Any, fn: Callable[[Session], Any]) -> tuple[Any, BaseException | None]:
    """Run one job inside a savepoint, so that its failure takes nothing else down."""
    with Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
        try:
            with session.begin():
                return fn(session), None
        except BaseException as error:
            return None, error


def _settle(done: Future[Any], result: Any, failed: BaseException | None) -> None:
    if failed is not None:
        done.set_exception(failed)
    else:
        done.set_result(result)
