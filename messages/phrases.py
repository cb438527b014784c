"""The phrases of one language, as its speakers wrote them in a gettext file."""

import gettext
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po


class Phrases:
    """Every phrase of one language by its symbolic key; an empty translation counts as absent."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            catalog = read_po(file)
        self.language = path.stem
        self.locale = catalog.locale or Locale.parse(path.stem)
        self._phrases, self._plurals = _sorted_out(catalog)
        self._form = gettext.c2py(catalog.plural_expr)

    @cached_property
    def right_to_left(self) -> bool:
        """Whether the language is written from right to left (asked when first spoken: it loads the locale)."""
        return self.locale.character_order == "right-to-left"

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys in the order of the file, buttons and counted words included."""
        return (*self._phrases, *self._plurals)

    def find(self, keys: Iterable[str]) -> str | None:
        """The phrase of the first of these keys that has one."""
        return next((self._phrases[key] for key in keys if key in self._phrases), None)

    def counted(self, key: str, number: int) -> str | None:
        """The form of a counted word ("{n} enfants") which this language uses for `number`."""
        forms = self._plurals.get(key)
        return forms[self._form(number)] if forms else None

    def choices(self, kind: str) -> tuple[str, ...]:
        """The choices offered under a kind of message, in the order of the file."""
        start = f"{kind}#"
        return tuple(key.removeprefix(start) for key in self._phrases if key.startswith(start))


def _sorted_out(catalog: Catalog) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    phrases: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for message in catalog:
        if isinstance(message.string, tuple):
            plurals[message.id[0]] = message.string
        elif isinstance(message.string, str) and message.id and message.string:
            phrases[str(message.id)] = message.string
    return phrases, plurals
