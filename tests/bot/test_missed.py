"""What was written while nobody listened is asked for until the provider answers, from where the last list ended."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.missed import Missed
from messages import bookmarks
from messages.channels.sms import SmsChannel
from messages.store import Store
from scheduler.reconciling import LISTED
from tests.channels.doors import SMS
from tests.channels.provider import Provider

LISTING = {"messages": [], "page": 0, "page_size": 50, "next_page_uri": None}


async def take_in(channel: str, provider_id: str, raw: str) -> bool:
    return True


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_provider_that_is_away_has_not_been_heard(store: Store) -> None:
    async with Provider() as twilio:
        sms = SmsChannel(replace(SMS, api_url=twilio.root))
        missed = Missed(store, sms, take_in)
        twilio.answers(503)
        assert (await missed.fetch(), missed.caught_up) == (0, False)
        assert store.reading(bookmarks.get, LISTED) is None
        twilio.answers(200, LISTING)
        assert (await missed.fetch(), missed.caught_up) == (0, True)
        await sms.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_three_days_later_the_list_begins_three_days_ago(store: Store) -> None:
    last = datetime.now(UTC).replace(microsecond=0) - timedelta(days=3)
    store.writing(bookmarks.put, LISTED, last.isoformat())
    async with Provider() as twilio:
        sms = SmsChannel(replace(SMS, api_url=twilio.root))
        twilio.answers(200, LISTING)
        await Missed(store, sms, take_in).fetch()
        asked = datetime.fromisoformat(twilio.asked[0].fields["DateSent>"])
        await sms.close()
    assert asked <= last
    assert last - asked < timedelta(hours=1)
