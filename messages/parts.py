"""How many SMS a text takes, which characters make it dear, and French spelt so that it stays cheap."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from unicodedata import normalize

from messages.graphemes import graphemes

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
_CHEAP = _BASIC | _EXTENDED
_LIMITS = {"GSM-7": (160, 153), "UCS-2": (70, 67)}

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘‚‛ʼ´`′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−•", "-"),
        **dict.fromkeys("\t\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f", " "),
        **dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff", ""),
        **dict(zip("áâãçêëíîïóôõúûÿ", "aaaceeiiiooouuy", strict=True)),
        **dict(zip("ÀÁÂÃÈÊËÌÍÎÏÒÓÔÕÙÚÛŸ", "AAAAEEEIIIIOOOOUUUY", strict=True)),
        **dict(
            zip(
                ("œ", "Œ", "…", "·", "°", "№", "×", "→", "²"),
                ("oe", "OE", "...", ".", "o", "No", "x", "->", "2"),
                strict=True,
            )
        ),
    }
)
_INNER_SPACE = re.compile(r"(?<=«)[ \u00a0\u202f]+|[ \u00a0\u202f]+(?=»)")


@dataclass(frozen=True, slots=True)
class Parts:
    """`parts` SMS of `units` in all: septets in GSM-7, where € and []{}~^|\\ take two, else 16-bit units.

    `flips`: the characters that GSM-7 does not have, each once, in order.
    """

    encoding: Literal["GSM-7", "UCS-2"]
    parts: int
    units: int
    flips: tuple[str, ...]


@lru_cache(1024)
def parts(text: str) -> Parts:
    """What the text costs as it stands, nothing normalised (GSM 03.38: 160 or 153 units, else 70 or 67)."""
    if _BASIC.issuperset(text):
        units, (alone, each) = len(text), _LIMITS["GSM-7"]
        return Parts("GSM-7", 1 if units <= alone else -(-units // each), units, ())
    if _CHEAP.issuperset(text):
        sizes = [2 if char in _EXTENDED else 1 for char in text]
        return Parts("GSM-7", _count(sizes, *_LIMITS["GSM-7"]), sum(sizes), ())
    seen = graphemes(text)
    flips = tuple(dict.fromkeys(char for char in seen if char not in _CHEAP))
    sizes = [_units(char) for char in seen]
    return Parts("UCS-2", _count(sizes, *_LIMITS["UCS-2"]), sum(sizes), flips)


def straighten(text: str) -> str:
    """The text in plain quotes, dashes and GSM-7 letters where that alone makes it GSM-7; else as it is."""
    plain = _INNER_SPACE.sub("", normalize("NFC", text)).translate(_PLAIN)
    return plain if _CHEAP.issuperset(plain) else text


def parts_line(line: dict[str, object]) -> dict[str, object]:
    """The answer to {"id", "text"}: {"id", "encoding", "parts", "units", "flips"} or {"id", "error"}."""
    text = line.get("text")
    if not isinstance(text, str):
        return {"id": line.get("id"), "error": "il manque le texte (text)"}
    found = parts(text)
    return {
        "id": line.get("id"),
        "encoding": found.encoding,
        "parts": found.parts,
        "units": found.units,
        "flips": list(found.flips),
    }


def _units(char: str) -> int:
    return len(char.encode("utf-16-le", "surrogatepass")) // 2


def _count(sizes: Iterable[int], alone: int, each: int) -> int:
    """A character is never cut in two: what does not fit goes to the next part whole."""
    sizes = list(sizes)
    if sum(sizes) <= alone:
        return 1
    count, room = 1, each
    for size in sizes:
        if size > room:
            count, room = count + 1, each
        room -= size
    return count
