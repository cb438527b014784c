"""Every table of the house: importing this module makes the metadata complete."""

import messages.bookmarks
import messages.consents
import messages.contacts
import messages.inbox
import messages.journal
import messages.outbox
import messages.tokens
import scheduler.activities
import scheduler.families
import scheduler.groups
import scheduler.people
import scheduler.ratings
import scheduler.register
import scheduler.signups  # noqa: F401
from sqlmodel import SQLModel

METADATA = SQLModel.metadata
