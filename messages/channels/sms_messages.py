"""A message as Twilio shows it: whether it was taken, what became of it, how old it is."""

import re
from datetime import datetime, timedelta

from twilio.rest.api.v2010.account.message import MessageInstance

from messages.channels.base import Accepted, Outcome, Receipt, Rejected, Unknown
from messages.channels.sms_codes import BAD_END, receipt
from messages.failures import NO_OUTCOME

SLACK = timedelta(minutes=2)
"""How far Twilio's clock and ours may be apart."""
_SID = re.compile(r"(?:SM|MM)[0-9a-f]{32}")


def accepted(message: MessageInstance) -> Outcome:
    """The outcome of a send; without a name of Twilio's own it is unknown."""
    sid, status = str(message.sid), str(message.status)
    if not _SID.fullmatch(sid):
        return Unknown(NO_OUTCOME)
    if status in BAD_END:
        return Rejected(receipt(sid, status, message.error_code).failure or NO_OUTCOME, str(message.error_code))
    parts = str(message.num_segments)
    return Accepted(sid, status, int(parts) if parts.isdecimal() and parts != "0" else None)


def receipt_of(message: MessageInstance) -> Receipt:
    """What has become of it by now."""
    return receipt(str(message.sid), str(message.status), message.error_code)


def is_recent(message: MessageInstance, since: datetime) -> bool:
    """Whether it was made since then (real time)."""
    return message.date_created is not None and bool(message.date_created >= since - SLACK)
