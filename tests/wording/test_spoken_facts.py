"""Days, hours, kinds, people: the words which the facts become."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.wording.cast import BARE, BUS, CATALOGUE, MONDAY, OUTING, USUAL, said


def on_telegram(message: str, /, language: str = "fr", **changes: Any) -> str:
    return said(message, language, "telegram", **changes).text


@pytest.mark.parametrize(
    ("language", "spoken"),
    [
        ("fr", "C'est demain mardi 20 octobre de 14h à 16h."),
        ("en", "It is tomorrow Tuesday 20 October from 2 pm to 4 pm."),
        ("tr", "Yarın 20 Ekim Salı, 14:00-16:00."),
        ("ar", "الموعد غدا الثلاثاء 20 أكتوبر"),
    ],
)
def test_each_language_says_day_and_hour_its_own_way(language: str, spoken: str) -> None:
    assert said("facts/when", language).text.split("\n")[0] == spoken


@pytest.mark.parametrize(
    ("starts", "spoken"),
    [
        ("2026-10-20T09:30:00+02:00", "à 9h30"),
        ("2026-10-20T09:05:00+02:00", "à 9h05"),
        ("2026-10-20T12:00:00+00:00", "à 14h"),
        ("2026-12-01T14:00:00+01:00", "mardi 1er décembre à 14h"),
        ("2027-06-01T14:00:00+02:00", "mardi 1er juin à 14h"),
        ("2027-10-19T14:00:00+02:00", "mardi 19 octobre 2027 à 14h"),
        ("2027-10-01T14:00:00+02:00", "vendredi 1er octobre 2027 à 14h"),
    ],
)
def test_a_french_moment(starts: str, spoken: str) -> None:
    assert spoken in on_telegram("facts/when", starts=starts, ends=None)


@pytest.mark.parametrize(
    ("now", "word"),
    [
        (datetime(2026, 10, 18, 21, 59, tzinfo=UTC), "C'est mardi"),
        (datetime(2026, 10, 18, 22, 0, tzinfo=UTC), "C'est demain mardi"),
        (datetime(2026, 10, 19, 22, 0, tzinfo=UTC), "C'est mardi"),
    ],
)
def test_tomorrow_is_counted_in_local_days(now: datetime, word: str) -> None:
    assert CATALOGUE.render("facts/when", "fr", "sms", USUAL, now).text.startswith(word)


def test_a_reminder_read_on_saturday_does_not_say_tomorrow() -> None:
    saturday = datetime(2026, 10, 17, 15, 0, tzinfo=UTC)
    text = CATALOGUE.render("reminder/day-before", "fr", "sms", USUAL, saturday).text
    assert "demain" not in text
    assert "mardi 20 octobre de 14h à 16h" in text


def test_a_stay_says_its_last_day() -> None:
    stay = BARE | {"kind": "stay", "place": "Esquelbecq", "ends": "2026-10-22T17:00:00+02:00"}
    text = CATALOGUE.render("invitation", "fr", "telegram", stay, MONDAY).text
    assert "vacances en famille mardi 20 octobre à 14h, jusqu'au jeudi 22 octobre." in text


@pytest.mark.parametrize(
    ("kind", "title", "french", "english"),
    [
        ("group", "groupe d'échange", "rencontre entre parents", "parents' get-together"),
        ("group", "Café des parents", 'rencontre entre parents "Café des parents"', "Café des parents"),
        ("group", "Groupe du soir", "Groupe du soir", 'parents\' get-together "Groupe du soir"'),
        ("outing", "Sortie en famille", "sortie", "outing"),
        ("outing", "Parc Mosaïc", 'sortie "Parc Mosaïc"', 'outing "Parc Mosaïc"'),
        ("workshop", "Atelier cuisine", "Atelier cuisine", 'workshop "Atelier cuisine"'),
        ("meeting", "", "rendez-vous", "appointment"),
    ],
)
def test_a_title_is_added_only_when_it_says_more_than_the_kind(
    kind: str, title: str, french: str, english: str
) -> None:
    assert f"{french} mardi" in on_telegram("invitation", kind=kind, title=title)
    assert english in on_telegram("invitation", "en", kind=kind, title=title)


@pytest.mark.parametrize(
    ("adults", "children", "total", "french", "arabic"),
    [
        (2, 3, 5, "pour 2 adultes et 3 enfants", "شخصان كبيران و\u20683\u2069 أطفال"),
        (1, 1, 2, "pour 1 adulte et 1 enfant", "شخص كبير واحد وطفل واحد"),
        (0, 11, 11, "pour 11 enfants", "\u206811\u2069 طفلا"),
        (2, 0, 2, "pour 2 adultes", "شخصان كبيران"),
        (None, None, 2, "pour 2 personnes", "شخصان"),
        (None, None, 1, "pour 1 personne", "شخص واحد"),
    ],
)
def test_people_are_counted_by_the_rules_of_the_language(
    adults: int | None, children: int | None, total: int, french: str, arabic: str
) -> None:
    counted: dict[str, Any] = {"adults": adults, "children_count": children, "total": total}
    assert f"C'est noté {french}, merci." in on_telegram("confirmed/yes", **counted)
    assert f"العدد: {arabic}\n" in on_telegram("confirmed/yes", "ar", **counted)


def test_what_nobody_said_leaves_no_hole() -> None:
    text = CATALOGUE.render("confirmed/yes", "fr", "sms", BARE, MONDAY).text
    assert text.split("\n")[:3] == ["C'est noté, merci.", "Mardi 20 octobre à 14h.", "Lieu à préciser."]


def test_optional_lines_come_and_go_with_their_facts() -> None:
    full = on_telegram("invitation", **BUS)
    assert "Apportez : un goûter.\nBus à 13h15 : métro Wazemmes.\nEnfants bienvenus." in full
    assert "Bus à 13h15.\n" in on_telegram("invitation", bus_at=BUS["bus_at"])
    bare = CATALOGUE.render("invitation", "fr", "telegram", BARE, MONDAY).text
    assert bare == "Bonjour,\nrencontre entre parents mardi 20 octobre à 14h.\nLieu à préciser.\nVenez-vous ?"


def test_a_change_shows_the_old_date_and_only_what_changed() -> None:
    moved = on_telegram("change")
    assert "Avant : vendredi 16 octobre à 14h.\nAprès : mardi 20 octobre à 14h." in moved
    assert "Ancien lieu" not in on_telegram("change", place_before="Maison de quartier")
    elsewhere = on_telegram("change", before=USUAL["starts"], place_before="École Jules Ferry")
    assert "Avant" not in elsewhere
    assert "Maison de quartier.\nAncien lieu : École Jules Ferry." in elsewhere


def test_a_choice_is_a_numbered_list() -> None:
    assert on_telegram("which", options=[USUAL, OUTING]).split("\n")[1:3] == [
        "1 : rencontre entre parents, mardi 20 octobre à 14h.",
        '2 : sortie "Parc Mosaïc", samedi 24 octobre à 9h30.',
    ]


def test_a_turkish_sentence_begins_with_a_dotted_capital() -> None:
    assert "\nİptal edildi:" in said("cancellation/again", "tr").text


def test_a_moment_without_its_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="without an offset"):
        said("facts/when", starts="2026-10-20T14:00:00")
