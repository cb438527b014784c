"""What stands on the page behind a reply link: one neutral sentence, and the buttons that serve now."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.conversations.questions import question_of
from messages.buttons import shown_to
from messages.catalogue import Catalogue
from messages.channels.page import START, STOP
from messages.contacts import Address, Contact
from messages.outbox import Attempt, Message
from messages.reply_links import behind
from scheduler.activities import ANNOUNCED, Activity, of_topic
from scheduler.facts import activity_facts

LEAVE, STAY = "leave", "stay"
"""Choices that only turn the page: asking whether she is sure, and coming back from there."""


@dataclass(frozen=True)
class Link:
    """What a token opens."""

    attempt: Attempt
    message: Message
    address: Address
    contact: Contact | None
    about: Activity | None

    @property
    def language(self) -> str:
        """ISO 639-1, hers."""
        return self.contact.language if self.contact else "fr"

    @property
    def choices(self) -> list[str]:
        """What its buttons stand for, in their order."""
        return [choice for _, choice in self.attempt.buttons]

    def label(self, choice: str) -> str:
        """What the button of that choice says; "" for none."""
        return next((label for label, one in self.attempt.buttons if one == choice), "")

    def is_open(self, now: datetime) -> bool:
        """Whether its buttons still decide something."""
        if self.about is None or not self.attempt.buttons:
            return False
        ahead = self.about.status == ANNOUNCED and self.about.starts_at > now
        return ahead or question_of(self.message) == "rating"


@dataclass(frozen=True)
class Sheet:
    """The lines of the page, and label and choice of each button."""

    lines: list[str]
    buttons: list[list[str]]


def link_behind(session: Session, token: str, now: datetime) -> Link | None:
    """What the token opens; None when it is unknown or expired, or the phone has passed to somebody else."""
    attempt = behind(session, token, now)
    if attempt is None:
        return None
    message, address = session.get_one(Message, attempt.message_id), session.get_one(Address, attempt.address_id)
    if not shown_to(session, message, address):
        return None
    contact = session.get(Contact, message.contact_id) if message.contact_id is not None else None
    return Link(attempt, message, address, contact, of_topic(session, message.topic))


class Sheets:
    """Writes the pages in her language, without any name: somebody else may hold the phone."""

    def __init__(self, catalogue: Catalogue, call_number: str) -> None:
        self._catalogue, self._call_number = catalogue, call_number

    def of(self, link: Link, chosen: str, now: datetime) -> Sheet:
        """The page after `chosen` was pressed, or as it is opened (chosen "")."""
        language = link.language
        leaving = [self.line("page/leave", language, now), LEAVE]
        if chosen == LEAVE:
            yes, no = (self.line(f"page/leave-{word}", language, now) for word in ("yes", "no"))
            return Sheet(self._lines("page/leave-sure", language, now), [[yes, STOP], [no, STAY]])
        if chosen == STOP or (link.address.stopped_at is not None and chosen != START):
            return Sheet(self._lines("page/left", language, now), [[self.line("page/return", language, now), START]])
        buttons = link.attempt.buttons if link.is_open(now) else []
        return Sheet(self._said(link, chosen, now), [*buttons, leaving])

    def unknown(self, now: datetime) -> Sheet:
        """For a token that opens nothing, and nobody is told whether it ever did."""
        return Sheet(self._lines("page/unknown", "fr", now), [])

    def line(self, key: str, language: str, now: datetime, **facts: object) -> str:
        """One sentence, as a discreet phone would read it."""
        known = {"call_number": self._call_number, **facts}
        return self._catalogue.render(key, language, "telegram", known, now, discreet=True).text

    def _said(self, link: Link, chosen: str, now: datetime) -> list[str]:
        if chosen == START:
            return self._lines("page/returned", link.language, now)
        if link.label(chosen):
            return self._lines("page/chosen", link.language, now, answer=link.label(chosen))
        if link.about is None:
            return self._lines("page/hello", link.language, now)
        return self._lines(_question(link, now), link.language, now, **activity_facts(link.about))

    def _lines(self, key: str, language: str, now: datetime, **facts: object) -> list[str]:
        return self.line(key, language, now, **facts).split("\n")


def _question(link: Link, now: datetime) -> str:
    if not link.is_open(now):
        cancelled = link.about is not None and link.about.status != ANNOUNCED
        return "cancellation" if cancelled else "page/past"
    return "feedback" if question_of(link.message) == "rating" else "invitation"
