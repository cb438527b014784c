"""Ten faults on each database, as `make chaos` injects them; the rest of the catalogue is its business."""

import pytest

from tests.faults.campaign import campaign, ground
from tests.faults.injections import INJECTIONS, POSTGRES, SQLITE
from tests.faults.verdict import Verdict

TEN = {
    SQLITE: ("killed-once-it-is-reserved", "killed-once-it-is-taken", "the-reply-is-lost", "throttled",
             "killed-before-it-was-acknowledged", "down-while-parents-reply", "opted-out-told-later",
             "stopped-before-a-call-until-the-night", "a-second-one-is-started", "the-library-is-affected"),
    POSTGRES: ("killed-before-it-is-reserved", "killed-once-the-outcome-is-written", "an-error-after-it-was-taken",
               "garbage-for-an-answer", "killed-after-it-was-acknowledged", "callbacks-in-any-order",
               "blocked-in-the-middle-of-it", "backends-are-killed", "the-database-becomes-read-only",
               "the-date-is-cancelled-while-reminders-leave"),
}  # fmt: skip


@pytest.mark.parametrize("engine", [SQLITE, POSTGRES])
def test_nothing_is_lost_doubled_late_or_hidden(engine: str) -> None:
    named = {one.name: one for one in INJECTIONS}
    with ground(engine, at_once=2) as where:
        found = list(campaign(where, [(seed, named[name]) for seed, name in enumerate(TEN[engine])], at_once=2))
    whole = sum((one.verdict for one in found), Verdict())
    assert [f"{one.injection.name} (seed {one.seed}): {wrong}" for one in found for wrong in one.verdict.wrong] == []
    assert whole.injected == 10
