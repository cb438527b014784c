"""Two dates that could be meant, and phones that two people use."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from messages.outbox import Message
from scheduler.activities import CANCELLED
from scheduler.signups import SignUp
from tests.conversations.village import OUTING, Phone, Village

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def twice_invited(village: Village) -> Phone:
    """Fatou has two invitations without an answer, on 20 and 27 October."""
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    village.invite(village.announce(title="Atelier pain", starts_at=OUTING + timedelta(days=7)), fatou)
    return fatou


def test_a_bare_yes_to_two_dates_asks_which(village: Village) -> None:
    fatou = twice_invited(village)
    assert fatou.says("oui on vient a 2") == ["which"]
    assert "mardi 20 octobre" in fatou.texts[0]
    assert village.all(SignUp) == []


def test_the_number_she_picks_gets_what_she_had_said(village: Village) -> None:
    fatou = twice_invited(village)
    fatou.says("oui on vient a 2")
    assert fatou.says("2") == ["confirmed/yes"]
    signup = village.all(SignUp)[0]
    assert (signup.total, signup.answer) == (2, "yes")
    assert "Mardi 27 octobre" in fatou.texts[0]


@pytest.mark.parametrize(
    ("text", "day"), [("le 27", 27), ("l'atelier pain", 27), ("pas le 27", 20), ("la derniere", 27)]
)
def test_the_words_of_the_list_pick_a_date_too(village: Village, text: str, day: int) -> None:
    fatou = twice_invited(village)
    fatou.says("oui on vient a 2")
    assert fatou.says(text) == ["confirmed/yes"]
    assert f"Mardi {day} octobre" in fatou.texts[0]


def test_what_is_refused_after_a_no_is_never_taken_for_the_other_date(village: Village) -> None:
    fatou = twice_invited(village)
    assert fatou.says("non") == ["which"]
    fatou.says("pas le 1")
    assert village.all(SignUp) == []


def test_a_date_named_by_its_number_or_weekday_needs_no_question(village: Village) -> None:
    fatou = twice_invited(village)
    village.invite(village.announce(starts_at=OUTING + timedelta(days=2)), fatou)
    assert fatou.says("oui pour le 27") == ["confirmed/yes"]
    assert fatou.texts[0].splitlines()[1].startswith("Mardi 27")
    fatou.says("non pas jeudi")
    assert {row.answer for row in village.all(SignUp)} == {"yes", "no"}


def test_a_number_of_people_is_no_day_of_the_month(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(starts_at=OUTING + timedelta(days=13)), fatou)
    village.invite(village.announce(), fatou)
    assert fatou.says("oui on vient a 2") == ["which"]


def test_another_day_in_the_answer_to_a_question_is_never_guessed(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(starts_at=OUTING + timedelta(days=2)), fatou)
    fatou.says("peut etre")
    village.invite(village.announce(), fatou)
    assert fatou.says("oui mais jeudi je travaille")[0] in ("which", "handed-over", "clarify/rsvp")
    assert {row.answer for row in village.all(SignUp)} == {"maybe"}


def test_which_is_never_asked_three_times(village: Village) -> None:
    fatou = twice_invited(village)
    assert fatou.says("oui") == ["which"]
    assert fatou.says("oui") == ["clarify/choice"]
    assert fatou.says("oui") == ["handed-over"]


def test_both_is_both(village: Village) -> None:
    fatou = twice_invited(village)
    fatou.says("oui")
    fatou.says("1 et 2")
    assert len(village.all(SignUp)) == 2


def test_a_number_off_the_list_is_asked_again_once(village: Village) -> None:
    fatou = twice_invited(village)
    fatou.says("oui")
    assert fatou.says("8") == ["clarify/choice"]
    assert fatou.says("1") == ["confirmed/yes"]


@pytest.mark.parametrize("words", ["jeudi", "jeudi svp", "oui jeudi", "le 22", "22 octobre", "22 Ekim", "يوم 22"])
def test_a_weekday_is_as_good_as_its_number(village: Village, words: str) -> None:
    fatou = village.parent("Fatou")
    thursday = village.announce(starts_at=OUTING + timedelta(days=2))
    village.invite(village.announce(), fatou)
    village.invite(thursday, fatou)
    assert fatou.says("oui") == ["which"]
    assert fatou.says(words) == ["confirmed/yes"]
    assert [(row.activity_id, row.answer) for row in village.all(SignUp)] == [(thursday.id, "yes")]


@pytest.mark.parametrize("words", ["je viens mardi 27", "oui le 27 octobre", "yes the 27th", "نعم يوم 27"])
def test_one_of_two_tuesdays_is_told_by_its_number(village: Village, words: str) -> None:
    fatou = twice_invited(village)
    assert fatou.says(words) == ["confirmed/yes"]
    assert [(row.activity_id, row.total) for row in village.all(SignUp)] == [(2, 1)]


def test_a_cancelled_date_is_not_offered(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(starts_at=OUTING + timedelta(days=7)), fatou)
    village.invite(village.announce(status=CANCELLED), fatou, kind="cancellation", asks="cancelled")
    assert "which" not in fatou.says("oui")


@pytest.mark.parametrize("words", ["ok", "d'accord", "👍", "ok merci"])
def test_ok_to_a_cancellation_is_no_yes_to_another_date(village: Village, words: str) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(starts_at=OUTING + timedelta(days=7)), fatou)
    village.now += timedelta(minutes=5)
    village.invite(village.announce(status=CANCELLED), fatou, kind="cancellation", asks="cancelled")
    assert fatou.says(words) == []
    assert village.all(SignUp) == []


def test_an_english_weekday_names_a_date_too(village: Village) -> None:
    grace = village.parent("Grace", language="en")
    village.invite(village.announce(), grace)
    village.invite(village.announce(starts_at=OUTING + timedelta(days=2)), grace)
    assert grace.says("yes on Thursday") == ["confirmed/yes"]


def test_the_date_that_was_answered_is_not_offered_again(village: Village) -> None:
    fatou = twice_invited(village)
    fatou.says("oui")
    fatou.says("1")
    assert fatou.says("non") == ["confirmed/no"]


def test_a_reply_to_one_message_is_about_that_message(village: Village) -> None:
    fatou = village.parent("Fatou", medium="telegram")
    first = village.announce()
    village.invite(first, fatou)
    village.invite(village.announce(starts_at=OUTING + timedelta(days=7)), fatou)
    number = min(message.id or 0 for message in village.messages("invitation"))
    assert fatou.says("oui", reply_to=f"out-{number}") == ["confirmed/yes"]
    assert village.all(SignUp)[0].activity_id == first.id


def test_a_clear_answer_on_a_shared_phone_counts_for_the_one_who_was_asked(village: Village) -> None:
    phone = village.parent("Fatou", "F12")
    village.joins(phone, "Omar", "F12")
    village.invite(village.announce(), phone)
    assert phone.says("oui") == ["confirmed/yes"]
    assert village.said(phone) == "yes"


def test_a_no_after_the_reminder_of_one_is_no_answer_of_the_other(village: Village) -> None:
    phone = village.parent("Fatou", "F12")
    village.joins(phone, "Omar", "F12")
    village.invite(village.announce(), phone)
    village.store.writing(_put_to_the_second, village.messages("invitation")[0].id, village.contacts(phone)[1].id)
    village.now += timedelta(hours=1)
    village.invite(
        village.announce(starts_at=OUTING - timedelta(days=1)), phone, kind="reminder/day-before", asks="reminder"
    )
    assert phone.says("non") == ["handed-over"]
    assert village.all(SignUp) == []


def _put_to_the_second(session: Session, message_id: int, contact_id: int) -> None:
    message = session.get_one(Message, message_id)
    message.contact_id = contact_id
    session.add(message)


def test_words_that_could_be_either_s_go_to_a_person(village: Village) -> None:
    phone = village.parent("Fatou", "F12")
    village.joins(phone, "Omar", "F12")
    assert phone.says("je viens pas mardi") == ["handed-over"]
    assert village.items() == ["shared"]
    assert "Fatou" not in phone.texts[0]
    assert "Omar" not in phone.texts[0]


def test_a_question_on_a_shared_phone_reveals_nothing(village: Village) -> None:
    phone = village.parent("Fatou", "F12")
    village.joins(phone, "Omar", "F12")
    village.invite(village.announce(), phone)
    assert phone.says("c'est ou ?") == ["handed-over"]


def test_how_it_works_is_told_to_anybody(village: Village) -> None:
    phone = village.parent("Fatou", "F12")
    village.joins(phone, "Omar", "F12")
    assert phone.says("c qui ?") == ["who"]
