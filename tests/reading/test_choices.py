"""Which lines of a list are picked: by number, by place, by exclusion, by the words that stand there."""

from datetime import UTC, datetime

import pytest

from bot.reading.jsonl import understand_line
from bot.reading.options import listed
from bot.reading.reader import read

NOW = datetime(2026, 1, 6, 9, tzinfo=UTC)
SMS = "Quel jour vous va ? 1 mardi 14h, 2 jeudi 18h, 3 samedi 10h"


def picked(text: str, options: tuple[str, ...] = ()) -> object:
    """The lines that are picked."""
    return read(text, "choice", "fr", NOW, options).fields.get("choices")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("le dernier", [3]), ("la derniere svp", [3]), ("les deux premiers", [1, 2]), ("les 2 derniers", [2, 3]),
        ("plutot le trois", [3]), ("option deux", [2]), ("celui du milieu", [2]), ("le deuziem", [2]),
        ("pas le 1", [2, 3]), ("ni 1 ni 2", [3]), ("tous sauf le 2", [1, 3]), ("le 1 et le 2, pas le 3", [1, 2]),
        ("1 non 2 oui 3 non", [2]), ("deux et non trois", [2]), ("plutot le 2 que le 1", [2]), ("3 pas 2", [3]),
        ("peu importe", [1, 2, 3]), ("n'importe lequel", [1, 2, 3]), ("les trois me vont", [1, 2, 3]),
        ("pas le 1 ni le 3 donc le 2", [2]), ("number two please", [2]), ("le 1 si ya encore de la place", [1]),
        ("2/3", [2, 3]), ("les 2 premier", [1, 2]), ("les deux dernier", [2, 3]), ("ni le 1 ni le 3", [2]),
    ],
)  # fmt: skip
def test_a_line_is_picked_by_number_by_place_or_by_exclusion(text: str, lines: list[int]) -> None:
    assert picked(text) == lines


@pytest.mark.parametrize("text", ["aucun des trois", "je dois voir", "ni 1 ni 2 ni 3"])
def test_who_picks_none_has_picked_nothing(text: str) -> None:
    assert picked(text) is None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("jeudi", [2]), ("le samedi matin c mieux", [3]), ("sam 10h", [3]), ("18h", [2]), ("le soir", [2]),
        ("mardi ou jeudi, pas samedi c'est le marché", [1, 2]), ("tout sauf mardi", [2, 3]), ("pas en semaine", [3]),
        ("jeudi non, les deux autres oui", [1, 3]), ("mardi, le jeudi je vois le dentiste", [1]),
        ("jeudi parce que mardi je travaille", [2]), ("numero 2 le jeudi a 18h", [2]), ("السبت", [3]),
        ("persembe aksam", [2]), ("thursday or saturday", [2, 3]), ("je travaille mardi", [2, 3]),
        ("le seul jour ou je travaille pas c jeudi", [2]), ("quinta feira", [2]), ("le we", [3]),
        ("mardi ya pas, samdi c bon", [3]), ("samedi c'est mort, les 2 autres ok", [1, 2]),
    ],
)  # fmt: skip
def test_a_line_is_picked_by_its_own_words(text: str, lines: list[int]) -> None:
    assert picked(text, listed(SMS)) == lines


@pytest.mark.parametrize("text", ["4", "le 7", "mercredi", "on sera 2 adultes"])
def test_what_is_not_on_the_list_picks_nothing(text: str) -> None:
    assert picked(text, listed(SMS)) is None


@pytest.mark.parametrize(
    ("sms", "lines"),
    [
        (SMS, ("mardi 14h", "jeudi 18h", "samedi 10h")),
        ("1) mardi 14h\n2) jeudi 18h", ("mardi 14h", "jeudi 18h")),
        ("Quel jour ? 1. cuisine 2. couture", ("cuisine", "couture")),
        ("Bonjour. Mardi 13 janvier à 14h, rencontre entre parents.", ()),
    ],
)
def test_the_lines_are_found_in_the_message(sms: str, lines: tuple[str, ...]) -> None:
    assert listed(sms) == lines


def test_a_line_of_json_takes_them_from_its_message() -> None:
    line: dict[str, object] = {"text": "le samedi", "context": {"ask": "choice", "sms": SMS}}
    assert understand_line(line)["choice"] == 3
