"""A date of a series moved or cancelled: alone, or with all that follow."""

import pytest

from scheduler.activities import ANNOUNCED, CANCELLED, Activity
from scheduler.people import Adult
from scheduler.places import answer
from scheduler.signups import SignUp
from tests.console.desk import Desk

LINE = "groupe d'échange tous les mardis 14h-16h jusqu'au 24 novembre, sauf vacances scolaires, Maison de quartier"


@pytest.fixture
def fatou(desk: Desk) -> Adult:
    """Six Tuesdays announced; Fatou comes to the second and the third."""
    parent = desk.parent("Fatou")
    desk.announces(LINE)
    for activity in desk.activities()[1:3]:
        comes(desk, parent, activity)
    return parent


def comes(desk: Desk, adult: Adult, activity: Activity) -> None:
    said = SignUp(activity_id=activity.id or 0, adult_id=adult.id or 0, answer="yes", at=desk.now, by="contact-2")
    answer(desk.session, activity, adult, said, desk.now)


def starts(desk: Desk) -> list[str]:
    return [one.starts_local[5:] for one in desk.activities() if one.status == ANNOUNCED]


def test_of_a_series_one_question_is_asked(desk: Desk, fatou: Adult) -> None:
    said = desk.says("/annuler 2")
    assert "C'est une série : 4 autres dates suivent. Annuler quoi ?" in said
    assert desk.labels() == ["Seulement cette date", "Celle-ci et les suivantes"]


def test_the_last_date_of_a_series_is_asked_about_like_any_other(desk: Desk, fatou: Adult) -> None:
    assert "Annuler cette date ?" in desk.says("/annuler 6")


def test_this_date_alone_is_cancelled(desk: Desk, fatou: Adult) -> None:
    desk.says("/annuler 2")
    said = desk.presses("Seulement cette date")
    assert "1 famille sera prévenue de l'annulation." in said
    assert desk.presses("Oui").startswith("C'est annulé : Groupe d'échange, mardi 13 octobre.\n1 famille")
    assert [one.status for one in desk.activities()].count(CANCELLED) == 1


def test_this_date_and_the_following_are_cancelled_and_each_family_told_once(desk: Desk, fatou: Adult) -> None:
    desk.says("/annuler 2")
    said = desk.presses("Celle-ci et les suivantes")
    assert "Annuler ces dates ?" in said
    assert "Et 4 dates suivantes :\n- novembre 2026 : 3, 10, 17, 24" in said
    assert "1 famille sera prévenue de l'annulation." in said
    assert "Et 4 dates suivantes." in desk.presses("Oui")
    assert starts(desk) == ["10-06T14:00"]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("celle-ci et les suivantes", "Annuler ces dates ?"),
        ("Les suivantes.", "Annuler ces dates ?"),
        ("seulement cette date", "Annuler cette date ?"),
        ("celle-ci", "Annuler cette date ?"),
    ],
)
def test_the_answer_can_be_typed(desk: Desk, fatou: Adult, typed: str, asked: str) -> None:
    desk.says("/annuler 2")
    assert asked in desk.says(typed)


def test_a_whole_cancellation_is_taken_back_within_the_minute(desk: Desk, fatou: Adult) -> None:
    desk.says("/annuler 2")
    desk.presses("Celle-ci et les suivantes")
    desk.presses("Oui")
    assert "Rien n'est parti" in desk.presses("Annuler l'envoi")
    assert len(starts(desk)) == 6


def test_this_date_alone_moves(desk: Desk, fatou: Adult) -> None:
    desk.says("/deplacer 2 jeudi 15 octobre 15h")
    assert "Maintenant : jeudi 15 octobre 2026, 15h-17h" in desk.presses("Seulement cette date")
    desk.presses("Oui")
    assert starts(desk)[:3] == ["10-06T14:00", "10-15T15:00", "11-03T14:00"]


def test_this_date_and_the_following_move_and_are_read_back(desk: Desk, fatou: Adult) -> None:
    desk.says("/deplacer 2 jeudi 15 octobre 15h")
    said = desk.presses("Celle-ci et les suivantes")
    assert "Avant : mardi 13 octobre 2026, 14h-16h\nMaintenant : jeudi 15 octobre 2026, 15h-17h" in said
    assert "Et 4 dates suivantes :\n- novembre 2026 : 5, 12, 19, 26" in said
    assert "1 famille sera prévenue." in said
    assert "C'est déplacé" in desk.presses("Oui")
    assert starts(desk) == [*("10-06T14:00", "10-15T15:00", "11-05T15:00", "11-12T15:00", "11-19T15:00", "11-26T15:00")]


def test_a_date_that_would_fall_on_a_holiday_is_said_to_be_cancelled(desk: Desk, fatou: Adult) -> None:
    desk.says("/deplacer 2 mercredi 14 octobre 14h")
    said = desk.presses("Celle-ci et les suivantes")
    assert "- novembre 2026 : 4, 18, 25\nAnnulées :\n- férié : mercredi 11 novembre" in said
    desk.presses("Oui")
    assert [one.status for one in desk.activities()].count(CANCELLED) == 1


def test_a_whole_move_is_taken_back_place_and_hours(desk: Desk, fatou: Adult) -> None:
    before = [(one.starts_at, one.ends_at, one.place, one.status) for one in desk.activities()]
    desk.says("/deplacer 2 mercredi 14 octobre 15h, salle Courmont")
    desk.presses("Celle-ci et les suivantes")
    desk.presses("Oui")
    assert before != [(one.starts_at, one.ends_at, one.place, one.status) for one in desk.activities()]
    desk.presses("Annuler l'envoi")
    assert before == [(one.starts_at, one.ends_at, one.place, one.status) for one in desk.activities()]


def test_after_the_minute_a_whole_move_stands(desk: Desk, fatou: Adult) -> None:
    desk.says("/deplacer 2 17h")
    desk.presses("Celle-ci et les suivantes")
    desk.presses("Oui")
    desk.to("2026-10-05 10:02")
    assert "trop tard" in desk.presses("Annuler l'envoi")
    assert starts(desk)[1:3] == ["10-13T17:00", "11-03T17:00"]


def test_only_the_place_changes(desk: Desk, fatou: Adult) -> None:
    desk.says("/deplacer 2 salle Courmont")
    said = desk.presses("Celle-ci et les suivantes")
    assert "Maintenant : mardi 13 octobre 2026, 14h-16h\nLieu : salle Courmont" in said
    desk.presses("Oui")
    assert [one.place for one in desk.activities()] == ["Maison de quartier", *["salle Courmont"] * 5]
    assert starts(desk)[1] == "10-13T14:00"


def test_what_changed_between_question_and_oui_is_not_overwritten(desk: Desk, fatou: Adult) -> None:
    desk.says("/deplacer 2 17h")
    desk.presses("Celle-ci et les suivantes")
    yes = desk.data("Oui")
    desk.says("/annuler 4")
    desk.presses("Seulement cette date")
    desk.presses("Oui")
    assert "a changé depuis" in desk.presses_data(yes)
    assert starts(desk)[1] == "10-13T14:00"


def test_past_dates_stay_when_the_rest_moves(desk: Desk, fatou: Adult) -> None:
    desk.to("2026-10-14 10:00")
    desk.says("/deplacer 3 16h")
    desk.presses("Celle-ci et les suivantes")
    desk.presses("Oui")
    assert starts(desk)[:3] == ["10-06T14:00", "10-13T14:00", "11-03T16:00"]


def test_an_address_that_begins_with_a_number_is_no_number_of_a_date(desk: Desk) -> None:
    desk.announces()
    desk.announces("atelier jeudi 22 octobre 10h École Michelet")
    assert desk.says("/deplacer 2 rue Courmont") == "Quelle date déplacer ?"
    assert "Lieu : 2 rue Courmont" in desk.presses("2. Atelier, jeudi 22 octobre")
