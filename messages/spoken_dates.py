"""Moments said the way a family says them, in the patterns of its language."""

from datetime import datetime, timedelta

from babel.dates import format_date, format_time

from messages.phrases import Phrases

_FAR = timedelta(days=300)


def spoken_day(moment: datetime, phrases: Phrases, now: datetime) -> str:
    """The day in full ("mardi 20 octobre"), with its year only when it is more than 300 days from `now`."""
    far = ".year" if abs(moment - now) > _FAR else ""
    first = ".first" if moment.day == 1 else ""
    pattern = phrases.find((f"date/day{far}{first}", f"date/day{far}"))
    return format_date(moment.date(), pattern or "full", locale=phrases.locale)


def spoken_hour(moment: datetime, phrases: Phrases) -> str:
    """The hour as people write it ("14h", "9h30")."""
    pattern = phrases.find(("date/hour",) if moment.minute == 0 else ("date/hour.minutes",))
    spoken = format_time(moment.time(), pattern or "short", locale=phrases.locale)
    return spoken.replace("\u202f", " ").replace("\u00a0", " ")


def is_tomorrow(moment: datetime, now: datetime) -> bool:
    """Whether `moment` falls on the local day after `now`, read in the time zone of `moment`."""
    return moment.date() == now.astimezone(moment.tzinfo).date() + timedelta(days=1)
