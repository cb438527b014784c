"""Every table of the house: importing this module makes the metadata complete."""

from sqlmodel import SQLModel

from messages import bookmarks, consents, contacts, inbox, journal, outbox, tokens
from scheduler import activities, families, groups, people, ratings, register, signups

ROOMS = (
    bookmarks, consents, contacts, inbox, journal, outbox, tokens,
    activities, families, groups, people, ratings, register, signups,
)  # fmt: skip
"""The modules that hold tables."""

METADATA = SQLModel.metadata
