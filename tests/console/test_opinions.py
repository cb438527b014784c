"""/avis: an average of five answers or more, and never one from which one answer could be told."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlmodel import select

from scheduler.activities import Activity
from scheduler.feedback import FEEDBACK
from scheduler.opinions import FEWEST, opinions
from scheduler.people import Adult
from scheduler.ratings import Rating, rate
from scheduler.rules import draft
from tests.console.desk import Desk

SCORES = some.lists(some.integers(1, 5), min_size=1, max_size=13)


def past(desk: Desk) -> Activity:
    """A date that is over."""
    activity = desk.announces()
    desk.to("2026-10-22 12:00")
    return activity


def scored(desk: Desk, activity: Activity, *scores: int) -> list[Rating]:
    """Each score by somebody of her own."""
    return [scored_by(desk, activity, desk.parent("Awa"), score) for score in scores]


def scored_by(desk: Desk, activity: Activity, adult: Adult, score: int) -> Rating:
    rating = rate(desk.session, activity, adult, desk.now)
    rating.score = score
    desk.session.flush()
    return rating


def asked(desk: Desk, activity: Activity, adult: Adult) -> None:
    """She was sent the question."""
    message = draft(
        FEEDBACK, desk.programme, contact_id=adult.contact_id or 0, topic=activity.topic, occurrence="x",
        due=desk.now, deadline=desk.now,
    )  # fmt: skip
    desk.session.add(message._replace(status="sent").message())


def test_asked_answered_and_an_average_with_a_french_comma(either_desk: Desk) -> None:
    activity = past(either_desk)
    for adult in [either_desk.parent("Fatou") for _ in range(7)]:
        asked(either_desk, activity, adult)
    scored(either_desk, activity, 5, 4, 4, 5, 3)
    said = either_desk.says("/avis")
    assert "7 personnes interrogées, 5 réponses." in said
    assert "Moyenne : 4,2 sur 5" in said


def test_under_five_there_is_no_average(desk: Desk) -> None:
    scored(desk, past(desk), 5, 4, 4, 5)
    assert "Moins de 5 réponses : pas de moyenne." in desk.says("/avis")


def test_words_are_counted_and_read_elsewhere(desk: Desk) -> None:
    [rating] = scored(desk, past(desk), 5)
    rating.comment = "Trop bien"
    said = desk.says("/avis")
    assert "1 personne a laissé un mot" in said
    assert "Trop bien" not in said


def test_who_was_not_there_is_named_and_counts_in_no_average(desk: Desk) -> None:
    activity = past(desk)
    scored(desk, activity, 5, 5, 5, 5)
    away = scored_by(desk, activity, desk.parent("Mariam"), 1)
    away.not_there = True
    said = desk.says("/avis")
    assert "Mariam dit ne pas avoir été là." in said
    assert "pas de moyenne" in said


def test_her_last_word_wins_and_counts_once(desk: Desk) -> None:
    activity = past(desk)
    scored(desk, activity, 5, 5, 5, 5)
    hers = desk.parent("Fatou")
    for score in (1, 5):
        scored_by(desk, activity, hers, score)
    assert opinions(desk.session, activity).average == 5


def test_before_any_date_is_over_it_says_so(desk: Desk) -> None:
    assert "Aucune date" in desk.says("/avis")


def test_a_number_that_is_none_is_answered(desk: Desk) -> None:
    past(desk)
    for odd in ("/avis 999", "/avis ٣", "/avis -1", "/avis " + "9" * 50):
        assert desk.says(odd)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SCORES)
def test_no_average_of_fewer_than_five_can_be_told_from_any_two_answers(desk: Desk, scores: list[int]) -> None:
    """Each time somebody answers, she looks: whenever the figure changes, five people or more stand behind it."""
    for rating in desk.session.exec(select(Rating)):
        desk.session.delete(rating)
    activity = desk.activities()[-1] if desk.activities() else past(desk)
    seen = []
    for score in scores:
        scored(desk, activity, score)
        found = opinions(desk.session, activity)
        seen.append((found.averaged, found.average))
        assert (found.average is None) == (found.answered < FEWEST)
    behind = [0, *(averaged for averaged, _ in seen)]
    assert all(later == sooner or later - sooner >= FEWEST for sooner, later in pairwise(behind))
    assert all(now == before for before, now in pairwise(seen) if now[0] == before[0])
