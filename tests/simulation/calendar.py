"""When a family may be written to, said a second time and in other words than `messages.hours`, to check it against."""

from datetime import UTC, datetime, timedelta

from messages.programme import PARIS

HOLIDAYS = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
SUNDAY = 6


def moment(text: str) -> datetime:
    """A moment as SQLite keeps it."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def may_leave(
    hours: str, at: datetime, deadline: datetime, own_from: str | None, own_until: str | None, discreet: bool
) -> bool:
    """Whether a message that keeps these hours may leave then, for somebody with hours of her own or without."""
    here = at.astimezone(PARIS)
    clock = f"{here:%H:%M:%S.%f}"
    in_hers = own_from is None or own_until is None or own_from <= clock < own_until
    if hours == "staff":
        return True
    if hours == "answer":
        return in_hers or not discreet
    if hours == "notice":
        return (in_hers or not discreet) and ("07:00" <= clock < "22:00" or _before_nine_next(here, deadline))
    open_day = hours == "bus" or (here.weekday() != SUNDAY and (here.month, here.day) not in HOLIDAYS)
    return open_day and in_hers and "09:00" <= clock < "20:00"


def _before_nine_next(here: datetime, deadline: datetime) -> bool:
    """Whether it starts before nine, next time it is nine: then a notice wakes people up."""
    nine = here.replace(hour=9, minute=0, second=0, microsecond=0)
    return deadline < (nine if here < nine else nine + timedelta(days=1))
