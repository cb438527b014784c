"""The only clock: real time, or in a rehearsal a time of its own that can be moved forward."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Civil time as it is."""

    def now(self) -> datetime:
        """This moment, UTC."""
        return datetime.now(UTC)


class RehearsalClock(Clock):
    """Begins at a moment of one's choice; stands still, or runs on from there."""

    def __init__(self, start: datetime, runs: bool) -> None:
        self._start, self._runs, self._since = start, runs, super().now()

    def now(self) -> datetime:
        """The rehearsed moment, UTC."""
        elapsed = super().now() - self._since if self._runs else timedelta(0)
        return self._start + elapsed

    def move(self, to: datetime) -> None:
        """From now on it is `to`."""
        self._start, self._since = to.astimezone(UTC), super().now()
