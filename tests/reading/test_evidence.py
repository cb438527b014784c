"""What is said of a reading: its meaning in plain French, the words that weigh, how sure it is."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.reading.evidence import Evidence, evidence, other_meanings
from bot.reading.learned.meanings import INTENTS
from bot.reading.plainly import MEANINGS, understood
from bot.reading.reader import read
from bot.reading.readings import Reading

NOW = datetime(2026, 1, 6, 9, tzinfo=UTC)


def about(text: str, asked: str | None = "rsvp") -> Evidence:
    """The evidence for what Relais reads."""
    return evidence(text, asked, "fr", read(text, asked, "fr", NOW), NOW)


def test_every_meaning_has_a_short_french_name() -> None:
    assert set(INTENTS) <= set(MEANINGS)
    assert all(len(name) < 40 and "_" not in name for name in MEANINGS.values())
    assert len(set(MEANINGS.values())) == len(MEANINGS)


@pytest.mark.parametrize(
    ("intent", "fields", "said"),
    [
        ("yes", {"total": 3}, "oui, 3 personnes"),
        ("yes", {"adults": 1, "children": 2, "total": 3}, "oui, 1 adulte et 2 enfants"),
        ("yes", {"adults": 2, "children": 0, "total": 2}, "oui, 2 adultes"),
        ("yes", {"arrives": "14:30", "hedged": True}, "oui, arrive à 14h30, sans certitude"),
        ("count", {"delta_children": -1}, "nombre de personnes, 1 enfant de moins"),
        ("count", {"total_min": 3, "total_max": 5}, "nombre de personnes, de 3 à 5 personnes"),
        ("no", {"reason": "work"}, "non, à cause du travail"),
        ("question", {"topic": "price"}, "question, le prix"),
        ("rating", {"rating": 4, "comment": True}, "note, 4 sur 5, avec un mot"),
        ("choice", {"choice": 2, "choices": [2, 3]}, "choix, les n° 2, 3"),
        ("urgent", {"urgency": "child_missing"}, "danger, enfant disparu"),
        ("language", {"lang": "ar"}, "langue, arabe"),
        ("pause", {"until": "2026-10-20"}, "pause, jusqu'au 20/10/2026"),
        ("testimony_consent", {"consent": "anonymous"}, "accord pour le témoignage, sans nom"),
    ],
)
def test_details_are_said_in_plain_french(intent: str, fields: dict[str, Any], said: str) -> None:
    assert understood(Reading(intent, fields)) == said


def test_a_number_and_a_name_that_were_written_are_left_out_where_words_are_not_shown() -> None:
    reading = Reading("join", {"name": "Moussa", "phone": "+33639981452"}, also=("refer",))
    assert understood(reading, discreet=True) == "veut participer ; aussi : parle de quelqu'un qui veut participer"
    assert "Moussa" in understood(reading)


def test_the_words_that_weigh_are_quoted_as_they_were_written() -> None:
    assert about("Jpe PAS mardi, dsl !").words == ("PAS", "dsl")
    assert about("Il me frappe", None).sentence.startswith("Compris : danger, violence ou menace. Le mot")


def test_the_words_of_a_stop_are_quoted() -> None:
    assert about("bonjour, arretez de m'écrire svp", None).words[:1] == ("arretez",)
    assert about("STOP").sentence == "Compris : arrêt des messages. Le mot qui compte : « STOP »."


@pytest.mark.parametrize("text", ["", "?", "bof blabla"])
def test_nothing_is_quoted_where_nothing_was_understood(text: str) -> None:
    found = about(text)
    assert (found.sentence, found.sure) == ("Compris : pas compris.", "Pas sûr")


def test_at_most_three_words_are_quoted_each_once() -> None:
    found = about("non non non je ne peux pas je travaille non désolée mon fils est malade")
    assert 1 <= len(found.words) <= 3
    assert len({word.casefold() for word in found.words}) == len(found.words)


@pytest.mark.parametrize("text", ["😀" * 500, "mot " * 3000, "\x00\ud800", "ماشي ممكن نجي"])
def test_no_text_is_refused(text: str) -> None:
    assert about(text).sentence.startswith("Compris : ")


def test_other_meanings_come_likeliest_first_and_never_the_one_that_was_read() -> None:
    others = other_meanings("jpe pas mardi dsl", "rsvp", "fr", "yes", NOW)
    assert others[0] == "no"
    assert not {"yes", "unclear"} & set(others)


def test_a_lock_screen_does_not_say_which_danger() -> None:
    told = Reading("urgent", {"urgency": "suicide"})
    assert understood(told, discreet=True) == "danger"
    assert understood(told) != "danger"
