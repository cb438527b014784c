"""People come in, choose their way, fall silent for a while, and are never taken for somebody else."""

from messages.consents import Consent
from messages.contacts import Contact
from scheduler.signups import SignUp
from tests.stage import Stage, announce, only, share_phone


async def test_a_keyword_by_sms_leads_to_a_yes_a_name_and_the_next_invitation(scene: Stage) -> None:
    rokia = scene.stranger()
    assert "STOP" in only(await rokia.says("PARENT"))
    assert "oui est noté" in (await rokia.says("oui"))[0]
    await rokia.says("Rokia")
    await announce(scene, "groupe mardi 20 octobre 14h Maison de quartier")
    assert "Rokia" in only(rokia.news())


async def test_somebody_who_says_no_at_the_door_is_not_kept(scene: Stage) -> None:
    stranger = scene.stranger()
    await stranger.says("inscription")
    await stranger.says("non merci")
    await announce(scene, "groupe mardi 20 octobre 14h Maison de quartier")
    assert stranger.news() == []
    assert [contact.name for contact in scene.all(Contact)] == ["Claire"]


async def test_the_yes_and_the_stop_stay_in_the_ledger(scene: Stage) -> None:
    fatou = scene.phone("Fatou")
    await fatou.says("STOP")
    await fatou.says("START")
    assert [entry.given for entry in scene.all(Consent)] == [True, False, True]


async def test_a_discreet_phone_shows_nothing_of_the_programme(scene: Stage) -> None:
    leila = scene.phone("Leila", discreet=True)
    await announce(scene, "groupe d'échange mardi 20 octobre 14h Maison de quartier")
    await leila.says("oui")
    await scene.to("2026-10-22 12:00")
    told = " ".join(bubble.text for bubble in leila.screen() if bubble.sender == "relais").lower()
    for word in ("atout", "parent", "rencontre", "maison de quartier", "leila"):
        assert word not in told


async def test_on_a_shared_phone_one_answer_counts_for_the_one_who_was_asked(scene: Stage) -> None:
    awa = scene.phone("Awa")
    share_phone(scene, awa, "Ousmane")
    await announce(scene, "groupe mardi 20 octobre 14h Maison de quartier")
    only(awa.news())
    await awa.says("oui")
    assert len(scene.all(SignUp)) == 1


async def test_on_a_shared_phone_words_that_could_be_either_s_reach_a_person(scene: Stage) -> None:
    awa = scene.phone("Awa")
    share_phone(scene, awa, "Ousmane")
    answer = only(await awa.says("finalement non"))
    assert "Awa" not in answer
    assert "Ousmane" not in answer
    assert len(scene.inbox()) == 1


async def test_danger_gets_one_neutral_answer_an_alert_and_then_silence_from_machines(scene: Stage) -> None:
    fatou = scene.phone("Fatou")
    await announce(scene, "groupe mardi 20 octobre 14h Maison de quartier")
    await fatou.says("oui")
    assert "112" in only(await fatou.says("il ma encore frappé jai peur"))
    assert any("rgent" in text for text in scene.claire.news())
    await scene.to("2026-10-23 12:00")
    assert fatou.news() == []


async def test_what_is_not_understood_is_asked_once_and_then_handed_over(scene: Stage) -> None:
    fatou = scene.phone("Fatou")
    await announce(scene, "groupe mardi 20 octobre 14h Maison de quartier")
    assert "pas compris" in only(await fatou.says("zblurg"))
    assert "Claire" in only(await fatou.says("zblurg"))
    assert len(scene.inbox()) == 1


async def test_with_two_dates_open_a_bare_yes_is_asked_about(scene: Stage) -> None:
    fatou = scene.phone("Fatou")
    await announce(scene, "groupe mardi 20 octobre 14h Maison de quartier")
    await announce(scene, "sortie samedi 24 octobre 14h parc de la Citadelle")
    assert "numéro" in only(await fatou.says("oui"))
    await fatou.says("2")
    [signup] = scene.all(SignUp)
    assert signup.activity_id == 2


async def test_a_blocked_telegram_falls_back_to_sms_only_for_what_she_said_yes_to(scene: Stage) -> None:
    fatou = scene.phone("Fatou", medium="telegram")
    await announce(scene, "groupe mardi 20 octobre 14h Maison de quartier")
    await fatou.presses("Oui")
    sms = scene.also_sms(fatou, "+33639980888")
    scene.block(fatou)
    await announce(scene, "groupe mardi 27 octobre 14h Maison de quartier")
    await scene.to("2026-10-19 19:00")
    assert "demain" in only(sms.news())
