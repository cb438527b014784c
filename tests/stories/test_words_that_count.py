"""A parent's own words, from the educator's question to the COPIL, and back out of it with one word."""

from datetime import date

from sqlmodel import Session

from messages.catalogue import Catalogue
from messages.programme import PARIS, Programme
from scheduler import reading_back
from scheduler import testimonials as words
from tests.stage import Stage, only

TOLD = "Depuis les rencontres je me sens moins seule."


def only_one(session: Session) -> words.Testimonial:
    return session.get_one(words.Testimonial, 1)


async def begun(scene: Stage) -> None:
    """Claire asks Fatou, who finds the question on her phone."""
    await scene.claire.says("/temoignage Fatou")
    await scene.claire.presses("Oui")
    await scene.to("2026-10-05 10:05")


async def test_a_testimony_is_told_allowed_read_back_used_and_taken_back(scene: Stage) -> None:
    fatou, now = scene.phone("Fatou"), scene.clock.now
    await begun(scene)
    assert "ou NON" in only(fatou.news())
    assert await fatou.says(TOLD) == []
    await scene.to("2026-10-05 10:11")
    assert "1 : oui, avec votre prénom." in only(fatou.news())
    assert "RETRAIT" in only(await fatou.says("1"))
    store = scene.relais.store
    store.writing(
        lambda s: reading_back.read_back(s, only_one(s), Catalogue(PARIS), Programme(), "command-line", now())
    )
    await scene.to("2026-10-05 10:15")
    assert TOLD.removesuffix(".") in only(fatou.news())
    store.writing(lambda s: reading_back.confirm(s, only_one(s), "", "command-line", now()))
    used = words.TestimonialUse(testimonial_id=0, use="copil", on=date(2027, 1, 29), by="command-line")
    store.writing(lambda s: reading_back.use(s, only_one(s), used, now()))
    scene.claire.news()
    await scene.to("2027-03-02 21:30")
    assert "ne servent plus" in only(await fatou.says("RETRAIT"))
    assert "COPIL du 29 janvier 2027" in only(scene.claire.news())
    assert "retiré" in only(await scene.claire.says("/temoignages"))


async def test_nothing_of_what_she_tells_is_shown_in_telegram(scene: Stage) -> None:
    fatou = scene.phone("Fatou")
    await begun(scene)
    await fatou.says(TOLD)
    await scene.claire.says("/boite")
    await scene.claire.says("/temoignages")
    shown = " ".join(bubble.text for bubble in scene.claire.screen() if bubble.sender == "relais")
    assert "Témoignage" in shown
    assert "moins seule" not in shown


async def test_who_would_rather_not_hears_no_more_of_it(scene: Stage) -> None:
    fatou = scene.phone("Fatou")
    await begun(scene)
    fatou.news()
    assert "Tout continue comme avant." in only(await fatou.says("non"))
    await scene.to("2026-11-20 12:00")
    assert fatou.news() == []
