"""The phones of a rehearsal: who has one, what is on it, and speaking from it."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlmodel import Session, col, select

from messages.contacts import Address, Contact, ContactAddress, link
from messages.inbox import Received
from tests.web.bench import MONDAY, Bench, send


def phone_of(session: Session, name: str) -> Address:
    query = select(Address).join(ContactAddress).join(Contact).where(Contact.name == name)
    return session.exec(query).one()


def write_to(session: Session, name: str, text: str, *labels: str, answers: Received | None = None) -> str:
    buttons = [[label, f"choice-{label}"] for label in labels]
    return send(session, phone_of(session, name), text, buttons, answers)


def heard(session: Session) -> list[Received]:
    return list(session.exec(select(Received).order_by(col(Received.id))))


async def screen(browser: AsyncClient, name: str) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = (await browser.get(f"/phones/{name}.json")).json()["messages"]
    return messages


async def test_the_first_three_phones_are_french_parents_by_sms(browser: AsyncClient) -> None:
    phones = (await browser.get("/phones.json")).json()
    assert [phone["name"] for phone in phones[:3]] == ["Fatou", "Sandrine", "Karim"]
    assert phones[0] == {"name": "Fatou", "medium": "sms", "language": "fr", "role": "parent"}
    assert {(phone["medium"], phone["language"]) for phone in phones[:3]} == {("sms", "fr")}


async def test_the_educator_has_the_last_phone_and_unusual_ones_come_before_it(browser: AsyncClient) -> None:
    names = [phone["name"] for phone in (await browser.get("/phones.json")).json()]
    assert names[-1] == "Claire"
    assert set(names[-6:-1]) == {"Awa-et-Ousmane", "Leila", "Nadege", "Thierry", "inconnu-22"}
    assert len(names) == len(set(names)) >= 10


async def test_two_people_with_one_name_have_two_phones(bench: Bench, browser: AsyncClient) -> None:
    def rename(session: Session) -> None:
        for contact in session.exec(select(Contact).where(Contact.name == "Karim")):
            contact.name = "Fatou"
            session.add(contact)

    bench.store.writing(rename)
    names = [phone["name"] for phone in (await browser.get("/phones.json")).json()]
    assert names[0] == "Fatou"
    assert names[2] == "Fatou-sms"


async def test_a_stranger_who_gives_her_name_keeps_her_phone(bench: Bench, browser: AsyncClient) -> None:
    def introduce(session: Session) -> None:
        amina = Contact(name="Amina", created_at=MONDAY)
        session.add(amina)
        session.flush()
        link(session, amina, session.get_one(Address, 22), MONDAY)

    assert (await browser.get("/phones/inconnu-22.json")).json()["name"] == "inconnu-22"
    bench.store.writing(introduce)
    assert (await browser.get("/phones/inconnu-22.json")).json()["name"] == "Amina"


async def test_what_fatou_writes_stands_on_her_phone(browser: AsyncClient) -> None:
    said = await browser.post("/phones/Fatou/say", json={"text": "oui on vient a 2"})
    assert said.status_code == 200
    (message,) = await screen(browser, "Fatou")
    assert message == {
        "id": "received-1",
        "at": "2026-10-05T10:00:00+02:00",
        "from": "me",
        "text": "oui on vient a 2",
        "buttons": [],
        "answer": False,
    }


async def test_a_thread_reads_in_order_though_the_clock_stands_still(bench: Bench, browser: AsyncClient) -> None:
    bench.store.writing(write_to, "Fatou", "Vous venez mardi ?")
    for word in ("oui", "non"):
        await browser.post("/phones/Fatou/say", json={"text": word})
        *_, last = bench.store.reading(heard)
        bench.store.writing(write_to, "Fatou", f"C'est note : {word}.", answers=last)
    messages = await screen(browser, "Fatou")
    words = ["Vous venez mardi ?", "oui", "C'est note : oui.", "non", "C'est note : non."]
    assert [message["text"] for message in messages] == words
    assert [message["answer"] for message in messages] == [False, False, True, False, True]


async def test_a_press_sends_the_data_of_the_newest_button_of_that_name(bench: Bench, browser: AsyncClient) -> None:
    bench.store.writing(write_to, "Mehdi", "Mardi ?", "Oui", "Non")
    newest = bench.store.writing(write_to, "Mehdi", "Jeudi ?", "Non", "Oui")
    await browser.post("/phones/Mehdi/say", json={"press": "Oui"})
    (received,) = bench.store.reading(heard)
    assert received.kind == "press"
    assert f'"press": "{newest}:1"' in received.raw
    assert (await screen(browser, "Mehdi"))[-1]["text"] == "Oui"


async def test_a_message_that_was_only_reserved_is_not_on_the_phone(bench: Bench, browser: AsyncClient) -> None:
    def hold_back(session: Session) -> None:
        send(session, phone_of(session, "Fatou"), "Bonjour", [], status="reserved")

    bench.store.writing(hold_back)
    assert await screen(browser, "Fatou") == []


@pytest.mark.parametrize(
    "nonsense",
    [b"", b"[]", b"null", b"{", b"\xff", b'{"text": 3}', b'{"text": "  "}', b'{"text": "a", "press": "b"}',
     b'{"press": "Oui"}', b'{"text": "\\u0000"}', b'{"text": "' + b"a" * 5000 + b'"}', b"[" * 60000],
)  # fmt: skip
async def test_nonsense_gets_a_french_sentence(browser: AsyncClient, nonsense: bytes) -> None:
    answer = await browser.post("/phones/Fatou/say", content=nonsense)
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")


async def test_half_a_letter_and_an_empty_byte_do_no_harm(browser: AsyncClient) -> None:
    await browser.post("/phones/Fatou/say", content=rb'{"text": "oui\ud800\u0000 merci"}')
    (message,) = await screen(browser, "Fatou")
    assert message["text"] == "oui� merci"


async def test_a_body_without_end_is_cut_short(browser: AsyncClient) -> None:
    assert (await browser.post("/phones/Fatou/say", content=b" " * 70_000)).status_code == 413


async def test_an_unknown_phone_is_said_to_be_unknown(browser: AsyncClient) -> None:
    for answer in (await browser.get("/phones/Zoe.json"), await browser.post("/phones/Zoe/say", json={"text": "a"})):
        assert answer.status_code == 404
        assert answer.json() == {"error": "Aucun téléphone ne porte ce nom."}


@pytest.mark.parametrize("header", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
async def test_another_site_cannot_speak_for_fatou(browser: AsyncClient, header: dict[str, str]) -> None:
    answer = await browser.post("/phones/Fatou/say", json={"text": "non"}, headers=header)
    assert answer.status_code == 403
    assert await screen(browser, "Fatou") == []


async def test_the_page_itself_may_speak(browser: AsyncClient) -> None:
    headers = {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}
    assert (await browser.post("/phones/Fatou/say", json={"text": "oui"}, headers=headers)).status_code == 200


async def test_somebody_rings_from_a_phone_with_sms_and_from_no_other(browser: AsyncClient) -> None:
    assert (await browser.post("/phones/Fatou/say", json={"call": True})).status_code == 200
    assert (await browser.post("/phones/Mehdi/say", json={"call": True})).status_code == 400
    assert (await browser.post("/phones/Fatou/say", json={"call": True, "text": "oui"})).status_code == 400


async def test_each_phone_on_the_page_has_its_own_line_and_its_button_to_ring(browser: AsyncClient) -> None:
    page = (await browser.get("/phones")).text
    phone = page[page.index('<template id="phone">') : page.index("</template>", page.index('<template id="phone">'))]
    assert page.count('class="ring"') == phone.count('class="ring"') == 1
