"""What is said of a file, before and after: counts, each error with its line, and never a number."""

from collections.abc import Iterator

from bot.console.words import counted
from bot.importing.comparing import Findings
from bot.importing.rows import Fault

MOST_SHOWN = 200
"""Lines of one sort; a file that is wrong throughout is wrong in its columns."""

TEMPLATE = (
    "Prénom;Téléphone;Langue;Parle;Lien;Famille;Territoire;Groupe;Discret;Heures;Date de l'accord;Lieu de l'accord\n"
    "Fatou;06 39 98 12 34;arabe;français;mère;Famille A;sud;;non;10:00-16:00;03/10/2026;école Jaurès\n"
)


def told(findings: Findings, applied: bool) -> list[str]:
    """The lines to print."""
    return [
        *_some([_fault(fault) for fault in findings.faults], "Erreurs :"),
        *_some(findings.remarks, "À savoir :"),
        *_some([f"Ligne {row.line} : {label} est déjà dans la liste." for row, label in findings.known], ""),
        *_some([f"Ligne {row.line}, {row.name} : déjà à la ligne {twin.line}." for row, twin in findings.repeated], ""),
        *_some(_families(findings), ""),
        *_sums(findings, applied),
    ]


def _fault(fault: Fault) -> str:
    tail = f" (numéro en …{fault.tail})" if fault.tail else ""
    who = f", {fault.name}" if fault.name else ""
    return f"Ligne {fault.line}{who}{tail} : {fault.sentence}"


def _families(findings: Findings) -> list[str]:
    words = findings.new_families
    named = ", ".join(words[:20]) + ("…" if len(words) > 20 else "")
    return [f"Nouvelles familles ({len(words)}) : {named}"] if words else []


def _some(lines: list[str], heading: str) -> Iterator[str]:
    """At most so many, under their heading."""
    if lines and heading:
        yield heading
    yield from lines[:MOST_SHOWN]
    if len(lines) > MOST_SHOWN:
        yield f"… et encore {len(lines) - MOST_SHOWN}."


def _sums(findings: Findings, applied: bool) -> Iterator[str]:
    new = counted(len(findings.new), "personne", "personnes")
    already = len(findings.known) + len(findings.repeated)
    wrong = len({fault.line for fault in findings.faults})
    yield f"{new} à entrer, {already} déjà dans la liste, {counted(wrong, 'ligne à corriger', 'lignes à corriger')}."
    if wrong:
        yield "Rien n'a été écrit. Corrigez ces lignes, puis recommencez."
    elif applied and findings.new:
        yield f"C'est fait : {new} dans la liste. Le premier message part aux heures permises."
    elif applied:
        yield "Rien n'a changé."
    elif findings.new:
        yield "Rien n'a encore été écrit. Pour entrer ces personnes : la même commande avec --apply."
