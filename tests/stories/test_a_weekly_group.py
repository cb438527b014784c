"""A weekly group in autumn: school holidays, one evening moved, one cancelled, then another day for all."""

import pytest
from sqlmodel import Session

from messages.programme import PARIS
from scheduler.activities import ANNOUNCED, Activity
from scheduler.people import adult_of
from scheduler.signups import SignUp
from tests.stage import BEGINS, Phone, Stage, announce, only

LINE = "groupe d'échange tous les mercredis 14h jusqu'au 9 décembre, sauf vacances scolaires, Maison de quartier"


def days(scene: Stage) -> list[str]:
    return [f"{one.starts_at.astimezone(PARIS):%d/%m}" for one in scene.all(Activity) if one.status == ANNOUNCED]


def reminded(phone: Phone) -> list[str]:
    return [f"{moment.astimezone(PARIS):%d/%m}" for moment in phone.came("demain")]


async def test_a_weekly_group_lives_through_the_autumn(scene: Stage) -> None:
    fatou, awa = scene.phone("Fatou"), scene.phone("Awa", "ar")
    await announce(scene, LINE, "7 jours avant")
    assert days(scene) == ["07/10", "14/10", "04/11", "18/11", "25/11", "02/12", "09/12"]
    await scene.to("2026-10-05 12:00")
    assert "mercredi 7 octobre à 14h" in only(fatou.news())
    assert len(awa.news()) == 1
    await fatou.says("oui")
    await scene.to("2026-10-07 18:00")
    assert "mercredi 14 octobre à 14h" in fatou.news()[-1]
    await fatou.says("oui")
    await scene.claire.says("/deplacer 2 jeudi 15 octobre 15h")
    await scene.claire.presses("Seulement cette date")
    await scene.claire.presses("Oui")
    await scene.to("2026-10-16 12:00")
    moved = next(text for text in fatou.news() if "Changement" in text)
    assert "Après : jeudi 15 octobre à 15h" in moved
    assert "dates suivantes" not in moved
    assert reminded(fatou) == ["06/10", "14/10"]
    assert days(scene)[2:] == ["04/11", "18/11", "25/11", "02/12", "09/12"]


async def test_one_evening_cancelled_leaves_the_others_and_nothing_is_sent_in_the_holidays(scene: Stage) -> None:
    fatou = scene.phone("Fatou")
    await announce(scene, LINE, "7 jours avant")
    await scene.to("2026-10-28 15:00")
    fatou.news()
    await fatou.says("oui")
    await scene.claire.says("/annuler 3")
    await scene.claire.presses("Seulement cette date")
    await scene.claire.presses("Oui")
    await scene.to("2026-11-09 12:00")
    [cancelled] = [text for text in fatou.news() if "annulé" in text]
    assert "mercredi 4 novembre" in cancelled
    assert "dates suivantes" not in cancelled
    assert reminded(fatou) == []
    await scene.to("2026-11-13 12:00")
    assert "mercredi 18 novembre à 14h" in only(fatou.news())
    await fatou.says("oui")
    await scene.to("2026-11-18 12:00")
    assert reminded(fatou) == ["17/11"]


@pytest.mark.parametrize("language", ["fr", "ar", "tr"])
async def test_another_day_for_all_that_follow_is_told_once_in_her_language(scene: Stage, language: str) -> None:
    fatou = scene.phone("Fatou", language)
    await announce(scene, "groupe tous les mardis 14h du 10 novembre au 1er décembre, salle B", "7 jours avant")
    await scene.to("2026-11-10 16:00")
    for activity in scene.all(Activity)[1:]:
        scene.relais.store.writing(yes, activity, fatou)
    fatou.news()
    await scene.claire.says("/deplacer 2 jeudi 19 novembre 15h")
    await scene.claire.presses("Celle-ci et les suivantes")
    await scene.claire.presses("Oui")
    await scene.to("2026-11-10 17:00")
    following = {"fr": "dates suivantes", "ar": "المواعيد التالية", "tr": "Sonraki tarihler"}[language]
    assert following in only(fatou.news())
    await scene.to("2026-12-05 12:00")
    told = [message for message in scene.messages("change") if message.status == "sent"]
    assert len(told) == 1
    assert days(scene)[1:] == ["19/11", "26/11", "03/12"]
    sent = [f"{m.due_at.astimezone(PARIS):%d/%m}" for m in scene.messages("reminder/day-before") if m.status == "sent"]
    assert sent == ["18/11", "25/11", "02/12"]


def yes(session: Session, activity: Activity, phone: Phone) -> None:
    """She has said that she comes."""
    adult = adult_of(session, phone.contact_id)
    assert adult is not None
    session.add(SignUp(activity_id=activity.id, adult_id=adult.id, answer="yes", at=BEGINS, by="educator"))
