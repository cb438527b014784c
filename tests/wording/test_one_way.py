"""By an SMS that cannot be answered nothing asks for an answer by SMS, in any language, discreet or not."""

import re
from itertools import product

import pytest

from bot.conversations.saying import UNASKED
from messages.catalogue import ONE_WAY
from messages.outbox import ATTENDANCE, BUTTONED, QUESTIONS
from scheduler.planning import RULES
from tests.wording.cast import CATALOGUE, DISCREET, KINDS, LANGUAGES, MONDAY, USUAL, facts_for

REFUSED = {kind.name for rule in RULES for kind in rule.kinds if kind.asks in QUESTIONS - ATTENDANCE - BUTTONED}
"""Kinds that the gate keeps back: words of hers would be the answer."""
SAID = [
    kind for kind in KINDS
    if kind not in {*REFUSED, *UNASKED, "testimony/read-back"} and not kind.startswith("clarify/")
]  # fmt: skip
WAYS = {
    "a link": {"link": "https://relais.example.org/r/abcdefghjkmnpqr", "call_number": ""},
    "a number": {"link": "", "call_number": "03 20 12 34 56"},
    "both": {"link": "https://relais.example.org/r/abcdefghjkmnpqr", "call_number": "03 20 12 34 56"},
    "neither": {"link": "", "call_number": ""},
}
ASKS = re.compile(
    r"[?؟]|\b[Rr][ée]ponde|Reply|[Yy]anıtlay|yazın|\bOUI\b|\bNON\b|\bYES\b|\bSTOP\b|\bSTART\b|\bRETRAIT\b|أجيبوا"
)


def said(kind: str, language: str, discreet: bool, way: str) -> str:
    facts = facts_for(kind, USUAL) | WAYS[way] | {"offer_until": "2026-10-20T10:00:00+02:00"}
    return CATALOGUE.render(kind, language, ONE_WAY, facts, MONDAY, discreet).text


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_asks_for_an_answer_by_sms(language: str, way: str) -> None:
    asking = [(kind, found) for kind in SAID for discreet in (False, kind in DISCREET)
              if (found := ASKS.search(said(kind, language, discreet, way)))]  # fmt: skip
    assert asking == []


@pytest.mark.parametrize(("language", "discreet"), list(product(LANGUAGES, (False, True))))
def test_an_invitation_says_how_she_can_answer(language: str, discreet: bool) -> None:
    assert "https://relais.example.org/r/" in said("invitation", language, discreet, "a link")
    assert re.sub(r"\D", "", "03 20 12 34 56") in re.sub(
        r"[^\d]", "", said("invitation", language, discreet, "a number")
    )
    assert len(said("invitation", language, discreet, "neither").splitlines()) >= 2


def test_without_a_link_or_a_number_the_educator_calls() -> None:
    assert said("invitation", "fr", False, "neither").endswith("Claire vous appelle.")


@pytest.mark.parametrize("kind", DISCREET)
def test_a_discreet_one_way_text_gives_nothing_away(kind: str) -> None:
    if kind in SAID:
        text = said(kind, "fr", True, "both")
        assert not [word for word in ("Atout", "Fatou", "rencontre", "groupe") if word in text]
