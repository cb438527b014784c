"""What holds for the whole programme: who writes, in which hours, how often, and how long a send can be undone."""

from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from messages.hours import Calendar

PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True)
class Programme:
    """Decided by the association; each figure protects a family's peace. Built once, passed down."""

    educator: str = "Claire"
    """The first name families know."""
    calendar: Calendar = field(default_factory=lambda: Calendar(PARIS))
    cap: int = 3
    """Capped messages per contact in `cap_window`."""
    cap_window: timedelta = timedelta(days=7)
    undo: timedelta = timedelta(seconds=60)
    """How long a person can take back what she sends."""
    answer_within: timedelta = timedelta(minutes=10)
    invite_before: timedelta = timedelta(days=7)
    alike_an_hour: int = 6
    """Answers of one kind to one address in an hour; more are two machines talking to each other."""
    answers_an_hour: int = 30
    """Answers of all kinds to one family's address in an hour."""
    silence_after: int = 3
    """Unanswered invitations in a row that end the automatic ones."""
    feedback_every: timedelta = timedelta(days=30)
    feedback_within: timedelta = timedelta(hours=72)
    sms_two_way: bool = True
    """Whether an SMS of ours can be answered by SMS."""
    pages: str = ""
    """Where reply links open, a bare root as `https://relais.example.org`; "" where there are no pages."""
    call_number: str = ""
    """The number families can ring, as they read it ("03 20 12 34 56"); "" where there is none."""

    def one_way(self, medium: str) -> bool:
        """Whether what goes by that medium cannot be answered there."""
        return medium == "sms" and not self.sms_two_way

    def can_answer(self, medium: str) -> bool:
        """Whether somebody written to by that medium can tell us yes or no: there, or by a link."""
        return not self.one_way(medium) or bool(self.pages)

    @property
    def timezone(self) -> ZoneInfo:
        """Where people read the hour."""
        return self.calendar.tz
