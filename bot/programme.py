"""What the settings decide for the programme, without anything that sends."""

from dataclasses import replace
from datetime import timedelta

from bot.settings import Settings
from messages.hours import Calendar
from messages.programme import Programme

UNBOUNDED = 1_000_000


def programme_of(settings: Settings) -> Programme:
    """The association's own figures. Where the clock stands still, no hour is ever too full of answers."""
    programme = Programme(
        educator=settings.educator_name,
        calendar=Calendar(settings.timezone),
        undo=timedelta(seconds=settings.undo_seconds),
        sms_two_way=settings.sms_two_way,
        pages=settings.pages,
        call_number=settings.call_number,
    )
    if settings.rehearsal and not (settings.telegram or settings.twilio):
        return replace(programme, alike_an_hour=UNBOUNDED, answers_an_hour=UNBOUNDED)
    return programme
