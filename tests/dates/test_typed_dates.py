"""What an educator types on Monday 5 October 2026 at 10h, and the moment it means."""

from datetime import datetime

import pytest

from bot.reading.dates.moments import Day, Point, Several, Stay, Trouble
from bot.reading.dates.when import when

MONDAY = datetime.fromisoformat("2026-10-05T10:00+02:00")

POINTS = {
    "mercredi 14h": "2026-10-07T14:00",
    "14h mercredi": "2026-10-07T14:00",
    "jeudi qui vient à 9h30": "2026-10-08T09:30",
    "mardi de la semaine prochaine 9h30": "2026-10-13T09:30",
    "jeudi 14h la semaine prochaine": "2026-10-15T14:00",
    "pas ce mardi mais le suivant 14h": "2026-10-13T14:00",
    "pas mardi mais mercredi 14h": "2026-10-07T14:00",
    "demain matin 9h": "2026-10-06T09:00",
    "demain (mardi 6 octobre) 14h": "2026-10-06T14:00",
    "ap-demain 11h": "2026-10-07T11:00",
    "ce soir 19h": "2026-10-05T19:00",
    "ce midi": "2026-10-05T12:00",
    "dans 10 jours à 9h": "2026-10-15T09:00",
    "dans une semaine 14h": "2026-10-12T14:00",
    "dans trois semaines, jeudi 14h": "2026-10-29T14:00",
    "d'aujourd'hui en huit 14h": "2026-10-12T14:00",
    "dans 2 heures": "2026-10-05T12:00",
    "vendredi 9 octobre, 18 h 30": "2026-10-09T18:30",
    "VENDREDI 9 OCTOBRE À 18H": "2026-10-09T18:00",
    "lun. 12 oct. 9h": "2026-10-12T09:00",
    "mer 14/10 14h": "2026-10-14T14:00",
    "le 9.10 à 18h": "2026-10-09T18:00",
    "9-10-26 18:30": "2026-10-09T18:30",
    "2026-11-03 14:00": "2026-11-03T14:00",
    "2026-11-03T13:00:00Z": "2026-11-03T14:00",
    "vandredi 9h": "2026-10-09T09:00",
    "3 sept 10h": "2027-09-03T10:00",
    "3 mar 10h": "2027-03-03T10:00",
    "le deux novembre à quatorze heures trente": "2026-11-02T14:30",
    "jeudi neuf heures moins le quart": "2026-10-08T08:45",
    "jeudi midi et demi": "2026-10-08T12:30",
    "mardi soir 8h": "2026-10-06T20:00",
    "jeudi 3h de l'après-midi": "2026-10-08T15:00",
    "le 15 à 14h": "2026-10-15T14:00",
    "le 1er 14h": "2026-11-01T14:00",
    "le 15 du mois prochain 14h": "2026-11-15T14:00",
    "le 1er lundi de novembre 14h": "2026-11-02T14:00",
    "le dernier vendredi de juin 18h": "2027-06-25T18:00",
    "le 2e mardi du mois à 10h": "2026-10-13T10:00",
    "sortie à la mer samedi 10h": "2026-10-10T10:00",
    "rdv jeudi 15 rue du 8 mai 1945 à 14h": "2026-10-15T14:00",
}

RANGES = {
    "jeudi de 14 à 16h": ("2026-10-08T14:00", "2026-10-08T16:00"),
    "jeudi 9h30-11h": ("2026-10-08T09:30", "2026-10-08T11:00"),
    "jeudi 14-16h": ("2026-10-08T14:00", "2026-10-08T16:00"),
    "jeudi entre 14h et 16h": ("2026-10-08T14:00", "2026-10-08T16:00"),
    "14h → 16h jeudi 8 octobre": ("2026-10-08T14:00", "2026-10-08T16:00"),
    "jeudi 14h jusqu'à 16h": ("2026-10-08T14:00", "2026-10-08T16:00"),
    "jeudi 14h pendant 1h30": ("2026-10-08T14:00", "2026-10-08T15:30"),
    "samedi de 22h à minuit": ("2026-10-10T22:00", "2026-10-11T00:00"),
}

ASKED = {
    "mardi prochain 14h": ("2026-10-06T14:00", ["2026-10-13T14:00"]),
    "lundi 14h": ("2026-10-12T14:00", ["2026-10-05T14:00"]),
    "ce lundi 14h": ("2026-10-05T14:00", ["2026-10-12T14:00"]),
    "mardi en huit 14h": ("2026-10-13T14:00", ["2026-10-06T14:00"]),
    "dans quinze jours 10h": ("2026-10-19T10:00", ["2026-10-20T10:00"]),
    "mardi d'après 14h": ("2026-10-13T14:00", ["2026-10-06T14:00"]),
    "mardi 2h": ("2026-10-06T02:00", ["2026-10-06T14:00"]),
    "demain minuit": ("2026-10-07T00:00", ["2026-10-06T00:00"]),
    "le 5/10 à 9h": ("2026-10-05T09:00", ["2027-10-05T09:00"]),
}

DAYS = {
    "jeudi matin": ("2026-10-08", "morning"),
    "jeudi après-midi": ("2026-10-08", "afternoon"),
    "demain en soirée": ("2026-10-06", "evening"),
    "le 12/11": ("2026-11-12", None),
    "jeudi après 14h": ("2026-10-08", None),
    "jeudi 14h ou 15h": ("2026-10-08", None),
    "jeudi matin 14h": ("2026-10-08", None),
}

STAYS = {
    "du 30 octobre au 1er novembre": ("2026-10-30", "2026-11-01", 2),
    "du 28 décembre au 2 janvier": ("2026-12-28", "2027-01-02", 5),
    "du vendredi 16 au dimanche 18 octobre": ("2026-10-16", "2026-10-18", 2),
    "10-11 octobre": ("2026-10-10", "2026-10-11", 1),
    "le week-end du 10 au 11 octobre": ("2026-10-10", "2026-10-11", 1),
    "du 10/07 au 12/07/27": ("2027-07-10", "2027-07-12", 2),
    "du jeudi 22 octobre 9h au samedi 24 octobre 17h": ("2026-10-22", "2026-10-24", 2),
}

LISTS = {
    "lundi 12 et mardi 13 octobre 14h": ["2026-10-12T14:00", "2026-10-13T14:00"],
    "les 3, 10 et 17 novembre à 14h": ["2026-11-03T14:00", "2026-11-10T14:00", "2026-11-17T14:00"],
    "les mardis 13 et 20 octobre 14h": ["2026-10-13T14:00", "2026-10-20T14:00"],
    "mardi 14h et jeudi 10h": ["2026-10-06T14:00", "2026-10-08T10:00"],
    "14h mardi et 10h jeudi": ["2026-10-06T14:00", "2026-10-08T10:00"],
    "jeudi 9h-12h et 14h-17h": ["2026-10-08T09:00", "2026-10-08T14:00"],
    "du 20 au 22 octobre 14h-16h": ["2026-10-20T14:00", "2026-10-21T14:00", "2026-10-22T14:00"],
}

TROUBLES = {
    "invalid_date": [
        *("31/02 14h", "le 29 février 10h", "le 12/13 14h", "le 0 mars", "demain 24:00", "mardi 25h", "jeudi 14h75"),
        *("jeudi 18h-18h", "jeudi 16h-14h", "du 4 au 2 juillet", "le 31 novembre"),
    ],
    "too_vague": [
        *(
            "bientôt",
            "début novembre",
            "la semaine prochaine",
            "ce week-end",
            "un mardi 14h",
            "mardi ou jeudi 14h",
            "mardi 14h ou jeudi 10h",
        ),
        *("vers le 15 novembre", "avant vendredi", "entre le 12 et le 15 octobre", "pas mardi", "14h", "45992", ""),
    ],
}


def _local(*moments: str) -> list[str]:
    return [datetime.fromisoformat(moment).isoformat() for moment in moments]


def _typed(*moments: datetime) -> list[str]:
    return [moment.replace(tzinfo=None).isoformat() for moment in moments]


@pytest.mark.parametrize(("text", "start"), POINTS.items())
def test_one_moment_is_read_without_a_question(text: str, start: str) -> None:
    found = when(text, MONDAY)
    assert isinstance(found, Point)
    assert (_typed(found.start), found.end, found.confirm) == (_local(start), None, False)


@pytest.mark.parametrize(("text", "hours"), RANGES.items())
def test_an_hour_to_another_gives_the_end(text: str, hours: tuple[str, str]) -> None:
    found = when(text, MONDAY)
    assert isinstance(found, Point)
    assert found.end is not None
    assert _typed(found.start, found.end) == _local(*hours)


@pytest.mark.parametrize(("text", "readings"), ASKED.items())
def test_where_two_readings_stand_both_are_offered(text: str, readings: tuple[str, list[str]]) -> None:
    found = when(text, MONDAY)
    assert isinstance(found, Point)
    assert found.confirm
    assert (_typed(found.start), _typed(*found.alternatives)) == (_local(readings[0]), _local(*readings[1]))


@pytest.mark.parametrize(("text", "expected"), DAYS.items())
def test_a_missing_hour_is_asked_and_never_invented(text: str, expected: tuple[str, str | None]) -> None:
    found = when(text, MONDAY)
    assert isinstance(found, Day)
    assert (found.date.isoformat(), found.part, found.missing) == (*expected, ("time",))


@pytest.mark.parametrize(("text", "expected"), STAYS.items())
def test_a_stay_counts_its_nights(text: str, expected: tuple[str, str, int]) -> None:
    found = when(text, MONDAY)
    assert isinstance(found, Stay)
    assert (found.start_date.isoformat(), found.end_date.isoformat(), found.nights) == expected


@pytest.mark.parametrize(("text", "starts"), LISTS.items())
def test_several_days_share_or_keep_their_hours(text: str, starts: list[str]) -> None:
    found = when(text, MONDAY)
    assert isinstance(found, Several)
    assert _typed(*found.starts) == _local(*starts)


@pytest.mark.parametrize(("error", "text"), [(error, text) for error, texts in TROUBLES.items() for text in texts])
def test_what_cannot_be_a_date_is_said(error: str, text: str) -> None:
    assert when(text, MONDAY) == Trouble(error=error)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("mardi 7 octobre 14h", ["2026-10-06", "2026-10-07"]),
        ("dimanche 15 octobre 14h", ["2026-10-15", "2026-10-18"]),
        ("demain mercredi 14h", ["2026-10-06", "2026-10-07"]),
        ("vendredi 2 octobre 14h", ["2026-10-02", "2027-10-02"]),
    ],
)
def test_a_weekday_that_contradicts_the_date_names_both_days(text: str, candidates: list[str]) -> None:
    found = when(text, MONDAY)
    assert isinstance(found, Trouble)
    assert (found.error, [day.isoformat() for day in found.candidates]) == ("weekday_mismatch", candidates)


@pytest.mark.parametrize(
    "text", ["le 3/12/2024 14h", "hier 14h", "mardi dernier 14h", "ce matin 9h", "il y a 3 jours 9h"]
)
def test_a_moment_gone_by_may_only_be_recorded(text: str) -> None:
    assert when(text, MONDAY).past
