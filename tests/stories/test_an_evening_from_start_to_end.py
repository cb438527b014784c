"""The main job: a date announced, families reminded, an evening held, voices heard."""

from messages.hours import open_day
from messages.programme import Programme
from scheduler.ratings import Rating
from scheduler.signups import NO, WAITING, YES, SignUp
from tests.stage import Stage, announce, only, paris

LINE = "groupe d'échange mardi 20 octobre 14h Maison de quartier, 3 places"


async def test_everybody_is_invited_in_her_own_language(scene: Stage) -> None:
    fatou, samira = scene.phone("Fatou"), scene.phone("Samira", "ar")
    grace, elif_ = scene.phone("Grace", "en", "telegram"), scene.phone("Elif", "tr")
    await announce(scene, LINE)
    assert "mardi 20 octobre à 14h" in only(fatou.news())
    assert "الثلاثاء" in only(samira.news())
    assert "Tuesday 20 October" in only(grace.news())
    assert "20 Ekim" in only(elif_.news())


async def test_a_yes_for_two_and_then_a_no_leave_a_no(scene: Stage) -> None:
    fatou = scene.phone("Fatou")
    await announce(scene, LINE)
    assert "2 personnes" in only(await fatou.says("oui on vient a 2"))
    assert "merci" in only(await fatou.says("finalement non dsl"))
    [signup] = scene.all(SignUp)
    assert signup.answer == NO


async def test_when_it_is_full_a_yes_waits_and_is_told_so(scene: Stage) -> None:
    fatou, karim, awa = scene.phone("Fatou"), scene.phone("Karim"), scene.phone("Awa")
    await announce(scene, LINE)
    await fatou.says("oui on vient a 2")
    await karim.says("oui")
    assert "liste d'attente" in only(await awa.says("oui je viens"))
    assert [signup.answer for signup in scene.all(SignUp)] == [YES, YES, WAITING]


async def test_a_whole_evening_ends_with_the_words_of_those_who_came(scene: Stage) -> None:
    fatou, karim, monique = scene.phone("Fatou"), scene.phone("Karim", medium="telegram"), scene.phone("Monique")
    await announce(scene, LINE)
    await fatou.says("oui")
    await karim.presses("Oui")
    await scene.to("2026-10-20 18:00")
    assert len(fatou.came("demain mardi 20 octobre")) == len(karim.came("demain mardi 20 octobre")) == 1
    await scene.claire.says("/presences")
    await scene.claire.presses("☑ F2 Karim")
    await scene.claire.presses("Enregistrer")
    await scene.to("2026-10-24 12:00")
    assert fatou.came("C'était comment") == [paris("2026-10-21 10:00")]
    assert not karim.came("C'était comment")
    assert len(monique.news()) == 1
    assert "ajouter un mot" in only(await fatou.says("4"))
    await fatou.says("on a bien parlé, merci Claire")
    [rating] = scene.all(Rating)
    assert (rating.score, rating.comment) == (4, "on a bien parlé, merci Claire")


async def test_reminders_keep_to_the_evening_before_across_the_clock_change(scene: Stage) -> None:
    fatou = scene.phone("Fatou")
    await announce(scene, "sortie samedi 24 octobre 14h parc de la Citadelle")
    await fatou.says("oui")
    await announce(scene, "atelier mardi 27 octobre 14h Maison de quartier")
    await fatou.says("oui")
    await scene.to("2026-10-28 12:00")
    first, second = fatou.came("demain")
    assert paris("2026-10-23 17:00") <= first <= paris("2026-10-23 18:30")
    assert paris("2026-10-26 17:00") <= second <= paris("2026-10-26 18:30")


async def test_a_monday_is_recalled_on_saturday_and_the_twelfth_of_november_on_the_tenth(scene: Stage) -> None:
    fatou = scene.phone("Fatou")
    for line in ("groupe lundi 12 octobre 14h salle Courmont", "groupe jeudi 12 novembre 14h salle Courmont"):
        await announce(scene, line)
        await fatou.says("oui")
    await scene.to("2026-11-13 08:00")
    moments = fatou.came("Si vous ne venez plus")
    assert [moment.date().isoformat() for moment in moments] == ["2026-10-10", "2026-11-10"]
    assert all(open_day(moment.date(), Programme().calendar) for moment in moments)


async def test_stop_is_confirmed_once_and_then_there_is_silence(scene: Stage) -> None:
    fatou = scene.phone("Fatou")
    await announce(scene, LINE)
    await fatou.says("oui")
    assert "arret" in only(await fatou.says("Stop svp"))
    assert await fatou.says("STOP") == []
    await scene.to("2026-10-23 12:00")
    assert fatou.news() == []


async def test_start_brings_her_back(scene: Stage) -> None:
    fatou = scene.phone("Fatou")
    await fatou.says("arret")
    assert len(await fatou.says("START")) == 1
    await announce(scene, LINE)
    assert "mardi 20 octobre" in only(fatou.news())


async def test_moved_twice_only_the_last_date_is_recalled(scene: Stage) -> None:
    fatou = scene.phone("Fatou")
    await announce(scene, LINE)
    await fatou.says("oui")
    for day in ("21", "22"):
        await scene.claire.says(f"/deplacer 1 octobre {day} 14h".replace(f"octobre {day}", f"{day} octobre"))
        await scene.claire.presses("Oui")
    await scene.to("2026-10-23 12:00")
    assert len(fatou.came("Changement")) == 2
    assert [moment.date().isoformat() for moment in fatou.came("demain")] == ["2026-10-21"]


async def test_a_cancelled_evening_is_told_to_those_who_were_coming_and_a_late_yes_is_not_taken(scene: Stage) -> None:
    fatou, karim = scene.phone("Fatou"), scene.phone("Karim")
    await announce(scene, LINE)
    await fatou.says("oui")
    await scene.claire.says("/annuler 1")
    await scene.claire.presses("Oui")
    assert "annulé" in only(fatou.news())
    assert "annulé" in (await karim.says("oui"))[-1]
    assert [signup.answer for signup in scene.all(SignUp)] == [YES]
