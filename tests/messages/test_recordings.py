"""Voice notes: kept only when they are what they say, asked for with patience, forgotten a month after writing."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from messages.inbox import InboxItem
from messages.recordings import (
    LARGEST,
    TRIES,
    Recording,
    erase_transcribed,
    fetched,
    not_fetched,
    to_fetch,
    transcribed,
)
from messages.store import Store
from tests.letters import keep_raw

NOW = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
OPUS = b"OggS" + bytes(24) + b"OpusHead" + bytes(100)


def recording(session: Session) -> int:
    received = keep_raw(session, "telegram", "in-1", "{}", NOW)
    row = Recording(received_id=received or 0, topic="testimonial-1", remote="file-1")
    session.add(row)
    session.flush()
    return row.id or 0


def row(store: Store) -> Recording:
    return store.reading(lambda session: session.exec(select(Recording)).one())


def items(store: Store) -> list[str]:
    return store.reading(lambda session: [item.kind for item in session.exec(select(InboxItem))])


def test_the_sound_is_kept_and_its_name_at_the_provider_s_forgotten(store: Store) -> None:
    number = store.writing(recording)
    store.writing(fetched, number, OPUS, NOW)
    assert (row(store).sound, row(store).remote, row(store).fetched_at) == (OPUS, "", NOW)
    assert store.reading(to_fetch, NOW + timedelta(days=1)) == []


@pytest.mark.parametrize("sound", [b"", b"<html>", b"OggS" + bytes(200), OPUS + bytes(LARGEST)])
def test_what_is_no_voice_note_is_not_kept_and_a_person_is_told(store: Store, sound: bytes) -> None:
    number = store.writing(recording)
    store.writing(fetched, number, sound, NOW)
    assert (row(store).sound, row(store).remote) == (None, "")
    assert items(store) == ["failed"]


def test_it_is_asked_for_with_patience_and_then_no_more(store: Store) -> None:
    number = store.writing(recording)
    store.writing(not_fetched, number, False, NOW)
    assert store.reading(to_fetch, NOW) == []
    assert len(store.reading(to_fetch, NOW + timedelta(minutes=1))) == 1
    for _ in range(TRIES - 1):
        store.writing(not_fetched, number, False, NOW)
    assert store.reading(to_fetch, NOW + timedelta(days=30)) == []
    assert items(store) == ["failed"]


def test_the_sound_is_forgotten_thirty_days_after_it_was_written_down(store: Store) -> None:
    number = store.writing(recording)
    store.writing(fetched, number, OPUS, NOW)
    assert store.writing(erase_transcribed, NOW + timedelta(days=400)) == 0
    assert store.writing(transcribed, "testimonial-1", NOW) == 1
    assert store.writing(erase_transcribed, NOW + timedelta(days=29)) == 0
    assert store.writing(erase_transcribed, NOW + timedelta(days=30)) == 1
    assert row(store).sound is None
