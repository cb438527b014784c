"""The dates of a series: each an activity of its own, moved and cancelled alone or with all that follow."""

from datetime import date, timedelta

import pytest

from messages.outbox import WITHDRAWN, Attempt
from messages.programme import PARIS
from scheduler.activities import ANNOUNCED, CANCELLED, DRAFT, Activity
from scheduler.groups import Invited
from scheduler.occurrences import take_back
from tests.cast import announces, cancels, cancels_rest, moves, moves_rest, paris, says, tuesdays
from tests.office import Office


def weekly(office: Office, *adults: object, at_once: bool = True, **rule: object) -> list[Activity]:
    """Tuesdays at 14h, announced to these."""
    draft = office.do(tuesdays, **rule)
    office.do(announces, draft, list(adults), office.now, at_once)
    return office.all(Activity)


def starts(office: Office) -> list[str]:
    return [one.starts_local for one in office.all(Activity) if one.status == ANNOUNCED]


def texts(office: Office) -> list[str]:
    return [attempt.text for attempt in office.all(Attempt)]


def test_every_date_is_an_activity_at_the_same_hour_of_the_clock(office: Office) -> None:
    dates = weekly(office, skip_school_holidays=True)
    assert [one.starts_local[5:] for one in dates] == [
        *("10-06T14:00", "10-13T14:00", "11-03T14:00", "11-10T14:00", "11-17T14:00", "11-24T14:00"),
        *("12-01T14:00", "12-08T14:00", "12-15T14:00"),
    ]
    assert {one.starts_at.astimezone(PARIS).hour for one in dates} == {14}
    assert {one.series_id for one in dates} == {dates[0].series_id}


def test_every_date_has_the_fields_of_the_draft_and_its_own_bus_and_end(office: Office) -> None:
    def outing(session: object) -> Activity:
        draft = tuesdays(session, "2026-11-03")  # type: ignore[arg-type]
        draft.title, draft.capacity, draft.children = "Jardin", 12, True
        draft.ends_at, draft.bus_at = paris("2026-10-06 16:00"), paris("2026-10-06 13:30")
        return draft

    office.do(announces, office.do(outing), [], office.now)
    last = office.all(Activity)[-1]
    assert (last.title, last.capacity, last.children, last.place) == ("Jardin", 12, True, "Maison de quartier")
    assert (last.ends_at, last.bus_at) == (paris("2026-11-03 16:00"), paris("2026-11-03 13:30"))


def test_the_next_date_is_invited_to_now_and_each_later_one_a_week_before(office: Office) -> None:
    fatou = office.mother("Fatou")
    weekly(office, fatou, until="2026-11-24")
    office.to("2026-10-28 12:00")
    assert office.left("invitation")[:3] == ["mon 05 oct 10:01", "tue 06 oct 14:00", "tue 13 oct 14:00"]


def test_seven_days_before_each_date_nothing_leaves_at_once(office: Office) -> None:
    fatou = office.mother("Fatou")
    weekly(office, fatou, at_once=False, starts="2026-10-20 14:00")
    office.to("2026-10-13 13:59")
    assert office.left() == []
    office.to("2026-10-13 14:00")
    assert office.left() == ["tue 13 oct 14:00"]


def test_a_series_announced_is_taken_back_whole_until_an_invitation_was_written(office: Office) -> None:
    fatou = office.mother("Fatou")
    first = weekly(office, fatou)[0]
    assert office.do(lambda session: take_back(session, session.get_one(Activity, first.id), "educator", office.now))
    assert {one.status for one in office.all(Activity)} == {DRAFT}
    assert office.all(Invited) == []
    office.to("2026-10-20 10:00")
    assert office.left() == []


def test_too_late_to_take_back_everything_stays(office: Office) -> None:
    first = weekly(office, office.mother("Fatou"))[0]
    office.to("2026-10-05 10:02")
    assert not office.do(
        lambda session: take_back(session, session.get_one(Activity, first.id), "educator", office.now)
    )
    assert {one.status for one in office.all(Activity)} == {ANNOUNCED}


def test_one_date_moved_or_cancelled_alone_leaves_the_others(office: Office) -> None:
    dates = weekly(office, until="2026-10-27")
    office.do(moves, dates[1], "2026-10-14 10:00", office.now)
    office.do(cancels, dates[2], office.now)
    assert starts(office) == ["2026-10-06T14:00", "2026-10-14T10:00", "2026-10-27T14:00"]


def test_the_rest_moves_to_another_day_hour_and_place(office: Office) -> None:
    dates = weekly(office, until="2026-11-03")
    office.do(moves_rest, dates[1], 2, "15:30", office.now, length=timedelta(hours=1), place="Salle Courmont")
    assert starts(office) == [
        *("2026-10-06T14:00", "2026-10-15T15:30", "2026-10-22T15:30", "2026-10-29T15:30", "2026-11-05T15:30"),
    ]
    last = office.all(Activity)[-1]
    assert (last.place, last.ends_at) == ("Salle Courmont", paris("2026-11-05 16:30"))
    assert [one.revision for one in office.all(Activity)] == [0, 1, 1, 1, 1]


def test_a_date_that_would_fall_on_a_holiday_is_cancelled_and_told_apart(office: Office) -> None:
    fatou = office.mother("Fatou")
    dates = weekly(office, until="2026-11-17", starts="2026-10-27 14:00")
    for one in (dates[0], dates[2]):
        office.do(says, fatou, one)
    office.do(moves_rest, dates[0], 1, "14:00", office.now)
    assert [one.status for one in office.all(Activity)] == [ANNOUNCED, ANNOUNCED, CANCELLED, ANNOUNCED]
    office.to("2026-10-05 11:00")
    assert sorted(office.received("Fatou")) == ["cancellation", "change"]


def test_past_dates_never_change(office: Office) -> None:
    dates = weekly(office, until="2026-10-27")
    office.now = paris("2026-10-13 15:00")
    office.do(moves_rest, dates[2], 0, "16:00", office.now)
    office.do(cancels_rest, dates[0], office.now)
    assert [(one.starts_local[11:], one.status) for one in office.all(Activity)] == [
        *(("14:00", ANNOUNCED), ("14:00", ANNOUNCED), ("16:00", CANCELLED), ("16:00", CANCELLED)),
    ]


def test_who_is_concerned_by_several_dates_is_told_once_for_the_next(office: Office) -> None:
    fatou, karim = office.mother("Fatou"), office.mother("Karim")
    dates = weekly(office, until="2026-11-17")
    for one in dates[1:5]:
        office.do(says, fatou, one)
    office.do(says, karim, dates[4])
    office.do(moves_rest, dates[1], 2, "15:00", office.now)
    office.to("2026-11-18 12:00")
    told = [text for text in texts(office) if "Changement" in text]
    assert len(told) == 2
    assert "jeudi 15 octobre à 15h" in told[0]
    assert "jeudi 5 novembre à 15h" in told[1]
    assert all("C'est pareil pour les dates suivantes." in text for text in told)


def test_the_last_date_alone_speaks_of_no_others(office: Office) -> None:
    dates = weekly(office, until="2026-10-20")
    office.do(says, office.mother("Fatou"), dates[-1])
    office.do(cancels_rest, dates[1], office.now)
    office.to("2026-10-05 11:00")
    assert ["dates suivantes" in text for text in texts(office)] == [False]


def test_a_no_to_the_date_she_was_told_of_brings_no_second_notice(office: Office) -> None:
    fatou = office.mother("Fatou")
    dates = weekly(office, until="2026-11-03")
    for one in dates[1:]:
        office.do(says, fatou, one)
    office.do(moves_rest, dates[1], 0, "16:00", office.now)
    office.to("2026-10-05 10:30")
    office.do(says, fatou, dates[1], "no", office.now)
    office.to("2026-10-14 12:00")
    assert office.received("Fatou").count("change") == 1


def test_when_the_next_date_changes_again_the_others_are_still_told(office: Office) -> None:
    fatou = office.mother("Fatou")
    dates = weekly(office, until="2026-10-27")
    for one in dates[1:]:
        office.do(says, fatou, one)
    office.now = paris("2026-10-05 22:30")
    office.do(moves_rest, dates[1], 0, "16:00", office.now)
    office.to("2026-10-05 23:00")
    office.do(cancels, dates[1], office.now)
    office.to("2026-10-06 12:00")
    assert office.messages("change")[0].status == WITHDRAWN
    assert office.received("Fatou") == ["cancellation", "change"]
    assert "mardi 20 octobre à 16h" in texts(office)[-1]


def test_a_date_that_changes_later_alone_is_told_from_what_she_knows(office: Office) -> None:
    fatou = office.mother("Fatou")
    dates = weekly(office, until="2026-10-27")
    for one in dates[1:]:
        office.do(says, fatou, one)
    office.do(moves_rest, dates[1], 2, "15:00", office.now)
    office.to("2026-10-05 12:00")
    office.do(moves, dates[2], "2026-10-23 15:00", office.now)
    office.to("2026-10-05 13:00")
    assert "Avant : jeudi 22 octobre à 15h" in texts(office)[-1]


def test_two_decisions_in_a_minute_are_told_as_the_last(office: Office) -> None:
    fatou = office.mother("Fatou")
    dates = weekly(office, until="2026-10-27")
    for one in dates[1:]:
        office.do(says, fatou, one)
    office.do(moves_rest, dates[1], 2, "15:00", office.now)
    office.do(cancels_rest, dates[1], office.now)
    office.to("2026-10-05 11:00")
    assert office.received("Fatou") == ["cancellation"]


@pytest.mark.parametrize(
    ("days", "hour", "leaves"), [(2, "15:00", "wed 14 oct 17:07"), (0, "18:00", "mon 12 oct 17:07")]
)
def test_moved_while_reminders_go_out_only_the_new_date_is_recalled_once(
    office: Office, days: int, hour: str, leaves: str
) -> None:
    fatou = office.mother("Fatou")
    dates = weekly(office, until="2026-10-27")
    for one in dates[1:3]:
        office.do(says, fatou, one)
    office.now = paris("2026-10-12 17:07")
    office.plan()
    office.do(moves_rest, dates[1], days, hour, office.now)
    office.to("2026-10-17 12:00")
    assert office.left("reminder") == [leaves]
    assert [text for text in texts(office) if "demain mardi 13 octobre à 14h" in text] == []


def test_a_yes_to_one_date_says_nothing_of_the_next(office: Office) -> None:
    fatou = office.mother("Fatou")
    dates = weekly(office, fatou, until="2026-10-20")
    office.to("2026-10-05 11:00")
    office.do(says, fatou, dates[0], at=office.now)
    office.to("2026-10-22 12:00")
    assert len(office.left("reminder")) == 1
    assert len(office.left("invitation")) == 3


def test_the_rule_of_a_series_is_kept_with_it(office: Office) -> None:
    weekly(office, until="2026-10-27", skip_school_holidays=True)
    assert starts(office) == ["2026-10-06T14:00", "2026-10-13T14:00"]
    assert date.fromisoformat(starts(office)[0][:10]).weekday() == 1
