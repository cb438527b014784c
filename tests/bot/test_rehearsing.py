"""The rehearsal's clock: moves forward only, stops wherever something is due, and is remembered."""

import pytest

from bot.clock import Clock, RehearsalClock
from bot.rehearsing import CLOCK, Rehearsal
from bot.web.relais import ClockError
from messages import bookmarks
from messages.outbox import Attempt
from messages.programme import Programme
from messages.store import Store
from tests.cast import paris
from tests.office import Office

MEDIA = frozenset({"sms", "telegram"})


def rehearsal(store: Store, clock: Clock | None = None) -> tuple[Rehearsal, Office]:
    """A rehearsal of Monday 5 October whose turns are an office's."""
    clock = clock or RehearsalClock(paris("2026-10-05 10:00"), runs=False)
    office = Office(store, clock.now())

    async def turn() -> None:
        office.now = clock.now()
        office.send()

    return Rehearsal(store, Programme(), MEDIA, clock, turn), office


async def test_moving_the_clock_sends_everything_on_the_way_at_its_own_moment(store: Store) -> None:
    time, office = rehearsal(store)
    office.evening("2026-10-07 18:00", yes=office.mother("Fatou"))
    await time.move(paris("2026-10-09 12:00"))
    reminder, feedback = office.left()
    assert reminder.startswith("tue 06 oct 17:")
    assert feedback == "thu 08 oct 10:00"


async def test_the_next_thing_can_be_jumped_to(store: Store) -> None:
    time, office = rehearsal(store)
    office.evening("2026-10-07 18:00", yes=office.mother("Fatou"))
    coming = await time.next_thing()
    await time.move_to_next()
    assert coming is not None
    assert [attempt.reserved_at for attempt in office.all(Attempt)] == [coming.at]
    assert [planned.what for planned in await time.planned()] == ["question après la rencontre"]


async def test_time_does_not_go_back(store: Store) -> None:
    time, _ = rehearsal(store)
    with pytest.raises(ClockError):
        await time.move(paris("2026-10-05 09:59"))


async def test_without_anything_planned_there_is_nothing_to_jump_to(store: Store) -> None:
    time, _ = rehearsal(store)
    with pytest.raises(ClockError):
        await time.move_to_next()


async def test_the_real_clock_cannot_be_moved(store: Store) -> None:
    time, _ = rehearsal(store, Clock())
    with pytest.raises(ClockError):
        await time.move(paris("2036-10-05 10:00"))


async def test_the_moment_is_remembered(store: Store) -> None:
    time, _ = rehearsal(store)
    await time.move(paris("2026-10-09 12:00"))
    assert store.reading(bookmarks.get, CLOCK) == paris("2026-10-09 12:00").isoformat()
