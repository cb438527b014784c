"""Reads one reply given as a JSON object."""

from datetime import UTC, datetime

from bot.reading.days import named_weekday
from bot.reading.options import listed
from bot.reading.reader import read

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def understand_line(line: dict[str, object]) -> dict[str, object]:
    """What a line `{"id", "text", "language", "context": {"ask", "sms", "now"}}` means, as one flat object.

    It holds `id`, `intent`, the fields, `also`, `human` and `why`. The lines of a choice and the day asked about come
    from the SMS. Missing parts of the line are taken as empty; a moment that cannot be read changes nothing.
    """
    context = line.get("context")
    context = context if isinstance(context, dict) else {}
    asked, now = _text(context.get("ask")), _moment(context.get("now"))
    sms = _text(context.get("sms")) or ""
    options = listed(sms) if asked == "choice" else ()
    reading = read(str(line.get("text") or ""), asked, _text(line.get("language")), now, options, named_weekday(sms))
    result: dict[str, object] = {"id": line.get("id"), "intent": reading.intent, **reading.fields}
    return result | {"also": list(reading.also), "human": reading.human, "why": list(reading.why)}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return _LONG_AGO
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
