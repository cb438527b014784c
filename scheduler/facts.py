"""What there is to say about an activity, as the wording expects it: raw values, moments with their offset."""

from datetime import datetime
from typing import Any

from scheduler.activities import Activity
from scheduler.signups import SignUp


def activity_facts(activity: Activity) -> dict[str, Any]:
    """The activity's facts; moments in ISO 8601 with an offset, absent ones None. The wording makes them local."""
    return {
        "kind": activity.kind,
        "title": activity.title,
        "place": activity.place,
        "starts": iso(activity.starts_at),
        "ends": iso(activity.ends_at),
        "bring": activity.bring,
        "bus_at": iso(activity.bus_at),
        "bus_place": activity.bus_place,
        "children": activity.children,
    }


def signup_facts(signup: SignUp) -> dict[str, Any]:
    """How many come, as she said it."""
    return {"adults": signup.adults, "children_count": signup.children, "total": signup.total}


def iso(moment: datetime | None) -> str | None:
    """A moment as facts hold it: a text with its offset."""
    return None if moment is None else moment.isoformat()
