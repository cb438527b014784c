"""A line becomes a date: read back in full, corrected, confirmed."""

import pytest

from scheduler.activities import ANNOUNCED, DRAFT
from tests.console.desk import LINE, Desk
from tests.stage import paris


def test_a_line_is_read_back_in_full(desk: Desk) -> None:
    said = desk.says(f"/nouveau {LINE}")
    assert said.splitlines()[:4] == ["Groupe d'échange", "mardi 20 octobre 2026, 14h", "Maison de quartier", "3 places"]
    assert said.endswith("C'est bien ça ?")
    assert desk.labels() == ["Oui", "Corriger"]


def test_the_command_alone_asks_for_the_line(desk: Desk) -> None:
    assert "Écrivez la date" in desk.says("/nouveau")
    assert "mardi 20 octobre 2026, 14h" in desk.says(LINE)


def test_a_line_typed_out_of_the_blue_is_proposed(desk: Desk) -> None:
    assert "C'est bien ça ?" in desk.says(LINE)


def test_words_that_name_no_date_get_the_short_help(desk: Desk) -> None:
    assert "/nouveau" in desk.says("bonjour tout le monde")
    assert desk.activities() == []


def test_nothing_is_announced_before_she_has_confirmed(desk: Desk) -> None:
    desk.says(f"/nouveau {LINE}")
    assert desk.activities()[0].status == DRAFT


def test_a_missing_hour_is_asked_for_and_nothing_else(desk: Desk) -> None:
    assert desk.says("/nouveau atelier mardi 20 octobre, 12 places") == "À quelle heure ?"
    assert "mardi 20 octobre 2026, 9h30\n" in desk.says("9h30")


def test_an_hour_can_be_given_as_a_bare_number(desk: Desk) -> None:
    desk.says("/nouveau atelier mardi 20 octobre")
    assert "mardi 20 octobre 2026, 15h" in desk.says("15")


def test_a_missing_date_is_asked_for(desk: Desk) -> None:
    assert desk.says("/nouveau atelier cuisine, 12 places") == "Quel jour, et à quelle heure ?"
    said = desk.says("mardi 20 octobre 14h")
    assert "Atelier cuisine" in said
    assert "12 places" in said


def test_a_weekday_that_disagrees_offers_both_days_with_the_hour_kept(desk: Desk) -> None:
    desk.says("/nouveau atelier mardi 21 octobre 14h")
    assert desk.labels() == ["mardi 20 octobre 2026, 14h", "mercredi 21 octobre 2026, 14h"]
    assert "mercredi 21 octobre 2026, 14h" in desk.presses("mercredi 21 octobre 2026, 14h")


def test_next_tuesday_said_on_a_monday_is_asked(desk: Desk) -> None:
    desk.says("/nouveau atelier mardi prochain 14h")
    assert desk.labels() == ["mardi 6 octobre 2026, 14h", "mardi 13 octobre 2026, 14h"]


def test_a_past_date_is_refused(desk: Desk) -> None:
    assert "Cette date est passée" in desk.says("/nouveau atelier hier 14h")
    assert "mardi 20 octobre 2026, 14h" in desk.says("mardi 20 octobre 14h")


def test_a_day_that_does_not_exist_is_said_kindly(desk: Desk) -> None:
    assert "n'existe pas" in desk.says("/nouveau atelier 31 novembre 14h")


def test_a_stay_shows_both_days_and_asks_when_it_leaves(desk: Desk) -> None:
    assert desk.says("/nouveau séjour à Esquelbecq du 2 au 4 juillet") == "À quelle heure ?"
    assert "vendredi 2 juillet 2027, 9h, jusqu'au dimanche 4 juillet 2027" in desk.says("9h")


@pytest.mark.parametrize(
    ("change", "reads"),
    [
        ("15h", "mardi 20 octobre 2026, 15h"),
        ("de 15h à 17h", "mardi 20 octobre 2026, 15h-17h"),
        ("jeudi 22 octobre", "jeudi 22 octobre 2026, 14h"),
        ("12 places", "12 places"),
        ("salle Courmont", "salle Courmont"),
        ("avec les enfants", "Enfants bienvenus"),
        ("Café des parents", "Café des parents"),
        ("atelier couture mercredi 21 octobre 10h", "Atelier couture"),
        ("non, plutôt 16h", "\nmardi 20 octobre 2026, 16h"),
        ("15h au lieu de 14h", "\nmardi 20 octobre 2026, 15h"),
        ("8 places plutôt que 3", "Groupe d'échange\nmardi 20 octobre 2026, 14h\nMaison de quartier\n8 places"),
        ("avec enfants finalement", "Groupe d'échange\n"),
        ("sans limite de places", "Maison de quartier\n\n"),
        ("titre : Cuisine du monde", "Cuisine du monde\n"),
    ],
)
def test_corriger_replaces_only_what_is_given(desk: Desk, change: str, reads: str) -> None:
    desk.says(f"/nouveau {LINE}")
    assert "ou seulement ce qui change" in desk.presses("Corriger")
    said = desk.says(change)
    assert reads in said
    assert "octobre 2026" in said
    assert len(desk.activities()) == 1


def test_a_correction_can_be_typed_beside_the_card(desk: Desk) -> None:
    desk.says(f"/nouveau {LINE}")
    said = desk.says("16h, 5 places")
    assert "mardi 20 octobre 2026, 16h" in said
    assert "Groupe d'échange" in said
    assert "5 places" in said


def test_oui_can_be_typed(desk: Desk) -> None:
    desk.says(f"/nouveau {LINE}")
    assert "Quand partent les invitations" in desk.says("oui")


def test_a_card_that_was_corrected_since_confirms_nothing(desk: Desk) -> None:
    desk.says(f"/nouveau {LINE}")
    desk.says("16h")
    assert "remplacée" in desk.presses("Oui", card=-2)


def test_two_drafts_do_not_mix(desk: Desk) -> None:
    desk.says(f"/nouveau {LINE}")
    desk.says("/nouveau atelier couture jeudi 22 octobre 10h École Michelet")
    desk.presses("Oui", card=-2)
    desk.presses("Maintenant")
    first, second = desk.activities()
    assert (first.title, first.status) == ("Groupe d'échange", ANNOUNCED)
    assert (second.title, second.status) == ("Atelier couture", DRAFT)


def test_a_line_that_two_cards_could_take_is_asked_about(desk: Desk) -> None:
    desk.says(f"/nouveau {LINE}")
    desk.says("/nouveau atelier couture jeudi 22 octobre 10h École Michelet")
    assert desk.says("16h") == "C'est pour quoi ?"
    said = desk.presses("Atelier couture, jeudi 22 octobre")
    assert "jeudi 22 octobre 2026, 16h" in said
    assert desk.activities()[0].starts_local == "2026-10-20T14:00"


def test_a_reply_to_a_card_answers_that_card(desk: Desk) -> None:
    desk.says(f"/nouveau {LINE}")
    first = desk._attempts()[-1].provider_id
    desk.says("/nouveau atelier couture jeudi 22 octobre 10h École Michelet")
    assert "mardi 20 octobre 2026, 16h" in desk.says("16h", reply_to=first)


def test_the_bus_and_what_to_bring_are_read_back(desk: Desk) -> None:
    said = desk.says("/nouveau sortie à la mer samedi 17 octobre 9h, bus 8h30 devant l'école, apporter pique-nique")
    assert "Bus : 8h30 devant l'école" in said
    assert "À apporter : pique-nique" in said


def test_a_title_is_cut_and_a_card_never_too_long(desk: Desk) -> None:
    desk.says("/nouveau atelier mardi 20 octobre 14h " + "très " * 2000)
    assert len(desk.activities()[0].title) <= 80


def test_a_stay_with_its_hours_is_taken_as_it_is(desk: Desk) -> None:
    said = desk.says("/nouveau séjour à Esquelbecq du 2 juillet 9h au 4 juillet 17h")
    assert "vendredi 2 juillet 2027, 9h, jusqu'au dimanche 4 juillet 2027" in said


def test_two_dates_at_two_hours_are_offered(desk: Desk) -> None:
    said = desk.says("/nouveau atelier mardi 20 octobre 14h et jeudi 22 octobre 10h")
    assert "une date à la fois" in said
    assert desk.labels() == ["mardi 20 octobre 2026, 14h", "jeudi 22 octobre 2026, 10h"]


def test_a_past_day_without_hour_is_refused(desk: Desk) -> None:
    assert "Cette date est passée" in desk.says("/nouveau atelier hier")


def test_a_draft_that_became_past_is_not_announced(desk: Desk) -> None:
    desk.says(f"/nouveau {LINE}")
    desk.to("2026-10-21 10:00")
    assert "Cette date est passée" in desk.presses("Oui")


def test_an_old_question_cannot_change_what_is_announced(desk: Desk) -> None:
    desk.says("/nouveau atelier mardi 21 octobre 14h")
    choice = desk.data("mercredi 21 octobre 2026, 14h")
    desk.presses("mardi 20 octobre 2026, 14h")
    desk.presses("Oui")
    desk.presses("Maintenant")
    desk.presses_data(choice)
    assert desk.activities()[0].starts_local == "2026-10-20T14:00"


@pytest.mark.parametrize("words", ["mercredi", "le 21", "21", "mercredi 21 octobre", "Mercredi 21."])
def test_one_of_the_offered_days_can_be_named_in_few_words(desk: Desk, words: str) -> None:
    desk.says("/nouveau atelier mardi 21 octobre 14h")
    assert "mercredi 21 octobre 2026, 14h\n" in desk.says(words)


def test_the_bus_leaves_on_the_day_she_settled(desk: Desk) -> None:
    desk.says("/nouveau sortie ferme mercredi 20 octobre 14h, bus 13h30, retour 17h30")
    desk.presses("mercredi 21 octobre 2026, 14h")
    [draft] = desk.activities()
    assert (draft.bus_at, draft.ends_at) == (paris("2026-10-21 13:30"), paris("2026-10-21 17:30"))


def test_a_bus_after_the_start_and_an_end_before_it_are_asked(desk: Desk) -> None:
    assert "Le bus part après le début" in desk.says("/nouveau sortie ferme mardi 20 octobre 14h, bus 14h30")
    assert "Bus : 13h30" in desk.says("bus 13h30")
    assert "La fin est avant le début" in desk.says("/nouveau atelier mercredi 21 octobre 14h fin 12h")


def test_a_bare_word_says_that_children_are_welcome(desk: Desk) -> None:
    assert "Enfants bienvenus" in desk.says("/nouveau atelier dessin mardi 20 octobre 14h, enfants")
    assert "Enfants bienvenus" not in desk.says("sans enfants")
    assert "Enfants bienvenus" in desk.says("enfants")


def test_a_weekday_alone_may_be_that_of_the_week_planned(desk: Desk) -> None:
    desk.says(f"/nouveau {LINE}")
    assert "Lequel ?" in desk.says("plutôt vendredi")
    assert desk.labels() == ["vendredi 23 octobre 2026", "vendredi 9 octobre 2026"]
    assert "vendredi 23 octobre 2026, 14h" in desk.presses("vendredi 23 octobre 2026")


def test_a_whole_line_beside_a_card_is_another_date(desk: Desk) -> None:
    desk.says(f"/nouveau {LINE}")
    assert "Groupe papas" in desk.says("groupe papas jeudi 29 octobre 18h salle B")
    assert [draft.title for draft in desk.activities()] == ["Groupe d'échange", "Groupe papas"]


def test_a_button_typed_goes_to_the_card_that_has_it(desk: Desk) -> None:
    desk.says("/nouveau atelier couture")
    desk.says(f"/nouveau {LINE}")
    assert "Quand partent les invitations" in desk.says("oui")
