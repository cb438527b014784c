"""SMS that cannot be answered: everybody still learns dates and changes, and answers by a page or a call."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from httpx import AsyncClient, Response

from bot.web.app import web_app
from messages.inbox import Received
from messages.outbox import QUESTIONS, SENT, Message
from messages.reply_links import ReplyLink
from scheduler.signups import SignUp
from tests.stage import Phone, Stage, announce, stage
from tests.web.browsers import browsing

LINE = "groupe mardi 20 octobre 14h Maison de quartier"
LINK = re.compile(r"http\S+(/r/[a-z0-9]+)")


@pytest.fixture
async def scene(database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """Monday 5 October 2026, with a sender that nobody can write to, pages, and a number to ring."""
    more = {"RELAIS_SMS_TWO_WAY": "0", "RELAIS_CALL_NUMBER": "03 20 12 34 56"}
    async with stage(database_url, tmp_path, **more) as set_up:
        yield set_up


@pytest.fixture
async def browser(scene: Stage) -> AsyncIterator[AsyncClient]:
    async with browsing(web_app(scene.relais)) as client:
        yield client


def link(phone: Phone) -> str:
    found = LINK.search(phone.screen()[-1].text)
    assert found is not None, phone.screen()[-1].text
    return found[1]


async def press(browser: AsyncClient, place: str, choice: str) -> Response:
    return await browser.post(place, data={"choice": choice})


def word(scene: Stage) -> list[str]:
    return [signup.answer for signup in scene.all(SignUp)]


async def test_the_page_opens_in_her_language_and_her_yes_is_noted(scene: Stage, browser: AsyncClient) -> None:
    samira = scene.phone("Samira", language="ar")
    await announce(scene, LINE)
    page = await browser.get(link(samira))
    assert 'dir="rtl"' in page.text
    assert 'lang="ar"' in page.text
    assert "<script" not in page.text
    assert len(page.content) < 5000
    assert (await press(browser, link(samira), "yes")).status_code == 200
    assert word(scene) == ["yes"]


async def test_everybody_still_learns_dates_reminders_and_changes(scene: Stage, browser: AsyncClient) -> None:
    fatou = scene.phone("Fatou")
    await announce(scene, LINE)
    await press(browser, link(fatou), "yes")
    assert fatou.came("C'est noté")
    await scene.to("2026-10-19 20:00")
    assert len(fatou.came("c'est demain")) == 1
    await scene.claire.says("/annuler 1")
    await scene.claire.presses("Oui")
    assert fatou.came("annulé")


async def test_nothing_by_sms_leaves_a_question_open(scene: Stage, browser: AsyncClient) -> None:
    fatou, mehdi = scene.phone("Fatou"), scene.phone("Mehdi", medium="telegram")
    await announce(scene, f"{LINE}, 1 place, transport, enfants")
    await press(browser, link(fatou), "yes")
    await mehdi.presses("Oui")
    await scene.to("2026-10-23 12:00")
    open_by_sms = [m.kind for m in scene.all(Message) if m.sender == "sms" and m.asks in QUESTIONS]
    assert open_by_sms == []
    assert not [text for text in (b.text for b in fatou.screen()) if "?" in text or "Répondez" in text]


async def test_looking_has_no_effect_and_changing_her_mind_has(scene: Stage, browser: AsyncClient) -> None:
    fatou = scene.phone("Fatou")
    await announce(scene, LINE)
    place = link(fatou)
    for _ in range(3):
        assert (await browser.get(place)).status_code == 200
    assert word(scene) == []
    for choice, said in (("yes", "yes"), ("yes", "yes"), ("no", "no"), ("maybe", "maybe"), ("yes", "yes")):
        await press(browser, place, choice)
        assert word(scene) == [said]
    assert len([one for one in scene.all(Received) if one.channel == "page"]) == 4


async def test_she_can_stop_there_after_being_asked_once_more(scene: Stage, browser: AsyncClient) -> None:
    fatou = scene.phone("Fatou")
    await announce(scene, LINE)
    place = link(fatou)
    assert "Oui, arrêter" in (await press(browser, place, "leave")).text
    assert "Venez-vous" not in (await press(browser, place, "STOP")).text
    await announce(scene, "sortie mercredi 21 octobre 14h Citadelle")
    assert not fatou.came("Citadelle")


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"choice=forged", "application/x-www-form-urlencoded", 400),
        (b"a=1&" * 50, "application/x-www-form-urlencoded", 400),
        (b"\xff\xfe", "application/x-www-form-urlencoded", 400),
        (b"x" * 5000, "application/x-www-form-urlencoded", 413),
        (b'{"choice":"yes"}', "application/json", 415),
        (b"", "application/x-www-form-urlencoded", 400),
    ],
)
async def test_what_no_page_of_ours_sends_is_refused(
    scene: Stage, browser: AsyncClient, body: bytes, kind: str, status: int
) -> None:
    fatou = scene.phone("Fatou")
    await announce(scene, LINE)
    answer = await browser.post(link(fatou), content=body, headers={"content-type": kind})
    assert answer.status_code == status
    assert word(scene) == []


async def test_a_link_that_opens_nothing_says_so_and_guessing_is_slowed_down(
    scene: Stage, browser: AsyncClient
) -> None:
    first = await browser.get("/r/abcdefghjkmnpqr")
    assert first.status_code == 404
    assert "03 20 12 34 56" in first.text
    codes = [(await browser.get(f"/r/abcdefghjkmnpq{n}")).status_code for n in range(40)]
    assert codes[-1] == 429


async def test_an_old_link_opens_nothing_and_is_kept_only_as_a_digest(scene: Stage, browser: AsyncClient) -> None:
    fatou = scene.phone("Fatou")
    await announce(scene, LINE)
    place = link(fatou)
    assert place.removeprefix("/r/") not in {row.digest for row in scene.all(ReplyLink)}
    await scene.to("2026-12-01 12:00")
    assert (await browser.get(place)).status_code == 404


async def test_after_the_date_the_page_says_so_and_records_nothing(scene: Stage, browser: AsyncClient) -> None:
    fatou = scene.phone("Fatou")
    await announce(scene, LINE)
    place = link(fatou)
    await scene.to("2026-10-21 12:00")
    assert "était mardi 20 octobre" in (await browser.get(place)).text
    await press(browser, place, "yes")
    assert word(scene) == []


async def test_three_invitations_she_could_answer_by_the_page_alone_do_not_make_her_silent(scene: Stage) -> None:
    fatou = scene.phone("Fatou")
    for day in (13, 20, 27):
        await announce(scene, f"groupe mardi {day} octobre 14h Maison de quartier")
        await scene.to(f"2026-10-{day} 20:00")
    await announce(scene, "groupe mardi 17 novembre 14h Maison de quartier")
    await scene.to("2026-11-12 12:00")
    assert len([m for m in scene.messages("invitation") if m.status == SENT]) == 4
    assert fatou.came("17 novembre")
