"""Ten weeks of a weekly group: the cap, silence and feedback stay what they are for single dates."""

from datetime import timedelta

import pytest

from messages.outbox import REFUSED, SENT
from messages.programme import Programme
from scheduler.activities import Activity
from scheduler.people import Adult
from scheduler.signups import SignUp
from tests.cast import announces, paris, says, tuesdays
from tests.office import Office

ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
AFTERWARDS = "2026-12-20 12:00"


def ten_weeks(office: Office, *adults: Adult, **rule: object) -> None:
    """Ten Tuesdays from 6 October, announced today to these."""
    draft = office.do(tuesdays, until="2026-12-08", **rule)
    office.do(announces, draft, list(adults), office.now)


def always_comes(office: Office, adult: Adult) -> None:
    """Says yes on the evening of Monday and of Tuesday to every invitation that has come."""
    for week in range(11):
        for day in (0, 1):
            office.to(paris("2026-10-05 16:00") + timedelta(weeks=week, days=day))
            answered = {signup.activity_id for signup in office.all(SignUp)}
            invited = {message.topic for message in office.messages("invitation") if message.status == SENT}
            for one in office.all(Activity):
                if one.topic in invited and one.id not in answered and one.starts_at > office.now:
                    office.do(says, adult, one, at=office.now)
    office.to(AFTERWARDS)


def most_in_a_week(office: Office) -> int:
    """The most capped messages that left within any seven days."""
    window = Programme().cap_window
    left = [message.settled_at for message in office.messages() if message.capped and message.status == SENT]
    moments = sorted(moment for moment in left if moment is not None)
    return max(sum(first <= other < first + window for other in moments) for first in moments)


@ONE_ENGINE
def test_a_mother_who_always_comes_is_reminded_every_week_and_asked_once_a_month(office: Office) -> None:
    fatou = office.mother("Fatou")
    ten_weeks(office, fatou)
    always_comes(office, fatou)
    assert len(office.left("invitation")) == len(office.left("reminder")) == 10
    assert [message for message in office.messages("reminder") if message.status == REFUSED] == []
    assert most_in_a_week(office) <= Programme().cap
    assert [moment[4:10] for moment in office.left("feedback")] == ["14 oct", "18 nov"]


@ONE_ENGINE
def test_who_never_answers_is_invited_three_times_and_then_called_once(office: Office) -> None:
    ten_weeks(office, office.mother("Fatou"))
    office.to(AFTERWARDS)
    assert office.left("invitation") == ["mon 05 oct 10:01", "tue 06 oct 14:00", "tue 13 oct 14:00"]
    assert [item.note for item in office.items("call")] == [
        "Trois invitations sans réponse : un appel ferait peut-être plaisir."
    ]


@ONE_ENGINE
def test_a_group_held_twice_a_week_keeps_to_the_cap_and_says_whose_reminder_it_cost(office: Office) -> None:
    fatou = office.mother("Fatou")
    ten_weeks(office, fatou, weekdays=[1, 4])
    always_comes(office, fatou)
    assert most_in_a_week(office) <= Programme().cap
    lost = [message for message in office.messages("reminder") if message.status == REFUSED]
    assert len(lost) == len(office.items("call"))
