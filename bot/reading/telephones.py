"""A telephone number written in a text."""

from collections.abc import Iterable

from bot.reading.tokens import Token

_HOME = "FR"


def telephone(tokens: Iterable[Token]) -> str | None:
    """The first possible telephone number, in E.164, read as French without a prefix; None when there is none."""
    for token in tokens:
        if token.kind == "phone" and (number := _parsed(token.text)):
            return number
    return None


def _parsed(text: str) -> str | None:
    import phonenumbers  # noqa: PLC0415 - large, and few texts hold a number

    try:
        number = phonenumbers.parse(text, _HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
