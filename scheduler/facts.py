"""What there is to say about an activity, as the wording expects it: raw values, times with their local offset."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from messages.programme import PARIS
from scheduler.activities import Activity
from scheduler.signups import SignUp


def activity_facts(activity: Activity, timezone: ZoneInfo = PARIS) -> dict[str, Any]:
    """The activity's facts; moments in ISO 8601 with the offset of `timezone`, absent ones None."""
    return {
        "kind": activity.kind,
        "title": activity.title,
        "place": activity.place,
        "starts": iso(activity.starts_at, timezone),
        "ends": iso(activity.ends_at, timezone),
        "bring": activity.bring,
        "bus_at": iso(activity.bus_at, timezone),
        "bus_place": activity.bus_place,
        "children": activity.children,
    }


def signup_facts(signup: SignUp) -> dict[str, Any]:
    """How many come, as she said it."""
    return {"adults": signup.adults, "children_count": signup.children, "total": signup.total}


def iso(moment: datetime | None, timezone: ZoneInfo = PARIS) -> str | None:
    """A moment as people there read it, with its offset."""
    return None if moment is None else moment.astimezone(timezone).isoformat()
