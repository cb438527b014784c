"""`relais announce`, `plan` and `inbox`: the educator's work from a computer, beside a running Relais."""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta

import typer
from sqlmodel import Session

from bot.commands.desk import clock_of, fail, open_store, settings
from bot.console import calling
from bot.console import inbox as boxes
from bot.console.dating import Doubt, label
from bot.console.drafts import amend, new_draft, read_back
from bot.console.large import MANY
from bot.console.listening import folded
from bot.console.recipients import Recipients, as_text, left_out_said, recipients
from bot.console.words import counted, span, title
from bot.foresight import name_of, verdict_in_words
from bot.preview import Preview, preview, without_invitation
from bot.programme import programme_of
from bot.providers import MEDIA, carriers_of, channels_of
from bot.reading.dates.moments import Day, Point
from bot.reading.dates.when import when
from bot.settings import Settings
from messages.hours import at
from messages.inbox import Received
from messages.programme import Programme
from messages.store import Store
from scheduler.activities import Activity
from scheduler.call_list import call_list
from scheduler.invitations import invite, seven_days_before
from scheduler.occurrences import announce as announce_series

BY = "command-line"
WHEN = "Inviter maintenant (sinon 7 jours avant) ?"
WHEN_EACH = "Inviter maintenant à la prochaine date (sinon 7 jours avant chaque date) ?"


def announce(line: str, yes: bool, now: bool | None) -> None:
    """Read the line back, ask, and invite; what is missing is asked for."""
    found = settings(sending=False)
    programme, media = programme_of(found), media_of(found)
    with open_store(found) as store:
        clock = clock_of(found, store)
        draft = _draft(store, line, programme, clock.now())
        typer.echo(store.reading(read_back, draft, programme))
        people = store.reading(recipients, draft, programme, media, clock.now())
        typer.echo(f"\n{as_text(people, draft)}\n")
        if not yes and not _agreed("C'est bien ça ?"):
            raise fail("Rien n'est annoncé.", 0)
        if not yes and len(people.adults) > MANY and not _counted(len(people.adults)):
            raise fail("Ce n'est pas le bon nombre. Rien n'est annoncé.", 0)
        week = not (now if now is not None else yes or _agreed(WHEN if draft.series_id is None else WHEN_EACH))
        leaves = store.writing(_invite, draft, people, programme, week, clock.now())
    invitations = counted(len(people.adults), "invitation", "invitations")
    for moment in leaves:
        typer.echo(f"{invitations}, {_local(moment, programme)}.")


def plan(until: str) -> None:
    """What would go out by then, in which words, and who is left out and why."""
    found = settings(sending=False)
    programme = programme_of(found)
    with open_store(found) as store:
        now = clock_of(found, store).now()
        end = _moment(until, programme, now)
        shown = store.reading(preview, programme, media_of(found), now, end)
        without = store.reading(_without_invitation, programme, media_of(found), now, end)
    for one in shown:
        _show(one, programme)
    for line in without:
        typer.echo(line)
    typer.echo(_total(shown))


def inbox() -> None:
    """What waits, urgent first; here the words of families are shown."""
    found = settings(sending=False)
    with open_store(found) as store:
        items = store.reading(boxes.inbox)
        words = store.reading(_words, items)
    if not items:
        typer.echo(boxes.EMPTY)
    for one in items:
        typer.echo(boxes.as_text(one, programme_of(found)).replace(boxes.HIDDEN, words.get(one.item.id or 0, "")))
        typer.echo("")


def to_call() -> None:
    """Whom to ring, with the numbers."""
    found = settings(sending=False)
    programme = programme_of(found)
    with open_store(found) as store:
        lines = store.reading(_call_lines, programme, clock_of(found, store).now())
    for line in lines or [calling.NOBODY]:
        typer.echo(f"{line}\n")


def _call_lines(session: Session, programme: Programme, now: datetime) -> list[str]:
    return [
        "\n".join([calling.as_text(session, line, programme), *calling.numbers(session, line)])
        for line in call_list(session, programme, now)
    ]


def _words(session: Session, items: list[boxes.Waiting]) -> dict[int, str]:
    """What was written, for each item that hides it in Telegram."""
    hidden = [one.item for one in items if one.hidden and one.item.received_id is not None]
    return {item.id or 0: f"« {session.get_one(Received, item.received_id).text} »" for item in hidden}


def media_of(found: Settings) -> Collection[str]:
    """By which media something can leave; all of them where no provider is set up yet."""
    return carriers_of(found, channels_of(found)).keys() or MEDIA


def _agreed(question: str) -> bool:
    """Her yes or no, in French; asked again until it is one of them."""
    while True:
        said = folded(_typed(f"{question} (oui/non)")).rstrip(".! ")
        if said in ("o", "oui", "n", "non"):
            return said.startswith("o")


def _counted(number: int) -> bool:
    """So many families are not written to by mistake: she types how many."""
    return _typed("Pour confirmer, écrivez le nombre d'invitations :").strip() == str(number)


def _typed(question: str) -> str:
    """What she types; when nothing more can be typed, nothing is announced."""
    try:
        return str(typer.prompt(question, prompt_suffix=" "))
    except typer.Abort:
        raise fail("\nRien n'est annoncé.") from None


def _draft(store: Store, line: str, programme: Programme, now: datetime) -> Activity:
    draft, doubt = store.writing(new_draft, line, programme, BY, now)
    while doubt is not None:
        typer.echo(doubt.question)
        for option in doubt.options:
            typer.echo(f"- {label(option)}")
        answer = _typed("Réponse :")
        draft, doubt = store.writing(_amended, draft, answer, programme, now)
    return draft


def _amended(
    session: Session, draft: Activity, answer: str, programme: Programme, now: datetime
) -> tuple[Activity, Doubt | None]:
    current = session.get_one(Activity, draft.id)
    return current, amend(session, current, answer, programme, now)


def _invite(
    session: Session, draft: Activity, people: Recipients, programme: Programme, week: bool, now: datetime
) -> list[datetime]:
    """When the invitations leave, for each date."""
    activity = session.get_one(Activity, draft.id)
    if activity.series_id is not None:
        dates = announce_series(session, activity, [*people.adults, *people.to_call], not week, programme, BY, now)
        return [one.invite_at for one in dates if one.invite_at is not None]
    leaves = seven_days_before(activity, programme, now) if week else now + programme.undo
    invite(session, activity, [*people.adults, *people.to_call], leaves, BY, now)
    return [leaves]


def _moment(typed: str, programme: Programme, now: datetime) -> datetime:
    """A moment as a person types it: ISO, or a French phrase; a day alone means its end."""
    try:
        moment = datetime.fromisoformat(typed)
        if len(typed) <= 10:
            moment += timedelta(days=1)
        return (moment if moment.tzinfo else moment.replace(tzinfo=programme.timezone)).astimezone(UTC)
    except ValueError:
        read = when(typed, now, programme.timezone)
    if isinstance(read, Point):
        return read.start.astimezone(UTC)
    if isinstance(read, Day):
        return at(read.date, time(23, 59), programme.calendar)
    raise fail("Cette date n'est pas claire. Par exemple : 2026-10-20, ou « mardi 20 octobre ».")


def _without_invitation(
    session: Session, programme: Programme, media: Collection[str], now: datetime, until: datetime
) -> list[str]:
    """Activity by activity, who gets no invitation and why."""
    found = without_invitation(session, programme, media, now, until)
    return [
        line
        for activity, left_out in found
        for line in (f"{title(activity)}, {span(activity, programme.timezone)}", *left_out_said(session, left_out), "")
    ]


def _total(shown: list[Preview]) -> str:
    """How many leave, and how many SMS they make."""
    leaving = [one for one in shown if one.leaves]
    messages = counted(len(leaving), "message partira", "messages partiront")
    held = counted(len(shown) - len(leaving), "ne partira pas", "ne partiront pas")
    return f"{messages} ({sum(one.parts for one in leaving)} SMS), {held}."


def _show(one: Preview, programme: Programme) -> None:
    where = f", {one.medium}" if one.medium else ""
    typer.echo(f"{_local(one.foreseen.at, programme)}  {one.who}  ({name_of(one.foreseen)}{where})")
    typer.echo(f"  {verdict_in_words(one.foreseen)}" + (f", {one.parts} SMS" if one.parts else ""))
    for line in one.text.splitlines() if one.leaves else []:
        typer.echo(f"  | {line}")


def _local(moment: datetime, programme: Programme) -> str:
    return f"{moment.astimezone(programme.timezone):%d/%m/%Y %H:%M}"
