"""The words that play a part when people are counted, as a speaker writes them in `lexicons/counting.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def counting_words() -> dict[str, dict[str, Any]]:
    """The whole file, table by table."""
    return tomllib.loads((files("bot.reading.lexicons") / "counting.toml").read_text("utf-8"))


@cache
def pairs() -> Mapping[str, str]:
    """The part of two or three words that stand for one: "en moins", "plus que"."""
    return {two: role for role, listed in counting_words()["pairs"].items() for two in listed}


@cache
def taken_back(what: str) -> frozenset[str]:
    """The words by which people who were named are left out again, by what they do there: "turns", "except"..."""
    return frozenset(counting_words()["taken_back"][what])
