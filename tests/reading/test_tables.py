"""The quick reader of the lexicons reads what a reader of all of TOML reads; long texts become plain all the same."""

import tomllib
from importlib.resources import files

import pytest

from bot.reading.lexicon import LANGUAGES, SIGNS
from bot.reading.normalise import clean, fold, plain
from bot.reading.tables import tables

FILES = [f"{language}.toml" for language in (*LANGUAGES, SIGNS)]


def _written(name: str) -> str:
    return (files("bot.reading.lexicons") / name).read_text("utf-8")


def _as_list(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


@pytest.mark.parametrize("name", FILES)
def test_every_table_is_read(name: str) -> None:
    whole = tomllib.loads(_written(name))
    named = {key: value for key, value in whole.items() if isinstance(value, dict)}
    named[""] = {key: value for key, value in whole.items() if not isinstance(value, dict)}
    wanted = {table: {key: _as_list(value) for key, value in rows.items()} for table, rows in named.items()}
    assert dict(tables(_written(name))) == wanted


@pytest.mark.parametrize("name", FILES)
def test_a_long_text_is_made_plain_like_a_short_one(name: str) -> None:
    assert plain(_written(name)) == fold(clean(_written(name)))
