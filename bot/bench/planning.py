"""`relais bench plan`: who is owed what, thought through and written, for a season of dates in a town of contacts."""

from collections.abc import Callable
from typing import Any

from bot.bench.databases import Create, databases, look_over, on_each
from bot.bench.processes import BenchError, in_process
from bot.bench.season import fill
from bot.migrations import upgrade
from messages.store import Store


def plan(
    activities: int, signups: int, contacts: int, days: int, rounds: int, say: Callable[[str], None]
) -> dict[str, Any]:
    """Medians over `rounds` on each engine: a pass that writes all that is owed by now, and the one after it.

    Raises `BenchError` where the first wrote nothing or the second wrote something again.
    """
    with databases() as engines:

        def measure(engine: str, create: Create) -> dict[str, float]:
            url = create("plan")
            say(engine)
            upgrade(url)
            store = Store(url)
            store.writing(fill, activities, signups, contacts, days)
            store.writing(look_over)
            store.close()
            found = in_process("bot.bench.planner", {"url": url, "rounds": rounds})
            if not found["written"] or found["written_later"]:
                raise BenchError(f"{found['written']:.0f} were written, and later {found['written_later']:.0f}")
            return {figure: round(value, 4) for figure, value in found.items()}

        return on_each(engines, measure)
