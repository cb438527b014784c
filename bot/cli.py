"""The `relais` command."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.bench_group import bench
from bot.commands.machines_group import machines
from bot.commands.testimony_group import testimony

app = typer.Typer(
    name="relais",
    help="Relais : les dates d'Atout Parent, dites aux familles par SMS et Telegram.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
person = typer.Typer(help="Les personnes.", no_args_is_help=True)
app.add_typer(person, name="person")
app.add_typer(testimony, name="testimony")
app.add_typer(bench, name="bench")
app.add_typer(machines)
import_ = typer.Typer(help="Entrer une liste.", no_args_is_help=True)
app.add_typer(import_, name="import")

Port = Annotated[int | None, typer.Option(help="Port d'écoute (sinon PORT, sinon 8000).")]
Host = Annotated[str, typer.Option(help="Adresse d'écoute.")]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="Un objet JSON par ligne, en entrée et en sortie.")]
Words = Annotated[str | None, typer.Argument(help="Le texte.")]


@app.command()
def run(port: Port = None, host: Host = "127.0.0.1") -> None:
    """Fait marcher Relais pour de vrai, avec les réglages de .env."""
    from bot.commands.serve import run

    run(port, host)


@app.command()
def demo(
    port: Port = None,
    host: Host = "127.0.0.1",
    fresh: Annotated[bool, typer.Option("--fresh", help="Recommencer au premier jour.")] = False,
    serve: Annotated[bool, typer.Option(help="Ouvrir la page, ou seulement préparer la base.")] = True,
) -> None:
    """La répétition : des familles inventées, leurs téléphones sur une page, une horloge qu'on avance."""
    from bot.commands.demo import demo

    demo(port, host, fresh, serve)


@app.command()
def migrate(
    to: Annotated[
        str | None, typer.Option("--to", metavar="URL", help="Tout copier dans une autre base : postgresql://…")
    ] = None,
) -> None:
    """Met la base de données à jour ; avec --to, la déménage."""
    from bot.commands.data import migrate, move

    migrate() if to is None else move(to)


@app.command()
def doctor(as_json: Annotated[bool, typer.Option("--json", help="Pour une machine.")] = False) -> None:
    """Regarde si tout va bien, et dit quoi faire ; ne change rien."""
    from bot.commands.doctor import doctor

    doctor(as_json)


@app.command()
def login() -> None:
    """Donne à l'éducatrice le lien, valable une fois, qui relie son Telegram."""
    from bot.commands.people import login

    login()


@person.command("add")
def person_add(
    name: Annotated[str, typer.Argument(help="Prénom ou surnom.")],
    agreed: Annotated[
        str | None, typer.Option("--agreed", help="Où et quand elle a dit oui (sinon : oral, ce jour).")
    ] = None,
    phone: Annotated[str | None, typer.Option(help="Numéro de portable ; sans lui, Telegram seul.")] = None,
    language: Annotated[str, typer.Option(help="Langue pour lire : fr, ar, en, tr.")] = "fr",
    speaks: Annotated[str | None, typer.Option(help="Langue pour parler, si elle est autre.")] = None,
    role: Annotated[str, typer.Option(help="mother, father ou carer.")] = "unknown",
    family: Annotated[str | None, typer.Option(help="Code de la famille (F12), ou « new ».")] = None,
    discreet: Annotated[
        bool, typer.Option("--discreet", help="Textes neutres, rien hors des heures choisies.")
    ] = False,
    hours: Annotated[str | None, typer.Option(help="Heures choisies, par exemple 10:00-16:00.")] = None,
    group: Annotated[str | None, typer.Option(help="Nom d'un groupe qui existe.")] = None,
    calls_only: Annotated[
        bool, typer.Option("--calls-only", help="Préfère qu'on l'appelle : rien d'automatique ne lui est écrit.")
    ] = False,
) -> None:
    """Inscrit quelqu'un qui a dit oui de vive voix, et donne son lien Telegram, valable une fois."""
    from bot.commands.people import Entry, add

    add(Entry(name, agreed, phone, language, speaks, role, family, discreet, hours, group, calls_only))


Sure = Annotated[bool, typer.Option("--yes", help="Sans question.")]
Person = Annotated[str, typer.Argument(help="« F12 Fatou », ou son n° dans relais person list.")]


@person.command("list")
def person_list(words: Annotated[str | None, typer.Argument(help="Quelques mots du nom.")] = None) -> None:
    """Montre les personnes, avec la fin de leur numéro."""
    from bot.commands.identity import list_people

    list_people(words)


@person.command("phone")
def person_phone(
    who: Person, number: Annotated[str, typer.Argument(help="Son nouveau numéro.")], yes: Sure = False
) -> None:
    """Note le nouveau numéro de quelqu'un ; l'ancien ne reçoit plus rien."""
    from bot.commands.identity import phone

    phone(who, number, yes)


@person.command("handed-on")
def person_handed_on(who: Person, yes: Sure = False) -> None:
    """Son téléphone est passé à quelqu'un d'autre : plus rien n'y part pour elle."""
    from bot.commands.identity import handed_on

    handed_on(who, yes)


@person.command("merge")
def person_merge(keep: Person, other: Person, yes: Sure = False) -> None:
    """Réunit deux fiches d'une même personne ; la première reste."""
    from bot.commands.identity import merged

    merged(keep, other, yes)


@import_.command("contacts")
def import_contacts(
    file: Annotated[Path | None, typer.Argument(help="La liste, en CSV ou en .xlsx.")] = None,
    agreed: Annotated[
        str | None, typer.Option("--agreed", help="L'accord, s'il vaut pour tous : où et quand ils ont dit oui.")
    ] = None,
    really: Annotated[bool, typer.Option("--apply", help="Écrire ; sans cela, tout est seulement montré.")] = False,
    template: Annotated[
        bool, typer.Option("--template", help="Donner un modèle à enregistrer : --template > liste.csv")
    ] = False,
) -> None:
    """Montre ce qu'une liste de parents apporterait ; avec --apply, les inscrit tous, ou personne."""
    from bot.commands.importing import contacts

    contacts(file, agreed, really, template)


@app.command()
def announce(
    line: Annotated[str, typer.Argument(help="Par exemple : groupe d'échange mardi 14h Maison de quartier")],
    yes: Annotated[bool, typer.Option("--yes", help="Confirmer sans question.")] = False,
    now: Annotated[
        bool | None, typer.Option("--now/--week-before", help="Inviter maintenant, ou 7 jours avant.")
    ] = None,
) -> None:
    """Annonce une date d'une ligne ; tout est relu avant d'inviter."""
    from bot.commands.programme import announce

    announce(line, yes, now)


@app.command()
def plan(until: Annotated[str, typer.Option(help="Date ou moment : 2026-10-20, « mardi prochain 14h »…")]) -> None:
    """Montre ce qui partira d'ici là : à qui, quand, en quels mots, et qui reste de côté et pourquoi."""
    from bot.commands.programme import plan

    plan(until)


@app.command()
def inbox(
    calls: Annotated[bool, typer.Option("--calls", help="La liste d'appels, numéros compris.")] = False,
) -> None:
    """Montre ce qui attend une personne, l'urgent d'abord, textes compris."""
    from bot.commands.programme import inbox, to_call

    to_call() if calls else inbox()


@app.command()
def opinions(number: Annotated[str, typer.Argument(help="Numéro de la date.")]) -> None:
    """Montre ce qu'ils ont pensé d'une date, mots compris."""
    from bot.commands.testimony import opinions

    opinions(number)


@app.command()
def understand(
    text: Words = None,
    asked: Annotated[str | None, typer.Option(help="Ce qui était demandé : rsvp, count, rating…")] = None,
    language: Annotated[str | None, typer.Option(help="Langue de la personne.")] = None,
    jsonl: Jsonl = False,
    corrections: Annotated[
        bool, typer.Option("--corrections", help="Relire ce que l'éducatrice a corrigé, sans montrer les textes.")
    ] = False,
) -> None:
    """Dit ce que Relais comprend d'une réponse, et pourquoi."""
    from bot.commands.corrections import corrections as replay
    from bot.commands.reading import understand

    replay() if corrections else understand(text, asked, language, jsonl)


@app.command()
def when(text: Words = None, jsonl: Jsonl = False) -> None:
    """Dit quelle date Relais comprend."""
    from bot.commands.reading import when

    when(text, jsonl)


@app.command()
def parts(text: Words = None, jsonl: Jsonl = False) -> None:
    """Compte les SMS d'un texte, et montre ce qui le rend plus cher."""
    from bot.commands.reading import parts

    parts(text, jsonl)


def main() -> None:
    """Entry point of the `relais` script."""
    app()
