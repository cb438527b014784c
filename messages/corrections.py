"""What a person says a text really meant; of the text itself only a digest is kept."""

import hashlib
from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from messages.columns import moment, words


class Correction(SQLModel, table=True):
    """One reading that a person has put right; the last one about the same words and question counts."""

    __tablename__ = "correction"

    id: int | None = Field(default=None, primary_key=True)
    digest: str = words("texts", personal=True, index=True)
    """Short words can be guessed from their digest: it stays no longer than the text."""
    asked: str = words("figures")
    language: str | None = words("figures", default=None)
    """What the contact reads, a hint for the reading; None where it was not known."""
    read: str = words("figures")
    meant: str = words("figures")
    """A meaning, or `other` for one that has no name."""
    at: datetime = moment()
    by: str = words("technical")


def digest_of(plain: str) -> str:
    """The digest of a text in its plain spelling."""
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def corrections(session: Session) -> list[Correction]:
    """The last word about each text and question, in the order they were given."""
    last: dict[tuple[str, str], Correction] = {}
    for correction in session.exec(select(Correction).order_by(col(Correction.id))):
        last.pop((correction.digest, correction.asked), None)
        last[correction.digest, correction.asked] = correction
    return list(last.values())
