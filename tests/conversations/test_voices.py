"""A voice note in answer to the question is kept as sound; any other stays something a person looks at."""

from messages.channels.base import Sound
from messages.inbox import InboxItem
from messages.recordings import LARGEST, Recording
from scheduler import testimonials as words
from tests.conversations.test_testifying import asks, permission
from tests.conversations.village import Village

VOICE = Sound("file-1", "audio/ogg", 12, 20_000)


def test_a_voice_note_is_kept_thanked_and_shown_to_a_person(village: Village) -> None:
    awa = village.parent("Awa", medium="telegram")
    asks(village, awa)
    assert awa.sends("media", sound=VOICE) == ["testimony/voice"]
    [recording] = village.all(Recording)
    assert (recording.remote, recording.seconds, recording.topic) == ("file-1", 12, "testimonial-1")
    assert "relais testimony" in village.all(InboxItem)[0].note
    assert permission(village, awa) == []


def test_once_it_is_written_down_the_question_of_use_follows(village: Village) -> None:
    awa = village.parent("Awa", medium="telegram")
    asks(village, awa)
    awa.sends("media", sound=VOICE)
    village.store.writing(
        lambda session: words.tell(
            session, session.get_one(words.Testimonial, 1), "Ça va mieux.", "educator", village.now
        )
    )
    assert permission(village, awa) == ["testimony/permission"]


def test_a_voice_that_answers_no_question_is_looked_at_as_before(village: Village) -> None:
    awa = village.parent("Awa", medium="telegram")
    assert awa.sends("media", sound=VOICE) == ["media"]
    assert village.all(Recording) == []


def test_a_photo_or_a_voice_too_long_is_no_recording(village: Village) -> None:
    awa = village.parent("Awa", medium="telegram")
    asks(village, awa)
    assert awa.sends("media") == ["media"]
    assert awa.sends("media", sound=Sound("file-2", "audio/ogg", 9000, LARGEST + 1)) == ["media"]
    assert village.all(Recording) == []
