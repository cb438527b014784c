"""`relais understand --corrections`: what the educator has put right, read again; no text is shown."""

from collections.abc import Iterator
from dataclasses import dataclass

import typer
from sqlmodel import Session, col, select

from bot.commands.desk import open_store, settings
from bot.console.correcting_a_reading import digest
from bot.console.words import counted
from bot.reading.plainly import MEANINGS, OTHER
from bot.reading.reader import read
from messages.corrections import Correction
from messages.corrections import corrections as all_corrections
from messages.inbox import Received

NONE = "Aucune correction."


@dataclass(frozen=True)
class Replayed:
    """One correction, and how the same text is read today."""

    correction: Correction
    today: str

    @property
    def right(self) -> bool:
        """Read as she meant it; what has no name is right once it is read otherwise than before."""
        meant = self.correction.meant
        return self.today != self.correction.read if meant == OTHER else self.today == meant


def corrections() -> None:
    """One line for each text that is still kept, then how many."""
    with open_store(settings(sending=False)) as store:
        known, replayed = store.reading(_both)
    for one in replayed:
        typer.echo(_line(one))
    typer.echo(_summary(len(known), replayed) if known else NONE)


def replay(session: Session, known: list[Correction]) -> Iterator[Replayed]:
    """Those corrections whose text is still there, read again as it was read then."""
    wanted = {correction.digest for correction in known}
    kept = session.exec(select(Received).where(col(Received.text) != "").order_by(col(Received.id)))
    texts = {found: one for one in kept if (found := digest(one.text)) in wanted}
    for correction in known:
        if (one := texts.get(correction.digest)) is not None:
            yield Replayed(correction, read(one.text, correction.asked, correction.language, one.at).intent)


def _both(session: Session) -> tuple[list[Correction], list[Replayed]]:
    known = all_corrections(session)
    return known, list(replay(session, known))


def _line(one: Replayed) -> str:
    was, meant, today = (
        MEANINGS.get(intent, intent) for intent in (one.correction.read, one.correction.meant, one.today)
    )
    return f"corrigé : lu {was}, voulu {meant}, maintenant {today}"


def _summary(known: int, replayed: list[Replayed]) -> str:
    right = sum(one.right for one in replayed)
    said = [counted(known, "correction", "corrections")]
    said += [counted(right, "est maintenant bien lue", "sont maintenant bien lues")]
    said += [f"{len(replayed) - right} pas encore"]
    if gone := known - len(replayed):
        said += [counted(gone, "texte n'est plus gardé", "textes ne sont plus gardés")]
    return f"{', '.join(said)}."
