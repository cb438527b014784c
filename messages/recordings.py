"""Recordings: a voice note kept as sound, until a person has written down what is said."""

from datetime import datetime, timedelta
from itertools import islice

from sqlmodel import Field, Session, SQLModel, col, select

from messages import journal
from messages.columns import moment, open_index, words
from messages.inbox import InboxItem, Received, put

LARGEST = 5_000_000
"""Bytes; ten minutes of Opus are about two million."""
TRIES = 11
"""Each after twice the time of the one before, the first at once: about seventeen hours together."""
KEPT_AFTER_WRITING = timedelta(days=30)
_OGG, _OPUS, _HEAD = b"OggS", b"OpusHead", 64


class Recording(SQLModel, table=True):
    """The sound of one thing received. Personal: erased with the person, and thirty days after it was written down."""

    __tablename__ = "recording"
    __table_args__ = (open_index("recording_waiting", "fetched_at IS NULL", "tries", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    received_id: int = Field(foreign_key="received.id", unique=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    topic: str = words("figures", default="")
    """What it belongs to: `testimonial-3`."""
    remote: str = words("technical", personal=True)
    """How the provider names the file, until it is fetched."""
    mime: str = words("technical", default="audio/ogg")
    seconds: int | None = None
    sound: bytes | None = None
    """None until fetched, and again once erased."""
    fetched_at: datetime | None = moment(default=None)
    tries: int = 0
    transcribed_at: datetime | None = moment(default=None)


def is_opus(sound: bytes) -> bool:
    """Whether these bytes are what a voice note is: Opus in Ogg, whatever they were called."""
    return sound.startswith(_OGG) and _OPUS in sound[:_HEAD]


def to_fetch(session: Session, now: datetime, limit: int = 20) -> list[Recording]:
    """Those whose sound is still at the provider's, and whose turn it is."""
    query = (
        select(Recording, Received.at)
        .join(Received, col(Received.id) == col(Recording.received_id))
        .where(col(Recording.fetched_at).is_(None), Recording.remote != "")
        .order_by(col(Recording.tries), col(Recording.id))
    )
    waiting = (recording for recording, came in session.exec(query) if _turn(came, recording.tries) <= now)
    return list(islice(waiting, limit))


def fetched(session: Session, recording_id: int, sound: bytes, now: datetime) -> None:
    """Keep the bytes; what is no voice note is not kept, and a person is told."""
    recording = _locked(session, recording_id)
    if recording.fetched_at is not None:
        return
    if not is_opus(sound) or len(sound) > LARGEST:
        _given_up(session, recording, now)
        return
    recording.sound, recording.fetched_at, recording.remote = sound, now, ""
    session.add(recording)


def not_fetched(session: Session, recording_id: int, for_good: bool, now: datetime) -> None:
    """It could not be had: asked for again a few times, then a person is told."""
    recording = _locked(session, recording_id)
    recording.tries += 1
    session.add(recording)
    if for_good or recording.tries >= TRIES:
        _given_up(session, recording, now)


def of_topic(session: Session, topic: str) -> list[Recording]:
    """Every recording that belongs to something, in the order they came."""
    return list(session.exec(select(Recording).where(Recording.topic == topic).order_by(col(Recording.id))))


def transcribed(session: Session, topic: str, now: datetime) -> int:
    """A person has written down what is said in them; how many they were."""
    found = [recording for recording in of_topic(session, topic) if recording.transcribed_at is None]
    for recording in found:
        recording.transcribed_at = now
        session.add(recording)
    return len(found)


def erase_transcribed(session: Session, now: datetime) -> int:
    """Forget the sound of what was written down thirty days ago; how many were forgotten."""
    query = select(Recording).where(
        col(Recording.transcribed_at) <= now - KEPT_AFTER_WRITING, col(Recording.sound).is_not(None)
    )
    found = list(session.exec(query))
    for recording in found:
        recording.sound = None
        session.add(recording)
    return len(found)


def _turn(came: datetime, tries: int) -> datetime:
    return came + timedelta(minutes=2**tries - 1)


def _locked(session: Session, recording_id: int) -> Recording:
    query = select(Recording).where(Recording.id == recording_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one()


def _given_up(session: Session, recording: Recording, now: datetime) -> None:
    recording.remote = ""
    session.add(recording)
    journal.note(session, "relais", "lost-recording", now, recording.topic, recording.contact_id)
    note = "Son message vocal n'a pas pu être gardé. Demandez-lui de vous le redire."
    item = InboxItem(
        kind="failed", at=now, contact_id=recording.contact_id, topic=recording.topic, note=note,
        received_id=recording.received_id,
    )  # fmt: skip
    put(session, item)
