"""A STOP in the middle of a broadcast, a child, a number passed on, a yes to what is cancelled: by SMS and Telegram."""

import json

import pytest

from messages.channels.base import Outcome, Outgoing
from messages.channels.rehearsal import RehearsalChannel
from scheduler.signups import SignUp
from tests.stage import Phone, Stage, announce, only

GROUP = "groupe mardi 20 octobre 14h Maison de quartier"


@pytest.fixture(params=["sms", "telegram"])
def medium(request: pytest.FixtureRequest) -> str:
    """Each story is told on both."""
    return str(request.param)


def writes_during_the_broadcast(scene: Stage, phone: Phone, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the first message that leaves after this, that phone writes to us."""
    channel = scene.relais.channels[f"rehearsal-{phone.medium}"]
    assert isinstance(channel, RehearsalChannel)
    send = channel.send

    async def sending(outgoing: Outgoing, seconds: float) -> Outcome:
        monkeypatch.setattr(channel, "send", send)
        raw = json.dumps({"id": "stop-1", "from": phone.value, "text": text})
        await scene.relais.take_in(f"rehearsal-{phone.medium}", "stop-1", raw)
        return await send(outgoing, seconds)

    monkeypatch.setattr(channel, "send", sending)


def kinds(scene: Stage) -> list[str]:
    """What waits for Claire."""
    return [item.kind for item in scene.inbox()]


async def test_a_stop_in_the_middle_of_a_broadcast_is_obeyed_before_it_ends(
    scene: Stage, medium: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [scene.phone(f"Mère{n}", medium=medium) for n in range(59)]
    fatou = scene.phone("Fatou", medium=medium)
    await scene.claire.says(f"/nouveau {GROUP}")
    await scene.claire.presses("Oui")
    writes_during_the_broadcast(scene, fatou, "arreté de mecrire svp", monkeypatch)
    await scene.claire.presses("Maintenant")
    await scene.claire.says("60")
    assert all(len(mother.came("mardi 20 octobre")) == 1 for mother in others)
    assert fatou.came("mardi 20 octobre") == []
    assert "START" in only(fatou.news())
    await scene.to("2026-10-23 12:00")
    assert fatou.news() == []


async def test_a_child_who_answers_says_neither_yes_nor_no_for_its_mother(scene: Stage, medium: str) -> None:
    fatou = scene.phone("Fatou", medium=medium)
    await announce(scene, GROUP)
    fatou.news()
    answer = only(await fatou.says("c yanis jai 9 an maman dor ele pe pa repondre"))
    assert "Fatou" not in answer
    assert kinds(scene) == ["minor"]
    assert scene.all(SignUp) == []


async def test_a_number_passed_on_is_left_in_peace_and_learns_nothing(scene: Stage, medium: str) -> None:
    fatou = scene.phone("Fatou", medium=medium)
    await announce(scene, GROUP)
    fatou.news()
    answer = only(await fatou.says("c plus le tel de Fatou moi jai ce numero depuis janvier"))
    for word in ("Fatou", "groupe", "Atout", "quartier"):
        assert word not in answer
    assert kinds(scene) == ["wrong_number"]
    await announce(scene, "groupe mardi 27 octobre 14h Maison de quartier")
    await scene.to("2026-10-23 12:00")
    assert fatou.news() == []


async def test_a_yes_to_a_cancelled_evening_is_told_and_counts_nowhere(scene: Stage, medium: str) -> None:
    fatou = scene.phone("Fatou", medium=medium)
    await announce(scene, GROUP)
    await announce(scene, "groupe mardi 27 octobre 14h Maison de quartier")
    await scene.claire.says("/annuler 1")
    await scene.claire.presses("Oui")
    fatou.news()
    assert "annul" in only(await fatou.says("oui pr mardi 20 octobre jserai la"))
    assert scene.all(SignUp) == []
