"""Reads one setting at a time, from the environment or `.env`, and collects in plain French what is wrong."""

import io
import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from dotenv.parser import parse_stream

OURS = ("RELAIS_", "TELEGRAM_", "TWILIO_")
YES, NO = {"1", "true", "yes", "oui", "on"}, {"0", "false", "no", "non", "off"}


class Environment:
    """The names and values a process was started with; the real environment wins over the `.env` file.

    A value left empty counts as absent. `problems` grows with each reading that goes wrong: whole sentences
    in French for the person who fills the file. They never quote a secret.
    """

    def __init__(self, environ: Mapping[str, str], dotenv: Path | None) -> None:
        self.problems: list[str] = []
        self._asked: set[str] = set()
        self._file = self._read_dotenv(dotenv) if dotenv else {}
        self._values = {**self._file, **{name: value for name, value in environ.items() if value.strip()}}

    def refuse(self, sentence: str) -> None:
        """Note one reason not to start."""
        self.problems.append(sentence)

    def text(self, name: str, default: str = "") -> str:
        """The value without the blanks around it, or `default`."""
        self._asked.add(name)
        return self._values.get(name, "").strip() or default

    def secret(self, name: str) -> str:
        """The value of `name`, or the first line of the file that `name`_FILE points to."""
        value, place = self.text(name), self.text(f"{name}_FILE")
        if value and place:
            self.refuse(f"{name} et {name}_FILE sont remplis tous les deux : gardez l'un ou l'autre.")
        if value or not place:
            return value
        return self._first_line(f"{name}_FILE", Path(place))

    def flag(self, name: str, default: bool) -> bool:
        """Yes or no, written 1 or 0 (or in words)."""
        value = self.text(name, "1" if default else "0").lower()
        if value not in YES | NO:
            self.refuse(f"{name} vaut 1 (oui) ou 0 (non).")
        return value in YES

    def number(self, name: str, default: float, least: float, most: float) -> float:
        """A number within bounds; a decimal comma is understood."""
        try:
            value = float(self.text(name, str(default)).replace(",", "."))
        except ValueError:
            value = float("nan")
        if not least <= value <= most:
            self.refuse(f"{name} est un nombre entre {least:g} et {most:g}.")
            return default
        return value

    def choice(self, name: str, default: str, choices: Collection[str]) -> str:
        """One word of a short list, in capitals."""
        value = self.text(name, default).upper()
        if value not in choices:
            self.refuse(f"{name} se choisit parmi {', '.join(choices)}.")
        return value

    def root(self, name: str, default: str = "") -> str:
        """A bare web address, without path or final slash, such as `https://relais.example.org`."""
        value = self.text(name, default).rstrip("/")
        if value and not _is_root(value):
            self.refuse(f"{name} est une adresse seule, sans rien derrière : https://relais.example.org")
        return value

    def shaped(self, name: str, value: str, pattern: str, wanted: str) -> str:
        """`value` as it is, refused unless absent or of the `wanted` form."""
        if value and not re.fullmatch(pattern, value):
            self.refuse(f"{name} n'a pas la forme attendue : {wanted}.")
        return value

    def refuse_mistyped(self) -> None:
        """Refuse the names in `.env` that nothing asked for and that come near one of ours: a slip of the finger."""
        for name in self._file:
            near = get_close_matches(name, self._asked, 1, cutoff=0.9)
            if name.startswith(OURS) and name not in self._asked and near:
                self.refuse(f"{name}, dans le fichier .env, n'est pas un réglage. Vouliez-vous dire {near[0]} ?")

    def _read_dotenv(self, path: Path) -> dict[str, str]:
        content = self._content(path, f"Le fichier {path.name}") if path.exists() else ""
        values: dict[str, str] = {}
        for line in parse_stream(io.StringIO(content)):
            if line.error:
                self.refuse(f"Dans le fichier {path.name}, la ligne {line.original.line} n'est pas lisible.")
            elif line.key and line.value and line.value.strip():
                values[line.key] = line.value
        return values

    def _first_line(self, name: str, path: Path) -> str:
        lines = self._content(path, f"Le fichier que désigne {name}").strip().splitlines()
        return lines[0].strip() if lines else ""

    def _content(self, path: Path, what: str) -> str:
        try:
            content = path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            self.refuse(f"{what} ne peut pas être lu.")
            return ""
        if not content.strip():
            self.refuse(f"{what} est vide.")
        return content


def database_address(typed: str) -> str:
    """A database as SQLAlchemy spells it; "" for one that Relais cannot work with."""
    url = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", typed.strip())
    return url if url.startswith(("sqlite:///", "postgresql+psycopg://")) else ""


def is_loopback(address: str) -> bool:
    """Whether a web address stays on this machine: 127.0.0.0/8, ::1 or localhost."""
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _is_root(address: str) -> bool:
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return False
    bare = not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)
    return bare and parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in address
