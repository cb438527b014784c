"""A group with a word of its own: from a poster in Arabic to an invitation meant for its members alone."""

from messages.contacts import Contact
from scheduler.groups import Group, Membership
from tests.stage import Stage, only


async def found_a_group(scene: Stage) -> None:
    """Claire founds the sewing group; its word is in Arabic."""
    said = only(await scene.claire.says("/groupe Couture, mot خياطة, sud, en arabe"))
    assert "Langue : arabe" in said
    await scene.claire.presses("Oui")


async def test_a_word_in_arabic_leads_from_a_poster_to_the_invitations_of_the_group(scene: Stage) -> None:
    fatou, poster = scene.phone("Fatou"), scene.stranger()
    await found_a_group(scene)
    assert "STOP" in only(await poster.says("خياطة"))
    assert scene.all(Membership) == []
    joined, _ = await poster.says("نعم")
    assert "مجموعتكم: Couture" in joined
    await poster.says("Samira")
    assert [contact.language for contact in scene.all(Contact) if contact.name == "Samira"] == ["ar"]
    await scene.claire.says("/nouveau atelier pour le groupe couture mardi 20 octobre 14h Maison de quartier")
    said = only(await scene.claire.presses("Oui"))
    assert said.startswith("Pour : les parents du groupe Couture.\n1 invitation :")
    assert "1 famille reste en dehors." in said
    await scene.claire.presses("Maintenant")
    await scene.to("2026-10-05 10:05")
    assert len(poster.news()) == 1
    assert fatou.news() == []


async def test_who_joins_after_the_announcement_is_invited_when_claire_says_so(scene: Stage) -> None:
    nour, elif_ = scene.phone("Nour", "ar"), scene.phone("Elif", "tr")
    await found_a_group(scene)
    assert "مجموعتكم" in only(await nour.says("خِياطة !"))
    await scene.claire.says("/nouveau atelier pour le groupe couture mardi 20 octobre 14h Maison de quartier")
    await scene.claire.presses("Oui")
    await scene.claire.presses("Maintenant")
    await scene.to("2026-10-05 10:05")
    nour.news()
    assert "Grubunuz: Couture" in only(await elif_.says("خياطة"))
    await scene.to("2026-10-06 10:00")
    assert elif_.news() == []
    said = only(await scene.claire.says("/qui"))
    assert "1 nouvelle famille : inviter ?" in said
    assert "Elif" in said
    await scene.claire.presses("Inviter")
    await scene.to("2026-10-06 10:05")
    assert "Elif" in only(elif_.news())
    assert nour.news() == []


async def test_after_a_stop_the_word_is_not_a_return(scene: Stage) -> None:
    nour = scene.phone("Nour", "ar")
    await found_a_group(scene)
    await nour.says("STOP")
    assert await nour.says("خياطة") == []
    assert scene.all(Membership) == []
    assert [group.keyword for group in scene.all(Group)] == ["خياطه"]
