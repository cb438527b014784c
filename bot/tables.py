"""Every table of the house: importing this module makes the metadata complete."""

from sqlmodel import SQLModel

from messages import bookmarks, consents, contacts, corrections, inbox, journal, outbox, recordings, reply_links, tokens
from scheduler import (
    activities,
    calls,
    families,
    groups,
    offers,
    people,
    ratings,
    register,
    series,
    signups,
    testimonials,
)  # fmt: skip

ROOMS = (
    bookmarks, consents, contacts, corrections, inbox, journal, outbox, recordings, reply_links, tokens,
    activities, calls, families, groups, offers, people, ratings, register, series, signups, testimonials,
)  # fmt: skip
"""The modules that hold tables."""

METADATA = SQLModel.metadata
