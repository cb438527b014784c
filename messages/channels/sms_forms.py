"""What an SMS says of itself in a form, and a listed one put back into the form it would have come in."""

from typing import Any
from urllib.parse import urlencode

from multidict import MultiDict

from messages.channels.base import Kind, clean


def kind_of(form: MultiDict[str]) -> Kind:
    """What claims to come from the number it went to is nobody's word: answering it would be talking to ourselves."""
    if form.get("From") == form.get("To"):
        return "other"
    return "text" if form.get("NumMedia", "0") == "0" else "media"


def as_webhook(message: Any) -> bytes:
    """A message of the provider's list, as its webhook would have been."""
    fields = {
        "MessageSid": message.sid,
        "AccountSid": message.account_sid,
        "MessagingServiceSid": message.messaging_service_sid,
        "From": message.from_,
        "To": message.to,
        "Body": clean(message.body or ""),
        "NumMedia": message.num_media or "0",
        "SmsStatus": "received",
    }
    return urlencode({name: value for name, value in fields.items() if value is not None}).encode()
