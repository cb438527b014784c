"""One line per event, `key=value`; texts, addresses and secrets stay out whatever the caller does."""

import json
import logging
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from pathlib import PurePath
from traceback import walk_tb
from typing import TextIO

from bot.redaction import Redaction

QUIET = ("aiohttp", "alembic", "apscheduler", "httpcore", "httpx", "telegram", "twilio", "uvicorn.access")
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message", "taskName"}
PLAIN = (int, float, date, timedelta, Enum, PurePath)


def configure(level: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send every log of this process to `stream` (standard error), at `level` and above.

    `secrets` are the values that must never be written, wherever they turn up. Libraries that log each
    request with its address speak from WARNING on only.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(OneLine(Redaction(secrets)))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))


class OneLine(logging.Formatter):
    """`at level action said`, then what the caller added with `extra`, then where an error came from.

    Of an exception only its type and its places are written: the message of a foreign one may quote a text.
    """

    def __init__(self, redaction: Redaction) -> None:
        super().__init__()
        self._redaction = redaction

    def format(self, record: logging.LogRecord) -> str:
        """The whole line, without its end."""
        return " ".join(f"{name}={_quoted(value)}" for name, value in self._pairs(record))

    def _pairs(self, record: logging.LogRecord) -> Iterator[tuple[str, str]]:
        yield "at", datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        yield "level", record.levelname.lower()
        yield "action", self._value(getattr(record, "action", record.name))
        yield "said", self._redaction.cut(self._sentence(record))
        for name, value in vars(record).items():
            if name not in STANDARD and name != "action":
                yield self._redaction.masked(name), self._value(value)
        if record.exc_info and record.exc_info[1]:
            yield "error", " <- ".join(self._redaction.masked(link) for link in _chain(record.exc_info[1]))

    def _sentence(self, record: logging.LogRecord) -> str:
        args = record.args
        if isinstance(args, dict):
            record.args = {name: self._argument(value) for name, value in args.items()}
        elif args:
            record.args = tuple(self._argument(value) for value in args)
        try:
            return record.getMessage()
        except (TypeError, ValueError, KeyError):
            return str(record.msg)
        finally:
            record.args = args

    def _argument(self, value: object) -> object:
        return value if isinstance(value, int | float) else self._value(value)

    def _value(self, value: object) -> str:
        if value is None or isinstance(value, PLAIN):
            return self._redaction.masked(str(value))
        if isinstance(value, str | list | tuple | set | frozenset):
            return self._redaction.brief(str(value))
        return type(value).__name__


def _chain(error: BaseException | None) -> Iterator[str]:
    while error:
        places = [f"{PurePath(frame.f_code.co_filename).name}:{line}" for frame, line in walk_tb(error.__traceback__)]
        yield " ".join([type(error).__name__, *places[-6:]])
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _quoted(value: str) -> str:
    plain = value and not any(sign in value for sign in ' "=\\') and value.isprintable()
    return value if plain else json.dumps(value, ensure_ascii=not value.isprintable())
