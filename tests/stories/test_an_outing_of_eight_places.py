"""Eight places, twenty families: first come first served, then the waiting list, by night and by day."""

from datetime import time

import pytest

from scheduler.offers import Offer
from scheduler.signups import MAYBE, WAITING, YES, SignUp
from tests.stage import Phone, Stage, announce, only

LINE = "sortie samedi 24 octobre 10h Ferme du Héron, 8 places"
EIGHT = {"Fatou": 3, "Sandrine": 2, "Karim": 2, "Samira": 1}
WAITS = {"Grace": 4, "Elif": 1, "Monique": 2, "Awa": 1}
SILENT = (
    "Leila",
    "Jessica",
    "Rachid",
    "Yasmina",
    "Sylvie",
    "Mamadou",
    "Ines",
    "Corinne",
    "Nour",
    "Daniel",
    "Murat",
    "Rokia",
)
NAMES = (*EIGHT, *WAITS, *SILENT)
LEAVING = {"Samira": "2026-10-06 19:50", "Karim": "2026-10-17 23:10", "Sandrine": "2026-10-22 16:00"}


@pytest.fixture
async def families(scene: Stage) -> dict[str, Phone]:
    """Everybody is invited; four families take the eight places, four more wait, twelve say nothing."""
    phones = {name: scene.phone(name) for name in NAMES}
    await announce(scene, LINE)
    for name, persons in EIGHT.items():
        assert "C'est noté" in only(await phones[name].says(f"oui on vient a {persons}"))
    for name, persons in WAITS.items():
        assert "liste d'attente" in only(await phones[name].says(f"oui on vient a {persons}"))
    return phones


def seats(scene: Stage) -> int:
    return sum(word.total for word in scene.all(SignUp) if word.answer == YES)


def waiting(scene: Stage) -> int:
    return sum(word.answer == WAITING for word in scene.all(SignUp))


def offered(phone: Phone) -> int:
    return len(phone.came("il y a de la place"))


async def test_twenty_are_asked_and_eight_places_are_taken(scene: Stage, families: dict[str, Phone]) -> None:
    assert len(scene.messages("invitation")) == 20
    assert (seats(scene), waiting(scene)) == (8, 4)


async def test_a_place_freed_at_night_is_offered_at_nine(scene: Stage, families: dict[str, Phone]) -> None:
    await scene.to("2026-10-06 22:30")
    await families["Samira"].says("finalement non desolee")
    await scene.to("2026-10-07 08:59")
    assert [offered(phone) for phone in families.values()] == [0] * 20
    await scene.to("2026-10-07 09:00")
    assert [name for name, phone in families.items() if offered(phone)] == ["Elif"]
    assert "noté" in only(await families["Elif"].says("oui"))
    assert seats(scene) == 8


async def test_a_family_of_four_keeps_its_rank_until_four_are_free(scene: Stage, families: dict[str, Phone]) -> None:
    await families["Samira"].says("non")
    await families["Elif"].says("oui")
    await families["Fatou"].says("on vient pas finalement")
    await scene.to("2026-10-05 10:05")
    assert [name for name in WAITS if offered(families[name])] == ["Elif", "Monique", "Awa"]
    await families["Monique"].says("non merci")
    await families["Awa"].says("non")
    await families["Sandrine"].says("non")
    await scene.to("2026-10-05 10:10")
    assert offered(families["Grace"]) == 1
    assert "4 personnes" in only(await families["Grace"].says("oui"))


async def test_silence_and_refusal_pass_the_place_on(scene: Stage, families: dict[str, Phone]) -> None:
    await families["Samira"].says("non")
    await scene.to("2026-10-06 12:00")
    assert (offered(families["Elif"]), offered(families["Awa"])) == (1, 1)
    await families["Awa"].says("non finalement")
    assert offered(families["Elif"]) == 2
    assert "C'est noté" in only(await families["Elif"].says("oui"))
    assert seats(scene) == 8


async def test_no_offer_ends_at_night_or_after_the_start(scene: Stage, families: dict[str, Phone]) -> None:
    for name, moment in LEAVING.items():
        await scene.to(moment)
        await families[name].says("je viens plus desole")
    await scene.to("2026-10-24 12:00")
    tz, offers = scene.relais.programme.timezone, scene.all(Offer)
    assert offers
    assert all(time(9) <= offer.until.astimezone(tz).time() <= time(20) for offer in offers)
    assert all(offer.until < offer.starts_at for offer in offers)


async def test_everybody_who_waits_is_written_to_or_explained(scene: Stage, families: dict[str, Phone]) -> None:
    await families["Elif"].says("STOP")
    await families["Samira"].says("non")
    await scene.to("2026-10-05 10:05")
    assert offered(families["Awa"]) == 1
    told = "\n".join(await scene.claire.says("/attente"))
    assert "Elif" in told
    assert "a demandé l'arrêt des messages" in told


async def test_more_persons_than_places_keeps_what_she_had(scene: Stage, families: dict[str, Phone]) -> None:
    assert "complet" in only(await families["Karim"].says("on sera 5 en fait"))
    assert [word.total for word in scene.all(SignUp) if word.answer == YES] == [3, 2, 2, 1]
    assert MAYBE not in {word.answer for word in scene.all(SignUp)}
