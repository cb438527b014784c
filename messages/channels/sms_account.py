"""The account that texts travel by, and whoever it writes as."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsAccount:
    """One Twilio account and whoever it writes as: a number or name, or a messaging service.

    `auth_token` proves webhooks; `api_key` and `api_secret`, if any, sign our own calls instead. `api_url` is a
    bare root (empty: Twilio's own); `public_url` is where Twilio reaches us (empty: it reports nothing back).
    """

    sid: str
    auth_token: str = field(repr=False)
    api_key: str = ""
    api_secret: str = field(default="", repr=False)
    number: str = ""
    service: str = ""
    api_url: str = ""
    public_url: str = ""
