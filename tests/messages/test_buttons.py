"""A button counts only where it was shown."""

import pytest
from sqlmodel import Session

from messages.buttons import button_data, pressed
from messages.contacts import Address, address_of
from messages.store import Store
from tests.cast import paris
from tests.web.bench import send

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NOW = paris("2026-10-05 10:00")


def shown(session: Session) -> tuple[Address, Address, str]:
    """Fatou's phone, on which one button was shown, somebody else's, and the attempt."""
    fatou, other = (address_of(session, "telegram", value, NOW) for value in ("7001", "7002"))
    return fatou, other, send(session, fatou, "Venez-vous ?", [["Oui", "yes"]])


def test_it_means_what_was_shown_and_only_to_whom(store: Store) -> None:
    fatou, other, attempt = store.writing(shown)
    press = store.reading(pressed, fatou, button_data(attempt, 0))
    assert press is not None
    assert press.choice == "yes"
    assert store.reading(pressed, other, button_data(attempt, 0)) is None


@pytest.mark.parametrize("index", ["1", "-1", "²", "٠", "", "0x0", " 0", "9" * 5000, "0\n"])
def test_a_button_that_was_not_there_is_nothing(store: Store, index: str) -> None:
    fatou, _, attempt = store.writing(shown)
    assert store.reading(pressed, fatou, f"{attempt}:{index}") is None
