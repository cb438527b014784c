"""One date among others: the day that was asked about, and leaving one date without leaving the messages."""

from datetime import UTC, datetime

import pytest

from bot.reading.days import named_weekday
from bot.reading.reader import read

NOW = datetime(2026, 1, 6, 9, tzinfo=UTC)
TUESDAY = "Bonjour. Mardi 13 janvier à 18h, café des parents. Venez-vous ? Répondez OUI ou NON."


@pytest.mark.parametrize("text", ["lundi oui", "vendredi ok", "jeudi sans probleme", "monday ok"])
def test_a_yes_to_another_day_than_the_one_asked_is_a_wish_for_that_day(text: str) -> None:
    reading = read(text, "rsvp", "fr", NOW, day="tuesday")
    assert (reading.intent, reading.human) == ("reschedule", True)


@pytest.mark.parametrize("text", ["mardi oui", "oui pour mardi", "oui", "je travaille le lundi oui je viens"])
def test_a_yes_to_the_day_asked_is_a_yes(text: str) -> None:
    assert read(text, "rsvp", "fr", NOW, day="tuesday").intent == "yes"


@pytest.mark.parametrize(
    ("sms", "day"),
    [(TUESDAY, "tuesday"), ("Mardi ou jeudi ?", None), ("Répondez OUI ou NON.", None), ("À samedi !", "saturday")],
)
def test_the_day_asked_about_is_the_one_that_our_message_names(sms: str, day: str | None) -> None:
    assert named_weekday(sms) == day


@pytest.mark.parametrize(
    "text", ["enlevez moi de la liste de jeudi je peu plus", "désinscrivez nous de la sortie le petit a plus envie"]
)
def test_leaving_one_date_is_not_leaving_the_messages(text: str) -> None:
    assert read(text, "rsvp_trip", "fr", NOW).intent in ("no", "unclear")


@pytest.mark.parametrize("text", ["enlevez moi de la liste", "désinscrivez moi", "enlevez moi de vos sms svp"])
def test_leaving_without_saying_what_is_leaving_the_messages(text: str) -> None:
    assert read(text, "rsvp_trip", "fr", NOW).intent == "stop"


@pytest.mark.parametrize("text", ["38.9 ce matin on sort pas", "jhabite au 45 je viens", "oui 1000%"])
def test_a_figure_that_counts_nobody_hides_no_answer(text: str) -> None:
    assert read(text, "rsvp", "fr", NOW).intent in ("yes", "no")


def test_more_people_than_can_be_stay_unclear() -> None:
    assert read("on est 45", "count", "fr", NOW).intent == "unclear"


def test_a_word_of_her_own_language_is_no_french_cry_that_sounds_alike() -> None:
    assert read("mancarea o luam noi de acasa sau dati voi", "rsvp_trip", "ro", NOW).intent != "urgent"
