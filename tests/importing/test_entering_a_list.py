"""A list compared with those already known, and entered whole or not at all, on both databases."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import select

from bot.importing.applying import RefusedError, apply
from bot.importing.comparing import Findings, compare
from bot.importing.report import told
from messages.consents import Consent
from messages.contacts import Contact
from messages.outbox import Message
from scheduler.families import Family
from scheduler.groups import Group, Membership
from scheduler.people import Adult
from tests.conversations.village import Village
from tests.importing.lists import read, sentences, text

COLUMNS = ("Prénom", "Téléphone", "Famille", "Lien", "Groupe")
FATOU = ("Fatou", "06 39 98 55 01", "A", "mère", "")
OMAR = ("Omar", "06 39 98 55 02", "A", "père", "")
AWA = ("Awa", "06 39 98 55 03", "", "mère", "")
LINE = tuple[str, ...]


def looked_at(village: Village, *lines: LINE) -> Findings:
    return village.store.reading(compare, read(text(COLUMNS, *lines)), village.programme)


def entered(village: Village, *lines: LINE, progress: Callable[[int, int], None] = lambda *_: None) -> Findings:
    reading = read(text(COLUMNS, *lines))
    return village.store.writing(apply, reading, "educator", village.programme, village.now, progress)


def everything(village: Village) -> list[Any]:
    return [len(village.all(table)) for table in (Contact, Adult, Family, Consent, Message, Membership)]


def test_looking_changes_nothing(village: Village) -> None:
    before = everything(village)
    assert [row.name for row in looked_at(village, FATOU, OMAR, AWA).new] == ["Fatou", "Omar", "Awa"]
    assert everything(village) == before


def test_everybody_is_entered_with_her_yes_her_family_and_a_first_text(village: Village) -> None:
    entered(village, FATOU, OMAR, AWA)
    people = {contact.name: contact for contact in village.all(Contact)}
    assert list(people) == ["Claire", "Fatou", "Omar", "Awa"]
    assert {consent.evidence for consent in village.all(Consent)} == {"accord oral, 3 octobre, école"}
    assert [(text.kind, text.hours, text.contact_id) for text in village.all(Message)] == [
        ("welcome/entered", "automatic", people[name].id) for name in ("Fatou", "Omar", "Awa")
    ]
    [family] = village.all(Family)
    adults = sorted(village.all(Adult), key=lambda adult: adult.id or 0)
    assert [(adult.role, adult.family_id) for adult in adults] == [
        ("mother", family.id), ("father", family.id), ("mother", None),
    ]  # fmt: skip


def test_a_second_time_nobody_is_new_and_nothing_changes(village: Village) -> None:
    entered(village, FATOU, OMAR, AWA)
    before = everything(village)
    again = entered(village, FATOU, OMAR, AWA)
    assert [label for _, label in again.known] == ["F1 Fatou", "F1 Omar", "Awa"]
    assert everything(village) == before


def test_one_wrong_line_and_nothing_is_written(village: Village) -> None:
    before = everything(village)
    with pytest.raises(RefusedError) as refused:
        entered(village, FATOU, ("Zoé", "3615", "", "", ""))
    assert [fault.line for fault in refused.value.findings.faults] == [3]
    assert everything(village) == before


def test_a_fall_in_the_middle_leaves_nothing_behind(village: Village) -> None:
    before = everything(village)

    def falls(done: int, whole: int) -> None:
        raise RuntimeError(f"{done} of {whole}")

    with pytest.raises(RuntimeError, match="2 of 2"):
        entered(village, FATOU, AWA, progress=falls)
    assert everything(village) == before


def test_somebody_added_to_a_known_family_joins_it(village: Village) -> None:
    entered(village, FATOU)
    entered(village, FATOU, OMAR)
    assert len(village.all(Family)) == 1
    assert len({adult.family_id for adult in village.all(Adult)}) == 1


def test_a_code_names_the_family_that_has_it_and_a_new_code_is_kept(village: Village) -> None:
    village.parent("Rokia", "F12")
    found = entered(village, (*FATOU[:2], "f12", "", ""), (*OMAR[:2], "F20", "", ""), (*AWA[:2], "chez Awa", "", ""))
    assert found.new_families == ["F20", "chez Awa"]
    assert [family.code for family in village.all(Family)] == ["F12", "F20", "F21"]


def test_the_same_person_twice_is_entered_once(village: Village) -> None:
    found = entered(village, FATOU, ("fatou", "+33639985501", "A", "mère", ""))
    assert [(row.line, twin.line) for row, twin in found.repeated] == [(3, 2)]
    assert len(village.all(Adult)) == 1


def test_two_lines_that_contradict_each_other_are_an_error(village: Village) -> None:
    found = looked_at(village, FATOU, (*FATOU[:3], "père", ""))
    assert "à la ligne 2" in found.faults[0].sentence


def test_a_shared_phone_is_allowed_and_named(village: Village) -> None:
    omar = village.parent("Omar", "F12")
    found = looked_at(village, ("Fatou", omar.value, "F12", "", ""), ("Awa", omar.value, "B", "", ""))
    assert found.faults == []
    assert found.remarks[0] == "Ligne 2, Fatou : téléphone partagé avec F12 Omar."
    assert "Ce sont deux familles" in found.remarks[2]


def test_a_stop_on_a_shared_phone_stays(village: Village) -> None:
    omar = village.parent("Omar", "F12")
    omar.says("STOP")
    found = entered(village, ("Fatou", omar.value, "F12", "", ""))
    assert any("START" in remark for remark in found.remarks)
    assert village.address(omar).stopped_at is not None


def test_the_number_of_the_educator_and_a_group_nobody_knows_are_errors(village: Village) -> None:
    claire = village.parent("Claire", staff=True)
    found = looked_at(village, ("Fatou", claire.value, "", "", "Lundi"))
    assert sentences(found.faults) == [
        "2 Le groupe « Lundi » n'existe pas.",
        "2 C'est le numéro de l'éducatrice. Il faut celui de la personne.",
    ]


def test_she_joins_the_groups_that_exist(village: Village) -> None:
    village.store.writing(lambda session: session.add(Group(name="Café du mardi", keyword="MARDI")))
    entered(village, (*FATOU[:4], "mardi, Café du Mardi"))
    [member] = village.store.reading(lambda session: list(session.exec(select(Membership))))
    assert member.since.isoformat() == "2026-10-05"


def test_what_is_said_counts_everything_and_shows_no_number(village: Village) -> None:
    entered(village, FATOU)
    said = told(looked_at(village, FATOU, OMAR, ("Zoé", "01 39 98 12 34", "", "", "")), False)
    assert said[-2:] == [
        "1 personne à entrer, 1 déjà dans la liste, 1 ligne à corriger.",
        "Rien n'a été écrit. Corrigez ces lignes, puis recommencez.",
    ]
    assert "39" not in "".join(said)
    assert "Ligne 4, Zoé (numéro en …34) :" in "\n".join(said)
