"""Twilio's words for what became of an SMS, in ours; what it may add one day counts as unusual, never as sent again."""

from messages.channels.base import NotSent, Receipt, Refusal, Rejected, Unknown
from messages.failures import (
    ACCOUNT_SUSPENDED,
    BAD_MESSAGE,
    CARRIER_BLOCKED,
    CREDENTIALS,
    EXPIRED,
    FILTERED,
    HANDSET_OFF,
    INVALID_NUMBER,
    LANDLINE,
    LOST,
    NEEDS_ATTENTION,
    NO_OUTCOME,
    NO_ROUTE,
    OPTED_OUT,
    OTHER_CHANNEL,
    QUEUE_FULL,
    REGION_CLOSED,
    THROTTLED,
    UNKNOWN_HANDSET,
    WEBHOOK_UNREACHABLE,
    WRONG_SENDER,
    Failure,
)

FINAL = 9
RANKS = {"accepted": 0, "scheduled": 0, "queued": 1, "sending": 2, "sent": 3, "read": FINAL} | dict.fromkeys(
    ("delivered", "undelivered", "failed", "canceled"), FINAL
)
BAD_END = ("undelivered", "failed", "canceled")
_BY_FAILURE = {
    THROTTLED: (20429,),
    CREDENTIALS: (20003, 20404),
    ACCOUNT_SUSPENDED: (10001, 30002),
    INVALID_NUMBER: (21211, 21217, 21266),
    LANDLINE: (21614, 21635, 30006),
    REGION_CLOSED: (21408,),
    OPTED_OUT: (21610,),
    NO_ROUTE: (21612,),
    WRONG_SENDER: (21212, 21603, 21606, 21659, 21663, 30700),
    BAD_MESSAGE: (21602, 21605, 21617, 30019),
    QUEUE_FULL: (21611, 30001),
    HANDSET_OFF: (30003,),
    CARRIER_BLOCKED: (30004,),
    UNKNOWN_HANDSET: (30005,),
    FILTERED: (30007,),
    LOST: (30008,),
    EXPIRED: (30036,),
    NO_OUTCOME: (30410,),
    WEBHOOK_UNREACHABLE: (11200,),
}
_BY_CODE = {code: failure for failure, codes in _BY_FAILURE.items() for code in codes}
_BY_STATUS = {401: CREDENTIALS, 402: ACCOUNT_SUSPENDED, 403: CREDENTIALS}
_TOO_MANY = 429


def refusal(status: int, code: object, retry_after: float | None = None) -> Refusal:
    """What an error answer of the API means: `status` of HTTP, `code` from its body (None: not Twilio's words)."""
    number = _number(code)
    if status == _TOO_MANY:
        return NotSent(THROTTLED, retry_after)
    if status in _BY_STATUS and number not in _BY_CODE:
        return NotSent(_BY_STATUS[status])
    if not 400 <= status < 500 or number < 1000:
        return Unknown(NO_OUTCOME)
    return _told_apart(_failure(number), str(number))


def receipt(provider_id: str, status: str, code: object, attempt: str | None = None) -> Receipt:
    """What a status says of a message; one never seen before ranks lowest, so that it changes nothing."""
    failure = _failure(_number(code)) if status in BAD_END else None
    return Receipt(attempt, provider_id, status, RANKS.get(status, 0), failure)


def _failure(number: int) -> Failure:
    other_channel = 63000 <= number < 64000
    return _BY_CODE.get(number, OTHER_CHANNEL if other_channel else NEEDS_ATTENTION)


def _told_apart(failure: Failure, code: str) -> Refusal:
    if failure is NO_OUTCOME:
        return Unknown(failure)
    return NotSent(failure) if failure.again or failure.stops_channel else Rejected(failure, code)


def _number(code: object) -> int:
    text = str(code)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else 0
