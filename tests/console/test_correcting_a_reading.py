"""« Ce n'est pas ça »: Claire says what a parent meant, and what comes of it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.commands.corrections import replay
from bot.console.correcting_a_reading import digest
from messages.corrections import Correction, corrections
from messages.inbox import InboxItem, Received
from messages.journal import Entry
from scheduler.people import Adult
from scheduler.signups import signup_of
from tests.console.desk import Desk

WRONG = "Ce n'est pas ça"


def wrote(desk: Desk, parent: Adult, text: str, intent: str, asked: str = "rsvp", **fields: Any) -> InboxItem:
    """A parent's answer about the latest date waits in the inbox, read as `intent`."""
    topic = desk.activities()[-1].topic if desk.activities() else ""
    item = desk.asks(parent, text, intent, kind="unclear", topic=topic)
    received = desk.session.get_one(Received, item.received_id)
    received.reading = {"asked": asked, "language": "fr", "fields": fields}
    received.handled_at = desk.now
    return item


def says_it_meant(desk: Desk, meaning: str) -> str:
    """She opens her box, says it is not that, and taps what it is."""
    desk.says("/boite")
    desk.presses(WRONG)
    return desk.presses(meaning)


def test_the_meaning_is_shown_and_the_words_of_the_family_are_not(desk: Desk) -> None:
    wrote(desk, desk.parent("Fatou"), "je viendrais bien avec Moussa", "yes", total=2, name="Moussa")
    said = desk.says("/boite")
    assert "Compris : oui, 2 personnes." in said
    assert "Moussa" not in said
    assert "mots qui comptent" not in said


def test_what_nobody_wrote_has_no_meaning_to_correct(desk: Desk) -> None:
    item = wrote(desk, desk.parent("Fatou"), "Oui", "yes")
    desk.session.get_one(Received, item.received_id).kind = "press"
    assert "Compris" not in desk.says("/boite")
    assert WRONG not in desk.labels()


def test_the_likeliest_other_meanings_are_offered_and_autre_chose(desk: Desk) -> None:
    wrote(desk, desk.parent("Fatou"), "jpe pas mardi dsl", "yes")
    desk.says("/boite")
    assert "Relais a compris « oui »" in desk.presses(WRONG)
    assert len(desk.labels()) == 8
    assert desk.labels()[0] == "Non"
    assert desk.labels()[-1] == "Autre chose"
    assert "Oui" not in desk.labels()


def test_a_correction_is_kept_without_the_text_on_both_databases(either_desk: Desk) -> None:
    desk = either_desk
    fatou = desk.parent("Fatou")
    item = wrote(desk, fatou, "Jpe  pas mardi dsl", "yes")
    assert "F1 Fatou : « non »" in says_it_meant(desk, "Non")
    (kept,) = corrections(desk.session)
    assert (kept.digest, kept.asked, kept.language) == (digest("jpe pas mardi dsl"), "rsvp", "fr")
    assert (kept.read, kept.meant, kept.at, kept.by) == ("yes", "no", desk.now, "educator")
    note = desk.session.exec(select(Entry).where(Entry.did == "corrected-reading")).one()
    assert note.details == {"item": item.id, "read": "yes", "meant": "no"}
    assert item.closed_at is None


def test_one_tap_corrects_once(desk: Desk) -> None:
    wrote(desk, desk.parent("Fatou"), "jpe pas mardi dsl", "yes")
    says_it_meant(desk, "Non")
    assert "C'est déjà fait" in desk.presses("Autre chose")
    assert [kept.meant for kept in corrections(desk.session)] == ["no"]


def test_the_last_word_about_the_same_text_counts(desk: Desk) -> None:
    wrote(desk, desk.parent("Fatou"), "jpe pas mardi dsl", "yes")
    says_it_meant(desk, "Autre chose")
    says_it_meant(desk, "Non")
    assert [kept.meant for kept in corrections(desk.session)] == ["no"]
    assert len(list(desk.session.exec(select(Correction)))) == 2


def test_an_answer_about_a_date_to_come_is_entered_and_said(either_desk: Desk) -> None:
    desk = either_desk
    fatou = desk.parent("Fatou")
    activity = desk.announces()
    desk.signs_up(fatou)
    wrote(desk, fatou, "jpe pas mardi dsl", "yes")
    said = says_it_meant(desk, "Non")
    assert "Réponse entrée pour Groupe d'échange, mardi 20 octobre : non. Rien ne lui a été écrit." in said
    signup = signup_of(desk.session, activity, fatou)
    assert signup is not None
    assert (signup.answer, signup.by) == ("no", "educator")


def test_the_number_she_wrote_goes_with_the_yes(desk: Desk) -> None:
    fatou = desk.parent("Fatou")
    activity = desk.announces()
    wrote(desk, fatou, "oui on vient a 3", "maybe", total=3)
    assert ": oui." in says_it_meant(desk, "Oui")
    signup = signup_of(desk.session, activity, fatou)
    assert signup is not None
    assert (signup.total, signup.counted) == (3, True)


def test_a_full_date_gives_no_place_by_correction(desk: Desk) -> None:
    fatou, awa = desk.parent("Fatou"), desk.parent("Awa")
    desk.announces()
    desk.signs_up(awa, adults=3)
    wrote(desk, fatou, "oui on vient", "maybe")
    assert "liste d'attente, c'est complet" in says_it_meant(desk, "Oui")


def test_what_she_answered_since_stays(desk: Desk) -> None:
    fatou = desk.parent("Fatou")
    activity = desk.announces()
    wrote(desk, fatou, "jpe pas mardi dsl", "maybe")
    desk.now += timedelta(hours=1)
    desk.signs_up(fatou)
    assert "« oui ». Je la laisse ainsi" in says_it_meant(desk, "Non")
    assert getattr(signup_of(desk.session, activity, fatou), "answer", "") == "yes"


@pytest.mark.parametrize(("asked", "topic"), [("consent", ""), ("rsvp", "activity-99"), ("none", "")])
def test_a_yes_to_anything_else_changes_no_answer(desk: Desk, asked: str, topic: str) -> None:
    item = wrote(desk, desk.parent("Fatou"), "oui", "no", asked)
    item.topic = topic
    assert "chang" in says_it_meant(desk, "Oui")
    assert "signed-up" not in desk.did()


def test_a_stop_said_by_correction_tells_how_to_obey_it(desk: Desk) -> None:
    wrote(desk, desk.parent("Fatou"), "arretez de m'ecrire svp", "thanks", "none")
    assert "/pause" in says_it_meant(desk, "Arrêt des messages")


def test_a_text_that_is_gone_cannot_be_corrected(desk: Desk) -> None:
    item = wrote(desk, desk.parent("Fatou"), "jpe pas mardi dsl", "yes")
    desk.says("/boite")
    desk.presses(WRONG)
    desk.session.get_one(Received, item.received_id).text = ""
    assert "plus gardé" in desk.presses(WRONG)
    assert "plus gardé" in desk.presses("Non")
    assert corrections(desk.session) == []


def test_corrections_are_read_again_while_their_text_is_kept(either_desk: Desk) -> None:
    desk = either_desk
    fatou = desk.parent("Fatou")
    for text in ("jpe pas mardi dsl", "bof"):
        wrote(desk, fatou, text, "yes")
        says_it_meant(desk, "Non")
        desk.presses("Terminé")
    known = corrections(desk.session)
    assert [(one.today, one.right) for one in replay(desk.session, known)] == [("no", True), ("unclear", False)]
    desk.session.exec(select(Received).where(Received.text == "bof")).one().text = ""
    assert [one.today for one in replay(desk.session, known)] == ["no"]
