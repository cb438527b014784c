"""Reads a file of tables as the lexicons are written, many times faster than a reader of all of TOML would.

Tables hold strings, whole numbers, or lists of strings; there are no escapes in the strings.
"""

import re
from collections import defaultdict

_PIECES = re.compile(
    r"""^\[(\w+)\] | ^(?:([\w.-]+)|"([^"\n]*)")\s*= | ("[^"\n]*") | (\b\d+\b) | \#.*""", re.MULTILINE | re.VERBOSE
)
Tables = dict[str, dict[str, list[str]]]


def tables(text: str) -> Tables:
    """Each table by its name, the lines before the first one as "": for each key what was written, as a list."""
    found: Tables = defaultdict(dict)
    table, values = found[""], []
    for name, bare, quoted, string, number in _PIECES.findall(text):
        if string:
            values.append(string[1:-1])
        elif bare or quoted:
            values = table[bare or quoted] = []
        elif number:
            values.append(number)
        elif name:
            table = found[name]
    return found
