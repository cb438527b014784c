"""Her own words: several texts are one testimony, permission is never guessed, a no is thanked."""

from datetime import timedelta

import pytest

from messages.consents import Consent
from messages.inbox import InboxItem
from scheduler import testimonials as words
from scheduler.people import adult_of
from tests.conversations.village import Phone, Village

TOLD = "Depuis les rencontres je me sens moins seule."


def asks(village: Village, phone: Phone) -> list[str]:
    """The educator has asked her, and the question has arrived."""
    contact_id = village.contact(phone).id
    village.store.writing(
        lambda session: words.begin(session, adult_of(session, contact_id), "educator", village.now, village.now)
    )
    village.plan()
    return village.deliver(phone)


def permission(village: Village, phone: Phone) -> list[str]:
    """What arrives five minutes after her last word."""
    village.now += timedelta(minutes=5)
    village.plan()
    return village.deliver(phone)


def hers(village: Village) -> words.Testimonial:
    return village.all(words.Testimonial)[-1]


@pytest.fixture
def fatou(village: Village) -> Phone:
    phone = village.parent("Fatou")
    assert asks(village, phone) == ["testimony/ask"]
    return phone


def test_several_texts_are_one_testimony_shown_once(village: Village, fatou: Phone) -> None:
    assert fatou.says(TOLD) == []
    assert fatou.says("Et mes enfants aussi sont contents.") == []
    assert fatou.says("❤️") == []
    assert hers(village).told == f"{TOLD}\nEt mes enfants aussi sont contents.\n❤️"
    assert village.items() == ["testimony"]


def test_the_words_are_never_in_the_note_and_a_name_or_health_is_flagged(village: Village, fatou: Phone) -> None:
    fatou.says("Mon fils Lina allait à l'hôpital, maintenant il rit.")
    [item] = village.all(InboxItem)
    assert "Lina" not in item.note
    assert "prénom d'enfant" in item.note
    assert "santé" in item.note


def test_four_thousand_characters_in_three_languages_are_kept_as_they_are(village: Village, fatou: Phone) -> None:
    text = ("Je parle plus. الحمد لله على كل شيء. Artık yalnız değilim. " * 80)[:4000].strip()
    fatou.says(text)
    assert hers(village).told == text


def test_the_question_of_use_comes_five_minutes_after_her_last_word(village: Village, fatou: Phone) -> None:
    fatou.says(TOLD)
    village.now += timedelta(minutes=4)
    fatou.says("Merci pour tout cela vraiment.")
    village.now += timedelta(minutes=4)
    village.plan()
    assert village.deliver(fatou) == []
    village.now += timedelta(minutes=1)
    village.plan()
    assert village.deliver(fatou) == ["testimony/permission"]


def test_words_after_the_question_are_added_and_it_is_not_asked_again(village: Village, fatou: Phone) -> None:
    fatou.says(TOLD)
    permission(village, fatou)
    assert fatou.says("J'ajoute que les sorties font du bien.") == []
    assert permission(village, fatou) == []
    assert "J'ajoute" in hers(village).told
    assert fatou.says("1") == ["testimony/allowed"]


@pytest.mark.parametrize(
    ("answer", "permission_given"),
    [("1", "first_name"), ("2", "anonymous"), ("oui mais pas mon nom", "anonymous"), ("avec mon prénom", "first_name")],
)
def test_permission_is_kept_with_its_evidence_for_a_year(
    village: Village, fatou: Phone, answer: str, permission_given: str
) -> None:
    fatou.says(TOLD)
    permission(village, fatou)
    assert fatou.says(answer) == ["testimony/allowed"]
    one, entry = hers(village), village.all(Consent)[-1]
    assert (one.status, one.permission) == ("allowed", permission_given)
    assert one.permission_until == village.now.replace(year=2027)
    assert (entry.purpose, entry.given, entry.evidence) == (
        "testimony", True, f"received-{village.last_received().id}",
    )  # fmt: skip
    assert one.permission_wording == entry.wording
    assert village.consents(fatou) is True


def test_a_yes_that_does_not_say_how_is_asked_once_more_then_seen_by_a_person(village: Village, fatou: Phone) -> None:
    fatou.says(TOLD)
    permission(village, fatou)
    assert fatou.says("oui") == ["clarify/testimony_consent"]
    assert fatou.says("oui") == ["handed-over"]
    assert hers(village).permission is None


@pytest.mark.parametrize(
    "answer", ["oui si je peux relire avant de dire oui", "non enfin je sais pas trop ce que vous voulez en faire"]
)
def test_a_condition_is_never_a_yes(village: Village, fatou: Phone, answer: str) -> None:
    fatou.says(TOLD)
    permission(village, fatou)
    fatou.says(answer)
    assert hers(village).permission is None
    assert "testimony" in " ".join(village.items())


def test_three_keeps_the_words_out_of_use(village: Village, fatou: Phone) -> None:
    fatou.says(TOLD)
    permission(village, fatou)
    assert fatou.says("3") == ["testimony/unused"]
    assert hers(village).status == "refused"
    assert village.all(Consent)[-1].given is False


@pytest.mark.parametrize("answer", ["non", "je préfère pas", "non merci"])
def test_who_would_rather_not_is_thanked_and_asked_nothing_more(village: Village, fatou: Phone, answer: str) -> None:
    assert fatou.says(answer) == ["testimony/refused"]
    assert hers(village).status == "refused"
    assert permission(village, fatou) == []
    assert village.consents(fatou) is True


@pytest.mark.parametrize(
    ("text", "kind"), [("il me frappe, aidez moi", "danger"), ("STOP", "stopped"), ("C'est où mardi ?", "facts/none")]
)
def test_danger_stop_and_practical_questions_keep_their_place(
    village: Village, fatou: Phone, text: str, kind: str
) -> None:
    assert fatou.says(text) == [kind]
    assert hers(village).told == ""


def test_a_few_words_that_answer_an_invitation_are_that_answer(village: Village, fatou: Phone) -> None:
    village.invite(village.announce(), fatou)
    fatou.says("oui on vient à 3")
    assert village.said(fatou) == "yes"
    assert hers(village).told == ""


def test_a_long_text_beside_an_invitation_is_told_and_no_yes_is_invented(village: Village, fatou: Phone) -> None:
    village.invite(village.announce(), fatou)
    fatou.says("oui on vient à 3 avec les enfants et ça nous fait beaucoup de bien")
    assert village.said(fatou) is None
    assert "beaucoup de bien" in hers(village).told
    assert village.items() == ["testimony", "unclear"]


def test_a_no_that_could_answer_two_questions_reaches_a_person(village: Village, fatou: Phone) -> None:
    village.invite(village.announce(), fatou)
    village.now += timedelta(hours=3)
    assert fatou.says("non") == ["handed-over"]
    assert (village.said(fatou), hers(village).status) == (None, "asked")


def test_ok_announces_words_and_is_none(village: Village, fatou: Phone) -> None:
    assert fatou.says("ok") == []
    assert hers(village).told == ""


def test_a_question_mark_in_what_she_tells_loses_no_word(village: Village, fatou: Phone) -> None:
    fatou.says("Avant je restais chez moi, vous savez pourquoi ? Maintenant je sors et je parle.")
    assert "je sors" in hers(village).told


def test_on_a_phone_shared_meanwhile_nobody_s_words_are_taken_for_hers(village: Village, fatou: Phone) -> None:
    village.joins(fatou, "Ousmane")
    assert fatou.says("Je trouve que ces rencontres servent à rien du tout") == ["handed-over"]
    assert hers(village).told == ""


def test_buttons_say_the_same_on_telegram(village: Village) -> None:
    awa = village.parent("Awa", medium="telegram", language="tr")
    asks(village, awa)
    awa.says("Artık yalnız değilim burada.")
    permission(village, awa)
    assert awa.presses("Evet, isimsiz") == ["testimony/allowed"]
    assert hers(village).permission == "anonymous"
