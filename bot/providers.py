"""Which channels there are under these settings, and how fast each may go."""

from collections.abc import Mapping

from bot.settings import Settings
from messages.channels.base import Channel
from messages.channels.rehearsal import RehearsalChannel
from messages.channels.sms import SmsChannel
from messages.channels.sms_account import SmsAccount
from messages.channels.telegram import TelegramChannel
from messages.pacing import Pace
from scheduler.sending import Carrier

MEDIA = ("sms", "telegram")
"""Everything a message can leave by, once it is set up."""


def channels_of(settings: Settings) -> dict[str, Channel]:
    """Every channel by name: the real ones that are set up, and in rehearsal the two on the web page."""
    channels: dict[str, Channel] = {}
    if settings.telegram is not None:
        bot = settings.telegram
        channels["telegram"] = TelegramChannel(bot.token, bot.webhook_secret, bot.api_url)
    if settings.twilio is not None:
        channels["sms"] = SmsChannel(_account(settings))
    if settings.rehearsal:
        channels |= {f"rehearsal-{medium}": RehearsalChannel(medium) for medium in MEDIA}
    return channels


def carriers_of(settings: Settings, channels: Mapping[str, Channel]) -> dict[str, Carrier]:
    """Who carries each medium, and at what pace; a rehearsed phone is not paced."""
    carriers: dict[str, Carrier] = {}
    for medium in MEDIA:
        if medium in channels:
            carriers[medium] = Carrier(channels[medium], _pace(settings, medium), _sender(settings, medium))
        elif settings.rehearsal:
            carriers[medium] = Carrier(channels[f"rehearsal-{medium}"], Pace(None), f"{medium}/rehearsal")
    return carriers


def _sender(settings: Settings, medium: str) -> str:
    """Who it is that a provider counts: the bot, or the number or service the texts come from."""
    if medium == "telegram":
        assert settings.telegram is not None
        return f"telegram/{settings.telegram.token.partition(':')[0]}"
    assert settings.twilio is not None
    return f"sms/{settings.twilio.messaging_service_sid or settings.twilio.sender}"


def _pace(settings: Settings, medium: str) -> Pace:
    if medium == "telegram":
        assert settings.telegram is not None
        return Pace(settings.telegram.rate, settings.telegram.chat_rate)
    assert settings.twilio is not None
    return Pace(settings.twilio.rate)


def _account(settings: Settings) -> SmsAccount:
    twilio = settings.twilio
    assert twilio is not None
    return SmsAccount(
        sid=twilio.account_sid,
        auth_token=twilio.auth_token,
        api_key=twilio.api_key,
        api_secret=twilio.api_secret,
        number=twilio.sender,
        service=twilio.messaging_service_sid,
        api_url=twilio.api_url,
        public_url=settings.public_url,
    )
