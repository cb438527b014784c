"""Every French sentence is short, kind, and says nothing that a stranger should not read."""

import re

import pytest

from tests.wording.cast import DISCREET, KINDS, MEDIA, said

ASKING = {
    "welcome",
    "name",
    "phone",
    "invitation",
    "reminder/maybe",
    "change",
    "count",
    "transport",
    "clarify/transport",
    "which",
    "feedback",
    "feedback/words",
    "offer",
    "offer/held",
    "offer/fewer",
    "clarify/rsvp",
    "clarify/rating",
    "clarify/count",
    "clarify/consent",
    "clarify/choice",
    "testimony/ask",
    "testimony/permission",
    "clarify/testimony_consent",
}
SPOKEN = {(kind, medium): said(kind, medium=medium).text for kind in KINDS for medium in MEDIA}
SPOKEN |= {(kind, "discreet"): said(kind, discreet=True).text for kind in DISCREET}
EVERY = [pytest.param(text, id=f"{kind}, {way}") for (kind, way), text in SPOKEN.items()]

CAPITALS = {"OUI", "NON", "STOP", "START", "PARENT", "RETRAIT", "SMS"}
JARGON = r"parentalit|dispositif|orient|mobilis|intervention|s[ée]jour|b[ée]n[ée]fici|usager|inscri|confirm|empêch"
GUILT = r"malheureusement|dommage|absen|oubli|encore une fois|rappelez-vous|important|obligat|devez|il faut|\bco[uû]t"
TELLING = r"accompagn|difficult|violen|probl[èe]me|[ée]cole|coll[èe]ge|suivi|social|[ée]ducat|enfant de|votre fil"


def sentences(text: str) -> list[str]:
    return [piece.strip() for piece in re.split(r"(?<=[.?!])\s+|\n", text) if piece.strip()]


def words(sentence: str) -> list[str]:
    return re.findall(r"[\w']+(?:-\w+)*", sentence)


@pytest.mark.parametrize("text", EVERY)
def test_no_sentence_is_longer_than_twelve_words(text: str) -> None:
    assert [sentence for sentence in sentences(text) if len(words(sentence)) > 12] == []


@pytest.mark.parametrize("text", EVERY)
def test_there_is_one_question_at_most_and_it_comes_last(text: str) -> None:
    asked = [place for place, sentence in enumerate(reversed(sentences(text))) if "?" in sentence]
    assert asked in ([], [0], [1])


def test_exactly_the_messages_that_ask_hold_a_question() -> None:
    assert {kind for kind, way in SPOKEN if way in MEDIA and "?" in SPOKEN[kind, way]} == ASKING


@pytest.mark.parametrize("text", EVERY)
def test_dates_and_hours_are_written_as_people_say_them(text: str) -> None:
    assert not re.search(r"\d[/:]\d|\b(lun|mar|mer|jeu|ven|sam|dim)\.|\d ?(am|pm)\b|\d heures", text)
    assert all(re.search(rf"\w+di {day} octobre", text) for day in re.findall(r"(\d+) octobre", text))


@pytest.mark.parametrize("text", EVERY)
def test_no_abbreviation_no_jargon(text: str) -> None:
    assert set(re.findall(r"\b[A-ZÉÈÀ]{3,}\b", text)) <= CAPITALS
    assert not re.search(JARGON, text, re.IGNORECASE)
    assert not re.search(r"\b(svp|stp|rdv|etc|merci de bien vouloir)\b|[;()%]", text, re.IGNORECASE)


@pytest.mark.parametrize("text", EVERY)
def test_nobody_is_blamed_or_pressed(text: str) -> None:
    assert not re.search(GUILT, text, re.IGNORECASE)
    assert len(re.findall(r"\b(?:ne |n')", text, re.IGNORECASE)) <= 1
    assert "!" not in text


@pytest.mark.parametrize("text", EVERY)
def test_a_parent_is_called_vous(text: str) -> None:
    assert not re.search(r"\b(tu|toi|ton|ta|tes|te)\b|\bt'", text, re.IGNORECASE)


@pytest.mark.parametrize("text", EVERY)
def test_nothing_tells_a_stranger_why_the_family_is_known(text: str) -> None:
    assert not re.search(TELLING, text, re.IGNORECASE)


@pytest.mark.parametrize("text", EVERY)
def test_there_is_no_link_and_no_symbol(text: str) -> None:
    assert not re.search(r"http|www|[^\w\s.,:?'\"-]", text)


@pytest.mark.parametrize("kind", ["welcome", "welcome/entered", "started", "help", "who"])
def test_whoever_is_written_to_first_learns_how_to_stop(kind: str) -> None:
    assert "STOP" in said(kind).text
    assert "STOP" in said(kind, discreet=True).text


def test_the_answer_to_danger_is_the_same_for_all_and_names_two_free_numbers() -> None:
    assert said("danger").text == said("danger", name="Leila", title="Autre").text
    assert "112" in said("danger").text
    assert "114" in said("danger").text
    assert said("danger", discreet=True).text == "Bien recu."


def test_a_wrong_number_learns_no_name() -> None:
    assert not re.search(r"Claire|Fatou|Atout", said("wrong-number").text)
    assert said("wrong-number").text == said("wrong-number", educator="Samir", name="Leila").text


def test_an_sms_invitation_ends_with_what_to_answer() -> None:
    assert said("invitation").text.endswith("Venez-vous ? Répondez OUI ou NON.")
    assert said("invitation", medium="telegram").text.endswith("Venez-vous ?")
