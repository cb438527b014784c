"""A machine that is short of memory or of file descriptors: no message is given up for it."""

from errno import EMFILE

import pytest

from tests.cast import message_to, mother
from tests.office import CATALOGUE, Office


def no_descriptor(*_: object, **__: object) -> None:
    raise OSError(EMFILE, "too many open files")


def test_a_message_that_cannot_be_rendered_now_waits(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    fatou = office.do(mother, "Fatou")
    office.do(lambda session: session.add(message_to(session, fatou, office.now)))
    monkeypatch.setattr(CATALOGUE, "render", no_descriptor)
    with pytest.raises(OSError, match="open files"):
        office.reserve()
    monkeypatch.undo()
    assert len(office.reserve().reserved) == 1
