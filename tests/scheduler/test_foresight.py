"""What is foreseen is what happens: nothing leaves between two foreseen moments, and nothing foreseen stays away."""

from datetime import time, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.foresight import name_of, next_moment, next_thing, to_come
from messages.gate import Refuse
from messages.outbox import Attempt
from messages.programme import Programme
from scheduler.planning import Foreseen, foresee
from scheduler.signups import MAYBE, YES
from tests.cast import holds, invites, moves, outing, paris, says
from tests.files import fresh_store
from tests.office import Office

EVERY = frozenset({"sms", "telegram"})
BEGIN, END = paris("2026-10-19 10:00"), paris("2026-11-16 10:00")
WINDOWS = [{}, {"own_from": 9, "own_until": 12}, {"own_from": 18, "own_until": 20}, {"own_from": 7, "own_until": 8}]

hours = st.integers(8, 21)
days = st.integers(1, 24)
dates = st.fixed_dictionaries({"day": days, "hour": hours, "bus": st.booleans(), "invited": st.integers(-7, 0)})
people = st.fixed_dictionaries(
    {
        "own": st.sampled_from([0, 0, 0, 1, 2, 3]),
        "answers": st.lists(st.sampled_from(["", "", YES, YES, MAYBE]), min_size=4, max_size=4),
        "paused": st.sampled_from([0, 0, 0, 3, 10]),
    }
)


def set_up(office: Office, programme: list[dict[str, int]], families: list[dict[str, object]]) -> None:
    """A small programme: dates with invitations to everybody, and what some have answered already."""
    adults = []
    for number, family in enumerate(families):
        hours = {name: time(hour)
                 for name, hour in WINDOWS[int(str(family["own"]))].items()}  # fmt: skip
        adults.append(office.mother(f"Maman {number}", **hours))
        if family["paused"]:
            office.do(holds, adults[-1], "pause", BEGIN, BEGIN + timedelta(days=int(str(family["paused"]))))
    for index, date in enumerate(programme):
        starts = (BEGIN + timedelta(days=date["day"])).strftime("%Y-%m-%d") + f" {date['hour']:02d}:00"
        activity = office.do(outing, starts, bus=starts) if date["bus"] else office.evening(starts)
        office.do(invites, activity, adults, paris(starts) + timedelta(days=date["invited"]), BEGIN)
        for adult, family in zip(adults, families, strict=True):
            if answer := list(family["answers"])[index]:  # type: ignore[call-overload]
                office.do(says, adult, activity, answer)


def as_sent(office: Office) -> list[tuple[str, str, int | None]]:
    about = {message.id: message for message in office.messages()}
    sent = [(str(one.reserved_at), about[one.message_id]) for one in office.all(Attempt)]
    return sorted((at, message.kind, message.contact_id) for at, message in sent)


def as_foreseen(foreseen: list[Foreseen]) -> list[tuple[str, str, int | None]]:
    going = [one for one in foreseen if not isinstance(one.verdict, Refuse)]
    return sorted((str(one.at), one.message.kind, one.message.contact_id) for one in going if one.at <= END)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(dates, max_size=4), st.lists(people, min_size=1, max_size=3))
def test_what_is_foreseen_is_what_is_sent(
    sqlite_template: Path, programme: list[dict[str, int]], families: list[dict[str, object]]
) -> None:
    with fresh_store(sqlite_template) as store:
        office = Office(store, BEGIN, Programme(cap=100))
        set_up(office, programme, families)
        foreseen = as_foreseen(office.see(foresee, office.programme, EVERY, BEGIN, END))
        office.to(END)
        more = set(as_sent(office)) - set(foreseen)
        assert set(foreseen) <= set(as_sent(office))
        # A question that is refused when its turn comes makes room for a later one.
        assert {kind for _, kind, _ in more} <= {"feedback"}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(dates, max_size=3), st.lists(people, min_size=1, max_size=2))
def test_between_two_foreseen_moments_nothing_leaves(
    sqlite_template: Path, programme: list[dict[str, int]], families: list[dict[str, object]]
) -> None:
    with fresh_store(sqlite_template) as store:
        office = Office(store, BEGIN)
        set_up(office, programme, families)
        office.send()
        while (at := office.see(next_moment, Programme(), EVERY, office.now, END)) is not None:
            before = len(office.all(Attempt))
            for step in range(1, 6):
                office.now += (at - office.now) * step / 6
                office.send()
            assert len(office.all(Attempt)) == before
            office.now = at
            office.send()


def test_the_next_thing_is_the_next_message_and_never_one_that_is_refused(office: Office) -> None:
    office.do(holds, fatou := office.mother("Fatou"), "danger", office.now)
    office.evening("2026-10-07 18:00", yes=fatou)
    office.evening("2026-10-08 18:00", yes=office.mother("Awa"))
    coming = office.see(next_thing, Programme(), EVERY, office.now)
    assert coming is not None
    assert coming.what == "rappel de la veille"
    assert "2026-10-07 15:00" <= f"{coming.at:%Y-%m-%d %H:%M}" <= "2026-10-07 16:29"


def test_what_is_to_come_names_whom_it_is_for_and_why_it_will_not_leave(office: Office) -> None:
    office.do(holds, fatou := office.mother("Fatou"), "danger", office.now)
    office.evening("2026-10-07 18:00", yes=fatou)
    [reminder, feedback] = office.see(to_come, Programme(), EVERY, office.now)
    assert (reminder.who, reminder.what) == ("F1 Fatou", "rappel de la veille")
    assert reminder.verdict == feedback.verdict == "ne partira pas : messages suspendus après une alerte"


def test_a_planned_message_that_is_no_longer_owed_is_not_foreseen(office: Office) -> None:
    evening = office.evening("2026-10-07 18:00", yes=office.mother("Fatou"))
    office.now = paris("2026-10-06 18:30")
    office.plan()
    office.do(moves, evening, "2026-10-09 18:00", office.now)
    kinds = [name_of(one) for one in office.see(foresee, Programme(), EVERY, office.now, END)]
    assert kinds == ["changement de date", "rappel de la veille", "question après la rencontre"]


def test_with_nothing_planned_there_is_no_next_thing(office: Office) -> None:
    assert office.see(next_thing, Programme(), EVERY, office.now) is None
    assert office.see(next_moment, Programme(), EVERY, office.now, END) is None


def test_an_invitation_that_three_silences_will_hold_back_is_not_promised(office: Office) -> None:
    fatou = office.mother("Fatou")
    for starts in ("2026-10-06 14:00", "2026-10-06 15:00", "2026-10-06 16:00", "2026-10-07 18:00"):
        office.do(invites, office.evening(starts), [fatou], office.now, office.now)
    office.do(invites, office.evening("2026-10-20 18:00"), [fatou], paris("2026-10-07 10:00"), office.now)
    many = Programme(cap=100)
    last = [one for one in office.see(foresee, many, EVERY, office.now, END) if one.message.kind == "invitation"][-1]
    assert last.verdict == Refuse("silent")
