"""An outing that is full: who waits is written to when a place is free, and answers in her own words."""

from tests.stage import Stage, announce, only

LINE = "sortie samedi 24 octobre 14h parc de la Citadelle, 2 places"


async def test_a_freed_place_goes_to_the_first_who_fits_and_a_plain_yes_takes_it(scene: Stage) -> None:
    fatou, awa, nour = (scene.phone(name) for name in ("Fatou", "Awa", "Nour"))
    await announce(scene, LINE)
    await scene.to("2026-10-17 15:00")
    assert "noté pour 2 personnes" in only(await fatou.says("oui on vient a 2"))
    assert "complet" in only(await awa.says("oui on vient a 3"))
    assert "complet" in only(await nour.says("oui on vient a 2"))
    await fatou.says("finalement non")
    await scene.to("2026-10-17 15:10")
    assert "avant lundi 19 octobre" in nour.news()[-1] or "avant dimanche 18 octobre" in nour.screen()[-1].text
    assert "noté pour 2 personnes" in only(await nour.says("oui on vient a 2"))
    assert awa.came("il y a de la place") == []


async def test_silence_passes_it_on_and_a_late_yes_is_told_the_truth(scene: Stage) -> None:
    fatou, awa, nour = (scene.phone(name) for name in ("Fatou", "Awa", "Nour"))
    await announce(scene, LINE)
    for phone in (fatou, awa, nour):
        await phone.says("oui on vient a 2")
    await fatou.says("non")
    await scene.to("2026-10-06 12:00")
    assert len(awa.came("y a de la place")) == len(nour.came("y a de la place")) == 1
    assert "Vous restez sur la liste" in only(await awa.says("oui"))
    assert "C'est not" in only(await nour.says("oui"))
