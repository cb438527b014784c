"""A series announced in one line, read back in full, corrected, and its invitations decided."""

import pytest

from scheduler.activities import ANNOUNCED, DRAFT
from tests.console.desk import Desk

LINE = "groupe d'échange tous les mardis 14h jusqu'au 15 décembre, sauf vacances scolaires, Maison de quartier"


def starts(desk: Desk, status: str = ANNOUNCED) -> list[str]:
    return [one.starts_local for one in desk.activities() if one.status == status]


def announces(desk: Desk, line: str = LINE, when: str = "Maintenant") -> str:
    desk.says(f"/nouveau {line}")
    desk.presses("Oui")
    return desk.presses(when)


def test_a_series_is_read_back_in_full(desk: Desk) -> None:
    assert desk.says(f"/nouveau {LINE}") == (
        "Groupe d'échange\n"
        "Tous les mardis, 14h, jusqu'au mardi 15 décembre 2026\n"
        "9 dates :\n"
        "- octobre 2026 : 6, 13\n"
        "- novembre 2026 : 3, 10, 17, 24\n"
        "- décembre 2026 : 1er, 8, 15\n"
        "Sans :\n"
        "- vacances scolaires : mardi 20 octobre, mardi 27 octobre\n"
        "Maison de quartier\n\n"
        "C'est bien ça ?"
    )
    assert desk.labels() == ["Oui", "Corriger"]


def test_a_public_holiday_is_named_and_never_a_date(desk: Desk) -> None:
    said = desk.says("/nouveau groupe tous les mercredis 14h jusqu'au 18 novembre Maison de quartier")
    assert "- férié : mercredi 11 novembre" in said
    assert "- novembre 2026 : 4, 18" in said


def test_dates_in_the_school_holidays_are_pointed_out(desk: Desk) -> None:
    assert "Pendant les vacances scolaires : 2 dates" in desk.says("/nouveau groupe tous les mardis 14h, 6 fois")
    assert "Pendant les vacances scolaires" not in desk.says("sauf vacances")


@pytest.mark.parametrize(
    ("change", "reads"),
    [
        ("15h-17h", "Tous les mardis, 15h-17h, jusqu'au mardi 15 décembre 2026\n9 dates"),
        ("jusqu'au 24 novembre", "jusqu'au mardi 24 novembre 2026\n6 dates"),
        ("4 fois", "Tous les mardis, 14h, 4 fois\n4 dates"),
        ("pendant les vacances aussi", "11 dates"),
        ("sauf le 10 novembre", "8 dates"),
        ("à partir du 3 novembre", "7 dates :\n- novembre"),
        ("tous les jeudis", "Tous les jeudis, 14h, jusqu'au mardi 15 décembre 2026\n8 dates"),
        ("une semaine sur deux le mardi", "Une semaine sur deux, les mardis, 14h"),
        ("12 places", "Maison de quartier\n12 places"),
        ("salle Courmont", "octobre\nsalle Courmont"),
    ],
)
def test_corriger_changes_only_what_is_said(desk: Desk, change: str, reads: str) -> None:
    desk.says(f"/nouveau {LINE}")
    desk.presses("Corriger")
    assert reads in desk.says(change)
    assert len(desk.activities()) == 1


@pytest.mark.parametrize("change", ["jusqu'au 24 novembre", "4 fois", "tous les jeudis", "sauf le 10 novembre", "15h"])
def test_a_change_of_the_rule_can_be_typed_beside_the_card(desk: Desk, change: str) -> None:
    before = desk.says(f"/nouveau {LINE}")
    after = desk.says(change)
    assert "C'est bien ça ?" in after
    assert after != before
    assert len(desk.activities()) == 1


def test_a_whole_line_beside_the_card_is_another_announcement(desk: Desk) -> None:
    desk.says(f"/nouveau {LINE}")
    desk.says("atelier couture tous les jeudis 10h jusqu'au 26 novembre salle B")
    assert [draft.title for draft in desk.activities()] == ["Groupe d'échange", "Atelier couture"]


@pytest.mark.parametrize("end", ["jusqu'au 24 novembre", "24 novembre", "le 24/11", "mardi 24 novembre"])
def test_without_an_end_it_is_asked(desk: Desk, end: str) -> None:
    assert "Jusqu'à quelle date" in desk.says("/nouveau groupe tous les mardis 14h Maison de quartier")
    assert "jusqu'au mardi 24 novembre 2026\n8 dates" in desk.says(end)


@pytest.mark.parametrize("vague", ["jusqu'à Noël", "jusqu'aux vacances de Noël", "jusqu'à la fin de l'année"])
def test_an_end_that_names_no_day_is_asked_and_is_no_place(desk: Desk, vague: str) -> None:
    assert "Jusqu'à quelle date" in desk.says(f"/nouveau groupe tous les mardis 14h {vague}, Maison de quartier")
    assert "6 fois\n6 dates" in desk.says("6")
    assert desk.activities()[0].place == "Maison de quartier"
    assert desk.activities()[0].title == "Groupe"


def test_the_hour_that_is_missing_is_asked(desk: Desk) -> None:
    assert desk.says("/nouveau groupe tous les mardis jusqu'au 24 novembre") == "À quelle heure ?"
    assert "Tous les mardis, 9h30," in desk.says("9h30")


def test_a_series_too_long_or_without_any_date_says_why(desk: Desk) -> None:
    assert "60 dates au plus" in desk.says("/nouveau groupe tous les mardis 14h jusqu'au 1er décembre 2028")
    line = "/nouveau groupe tous les mardis 14h du 20 octobre au 27 octobre sauf vacances"
    assert "aucune date" in desk.says(line)


def test_a_series_named_on_its_own_weekday_asks_when_it_begins(desk: Desk) -> None:
    desk.says("/nouveau groupe tous les lundis 14h, 3 fois")
    assert desk.labels() == ["lundi 5 octobre 2026, 14h", "lundi 12 octobre 2026, 14h"]
    assert "- octobre 2026 : 12, 19, 26" in desk.presses("lundi 12 octobre 2026, 14h")


def test_several_days_at_one_hour_make_a_series(desk: Desk) -> None:
    said = desk.says("/nouveau atelier les 6, 13 et 20 octobre 14h salle Courmont")
    assert "Plusieurs dates, 14h\n3 dates :\n- octobre 2026 : 6, 13, 20" in said


def test_oui_then_maintenant_announces_every_date(desk: Desk) -> None:
    desk.parent("Fatou")
    said = announces(desk)
    assert "9 dates sont dans l'agenda." in said
    assert "C'est parti : 1 invitation pour la prochaine date." in said
    assert len(starts(desk)) == 9
    assert desk.invited() == 9
    assert desk.activities()[0].invite_at == desk.now + desk.programme.undo


def test_seven_days_before_nothing_leaves_at_once(desk: Desk) -> None:
    desk.parent("Fatou")
    said = announces(desk, "groupe tous les mardis 14h du 3 novembre au 24 novembre", "7 jours avant")
    assert "C'est parti" not in said
    assert "la première fois le mardi 27 octobre" in said


def test_the_send_is_taken_back_whole(desk: Desk) -> None:
    desk.parent("Fatou")
    announces(desk)
    assert "Rien n'est parti" in desk.presses("Annuler l'envoi")
    assert starts(desk) == []
    assert desk.says("/agenda").startswith("Aucune date")
    assert desk.invited() == 0


def test_a_double_press_announces_once(desk: Desk) -> None:
    announces(desk)
    desk.presses("Maintenant")
    assert len(desk.activities()) == 9


def test_the_agenda_names_every_date_with_its_number(desk: Desk) -> None:
    announces(desk)
    agenda = desk.says("/agenda")
    assert "9. Groupe d'échange\nmardi 15 décembre 2026, 14h" in agenda
    assert "mardi 20 octobre" not in agenda


def test_a_draft_that_was_never_confirmed_leaves_one_draft(desk: Desk) -> None:
    desk.says(f"/nouveau {LINE}")
    assert len(starts(desk, DRAFT)) == 1
    assert desk.activities()[0].series_id is not None
