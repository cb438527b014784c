"""Until when a place is kept for a household: long enough to answer, short enough for the next one, never at night."""

from datetime import datetime, time, timedelta

from messages.hours import Calendar, at, local

SHORTEST, LONGEST = timedelta(hours=1), timedelta(hours=24)
"""How long somebody may think: a quarter of what is left before the start, within these."""
MARGIN = timedelta(hours=2)
"""No deadline is nearer to the start than this."""
MORNING = time(10)
"""A deadline that would fall in the night is moved here, the next morning."""

_HOUR, _QUARTER = timedelta(hours=1), timedelta(minutes=15)
_DAY = timedelta(days=1)


def deadline(leaves: datetime, start: datetime, cal: Calendar) -> datetime | None:
    """When an offer that leaves then is passed on; None where there is no sensible time left to answer."""
    last = _back_into_the_day(_floor(start - MARGIN), cal)
    if last < leaves + SHORTEST:
        return None
    time_to_think = min(max((start - leaves) / 4, SHORTEST), LONGEST)
    step = _HOUR if time_to_think >= 3 * _HOUR else _QUARTER
    return min(_into_the_day(_ceil(leaves + time_to_think, step), cal), last)


def _into_the_day(moment: datetime, cal: Calendar) -> datetime:
    here = local(moment, cal)
    if cal.hours.opens <= here.time() <= cal.hours.closes:
        return moment
    return at(here.date() + (_DAY if here.time() > cal.hours.closes else timedelta()), MORNING, cal)


def _back_into_the_day(moment: datetime, cal: Calendar) -> datetime:
    here = local(moment, cal)
    if cal.hours.opens <= here.time() <= cal.hours.closes:
        return moment
    return at(here.date() - (_DAY if here.time() < cal.hours.opens else timedelta()), cal.hours.closes, cal)


def _floor(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


def _ceil(moment: datetime, step: timedelta) -> datetime:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + -(-(moment - midnight) // step) * step
