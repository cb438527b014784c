"""What waits for her: shown with care, taken, answered, closed."""

from datetime import timedelta

from messages.consents import Hold, holds
from messages.contacts import Address
from messages.inbox import InboxItem, Received, put
from messages.outbox import ANSWER, DOUBTFUL, FAILED, PLANNED, SENT, TYPED, WITHDRAWN, Message
from scheduler.families import Family
from scheduler.people import Adult
from tests.console.desk import Desk, share_phone


def doubt(desk: Desk, parent: Adult) -> Message:
    """A reminder nobody can say arrived, and its place in the inbox."""
    message = Message(
        kind="reminder", rule="reminders", contact_id=parent.contact_id, topic="activity-1", once="reminder/1",
        due_at=desk.now, deadline_at=desk.now + timedelta(days=1), priority=30, hours="automatic", by="relais",
        created_at=desk.now, status=DOUBTFUL,
    )  # fmt: skip
    desk.session.add(message)
    desk.session.flush()
    item = desk.asks(parent, "", kind="doubtful", message_id=message.id)
    item.received_id = None
    return message


def test_an_empty_box_says_so(desk: Desk) -> None:
    assert "vide" in desk.says("/boite")


def test_a_practical_question_is_shown(desk: Desk) -> None:
    desk.asks(desk.parent("Fatou"), "c'est payant ?")
    said = desk.says("/boite")
    assert "Question\nF1 Fatou, lundi 5 octobre 2026, 10h\n« c'est payant ? »" in said
    assert "Compris : question. Le mot qui compte : « payant »" in said
    assert desk.labels() == ["Je m'en occupe", "Répondre", "Ce n'est pas ça", "Terminé"]


def test_urgent_words_come_first_and_are_never_shown(desk: Desk) -> None:
    desk.asks(desk.parent("Fatou"), "c'est payant ?")
    desk.asks(desk.parent("Awa"), "il me frappe", "urgent", kind="danger", urgent=True)
    said = desk.says("/boite")
    assert said.startswith("URGENT. Message inquiétant\nF2 Awa")
    assert "frappe" not in said


def test_words_of_testimony_or_unclear_are_not_shown(desk: Desk) -> None:
    for intent in ("testimony", "unclear", "concern", "safe_contact"):
        desk.asks(desk.parent("Fatou"), "des mots à elle", intent, kind="unclear")
    said = desk.says("/boite")
    assert "des mots" not in said
    assert "relais inbox" in said


def test_je_m_en_occupe_then_termine(desk: Desk) -> None:
    item = desk.asks(desk.parent("Fatou"), "c'est payant ?")
    desk.says("/boite")
    desk.presses("Je m'en occupe")
    assert item.taken_by == "educator"
    desk.presses("Terminé")
    assert item.closed_at == desk.now
    assert "C'est déjà fait" in desk.presses("Terminé")
    assert desk.did() == ["took-charge", "closed"]


def test_an_answer_is_posted_as_typed_and_the_question_put_away(desk: Desk) -> None:
    fatou = desk.parent("Fatou")
    item = desk.asks(fatou, "c'est payant ?")
    desk.says("/boite")
    assert "Écrivez votre réponse pour F1 Fatou" in desk.presses("Répondre")
    assert "Réponse pour F1 Fatou. Elle part." in desk.says("Non, c'est gratuit.")
    (note,) = desk.messages("note")
    assert (note.facts or {})["text"] == "Non, c'est gratuit."
    assert (note.contact_id, note.hours, note.status) == (fatou.contact_id, TYPED, PLANNED)
    assert note.undo_until == desk.now + timedelta(seconds=60)
    assert item.closed_at is not None


def test_an_answer_is_taken_back_in_time(desk: Desk) -> None:
    item = desk.asks(desk.parent("Fatou"), "c'est payant ?")
    desk.says("/boite")
    desk.presses("Répondre")
    desk.says("Non.")
    assert "ne part pas" in desk.presses("Annuler l'envoi")
    assert desk.messages("note")[0].status == WITHDRAWN
    assert item.closed_at is None


def test_an_answer_that_left_is_not_taken_back(desk: Desk) -> None:
    desk.asks(desk.parent("Fatou"), "c'est payant ?")
    desk.says("/boite")
    desk.presses("Répondre")
    desk.says("Non.")
    desk.messages("note")[0].status = SENT
    assert "déjà partie" in desk.presses("Annuler l'envoi")


def test_late_in_the_evening_maintenant_is_offered(desk: Desk) -> None:
    desk.asks(desk.parent("Fatou"), "c'est payant ?")
    desk.to("2026-10-05 21:00")
    desk.says("/boite")
    desk.presses("Répondre")
    assert "mardi 6 octobre 2026, 9h" in desk.says("Non.")
    assert desk.labels() == ["Maintenant", "Annuler l'envoi"]
    assert "part maintenant" in desk.presses("Maintenant")
    assert desk.messages("note")[0].hours == ANSWER


def test_nobody_who_asked_for_silence_is_written_to(desk: Desk) -> None:
    desk.asks(desk.parent("Fatou"), "c'est payant ?")
    desk.says("/boite")
    desk.presses("Répondre")
    desk.session.get_one(Address, 2).stopped_at = desk.now
    assert "Un appel, peut-être ?" in desk.says("Non.")
    assert desk.messages("note") == []


def test_a_line_typed_much_later_is_not_sent_to_a_family(desk: Desk) -> None:
    desk.asks(desk.parent("Fatou"), "c'est payant ?")
    desk.says("/boite")
    desk.presses("Répondre")
    desk.to("2026-10-05 10:45")
    assert "/nouveau" in desk.says("penser à acheter du café")
    assert desk.messages("note") == []


def test_a_failure_of_a_channel_names_nobody(desk: Desk) -> None:
    put(desk.session, InboxItem(kind="alarm-sms", at=desk.now, urgent=True, note="Plus de crédit SMS."))
    assert desk.says("/boite") == "URGENT. Panne d'envoi\nlundi 5 octobre 2026, 10h\nPlus de crédit SMS."
    assert desk.labels() == ["Je m'en occupe", "Terminé"]
    assert desk.presses("Terminé") == "C'est rangé : panne d'envoi."


def test_a_question_from_a_number_nobody_has_introduced_can_be_answered(desk: Desk) -> None:
    item = desk.asks(desk.parent("Fatou"), "je peux venir ?")
    item.contact_id, item.address_id = None, 2
    assert "quelqu'un, lundi" in desk.says("/boite")
    desk.presses("Répondre")
    desk.says("Bien sûr.")
    (note,) = desk.messages("note")
    assert (note.contact_id, note.address_id, note.in_reply_to) == (None, 2, item.received_id)


def test_words_too_long_for_a_text_are_not_sent(desk: Desk) -> None:
    desk.asks(desk.parent("Fatou"), "c'est payant ?")
    desk.says("/boite")
    desk.presses("Répondre")
    assert "trop long" in desk.says("mot " * 200)
    assert "Elle part." in desk.says("Non.")


def test_laisser_sends_nothing(desk: Desk) -> None:
    desk.asks(desk.parent("Fatou"), "c'est payant ?")
    desk.says("/boite")
    desk.presses("Répondre")
    assert "rien ne part" in desk.presses("Laisser")
    assert "/nouveau" in desk.says("Non.")


def test_a_line_never_goes_to_a_family_while_another_card_could_take_it(desk: Desk) -> None:
    desk.asks(desk.parent("Fatou"), "c'est payant ?")
    desk.says("/nouveau atelier mardi 20 octobre")
    desk.says("/boite")
    desk.presses("Répondre")
    assert desk.says("15h") == "C'est pour quoi ?"
    assert desk.messages("note") == []
    assert "mardi 20 octobre 2026, 15h" in desk.presses("Atelier, mardi 20 octobre")


def test_reopening_lifts_what_a_danger_stopped(desk: Desk) -> None:
    awa = desk.parent("Awa")
    desk.session.add(Hold(contact_id=awa.contact_id or 0, reason="danger", since=desk.now, by="relais"))
    desk.asks(awa, "…", "urgent", kind="danger", urgent=True)
    desk.says("/boite")
    assert "reprennent pour F1 Awa" in desk.presses("Rouvrir les messages")
    assert holds(desk.session, [awa.contact_id or 0], desk.now) == {}
    assert "déjà ouverts" in desk.presses("Rouvrir les messages")


def test_a_message_in_doubt_is_sent_again_as_another_one(desk: Desk) -> None:
    doubted = doubt(desk, desk.parent("Fatou"))
    desk.says("/boite")
    assert desk.labels() == ["Renvoyer", "C'est arrivé"]
    assert desk.presses("Renvoyer") == "Je renvoie le message à F1 Fatou."
    assert "C'est déjà fait" in desk.presses("Renvoyer")
    first, second = desk.messages("reminder")
    assert (first.id, first.status) == (doubted.id, FAILED)
    assert (second.once, second.status, second.by) == ("reminder/1/again/1", PLANNED, "educator")


def test_a_message_in_doubt_may_have_arrived(desk: Desk) -> None:
    doubted = doubt(desk, desk.parent("Fatou"))
    desk.says("/boite")
    desk.presses("C'est arrivé")
    assert doubted.status == SENT
    assert "vide" in desk.says("/boite")


def test_past_its_deadline_nothing_is_sent_again(desk: Desk) -> None:
    doubt(desk, desk.parent("Fatou"))
    desk.to("2026-10-07 10:00")
    desk.says("/boite")
    assert "trop tard" in desk.presses("Renvoyer")
    assert len(desk.messages("reminder")) == 1


def test_a_full_box_is_shown_in_portions(desk: Desk) -> None:
    fatou = desk.parent("Fatou")
    for number in range(10):
        desk.asks(fatou, f"question {number} ?")
    said = desk.says("/boite")
    assert said.count("Question\n") == 8
    assert "Encore 2 dans la boîte" in said


def test_a_phone_that_is_shared_names_both(desk: Desk) -> None:
    awa = desk.parent("Awa")
    ousmane = desk.parent("Ousmane", family=desk.session.get_one(Family, awa.family_id))
    share_phone(desk, awa, ousmane)
    item = desk.asks(awa, "rappelez-moi", kind="call")
    item.contact_id, item.address_id = None, desk.session.get_one(Received, item.received_id).address_id
    assert "F1 Awa ou F1 Ousmane" in desk.says("/boite")
    assert "Écrivez votre réponse pour F1 Awa ou F1 Ousmane" in desk.presses("Répondre")


def test_a_command_typed_instead_of_an_answer_never_reaches_a_family(desk: Desk) -> None:
    desk.asks(desk.parent("Fatou"), "c'est où ?")
    desk.says("/boite")
    desk.presses("Répondre")
    assert "Aucune date" in desk.says("agenda")
    assert not desk.messages("note")
