"""One life of the process that sends: it may be stopped for a while, and may die wherever it waits for something."""

import asyncio
import contextvars
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn

from tests.simulation.fate import Fate
from tests.simulation.loop import VirtualLoop

WHOSE: contextvars.ContextVar["Life | None"] = contextvars.ContextVar("whose", default=None)
STEP = 0.02
"""Seconds, at most, that one step of a process takes."""


class Life:
    """Memory and tasks of one process; all of it is gone once it is dead."""

    def __init__(
        self,
        loop: VirtualLoop,
        fate: Fate,
        buried: Callable[["Life"], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """`buried` is told once it is dead, `failed` of every task of it that ended with an error."""
        self._loop, self._fate, self._buried, self._failed = loop, fate, buried, failed
        self._tasks: dict[asyncio.Task[Any], None] = {}
        self._awake = asyncio.Event()
        self._awake.set()
        self.dead = False

    def task(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Something this process does, and whatever that begins in its turn."""
        context = contextvars.Context()
        context.run(WHOSE.set, self)
        return self._loop.create_task(work, context=context)

    def adopt(self, task: asyncio.Task[Any]) -> None:
        """The task ends with this life."""
        self._tasks[task] = None
        task.add_done_callback(self._done)

    async def step(self, where: str, pauses: bool = True) -> None:
        """Here time passes, and the process may be stopped for a while, or die."""
        await asyncio.sleep(self._fate.between(0, STEP))
        if pauses and self._fate.goes_wrong(self._fate.pause_rate, "process stopped and resumed late"):
            self.pause(self._fate.one([5.0, 40.0, 200.0, 3000.0]))
        if pauses:
            await self._awake.wait()
        if self._fate.goes_wrong(self._fate.death_rate, f"crash {where}"):
            self.die()
        if self.dead:
            await _for_ever()

    def pause(self, seconds: float) -> None:
        """SIGSTOP, and so much later SIGCONT."""
        self._awake.clear()
        self._loop.call_later(seconds, self.resume)

    def resume(self) -> None:
        """SIGCONT."""
        self._awake.set()

    def die(self) -> None:
        """`kill -9`."""
        if not self.dead:
            self.dead = True
            for task in list(self._tasks):
                task.cancel()
            self._buried(self)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.pop(task, None)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._failed(error)


async def _for_ever() -> NoReturn:
    await asyncio.get_running_loop().create_future()
    raise AssertionError


def whose_task(loop: asyncio.AbstractEventLoop, work: Any, context: contextvars.Context | None = None) -> Any:
    """A task factory: what a process begins belongs to it."""
    task = asyncio.Task(work, loop=loop, context=context)
    life = WHOSE.get() if context is None else context.get(WHOSE)
    if life is not None:
        life.adopt(task)
    return task
