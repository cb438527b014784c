"""A phone handed on: whoever has it now is a stranger, and nothing of the one before is within reach."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.console.inbox import still_theirs, who
from bot.conversations.entering import NewParent, enter_parent
from bot.identity.renumbering import hand_on, leave
from messages.consents import Hold
from messages.contacts import Address, Contact
from messages.inbox import InboxItem
from messages.outbox import Attempt, Message
from scheduler.signups import SignUp
from tests.conversations.village import Phone, Village

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def handed_on(village: Village, phone: Phone) -> int:
    contact = village.contact(phone)
    village.now += timedelta(minutes=5)
    lost = village.store.writing(
        lambda session: hand_on(session, session.get_one(Contact, contact.id), "educator", village.now)
    )
    village.now += timedelta(minutes=5)
    return lost


def new_owner(village: Village, phone: Phone, name: str = "Rokia") -> None:
    parent = NewParent(name, "accord oral, 5 octobre, école", phone.value)
    village.store.writing(enter_parent, parent, "educator", village.programme, village.now)


@pytest.fixture
def fatou(village: Village) -> Phone:
    """Invited to the outing, and asked how many she will be."""
    phone = village.parent("Fatou", "F12")
    outing = village.announce()
    village.invite(outing, phone)
    assert phone.says("oui") == ["confirmed/yes"]
    village.invite(outing, phone, kind="count", asks="count")
    return phone


WORDS = ["oui", "non", "3", "2 adultes 1 enfant", "peut-être", "ok", "je viens plus", "c'est où ?", "AGENDA", "1", "5"]


@on_sqlite
@pytest.mark.parametrize("words", WORDS)
def test_a_stranger_on_her_phone_answers_none_of_her_questions(village: Village, fatou: Phone, words: str) -> None:
    before = [(row.answer, row.total) for row in village.all(SignUp)]
    handed_on(village, fatou)
    fatou.says(words)
    assert [(row.answer, row.total) for row in village.all(SignUp)] == before
    assert village.contacts(fatou) == []


@on_sqlite
@pytest.mark.parametrize("words", WORDS)
def test_nothing_she_was_told_is_said_to_a_stranger(village: Village, fatou: Phone, words: str) -> None:
    handed_on(village, fatou)
    fatou.says(words)
    for secret in ("Fatou", "Citadelle", "Sortie", "octobre"):
        assert secret not in " ".join(fatou.texts)


@on_sqlite
@pytest.mark.parametrize("words", ["oui", "non", "3", "ok", "je viens plus", "1", "5"])
def test_somebody_new_on_it_starts_afresh(village: Village, fatou: Phone, words: str) -> None:
    before = [(row.answer, row.total) for row in village.all(SignUp)]
    handed_on(village, fatou)
    new_owner(village, fatou)
    fatou.says(words)
    assert [(row.answer, row.total) for row in village.all(SignUp)] == before


def test_a_reply_to_her_very_message_reaches_nothing(village: Village) -> None:
    fatou = village.parent("Fatou", "F12", medium="telegram")
    village.invite(village.announce(), fatou)
    shown = village.all(Attempt)[-1].provider_id
    data = village.button(fatou, "Oui")
    _unlinked(village, fatou)
    fatou.says("oui", reply_to=shown)
    fatou.sends("press", press=data)
    assert village.all(SignUp) == []


def test_a_question_put_to_a_stranger_before_is_not_the_next_one_s(village: Village) -> None:
    phone = village.stranger()
    assert phone.says("PARENT") == ["welcome"]
    new_owner(village, phone, "Fatou")
    handed_on(village, phone)
    phone.says("oui")
    assert village.contacts(phone) == []


def test_the_new_one_can_come_in_by_herself(village: Village, fatou: Phone) -> None:
    handed_on(village, fatou)
    assert fatou.says("PARENT") == ["welcome"]
    fatou.says("oui")
    [contact] = village.contacts(fatou)
    assert contact.name == ""


def test_her_stop_stays_until_the_new_one_speaks(village: Village, fatou: Phone) -> None:
    fatou.says("STOP")
    handed_on(village, fatou)
    assert village.address(fatou).stopped_at is not None
    assert fatou.says("bonjour c'est qui ?") == []
    assert fatou.says("START") == ["welcome"]


def test_a_yes_of_the_new_one_opens_it_again(village: Village, fatou: Phone) -> None:
    fatou.says("STOP")
    handed_on(village, fatou)
    new_owner(village, fatou)
    assert village.address(fatou).stopped_at is None


def test_her_consent_and_her_history_stay_with_her(village: Village, fatou: Phone) -> None:
    hers = village.contact(fatou).id
    handed_on(village, fatou)
    assert [row.contact_id for row in village.all(Message) if row.kind == "invitation"] == [hers]
    assert {hold.lifted_at is None for hold in village.all(Hold)} == set()


def test_an_old_question_of_hers_is_not_answered_to_the_new_one(village: Village, fatou: Phone) -> None:
    fatou.says("est-ce que je peux venir avec ma soeur qui est malade ?")
    handed_on(village, fatou)
    new_owner(village, fatou)
    item = village.all(InboxItem)[-1]
    address = village.address(fatou)
    assert village.store.reading(lambda session: still_theirs(session, item, address)) is False
    assert village.store.reading(who, item) == "F12 Fatou"


def test_on_a_shared_phone_the_other_stays(village: Village, fatou: Phone) -> None:
    village.joins(fatou, "Omar", "F12")
    handed_on(village, fatou)
    assert [contact.name for contact in village.contacts(fatou)] == ["Omar"]
    assert village.address(fatou).handed_at is None


def test_once_everybody_left_what_either_could_have_asked_is_nobody_s(village: Village, fatou: Phone) -> None:
    village.joins(fatou, "Omar", "F12")
    fatou.says("je peux venir avec ma soeur et sa voisine du dessus ?")
    item = village.all(InboxItem)[-1]
    assert item.contact_id is None
    handed_on(village, fatou)
    handed_on(village, fatou)
    new_owner(village, fatou)
    assert village.store.reading(who, item) == "quelqu'un"


def test_somebody_without_a_number_loses_none(village: Village) -> None:
    assert handed_on(village, village.parent("Fatou", medium="telegram")) == 0


def _unlinked(village: Village, phone: Phone) -> None:
    """Her Telegram is another person's now."""

    def left(session: Session) -> None:
        address = session.exec(select(Address).where(Address.value == phone.value)).one()
        leave(session, session.get_one(Contact, village.contact(phone).id), address, village.now)

    village.store.writing(left)
