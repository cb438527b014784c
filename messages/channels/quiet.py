"""Silence for the libraries that would write an address, a text or a token into the log."""

import logging

_TALKATIVE = ("aiohttp", "httpcore", "httpx", "telegram", "twilio")
_QUOTES_BODIES = "telegram.request"


def hush() -> None:
    """Leaves these libraries their warnings only, and nothing to the one that quotes what it could not read."""
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        logger.setLevel(max(logging.WARNING, logger.level))
    logging.getLogger(_QUOTES_BODIES).setLevel(logging.CRITICAL + 1)
