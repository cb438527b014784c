"""What a log line holds, and what it never does."""

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from bot.logs import configure
from bot.redaction import Redaction

FATOU = [
    "+33639980001",
    "+33 6 39 98 00 01",
    "+33 (0)6 39 98 00 01",
    "0033639980001",
    "06 39 98 00 01",
    "06.39.98.00.01",
    "0639980001",
    "%2B33639980001",
    "tel:+33-6-39-98-00-01",
    "sms_0639980001",
    "639980001",
    "5550001234",
    "06\u00a039\u00a098\u00a000\u00a001",
]
TEXT = "Bonjour Claire on ne viendra pas Lina est malade depuis hier soir"


@pytest.fixture
def lines() -> Iterator[Callable[[], list[str]]]:
    root, kept = logging.getLogger(), io.StringIO()
    before, level = root.handlers[:], root.level
    configure("INFO", ["canary-secret"], kept)
    yield lambda: kept.getvalue().splitlines()
    logging.captureWarnings(False)
    root.handlers[:] = before
    root.setLevel(level)


log = logging.getLogger("messages.delivery")


def test_a_line_says_when_what_and_about_which_row(lines: Callable[[], list[str]]) -> None:
    log.info("Sent.", extra={"action": "sent", "topic": "activity-12/2026-01-15", "parts": 2})
    (line,) = lines()
    assert line.startswith("at=20")
    assert line.endswith("level=info action=sent said=Sent. topic=activity-12/2026-01-15 parts=2")


def test_a_line_stays_one_line(lines: Callable[[], list[str]]) -> None:
    log.info("One\ntwo", extra={"action": "a\nb", "why": 'x" level=error'})
    (line,) = lines()
    assert r'said="One\ntwo"' in line
    assert r'why="x\" level=error"' in line


@pytest.mark.parametrize("number", FATOU)
def test_no_number_of_a_family_is_ever_written(number: str, lines: Callable[[], list[str]]) -> None:
    log.warning(f"to {number}")
    log.warning("to %s", number, extra={"to": number, "all": [number]})
    log.warning("to %(who)s", {"who": number})
    assert len(lines()) == 3
    assert not any(
        piece in "".join(lines()).split("said=", 1)[1] for piece in (number, "639980", "9980001", "5550001234")
    )


def test_no_token_password_or_known_secret_is_ever_written(lines: Callable[[], list[str]]) -> None:
    log.warning("POST https://api.telegram.org/bot123456789:AAcanary-token_x/sendMessage")
    log.warning("postgresql+psycopg://claire:canary-password@db/relais")
    log.warning("signed with %s", "canary-secret", extra={"canary-secret": "canary-secret"})
    assert len(lines()) == 3
    assert "canary" not in "".join(lines())


def test_the_text_of_a_message_is_counted_not_written(lines: Callable[[], list[str]]) -> None:
    log.warning("Read %s, %r", TEXT, ValueError(TEXT), extra={"body": TEXT, "form": {"Body": TEXT}, "said_by": [TEXT]})
    assert lines()[0].endswith(
        'said="Read [12 words], \'ValueError\'" body="[12 words]" form=dict said_by="[12 words]"'
    )


def test_a_long_line_of_a_library_is_cut(lines: Callable[[], list[str]]) -> None:
    logging.getLogger("somebody.else").warning("x" * 500)
    assert lines()[0].endswith("x[+300]")


def test_an_exception_is_known_by_its_type_and_place_only(lines: Callable[[], list[str]]) -> None:
    try:
        with_cause(TEXT)
    except RuntimeError:
        log.exception("It failed.", extra={"action": "failed"})
    assert 'error="RuntimeError test_logs.py:' in lines()[0]
    assert "<- KeyError test_logs.py:" in lines()[0]
    assert "Lina" not in lines()[0]


def with_cause(text: str) -> None:
    try:
        dict[str, str]()[text]
    except KeyError as error:
        raise RuntimeError(text) from error


@pytest.mark.parametrize(
    "library", ["httpx", "twilio.http_client", "telegram.ext", "apscheduler.scheduler", "uvicorn.access"]
)
def test_libraries_that_log_addresses_are_quiet(library: str, lines: Callable[[], list[str]]) -> None:
    logging.getLogger(library).info("GET /Messages.json")
    assert lines() == []


def test_a_line_with_the_wrong_number_of_words_is_still_written(lines: Callable[[], list[str]]) -> None:
    with suppress(TypeError):
        log.warning("%d of %d", 1)
    assert 'said="%d of %d"' in lines()[0]


@pytest.mark.parametrize(
    "innocent",
    ["2026-10-05T10:00:00+02:00", "reminder/day-before/activity-12/2026-01-15/contact-5", "0.123456789"],
)
def test_dates_and_keys_stay_readable(innocent: str) -> None:
    assert Redaction().masked(innocent) == innocent


@pytest.mark.parametrize("sign", ["\u202e", "\u2028", "\x85", "\x9b31m", "\n", "\x1b"])
def test_no_sign_breaks_a_line_or_turns_it_back_to_front(sign: str, lines: Callable[[], list[str]]) -> None:
    log.warning("a%sb", sign, extra={"kind": f"x{sign}y"})
    (line,) = lines()
    assert line.isprintable()
