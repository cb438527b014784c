"""Who was really there, ticked by thumb or by typing."""

import pytest

from scheduler.activities import Activity
from scheduler.register import PRESENT, register
from tests.console.desk import LINE, Desk


def held(desk: Desk, *names: str, silent: str = "") -> Activity:
    """A group that has begun, to which some said yes."""
    parents = [desk.parent(name) for name in names]
    others = [desk.parent(silent)] if silent else []
    activity = desk.announces(LINE.replace(", 3 places", ""))
    for parent in parents:
        desk.signs_up(parent, adults=1, children=2)
    del others
    desk.to("2026-10-20 16:00")
    return activity


def there(desk: Desk, activity: Activity) -> dict[int, tuple[int, int]]:
    rows = register(desk.session, activity)
    return {row.adult_id: (row.adults, row.children) for row in rows if row.status == PRESENT}


def test_the_list_is_ticked_with_the_yes(desk: Desk) -> None:
    held(desk, "Fatou", silent="Awa")
    said = desk.says("/presences")
    assert "1. ☑ F1 Fatou (1+2)" in said
    assert "2. ☐ F2 Awa" in said
    assert desk.labels() == ["☑ F1 Fatou (1+2)", "☐ F2 Awa", "+1 sans nom", "−1 sans nom", "Enregistrer"]


def test_nothing_is_entered_before_enregistrer(desk: Desk) -> None:
    activity = held(desk, "Fatou")
    desk.says("/presences")
    desk.presses("☑ F1 Fatou (1+2)")
    assert register(desk.session, activity) == []


def test_enregistrer_enters_who_was_there_and_how_many_unnamed(desk: Desk) -> None:
    activity = held(desk, "Fatou", "Karim", silent="Awa")
    desk.says("/presences")
    desk.presses("☑ F2 Karim (1+2)")
    desk.presses("☐ F3 Awa")
    desk.presses("+1 sans nom")
    desk.presses("+1 sans nom")
    assert "2 parents connus présents (2 adultes, 2 enfants), 2 sans nom" in desk.presses("Enregistrer")
    assert there(desk, activity) == {1: (1, 2), 3: (1, 0)}
    assert activity.anonymous == 2
    assert desk.did()[-1] == "registered"


def test_the_same_press_twice_changes_one_thing(desk: Desk) -> None:
    held(desk, "Fatou")
    desk.says("/presences")
    data = desk.data("☑ F1 Fatou (1+2)")
    assert "☐ F1 Fatou" in desk.presses_data(data)
    assert desk.presses_data(data) == ""
    assert "0 parent connu présent" in desk.presses("Enregistrer")


def test_quick_thumbs_on_an_older_card_are_not_lost(desk: Desk) -> None:
    held(desk, "Fatou", "Karim")
    desk.says("/presences")
    first, second = desk.data("☑ F1 Fatou (1+2)"), desk.data("☑ F2 Karim (1+2)")
    desk.presses_data(first)
    assert "0 parent connu présent" in desk.presses_data(second)


def test_a_number_or_a_name_typed_turns_the_tick(desk: Desk) -> None:
    held(desk, "Fatou", "Karim")
    desk.says("/presences")
    assert "☐ F1 Fatou" in desk.says("1")
    assert "☐ F2 Karim" in desk.says("karim")
    assert "2 parents connus" in desk.says("1, 2")


def test_somebody_who_was_not_expected_joins_the_list(desk: Desk) -> None:
    activity = held(desk, "Fatou")
    desk.parent("Leïla")
    desk.says("/presences")
    assert "☑ F2 Leïla" in desk.says("Leila")
    desk.presses("Enregistrer")
    assert there(desk, activity)[2] == (1, 0)


def test_two_people_of_one_name_are_asked_about(desk: Desk) -> None:
    held(desk, "Fatou", "Fatou")
    desk.says("/presences")
    assert "F1 Fatou, F2 Fatou" in desk.says("fatou")
    assert "☐ F2 Fatou" in desk.says("f2 fatou")


def test_saved_twice_is_saved_once(desk: Desk) -> None:
    held(desk, "Fatou")
    desk.says("/presences")
    desk.presses("Enregistrer")
    desk.presses("Enregistrer")
    assert desk.did().count("registered") == 1


def test_the_register_can_be_opened_again_as_it_was_entered(desk: Desk) -> None:
    activity = held(desk, "Fatou", "Karim")
    desk.says("/presences")
    desk.presses("☑ F2 Karim (1+2)")
    desk.presses("Enregistrer")
    assert "2. ☐ F2 Karim" in desk.says(f"/presences {activity.id}")
    assert desk.activities()[0].register_at is not None


def test_an_announcement_typed_over_an_open_list_is_still_an_announcement(desk: Desk) -> None:
    held(desk, "Fatou")
    desk.says("/presences")
    assert "C'est bien ça ?" in desk.says("atelier jeudi 29 octobre 14h École Michelet")


def test_before_anything_has_begun_she_is_told_so(desk: Desk) -> None:
    assert "n'a encore commencé" in desk.says("/presences")


def test_of_two_unentered_dates_she_chooses(desk: Desk) -> None:
    held(desk, "Fatou")
    desk.to("2026-10-20 17:00")
    desk.announces("atelier jeudi 22 octobre 10h École Michelet")
    desk.to("2026-10-22 12:00")
    assert desk.says("/presences") == "Pour quelle rencontre ?"
    assert "Présences : Atelier" in desk.presses("2. Atelier, jeudi 22 octobre")


def test_how_many_came_can_be_corrected(desk: Desk) -> None:
    activity = held(desk, "Fatou", silent="Awa")
    desk.says("/presences")
    assert "☑ F1 Fatou (2+3)" in desk.says("1 2+3")
    assert "☑ F2 Awa (1+1)" in desk.says("awa 1+1")
    desk.presses("Enregistrer")
    assert there(desk, activity) == {1: (2, 3), 2: (1, 1)}


@pytest.mark.parametrize(("typed", "unnamed"), [("5 sans nom", 5), ("+2", 2), ("3 inconnus", 3), ("+1 sans nom", 1)])
def test_the_unnamed_can_be_counted_by_typing(desk: Desk, typed: str, unnamed: int) -> None:
    held(desk, "Fatou")
    desk.says("/presences")
    assert f"{unnamed} sans nom" in desk.says(typed)


@pytest.mark.parametrize("typed", ["Zorro", "99", "Rokia 1+1"])
def test_who_is_not_on_the_sheet_is_said_kindly(desk: Desk, typed: str) -> None:
    held(desk, "Fatou")
    desk.says("/presences")
    assert f"Je ne trouve pas « {typed} »" in desk.says(typed)
