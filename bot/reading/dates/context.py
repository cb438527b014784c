"""Words that mean a day or a number only beside certain others: "mer", "mar", "sept", "je 5/11", "salle 12"."""

from dataclasses import replace
from typing import Final

from bot.reading.dates.calendar_words import Tag
from bot.reading.dates.feasts import is_certain
from bot.reading.dates.tokens import Token, scan

_SILENT_MARKS: Final = ".'\"()[]«»!?*_"
_FIGURE: Final = (Tag.NUMBER, Tag.ORDINAL)
_BESIDE_A_DAY_NAME: Final = (
    *(Tag.NUMBER, Tag.ORDINAL, Tag.DATE, Tag.CLOCK, Tag.PART, Tag.NEXT, Tag.FOLLOWING, Tag.WEEKS_ON, Tag.COMING),
    *(Tag.AT, Tag.AND, Tag.OR, Tag.TO, Tag.MARK),
)
_NEVER_BEFORE_A_DAY_NAME: Final = ("la", "l", "a la", "de", "un", "en", "avec")
_AFTER_A_DAY_OF_THE_MONTH: Final = (Tag.MONTH, Tag.CLOCK, Tag.TO, Tag.AND, Tag.MARK)
_OPENS_TWO_LETTERS: Final = (Tag.EVERY, Tag.THE, Tag.AND, Tag.MARK, Tag.FROM, Tag.TO, Tag.CLOCK)
_NUMBERED: Final = (
    *("salle", "bus", "ligne", "porte", "batiment", "bat", "etage", "appt", "appartement", "numero", "no", "quai"),
    *("classe", "groupe", "tram", "bureau", "chambre", "hall", "box", "tel", "code"),
)
_CELEBRATED: Final = ("avec", "m", "mr", "mme", "monsieur", "chez", "joyeux", "joyeuses", "rue", "eglise", "ecole")


def tokens(text: str) -> list[Token]:
    """The tokens of an NFC text, in order; blanks and the marks that say nothing of a date are dropped."""
    found = list(scan(text))
    settled = (_Place(found, place).settled() for place in range(len(found)))
    return [token for token in settled if token.tag is not Tag.MARK or token.text not in _SILENT_MARKS]


class _Place:
    """A token among its neighbours; a full stop right after an abbreviation is not one of them."""

    def __init__(self, found: list[Token], place: int) -> None:
        self._found, self._place = found, place
        self._token = found[place]
        self._before = self._at(place - 1)
        self._after = self._at(place + 1)
        stop = self._after is not None and self._after.text == "."
        self._next = place + (2 if stop else 1)
        self._follower = self._at(self._next)

    def settled(self) -> Token:
        """The token with the tag that it has here."""
        token, before = self._token, self._before
        if token.tag is Tag.SHORT_WEEKDAY:
            return self._short_weekday()
        if token.tag is Tag.TWO_LETTERS:
            return replace(token, tag=Tag.WEEKDAY if self._opens_a_date() else Tag.WORD)
        if token.tag is Tag.FEAST and not is_certain(token.value) and self._is_celebrated():
            return replace(token, tag=Tag.WORD)
        if token.tag is Tag.NUMBER and before and before.text in _NUMBERED and not self._followed_by(Tag.MONTH):
            return replace(token, tag=Tag.WORD)
        if token.tag is Tag.EDGE and token.text == "fin" and self._leads_to_an_hour():
            return replace(token, tag=Tag.RETURNING, values=(0,))
        if token.text == "sept" and before and before.tag in _FIGURE and before.figures:
            return replace(token, tag=Tag.MONTH, values=(9,))
        return token

    def _at(self, place: int) -> Token | None:
        return self._found[place] if 0 <= place < len(self._found) else None

    def _followed_by(self, *tags: Tag) -> bool:
        return self._follower is not None and self._follower.tag in tags

    def _leads_to_an_hour(self) -> bool:
        linked = self._followed_by(Tag.AT, Tag.AROUND)
        later = self._at(self._next + 1) if linked else self._follower
        return later is not None and later.tag is Tag.CLOCK

    def _short_weekday(self) -> Token:
        token, before = self._token, self._before
        if token.text == "mar" and before and before.tag in _FIGURE:
            return replace(token, tag=Tag.MONTH, values=(3,))
        return replace(token, tag=Tag.WEEKDAY if self._is_day_name() else Tag.WORD)

    def _is_day_name(self) -> bool:
        before = self._before.text if self._before else ""
        if before in _NEVER_BEFORE_A_DAY_NAME:
            return False
        if before == "au":
            return self._followed_by(Tag.NUMBER, Tag.ORDINAL, Tag.DATE, Tag.OF_WEEK)
        stopped = self._after is not None and self._after.text == "."
        return stopped or self._follower is None or self._followed_by(*_BESIDE_A_DAY_NAME)

    def _opens_a_date(self) -> bool:
        """ "Je 5/11", "ma 3 nov", "ve 13h30", but never the words "je", "me", "sa"."""
        opens = self._before is None or self._before.tag in _OPENS_TWO_LETTERS
        if self._followed_by(Tag.DATE):
            return True
        if self._followed_by(*_FIGURE):
            later = self._at(self._next + 1)
            return (later is None and opens) or (later is not None and later.tag in _AFTER_A_DAY_OF_THE_MONTH)
        return opens and self._followed_by(Tag.CLOCK, *((Tag.AND,) if self._after_every() else ()))

    def _after_every(self) -> bool:
        return self._before is not None and self._before.tag is Tag.EVERY

    def _is_celebrated(self) -> bool:
        """ "Le goûter de Noël", "avec Noël", "goûter Noël": the theme of a meeting, not its day."""
        before = self._place - 1
        while (token := self._at(before)) and (token.tag is Tag.THE or token.text == "'"):
            before -= 1
        if token and token.tag is Tag.FROM:
            introduced = self._at(before - 1)
            return introduced is not None and introduced.tag is not Tag.CLOCK and not self._followed_by(Tag.TO)
        return token is not None and (
            token.text in _CELEBRATED or (token.tag is Tag.WORD and self._token.text == "noel")
        )
