"""Whatever she types or presses, in any order, the console answers and stays sound."""

import random

from tests.console.desk import LINE, Desk

SAYINGS = (
    *("/nouveau", f"/nouveau {LINE}", "/agenda", "/qui", "/qui 1", "/presences", "/boite", "/annuler", "/deplacer"),
    *("/deplacer jeudi 22 octobre", "/annuler 99", "oui", "non", "15h", "21", "1", "mardi 21 octobre 14h", "Fatou 2+1"),
    *(
        "12 places",
        "hier",
        "du 2 au 4 juillet",
        "tous les mardis 14h",
        "2 30",
        "١٢",
        "²",
        "0",
        "-1",
        "9" * 400,
        "%s {x}",
    ),
)


def test_any_order_of_words_and_buttons_is_borne(desk: Desk) -> None:
    dice = random.Random(20261020)
    fatou = desk.parent("Fatou")
    for turn in range(400):
        if turn % 50 == 0:
            desk.asks(fatou, "c'est où ?", kind=dice.choice(["question", "danger", "late"]))
        everything = desk.everything_pressable()
        if everything and dice.random() < 0.5:
            desk.presses_data(dice.choice(everything[-12:]))
        else:
            assert desk.says(dice.choice(SAYINGS))
    assert all(message.topic or message.facts for message in desk.messages("console"))
