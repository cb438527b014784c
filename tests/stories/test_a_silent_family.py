"""A family falls silent, is rung instead of written to, and comes back."""

from messages.outbox import SENT
from scheduler.calls import Call
from tests.stage import Stage, announce, only

DATES = ("mardi 13 octobre 14h", "mardi 20 octobre 14h", "mardi 27 octobre 14h")


async def left_alone(scene: Stage) -> None:
    """Three dates come and go without a word."""
    for line in DATES:
        await announce(scene, f"groupe {line} Maison de quartier")
        await scene.to(f"2026-10-{line.split()[1]} 20:00")


async def test_after_three_silences_nothing_more_is_sent_and_she_is_on_the_call_list(scene: Stage) -> None:
    monique = scene.phone("Monique")
    await left_alone(scene)
    monique.news()
    await announce(scene, "groupe mardi 17 novembre 14h Maison de quartier")
    assert monique.news() == []
    assert "Trois invitations sans réponse." in only(await scene.claire.says("/appels"))


async def test_once_somebody_has_called_the_invitation_goes_on_and_she_answers(scene: Stage) -> None:
    monique = scene.phone("Monique")
    await left_alone(scene)
    await announce(scene, "groupe mardi 17 novembre 14h Maison de quartier")
    monique.news()
    await scene.claire.says("/appels")
    await scene.claire.presses("Fait par un parent relais")
    await scene.to("2026-10-28 12:00")
    assert "mardi 17 novembre" in only(monique.news())
    assert "noté" in only(await monique.says("oui avec plaisir"))
    await announce(scene, "sortie mercredi 2 décembre 14h Citadelle")
    assert len([m for m in scene.messages("invitation") if m.status == SENT]) == 5
    assert [call.caller for call in scene.all(Call)] == ["parent-relais"]


async def test_a_silent_family_still_hears_that_what_it_accepted_is_cancelled(scene: Stage) -> None:
    monique = scene.phone("Monique")
    await announce(scene, "sortie mercredi 18 novembre 14h Citadelle")
    await monique.says("oui")
    await left_alone(scene)
    monique.news()
    await scene.claire.says("/annuler 1")
    await scene.claire.presses("Oui")
    assert any("annulé" in text for text in monique.news())


async def test_a_missed_call_is_a_wish_to_be_called(scene: Stage) -> None:
    fatou = scene.phone("Fatou")
    await fatou.rings()
    await fatou.rings()
    assert len([m for m in scene.messages("call/noted") if m.status == SENT]) == 1
    assert "A appelé." in only(await scene.claire.says("/appels"))
