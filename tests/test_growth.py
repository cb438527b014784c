"""What is asked again and again is answered from indexes over what is open, on both databases."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, insert, text
from sqlmodel import Session

from bot.doctor.traffic import examine
from bot.tables import METADATA
from bot.web.metrics import Counts, count
from messages.due import any_due, due
from messages.inbox import anything_waits, open_items, waiting
from messages.programme import PARIS
from messages.recordings import to_fetch
from messages.store import Store
from scheduler import changes, feedback, offering
from scheduler.alerts import owed as alerts_owed
from scheduler.planning import plan
from scheduler.reconciling import adopt_orphans, look_up
from tests.cast import PROGRAMME

NOW = datetime(2026, 10, 5, 8, tzinfo=UTC)
OLD = NOW - timedelta(days=400)
MUCH = 4000
STORED = ("message", "attempt", "received", "inbox_item", "recording", "activity", "revision", "signup", "offer")
