"""The list of recurring duties, and the alarm clock that wakes them (the only use of APScheduler)."""

import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Duty:
    """Something done again and again. Safe to do twice or not at all: truth is in the tables.

    `do` gives a count, logged when it is not zero; `every` is in seconds.
    """

    name: str
    every: float
    do: Callable[[], Awaitable[int]]


class Timetable:
    """Wakes each duty at its pace, never two at once of the same, in UTC, remembering nothing."""

    def __init__(self, duties: Sequence[Duty]) -> None:
        self._alarm = AsyncIOScheduler(timezone=UTC)
        for duty in duties:
            self._alarm.add_job(
                _do, "interval", seconds=duty.every, args=(duty,), id=duty.name,
                coalesce=True, max_instances=1, misfire_grace_time=None,
            )  # fmt: skip

    def start(self) -> None:
        """Begin; needs a running event loop."""
        self._alarm.start()

    def stop(self) -> None:
        """Wake nobody any more."""
        self._alarm.shutdown(wait=False)


async def _do(duty: Duty) -> None:
    began = time.monotonic()
    try:
        count = await duty.do()
    except Exception as error:  # a duty that fails once is tried again at its next turn
        log.error("a duty failed", extra={"action": "duty_failed", "duty": duty.name, "error": type(error).__name__})
        return
    if count:
        seconds = round(time.monotonic() - began, 3)
        log.info("a duty was done", extra={"action": "duty", "duty": duty.name, "count": count, "seconds": seconds})
