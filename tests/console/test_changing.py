"""A date moved or called off, with the exact number of families who will be told."""

import pytest

from messages import consents
from scheduler.activities import ANNOUNCED, CANCELLED, Activity
from tests.console.desk import Desk, contact_of


def announced(desk: Desk) -> Activity:
    """A group to which two families come, one may come and one does not."""
    parents = [desk.parent(name) for name in ("Fatou", "Karim", "Awa", "Elif")]
    activity = desk.announces("groupe d'échange mardi 20 octobre 14h-16h Maison de quartier")
    for parent, said in zip(parents, ("yes", "yes", "maybe", "no"), strict=True):
        desk.signs_up(parent, said)
    return activity


def test_a_cancellation_is_read_back_with_its_families(desk: Desk) -> None:
    announced(desk)
    said = desk.says("/annuler")
    assert "mardi 20 octobre 2026, 14h-16h" in said
    assert "3 familles seront prévenues de l'annulation." in said
    assert desk.labels() == ["Oui", "Non"]


def test_oui_cancels_once(desk: Desk) -> None:
    activity = announced(desk)
    desk.says("/annuler")
    assert "C'est annulé" in desk.presses("Oui")
    assert "C'est déjà fait" in desk.presses("Oui")
    assert (activity.status, activity.revision) == (CANCELLED, 1)
    assert desk.did().count("cancelled") == 1


def test_non_changes_nothing(desk: Desk) -> None:
    activity = announced(desk)
    desk.says("/annuler")
    assert "rien ne change" in desk.says("non")
    assert activity.status == ANNOUNCED


def test_a_cancellation_is_taken_back_within_the_minute(desk: Desk) -> None:
    activity = announced(desk)
    desk.says("/annuler")
    desk.presses("Oui")
    assert "Rien n'est parti" in desk.presses("Annuler l'envoi")
    assert activity.status == ANNOUNCED
    assert desk.did()[-1] == "took-back"


def test_after_the_minute_it_is_too_late(desk: Desk) -> None:
    activity = announced(desk)
    desk.says("/annuler")
    desk.presses("Oui")
    desk.to("2026-10-05 10:02")
    assert "trop tard" in desk.presses("Annuler l'envoi")
    assert activity.status == CANCELLED


def test_a_stopped_family_is_to_be_called(desk: Desk) -> None:
    thierry = desk.parent("Thierry")
    desk.announces("atelier jeudi 22 octobre 10h École Michelet")
    desk.signs_up(thierry)
    consents.record(desk.session, contact_of(desk, thierry), False, "STOP", "contact", desk.now)
    said = desk.says("/annuler")
    assert "0 famille sera prévenue de l'annulation." in said
    assert "À appeler : F1 Thierry (a demandé l'arrêt des messages)." in said


def test_the_bus_moves_along_and_is_read_back(desk: Desk) -> None:
    desk.announces("sortie mercredi 21 octobre 9h Ferme du Nord, bus 8h30 devant l'école")
    assert "Bus : mercredi 21 octobre 2026, 9h30" in desk.says("/deplacer 10h")


def test_of_several_dates_she_chooses_the_one_to_cancel(desk: Desk) -> None:
    announced(desk)
    desk.announces("atelier jeudi 22 octobre 10h École Michelet")
    assert desk.says("/annuler") == "Quelle date annuler ?"
    assert "jeudi 22 octobre 2026, 10h" in desk.presses("2. Atelier, jeudi 22 octobre")
    assert "Personne n'est inscrit" in desk.says("/annuler 2")


def test_an_unknown_number_is_said(desk: Desk) -> None:
    announced(desk)
    assert "n° 9" in desk.says("/annuler 9")


def test_a_move_with_day_and_hour_is_confirmed_at_once(desk: Desk) -> None:
    activity = announced(desk)
    said = desk.says("/deplacer jeudi 22 octobre 15h")
    assert "Avant : mardi 20 octobre 2026, 14h-16h\nMaintenant : jeudi 22 octobre 2026, 15h-17h" in said
    assert "3 familles seront prévenues." in said
    assert "C'est déplacé" in desk.presses("Oui")
    assert activity.starts_local == "2026-10-22T15:00"
    assert desk.did()[-1] == "moved"


def test_a_day_alone_asks_whether_the_hour_stays(desk: Desk) -> None:
    announced(desk)
    assert "À la même heure, 14h ?" in desk.says("/deplacer 1 jeudi 22 octobre")
    assert "Maintenant : jeudi 22 octobre 2026, 14h-16h" in desk.presses("Oui, 14h")


def test_another_hour_can_be_typed_instead(desk: Desk) -> None:
    announced(desk)
    desk.says("/deplacer jeudi 22 octobre")
    assert "jeudi 22 octobre 2026, 10h30" in desk.says("10h30")


def test_an_hour_alone_stays_on_the_day(desk: Desk) -> None:
    announced(desk)
    assert "Maintenant : mardi 20 octobre 2026, 17h" in desk.says("/deplacer 17h")


def test_the_command_alone_asks_for_the_new_date(desk: Desk) -> None:
    announced(desk)
    assert "Quel jour, et à quelle heure ?" in desk.says("/deplacer")
    assert "C'est bien ça ?" in desk.says("le 22/10 à 15h")


def test_the_second_of_november_is_a_date_and_not_number_two(desk: Desk) -> None:
    announced(desk)
    desk.announces("atelier jeudi 22 octobre 10h École Michelet")
    assert desk.says("/deplacer 2 novembre 15h") == "Quelle date déplacer ?"
    assert "Maintenant : lundi 2 novembre 2026, 15h" in desk.presses("2. Atelier, jeudi 22 octobre")


def test_a_move_into_the_past_is_refused(desk: Desk) -> None:
    announced(desk)
    assert "passée" in desk.says("/deplacer hier 14h")


def test_a_weekday_that_disagrees_is_asked(desk: Desk) -> None:
    announced(desk)
    desk.says("/deplacer mardi 21 octobre 14h")
    assert desk.labels() == ["mardi 20 octobre 2026, 14h", "mercredi 21 octobre 2026, 14h"]
    assert "Maintenant : mercredi 21 octobre" in desk.presses("mercredi 21 octobre 2026, 14h")


def test_a_move_is_taken_back_and_all_is_as_before(desk: Desk) -> None:
    activity = announced(desk)
    before = (activity.starts_at, activity.ends_at, activity.starts_local)
    desk.says("/deplacer jeudi 22 octobre 15h-18h")
    desk.presses("Oui")
    desk.presses("Annuler l'envoi")
    assert (activity.starts_at, activity.ends_at, activity.starts_local) == before


def test_a_confirmation_overtaken_by_another_move_does_nothing(desk: Desk) -> None:
    activity = announced(desk)
    desk.says("/deplacer jeudi 22 octobre 15h")
    stale = desk.data("Oui")
    desk.says("/deplacer vendredi 23 octobre 15h")
    desk.presses("Oui")
    desk.presses_data(stale)
    assert activity.starts_local == "2026-10-23T15:00"


def test_oui_keeps_the_hour(desk: Desk) -> None:
    announced(desk)
    desk.says("/deplacer jeudi 22 octobre")
    assert "Maintenant : jeudi 22 octobre 2026, 14h-16h" in desk.says("oui")


def test_the_same_date_changes_nothing(desk: Desk) -> None:
    desk.announces()
    assert "C'est déjà la date prévue" in desk.says("/deplacer 1 mardi 20 octobre 14h")
    assert desk.activities()[0].revision == 0


@pytest.mark.parametrize("argument", ["99", "99 mardi 15h", "7 mardi 15h"])
def test_a_wrong_number_is_said_and_not_taken_for_a_day(desk: Desk, argument: str) -> None:
    desk.announces()
    assert f"Je ne trouve pas le n° {argument.split()[0]} ici" in desk.says(f"/deplacer {argument}")
