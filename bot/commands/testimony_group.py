"""The words of the `relais testimony` group: what each command takes, in French; the work is in bot/commands."""

from pathlib import Path
from typing import Annotated

import typer

testimony = typer.Typer(help="Les témoignages : lire, relire, confirmer, retirer.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(help="Numéro du témoignage.")]
Heard = Annotated[str, typer.Option("--heard", help="Où et quand c'était dit de vive voix.")]


@testimony.command("list")
def show_all(
    usable: Annotated[bool, typer.Option("--usable", help="Seulement ceux qui peuvent servir.")] = False,
) -> None:
    """Dit où en est chaque témoignage, sans les textes."""
    from bot.commands.testimony import show_all

    show_all(usable)


@testimony.command()
def show(number: Number) -> None:
    """Montre les mots d'un témoignage, et ce qu'il faut relire avec soin."""
    from bot.commands.testimony import show

    show(number)


@testimony.command()
def sound(number: Number, to: Annotated[Path, typer.Option("--to", help="Fichier à écrire, .ogg.")]) -> None:
    """Écrit le son de ses messages vocaux dans un fichier."""
    from bot.commands.testimony import sound

    sound(number, to)


@testimony.command()
def transcribe(number: Number, text: Annotated[str, typer.Argument(help="Ce qu'elle dit, mot à mot.")]) -> None:
    """Ajoute par écrit ce qu'elle a dit dans un message vocal, ou de vive voix."""
    from bot.commands.testimony import transcribe

    transcribe(number, text)


@testimony.command()
def words(number: Number, passage: Annotated[str, typer.Argument(help="Les mots à utiliser.")]) -> None:
    """Choisit les mots qui serviront ; ils lui sont relus avant."""
    from bot.commands.testimony import words

    words(number, passage)


@testimony.command("read-back")
def read_back(number: Number) -> None:
    """Lui envoie les mots choisis, dans sa langue, pour qu'elle les relise."""
    from bot.commands.testimony import send_back

    send_back(number)


@testimony.command()
def confirm(number: Number, heard: Heard = "") -> None:
    """Confirme que ces mots peuvent servir, une fois relus."""
    from bot.commands.testimony import confirm

    confirm(number, heard)


@testimony.command()
def permit(
    number: Number, permission: Annotated[str, typer.Argument(help="first_name, anonymous ou refused.")], heard: Heard
) -> None:
    """Note son accord ou son refus, dit de vive voix."""
    from bot.commands.testimony import permit

    permit(number, permission, heard)


@testimony.command()
def used(
    number: Number,
    use: Annotated[str, typer.Argument(help="copil ou report.")],
    on: Annotated[str, typer.Argument(help="Le jour : 2027-01-29.")],
    place: Annotated[str, typer.Argument(help="Où.")] = "",
) -> None:
    """Note où ces mots ont servi."""
    from bot.commands.testimony import use as record

    record(number, use, on, place)


@testimony.command()
def withdraw(number: Number) -> None:
    """Retire un témoignage : elle l'a demandé de vive voix."""
    from bot.commands.testimony import withdraw

    withdraw(number)


@testimony.command()
def resume(number: Number) -> None:
    """Remet un témoignage suspendu comme avant."""
    from bot.commands.testimony import resume

    resume(number)
