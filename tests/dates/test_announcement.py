"""One-line announcements typed on Monday 5 October 2026 at 10h, and the activity each describes."""

from dataclasses import asdict
from datetime import datetime, time

import pytest

from bot.reading.announcement import Announcement, announcement
from bot.reading.dates.moments import Point, Recurring, Stay, Trouble

MONDAY = datetime.fromisoformat("2026-10-05T10:00+02:00")

# text: kind, title, start, place, and whatever else was said
LINES: dict[str, tuple[object, ...]] = {
    "groupe d'échange mardi 20 octobre 14h Maison de quartier, 3 places": (
        *("group", "Groupe d'échange", "2026-10-20T14:00", "Maison de quartier", {"capacity": 3}),
    ),
    "Maison de quartier, mardi 20 octobre 14h, groupe d'échange, max 12": (
        *("group", "Groupe d'échange", "2026-10-20T14:00", "Maison de quartier", {"capacity": 12}),
    ),
    "3 places groupe d'échange à la Maison de quartier mardi 20/10 à 14h": (
        *("group", "Groupe d'échange", "2026-10-20T14:00", "Maison de quartier", {"capacity": 3}),
    ),
    "atelier cuisine jeudi 14h à la salle Courmont": (
        *("workshop", "Atelier cuisine", "2026-10-08T14:00", "salle Courmont", {}),
    ),
    "atelier cuisine au collège Wazemmes jeudi 14h": (
        *("workshop", "Atelier cuisine", "2026-10-08T14:00", "collège Wazemmes", {}),
    ),
    "atelier initiation au yoga jeudi 15 octobre 18h Espace Rihour": (
        *("workshop", "Atelier initiation au yoga", "2026-10-15T18:00", "Espace Rihour", {}),
    ),
    "20/10 14h-16h atelier jeux, salle Courmont, max 10 pers, à prévoir : bottes": (
        *("workshop", "Atelier jeux", "2026-10-20T14:00", "salle Courmont", {"capacity": 10, "bring": "bottes"}),
    ),
    "atelier parents-enfants peinture mercredi 14h, médiathèque, 8 places": (
        *("workshop", "Atelier parents-enfants peinture", "2026-10-07T14:00", "médiathèque"),
        {"capacity": 8, "children": True},
    ),
    "sortie au zoo samedi 17 octobre 10h devant l'école, bus 9h30, avec les enfants, 12 personnes": (
        *("outing", "Sortie au zoo", "2026-10-17T10:00", "devant l'école"),
        {"capacity": 12, "children": True, "bus_time": time(9, 30)},
    ),
    "sortie à la mer samedi 24 octobre 9h, départ du bus à 8h30 devant l'école Lamartine, apporter un pique-nique": (
        *("outing", "Sortie à la mer", "2026-10-24T09:00", None),
        {"bus_time": time(8, 30), "bus_place": "devant l'école Lamartine", "bring": "un pique-nique"},
    ),
    "visite de la ferme mercredi 21 octobre 10h, bus à 9h place de la Gare, apporter bottes, gourde et k-way": (
        *("outing", "Visite de la ferme", "2026-10-21T10:00", None),
        {"bus_time": time(9), "bus_place": "place de la Gare", "bring": "bottes, gourde et k-way"},
    ),
    "sortie zoo samedi 24 octobre 10h, bus 9h30 école Jean Macé, 12 places": (
        *("outing", "Sortie zoo", "2026-10-24T10:00", None),
        {"capacity": 12, "bus_time": time(9, 30), "bus_place": "école Jean Macé"},
    ),
    "sortie piscine mercredi 14h bus devant la mairie 13h15 12 places": (
        *("outing", "Sortie piscine", "2026-10-07T14:00", None),
        {"capacity": 12, "bus_time": time(13, 15), "bus_place": "devant la mairie"},
    ),
    "Sortie Parc Astérix samedi 17 octobre 8h, RDV devant la mairie": (
        *("outing", "Sortie Parc Astérix", "2026-10-17T08:00", "devant la mairie", {}),
    ),
    "réunion lundi 12 octobre 9h30 au collège Wazemmes": (
        *("meeting", "Réunion", "2026-10-12T09:30", "collège Wazemmes", {}),
    ),
    "réunion parents demain soir 18h30 à l'école Lamartine sans enfants": (
        *("meeting", "Réunion parents", "2026-10-06T18:30", "école Lamartine", {"children": False}),
    ),
    "rdv mercredi 14h chez Fatou": ("meeting", "Rdv", "2026-10-07T14:00", "chez Fatou", {}),
    "12 rue Courmont mardi 20 octobre 14h rencontre": (
        *("group", "Rencontre", "2026-10-20T14:00", "12 rue Courmont", {}),
    ),
    "groupe Lille-Sud mercredi 14h salle 3": (
        *("group", "Groupe Lille-Sud", "2026-10-07T14:00", "salle 3", {"group": "Lille-Sud"}),
    ),
    "groupe d'échange pour le groupe Lille-Sud mardi 20/10 14h lieu : Maison de quartier": (
        *("group", "Groupe d'échange", "2026-10-20T14:00", "Maison de quartier", {"group": "Lille-Sud"}),
    ),
    "café des parents vendredi 9h école Briand, enfants bienvenus": (
        *("group", "Café des parents", "2026-10-09T09:00", "école Briand", {"children": True}),
    ),
    "soirée crêpes vendredi 16 octobre 19h Maison de quartier": (
        *(None, "Soirée crêpes", "2026-10-16T19:00", "Maison de quartier", {}),
    ),
    "pas d'enfants mercredi 14h atelier couture": (
        *("workshop", "Atelier couture", "2026-10-07T14:00", None, {"children": False}),
    ),
    "🎨 atelier dessin 22/10 16h enfants": (
        "workshop",
        "🎨 atelier dessin",
        "2026-10-22T16:00",
        None,
        {"children": True},
    ),
    "atelier dessin jeudi 22/10 16h (enfants) (8 pl.)": (
        *("workshop", "Atelier dessin", "2026-10-22T16:00", None, {"children": True, "capacity": 8}),
    ),
    "groupe jeudi 8/10 9h30 école Jules Ferry enfants": (
        *("group", "Groupe", "2026-10-08T09:30", "école Jules Ferry", {"children": True}),
    ),
    "atelier enfants mardi 20 octobre 14h chez Mme Diallo capa 15": (
        *("workshop", "Atelier enfants", "2026-10-20T14:00", "chez Mme Diallo", {"capacity": 15}),
    ),
    "atelier mardi 20 octobre 14h enfants acceptés à partir de 6 ans": (
        *("workshop", "Atelier à partir de 6 ans", "2026-10-20T14:00", None, {"children": True}),
    ),
    "café parents 8/10 9h, ss enfants, lieu : salle des fêtes, rue Jean Jaurès": (
        *("group", "Café parents", "2026-10-08T09:00", "salle des fêtes, rue Jean Jaurès", {"children": False}),
    ),
    "sortie ferme mercredi 21/10 14h, bus 13h30 place Guy Mocquet, retour vers 17h30": (
        *("outing", "Sortie ferme", "2026-10-21T14:00", None),
        {"bus_time": time(13, 30), "bus_place": "place Guy Mocquet", "ends": time(17, 30)},
    ),
    "sortie ferme mercredi 21/10 14h, départ 13h15 en bus": (
        *("outing", "Sortie ferme", "2026-10-21T14:00", None, {"bus_time": time(13, 15)}),
    ),
    "atelier yoga au dojo mardi 20 octobre 14h fin 16h": (
        *("workshop", "Atelier yoga", "2026-10-20T14:00", "dojo", {"ends": time(16)}),
    ),
    "groupe mardi 20 octobre 14h lieu à préciser": ("group", "Groupe", "2026-10-20T14:00", None, {}),
    "atelier mardi 20 octobre 14h garde d'enfants sur place": (
        *("workshop", "Atelier, garde d'enfants sur place", "2026-10-20T14:00", None, {}),
    ),
    "Lieu : MJC. Date : mardi 20 octobre. Heure : 14h. Activité : atelier. Places : 8. Enfants : oui": (
        *("workshop", "Atelier.", "2026-10-20T14:00", "MJC", {"capacity": 8, "children": True}),
    ),
    "atelier - mardi 20 octobre - 14h - chez Paulette - 8 places - enfants": (
        *("workshop", "Atelier", "2026-10-20T14:00", "chez Paulette", {"capacity": 8, "children": True}),
    ),
    "mardi 20 octobre à 14h à la maison de quartier : groupe sur le sommeil": (
        *("group", "Groupe sur le sommeil", "2026-10-20T14:00", "maison de quartier", {}),
    ),
    "réunion pas ce mardi mais le suivant 14h salle Courmont": (
        *("meeting", "Réunion", "2026-10-13T14:00", "salle Courmont", {}),
    ),
}

NOT_SAID = {
    "capacity": None,
    "children": None,
    "bus_time": None,
    "bus_place": None,
    "ends": None,
    "bring": None,
    "group": None,
}


@pytest.mark.parametrize(("text", "expected"), LINES.items())
def test_the_parts_of_a_line_are_found_in_any_order(text: str, expected: tuple[object, ...]) -> None:
    found = announcement(text, MONDAY)
    assert isinstance(found.moment, Point)
    start = found.moment.start.replace(tzinfo=None).isoformat(timespec="minutes")
    assert (found.kind, found.title, start, found.place) == expected[:4]


@pytest.mark.parametrize(("text", "expected"), LINES.items())
def test_what_was_said_is_kept_and_nothing_else_invented(text: str, expected: tuple[object, ...]) -> None:
    found = asdict(announcement(text, MONDAY))
    said = expected[4]
    assert isinstance(said, dict)
    assert {name: found[name] for name in NOT_SAID} == NOT_SAID | said


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("groupe d'échange mardi 20 octobre 14h Maison de quartier", ()),
        ("atelier mardi 20 octobre 14h", ("place",)),
        ("groupe d'échange demain", ("time", "place")),
        ("réunion bientôt salle Courmont", ("moment",)),
        ("réunion le 31 novembre à 10h salle Courmont", ("moment",)),
        ("bonjour", ("moment", "place")),
        ("", ("moment", "place")),
    ],
)
def test_only_what_is_missing_is_asked(text: str, missing: tuple[str, ...]) -> None:
    assert announcement(text, MONDAY).missing == missing


def test_a_stay_keeps_its_destination_in_the_title() -> None:
    found = announcement("séjour à Esquelbecq du 2 au 4 juillet, apporter des draps", MONDAY)
    assert (found.kind, found.title, found.bring) == ("stay", "Séjour à Esquelbecq", "des draps")
    assert isinstance(found.moment, Stay)


def test_a_series_is_announced_in_one_line() -> None:
    found = announcement("atelier couture tous les mardis 14h jusqu'au 15 décembre Maison de quartier", MONDAY)
    assert (found.title, found.place) == ("Atelier couture", "Maison de quartier")
    assert isinstance(found.moment, Recurring)


def test_a_contradiction_reaches_the_educator_with_its_two_days() -> None:
    found = announcement("groupe d'échange mardi 21 octobre 14h Maison de quartier", MONDAY)
    assert isinstance(found.moment, Trouble)
    assert [day.isoformat() for day in found.moment.candidates] == ["2026-10-20", "2026-10-21"]


def test_what_cannot_be_placed_stays_in_the_title() -> None:
    found = announcement("atelier avec Mme Diallo, budget 40 euros, mardi 20 octobre 14h", MONDAY)
    assert "40 euros" in found.title


def test_an_empty_line_announces_nothing() -> None:
    nothing = Announcement(None, "", None, "", *[None] * 9, missing=("moment", "place"))
    assert announcement("   ", MONDAY) == nothing


@pytest.mark.parametrize(
    ("line", "asked", "title"),
    [
        ("sortie ferme mardi 20 octobre 14h, transport", True, "Sortie ferme"),
        ("sortie ferme mardi 20 octobre 14h avec aide pour venir", True, "Sortie ferme"),
        ("sortie ferme mardi 20 octobre 14h, transport possible, 12 places", True, "Sortie ferme"),
        ("sortie ferme mardi 20 octobre 14h sans transport", False, "Sortie ferme"),
        ("sortie musée des transports mardi 20 octobre 14h", None, "Sortie musée des transports"),
    ],
)
def test_the_line_says_whether_families_are_asked_about_help_to_come(line: str, asked: bool | None, title: str) -> None:
    read = announcement(line, MONDAY)
    assert (read.transport, read.title) == (asked, title)
