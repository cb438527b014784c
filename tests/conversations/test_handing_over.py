"""What a person must see, and questions answered from facts."""

from datetime import timedelta

import pytest

from messages.consents import Hold
from messages.inbox import InboxItem
from scheduler.activities import cancel
from scheduler.signups import SignUp
from tests.conversations.village import OUTING, Village

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("vous pouvez mappeler svp jai plus de credit", "call"),
        ("effacez tout ce que vous avez sur moi", "delete_data"),
        ("jai changer de numero cest le 0639984410 maintenant", "update_phone"),
        ("ne menvoyez rien le soir svp il regarde mon tel", "safe_contact"),
        ("c yanis ma mere est au travail", "minor"),
        ("on sera en retard 15 min desole", "late"),
        ("Combien sa coute ?", "question"),
        ("je peux pas mardi mais jeudi oui", "reschedule"),
        ("zblurg vroum plof zbim chproutz", "unclear"),
    ],
)
def test_a_wish_reaches_the_educator_and_she_is_told_so(village: Village, text: str, kind: str) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    assert fatou.says(text) == ["handed-over"]
    assert village.items() == [kind]
    assert village.all(SignUp) == []
    assert text not in village.all(InboxItem)[0].note


def test_short_words_that_are_not_understood_are_asked_once(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    assert fatou.says("zblurg trak") == ["clarify/rsvp"]
    assert village.items() == []
    assert fatou.says("zblurg trak") == ["handed-over"]
    assert village.items() == ["unclear"]


def test_a_clear_answer_after_that_still_counts(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    fatou.says("zblurg trak")
    assert fatou.says("oui") == ["confirmed/yes"]
    assert village.said(fatou) == "yes"


def test_without_an_open_question_short_words_go_to_a_person(village: Village) -> None:
    fatou = village.parent("Fatou")
    assert fatou.says("zblurg trak") == ["handed-over"]


def test_asking_for_discretion_is_granted_at_once(village: Village) -> None:
    fatou = village.parent("Fatou")
    fatou.says("ne menvoyez rien le soir svp il regarde mon tel")
    assert village.contact(fatou).discreet


def test_asking_for_erasure_freezes_everything(village: Village) -> None:
    fatou = village.parent("Fatou")
    fatou.says("effacez tout ce que vous avez sur moi")
    assert [hold.reason for hold in village.all(Hold)] == ["freeze"]


@pytest.mark.parametrize("text", ["merci", "ok", "Je suis au volant, je vous rappelle"])
def test_politeness_with_nothing_open_is_left_alone(village: Village, text: str) -> None:
    fatou = village.parent("Fatou")
    assert fatou.says(text) == []
    assert village.items() == []


def test_thanks_is_no_answer_to_an_invitation(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    assert fatou.says("mrc") == []
    assert village.all(SignUp) == []
    assert fatou.says("oui") == ["confirmed/yes"]


def test_where_is_answered_from_facts_and_the_question_stays_open(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    assert fatou.says("c ou ?") == ["facts/where"]
    assert "Parc de la Citadelle" in fatou.texts[0]
    item = village.all(InboxItem)[0]
    assert (item.kind, item.answered) == ("question", True)
    assert fatou.says("oui") == ["confirmed/yes"]


def test_when_is_about_the_next_date_she_said_yes_to(village: Village) -> None:
    fatou, far = village.parent("Fatou"), village.announce()
    near = village.announce(starts_at=OUTING - timedelta(days=7))
    village.invite(far, fatou)
    fatou.says("oui")
    village.invite(near, fatou)
    fatou.says("non")
    assert fatou.says("c'est quand ?") in (["facts/when"],)


def test_when_nothing_is_planned_it_says_so(village: Village) -> None:
    fatou = village.parent("Fatou")
    assert fatou.says("c'est quand ?") == ["facts/none"]


def test_a_place_nobody_knows_is_left_to_a_person(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(place=""), fatou)
    fatou.says("c ou ?")
    assert not village.all(InboxItem)[0].answered


def test_a_voice_message_is_looked_at_by_a_person(village: Village) -> None:
    fatou = village.parent("Fatou", medium="telegram")
    assert fatou.sends("media") == ["media"]
    assert village.items() == ["media"]


def test_a_forwarded_oui_is_no_yes(village: Village) -> None:
    fatou = village.parent("Fatou", medium="telegram")
    village.invite(village.announce(), fatou)
    assert fatou.sends("media", text="oui") == ["media"]
    assert village.all(SignUp) == []


def test_an_edited_text_is_never_counted_again(village: Village) -> None:
    fatou = village.parent("Fatou", medium="telegram")
    village.invite(village.announce(), fatou)
    fatou.says("oui on vient a 2")
    assert fatou.sends("edited", text="oui on vient a 5") == []
    signup = village.answer_of(fatou)
    assert signup is not None
    assert signup.total == 2
    assert village.items() == ["edited"]


def test_a_group_is_ignored_and_shown_once(village: Village) -> None:
    group = village.stranger("-100200", "telegram")
    assert group.says("oui", private=False) == []
    assert group.says("STOP", private=False) == []
    assert village.items() == ["group"]


def test_two_machines_do_not_talk_for_ever(village: Village) -> None:
    fatou = village.parent("Fatou")
    answers = [fatou.says("votre message est bien arrive dans notre service") for _ in range(9)]
    assert answers.count(["handed-over"]) == 6
    assert answers[6:] == [[], [], []]
    assert village.items().count("loop") == 1


def test_praise_with_a_figure_in_it_is_no_number_of_people(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    fatou.says("oui on vient a 3")
    fatou.says("sa ma fait du bien de parler avec les autre maman je me sentai seule")
    signup = village.answer_of(fatou)
    assert signup is not None
    assert signup.total == 3


def test_a_greeting_is_told_how_it_works(village: Village) -> None:
    assert village.parent("Fatou").says("bonjour") == ["help"]


def test_help_twice_is_a_matter_for_a_person(village: Village) -> None:
    fatou = village.parent("Fatou")
    village.invite(village.announce(), fatou)
    fatou.says("zblurg trak")
    assert fatou.says("aide") == ["handed-over"]


def test_something_that_relais_cannot_read_is_shown(village: Village) -> None:
    assert village.parent("Fatou", medium="telegram").sends("other") == []
    assert village.items() == ["other"]


def test_where_is_a_cancelled_outing_tells_that_it_is_cancelled(village: Village) -> None:
    fatou, outing = village.parent("Fatou"), village.announce()
    village.invite(outing, fatou)
    village.store.writing(lambda session: cancel(session, session.merge(outing), "educator", village.now))
    assert fatou.says("c ou ?") == ["cancelled"]


def test_whoever_is_read_over_the_shoulder_hears_one_word_and_nothing_automatic_any_more(village: Village) -> None:
    corinne = village.parent("Corinne", "F5")
    village.invite(village.announce(), corinne)
    assert corinne.says("mon mari lit mes messages n'écris plus ici") in (["handed-over"], [])
    assert village.contact(corinne).discreet
    assert [hold.reason for hold in village.all(Hold)] == ["pause"]
    [alert] = village.messages("console")
    assert "F5 Corinne demande de la discrétion" in (alert.facts or {})["text"]
    assert all("Claire" not in text for text in corinne.texts)


def test_a_stop_that_says_who_reads_the_phone_is_obeyed_without_a_word(village: Village) -> None:
    jessica = village.parent("Jessica", "F6")
    assert jessica.says("STOP mon mari lit mes sms") == []
    assert village.items() == ["safe_contact"]
    assert len(village.messages("console")) == 1
