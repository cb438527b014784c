"""Another number for somebody we know: the old one hears nothing more, and neither hears anything of her."""

import pytest

from bot.conversations.entering import NewParent, enter_parent
from bot.identity.renumbering import NewNumber, SomebodysError, change_number
from messages.consents import Hold
from messages.gate import Refuse, Send, Wait, open_gate
from messages.journal import Entry
from messages.outbox import PLANNED, WITHDRAWN, Message, post
from messages.phones import NotAPhone
from tests.conversations.village import Phone, Village

NEW = "+33639984499"


def renumber(village: Village, phone: Phone, number: str = NEW, shared: bool = False) -> list[str]:
    contact = village.contact(phone)
    new = NewNumber(number, shared, ("+33639980001",))
    return village.store.writing(
        lambda session: change_number(session, session.merge(contact), new, "educator", village.programme, village.now)
    )


def verdict(village: Village, message: Message) -> Send | Wait | Refuse:
    media = frozenset({"sms", "telegram"})
    return village.store.writing(
        lambda session: open_gate(session, [message], village.programme, media, village.now).verdict(message)
    )


def note_to(village: Village, phone: Phone, address_id: int | None = None) -> Message:
    """Something planned for her, at her address where one is given."""
    fields = {"due_at": village.now, "deadline_at": village.programme.undo + village.now, "created_at": village.now}
    message = Message(
        kind="note", priority=60, hours="answer", by="relais", contact_id=village.contact(phone).id,
        address_id=address_id, facts={"text": "Bonjour."}, once=f"note/{address_id}", **fields,
    )  # fmt: skip
    written = village.store.writing(post, message)
    assert written is not None
    return written


def test_she_is_reached_at_the_new_number_only(village: Village) -> None:
    fatou, new = village.parent("Fatou", "F12"), Phone(village, "sms", NEW)
    hers = village.contact(fatou).id
    renumber(village, fatou)
    assert [one.id for one in village.contacts(new)] == [hers]
    assert village.contacts(fatou) == []


def test_the_new_number_gets_one_neutral_sentence_and_the_old_one_nothing(village: Village) -> None:
    fatou, new = village.parent("Fatou", "F12"), Phone(village, "sms", NEW)
    renumber(village, fatou)
    [noted] = village.messages("number/noted")
    assert noted.address_id == village.address(new).id
    village.deliver(new)
    assert new.texts == ("Bonjour, c'est Claire.\nVotre nouveau numéro est noté.",)


def test_what_was_bound_for_the_old_number_never_leaves(village: Village) -> None:
    fatou = village.parent("Fatou")
    bound = note_to(village, fatou, village.address(fatou).id)
    renumber(village, fatou)
    assert [row.status for row in village.all(Message) if row.id == bound.id] == [WITHDRAWN]


def test_even_what_slips_through_is_stopped_at_the_gate(village: Village) -> None:
    fatou = village.parent("Fatou")
    old = village.address(fatou).id
    renumber(village, fatou)
    late = note_to(village, Phone(village, "sms", NEW), old)
    assert late.status == PLANNED
    assert verdict(village, late) == Refuse("moved")


def test_what_was_for_her_wherever_she_is_follows_her(village: Village) -> None:
    fatou = village.parent("Fatou")
    planned = note_to(village, fatou)
    renumber(village, fatou)
    found = verdict(village, planned)
    assert isinstance(found, Send)
    assert found.address.value == NEW


def test_she_answers_from_the_new_phone_what_she_was_asked_on_the_old(village: Village) -> None:
    fatou, new = village.parent("Fatou", "F12"), Phone(village, "sms", NEW)
    village.invite(village.announce(), fatou)
    renumber(village, fatou)
    village.deliver(new)
    new.says("oui")
    assert village.said(new) == "yes"


def test_a_wrong_number_is_put_right_and_her_messages_begin_again(village: Village) -> None:
    fatou, new = village.parent("Fatou", "F12"), Phone(village, "sms", NEW)
    fatou.says("vous vous trompez de numéro")
    assert [hold.reason for hold in village.all(Hold)] == ["suspended"]
    planned = note_to(village, fatou)
    assert verdict(village, planned) == Refuse("suspended")
    assert renumber(village, fatou) == []
    assert isinstance(verdict(village, planned), Send)
    assert village.consents(new) is True


def test_a_stop_goes_with_her_to_the_new_number(village: Village) -> None:
    fatou, new = village.parent("Fatou", "F12"), Phone(village, "sms", NEW)
    fatou.says("STOP")
    assert "START" in renumber(village, fatou)[0]
    assert verdict(village, note_to(village, new)) == Refuse("stopped")
    assert new.says("START")[-1] == "started"
    assert village.consents(new) is True


def test_a_stop_of_whoever_had_the_number_before_stays(village: Village) -> None:
    fatou, new = village.parent("Fatou", "F12"), Phone(village, "sms", NEW)
    new.says("STOP")
    assert "START" in renumber(village, fatou)[0]
    assert verdict(village, note_to(village, new)) == Refuse("stopped")


def test_a_number_that_is_somebody_s_needs_a_person_to_say_that_they_share_it(village: Village) -> None:
    fatou, awa = village.parent("Fatou", "F12"), village.parent("Awa", "F3")
    with pytest.raises(SomebodysError, match="F3 Awa"):
        renumber(village, fatou, awa.value)
    assert len(village.contacts(fatou)) == 1
    renumber(village, fatou, awa.value, shared=True)
    assert {contact.name for contact in village.contacts(awa)} == {"Fatou", "Awa"}


@pytest.mark.parametrize("number", ["01 39 98 12 34", "3615", "", "06 39 98 00 01"])
def test_what_is_no_number_of_hers_changes_nothing(village: Village, number: str) -> None:
    fatou = village.parent("Fatou")
    with pytest.raises(NotAPhone):
        renumber(village, fatou, number)
    assert len(village.contacts(fatou)) == 1


def test_the_educator_s_number_is_nobody_s(village: Village) -> None:
    fatou, claire = village.parent("Fatou"), village.parent("Claire", staff=True)
    with pytest.raises(NotAPhone, match="éducatrice"):
        renumber(village, fatou, claire.value, shared=True)


def test_the_same_number_confirmed_writes_nothing(village: Village) -> None:
    fatou = village.parent("Fatou")
    assert renumber(village, fatou, fatou.value) == []
    assert village.messages("number/noted") == []


def test_the_journal_knows_it_without_the_number(village: Village) -> None:
    fatou = village.parent("Fatou")
    renumber(village, fatou)
    [entry] = [entry for entry in village.all(Entry) if entry.did == "changed-number"]
    assert NEW not in repr(entry)


def test_somebody_new_on_her_old_number_finds_nothing_of_hers(village: Village) -> None:
    fatou = village.parent("Fatou", "F12")
    village.invite(village.announce(), fatou)
    renumber(village, fatou)
    rokia = NewParent("Rokia", "accord oral, 5 octobre", fatou.value)
    village.store.writing(enter_parent, rokia, "educator", village.programme, village.now)
    fatou.says("oui")
    assert village.said(fatou) is None
    assert village.said(Phone(village, "sms", NEW)) is None
