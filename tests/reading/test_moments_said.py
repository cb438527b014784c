"""How late, until when, at what hour, on which day: in figures and in words, where some are refused."""

from datetime import UTC, datetime

import pytest

from bot.reading.days import wished_day, wished_part
from bot.reading.delays import lateness
from bot.reading.flags import flags
from bot.reading.heard import Heard, listen
from bot.reading.hours import arrival, departure, named_hour

NOW = datetime(2026, 1, 6, 9, tzinfo=UTC)


def heard(text: str, language: str = "fr") -> Heard:
    """A text as the rules see it."""
    return listen(text, "rsvp", language, NOW)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("comptez vingt cinq minutes en plus", 25), ("dix minute de retard", 10), ("5 petite minute", 5),
        ("un quart d'heure de retard", 15), ("1/4 dheure", 15), ("trois quart d'heure", 45), ("demi heur", 30),
        ("jarriverai une heure apres le début", 60), ("1h de retar dsl", 60), ("je serai là à 15h", None),
        ("une petite heure de retard", 60), ("en retard d'1h30", 90), ("1/2 heure de retard", 30),
        ("en retard, 15h", None), ("1/4 h de retard", 15), ("3/4 h de retard", 45), ("опоздаю на полчаса", 30),
        ("запізнюся на пів години", 30), ("vonohem gjysmë ore", 30),
    ],
)  # fmt: skip
def test_a_delay_is_read_in_figures_and_in_words(text: str, minutes: int | None) -> None:
    assert lateness(heard(text)) == minutes


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("quatorze heure trente", "14:30"), ("plutot 15h que 14h", "15:00"), ("10h au lieu de 14h", "10:00"),
        ("vers 3h moins le quart", "14:45"), ("à 4h de l'aprem", "16:00"), ("6h du matin", "06:00"),
        ("3 heur", "15:00"), ("demain après-midi", None), ("demain apres midi", None),
        ("il reste 5 euros", None), ("uit eur é demi", "08:30"),
    ],
)  # fmt: skip
def test_the_hour_that_is_wanted_is_read(text: str, hour: str | None) -> None:
    assert named_hour(heard(text)) == hour


@pytest.mark.parametrize(
    ("text", "language", "hour"),
    [
        ("a las dos y media estoy alli", "es", "14:30"),
        ("chego as duas e meia", "pt", "14:30"),
        ("nwsel m3a jouj w noss", "ary-Latn", "14:30"),
        ("saat 15 olsa daha iyi", "tr", "15:00"),
        ("can it be at 3 in the afternoon", "en", "15:00"),
        ("i leave at 4pm", "en", "16:00"),
        ("i come at 2.30pm", "en", "14:30"),
    ],
)
def test_an_hour_is_read_in_other_languages(text: str, language: str, hour: str) -> None:
    assert named_hour(heard(text, language)) == hour


def test_who_must_be_elsewhere_leaves_at_that_hour_and_the_departure_of_an_outing_is_none() -> None:
    assert departure(heard("oui mais a 16h15 jdois etre devant la maternelle")) == "16:15"
    assert departure(heard("je peux pas rester plus tard que 15h15")) == "15:15"
    assert departure(heard("je serai au depart 8h45")) is None
    assert arrival(heard("je viens pour 14h30")) == "14:30"


@pytest.mark.parametrize(
    "text",
    [
        "je m'en vais à 16h",
        "je dois y aller à 16h",
        "oui jusqu'à 16h",
        "à 16h je dois récupérer les enfants",
        "à 16h je récupère mon fils",
    ],
)
def test_who_goes_leaves_at_that_hour(text: str) -> None:
    assert departure(heard(text)) == "16:00"


@pytest.mark.parametrize(
    "text",
    [
        "je pourrai être là que pour 15h",
        "je passe vers 15h",
        "oui vers 15h",
        "on vous rejoint là bas à 15h",
        "je viens qu'à quinze heures",
    ],
)
def test_who_comes_arrives_at_that_hour(text: str) -> None:
    assert arrival(heard(text)) == "15:00"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("appelez moi demain matin", "tomorrow_morning"), ("apl ce soir svp", "tonight"),
        ("pas jeudi plutot mardi", "tuesday"), ("jeudi pas possible vendredi si", "friday"),
        ("au taf jusqua jeudi vendredi appelez moi", "friday"),
        ("pas jeudi matin, jeudi aprem oui", "thursday"), ("mardi j'ai rdv mais mercredi oui", "wednesday"),
        ("demain ou jeudi", None), ("appelez moi", None),
    ],
)  # fmt: skip
def test_the_day_that_is_wanted_is_read(text: str, day: str | None) -> None:
    assert wished_day(heard(text)) == day


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("l'apres midi jpeu pas le matin si vous pouvez", "morning"),
        ("plutôt en soirée", "evening"),
        ("je peux pas mardi plutôt jeudi aprem", "afternoon"),
        ("vendredi après-midi", "afternoon"),
        ("appelez moi laprem le matin je dors", "afternoon"),
        ("le matin ou le soir", None),
    ],
)
def test_the_part_of_the_day_that_is_wanted_is_read(text: str, part: str | None) -> None:
    assert wished_part(heard(text)) == part


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("avec Sirine on se parle enfin", ["child_name"]),
        ("ma fille Assia me raconte tout", ["child_name"]),
        ("depuis ma dépression c'est mieux", ["health"]),
        ("pour Ilyes qui est autiste", ["child_name", "health"]),
        ("avec les autres parents on rigole", []),
        ("mon fils parle enfin à table", []),
    ],
)
def test_a_childs_name_and_an_illness_are_flagged(text: str, found: list[str]) -> None:
    assert flags(heard(text)) == found
