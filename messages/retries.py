"""When a message may be tried again: never after its deadline, never when that could double it."""

from datetime import datetime, timedelta
from zlib import crc32

from messages.failures import Failure

_LONGEST = 15 * 60


def next_try(
    failure: Failure, n: int, now: datetime, deadline: datetime, retry_after: float | None = None
) -> datetime | None:
    """The moment of the next try after `n` tries (1 or more), or None when there must be none.

    `retry_after` is the provider's own word in seconds and is kept exactly; without it the wait doubles from
    try to try, up to a quarter of an hour, and is stretched by up to a half so that messages do not return
    in step.
    """
    if not failure.again or (failure.tries is not None and n >= failure.tries):
        return None
    seconds = _backoff(failure, n, now) if retry_after is None else retry_after
    if not 0 <= seconds < (deadline - now).total_seconds():
        return None
    return now + timedelta(seconds=seconds)


def _backoff(failure: Failure, n: int, now: datetime) -> float:
    doubled = failure.wait * 2.0 ** min(max(n, 1) - 1, 20)
    return min(doubled, float(max(_LONGEST, failure.wait))) * (1 + _jitter(failure, n, now) / 2)


def _jitter(failure: Failure, n: int, now: datetime) -> float:
    return crc32(f"{failure.name} {n} {now.isoformat()}".encode()) / 2**32
