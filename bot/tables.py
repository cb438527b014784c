"""Every table of the house: importing this module makes the metadata complete."""

from sqlmodel import SQLModel

import scheduler.activities
import scheduler.families
import scheduler.groups
import scheduler.people
import scheduler.ratings
import scheduler.register
import scheduler.signups  # noqa: F401

METADATA = SQLModel.metadata
