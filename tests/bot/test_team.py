"""The team as the settings name it: phones that come and go, and none that is a family's."""

import pytest

from bot.settings import Settings
from bot.team import TeamError, keep_team
from messages.contacts import addresses_of
from messages.store import Store
from messages.team import EDUCATORS, STAND_INS, team
from tests.cast import SEPTEMBER, contact_of, mother

NADEGE = {"RELAIS_STAND_IN_NAME": "Nadège", "RELAIS_STAND_IN_PHONE": "06 39 98 97 01"}


def keep(store: Store, **environ: str) -> None:
    """Start with these settings."""
    store.writing(keep_team, Settings.load(environ, sending=False), SEPTEMBER)


def phones(store: Store, which: tuple[bool, ...]) -> list[str]:
    """The numbers of those members."""
    ids = store.reading(lambda session: [member.id or 0 for member in team(session, which)])
    return [way.value for ways in store.reading(addresses_of, ids).values() for way in ways]


def test_the_stand_in_and_the_educator_are_reached_where_the_settings_say(store: Store) -> None:
    keep(store, RELAIS_EDUCATOR_PHONE="0639989700", **NADEGE)
    assert (phones(store, EDUCATORS), phones(store, STAND_INS)) == (["+33639989700"], ["+33639989701"])


def test_another_number_takes_the_place_of_the_first(store: Store) -> None:
    keep(store, **NADEGE)
    keep(store, **NADEGE | {"RELAIS_STAND_IN_PHONE": "0639989702"})
    assert phones(store, STAND_INS) == ["+33639989702"]


def test_nobody_named_any_more_is_told_no_more(store: Store) -> None:
    keep(store, **NADEGE)
    keep(store)
    assert phones(store, STAND_INS) == []


def test_a_number_of_a_family_is_refused(store: Store) -> None:
    fatou = store.writing(mother, "Fatou")
    number = store.reading(lambda session: addresses_of(session, [contact_of(session, fatou).id or 0]))
    value = next(iter(number.values()))[0].value
    with pytest.raises(TeamError, match="famille"):
        keep(store, **NADEGE | {"RELAIS_STAND_IN_PHONE": value})
