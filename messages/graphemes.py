"""What a reader sees as one character: letters with their marks, emoji with their joiners, flags."""

from unicodedata import category

_ZERO_WIDTH_JOINER = "\u200d"
_ZERO_WIDTH_NON_JOINER = "\u200c"
_BREAKING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_MARKS = {"Mn", "Me", "Mc"}


def graphemes(text: str) -> list[str]:
    """The characters as seen, in order; joined they are the text (Unicode annex 29, shortened)."""
    seen: list[str] = []
    for char in text:
        if seen and _joins(seen[-1], char):
            seen[-1] += char
        else:
            seen.append(char)
    return seen


def _joins(cluster: str, char: str) -> bool:
    if "\x20" <= char < "\u0300":
        return False
    last = cluster[-1]
    if _extends(char):
        return _extends(last) or category(last) not in _BREAKING
    if last == _ZERO_WIDTH_JOINER:
        return _pictured(cluster[0]) and _pictured(char)
    return _regional(char) and len(cluster) == 1 and _regional(cluster)


def _extends(char: str) -> bool:
    if char in (_ZERO_WIDTH_JOINER, _ZERO_WIDTH_NON_JOINER) or "\U0001f3fb" <= char <= "\U0001f3ff":
        return True
    return category(char) in _MARKS or "\U000e0020" <= char <= "\U000e007f"


def _pictured(char: str) -> bool:
    return category(char) == "So" and not _regional(char)


def _regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"
