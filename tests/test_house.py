"""The rules of the house that can be read off the files themselves."""

import ast
import re
import statistics
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import JSON, Column, String

from bot.tables import METADATA

ROOT = Path(__file__).parents[1]
FLOORS = ("messages", "scheduler", "bot")
CODE = sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
WRITTEN = [path for path in CODE if "migrations/versions" not in path.as_posix()]
OTHERS = [
    path for name in ("Makefile", "README.md", "pyproject.toml", ".env.example") if (path := ROOT / name).exists()
]
LOCKS = ("requirements.lock", "requirements-dev.lock")

LONGEST_FILE, LONGEST_FUNCTION = 250, 35
KEEP = {"contact", "texts", "proof", "figures", "technical"}
MACHINE = re.compile(r"/(work|root|home/\w+|Users/\w+|usr/local)/")
PICKLES = {"pickle", "shelve", "marshal", "PickleType"}
OPENERS = {"create_engine", "create_async_engine", "engine_from_config"}
ENGINE_ROOM = ["messages/engines.py", "messages/roles.py"]


def test_every_file_says_in_its_first_line_what_it_is_for() -> None:
    assert offenders([*CODE, *TESTS], lambda path: bool(text(path).strip()) and not ast.get_docstring(tree(path))) == []


def test_every_file_is_read_in_one_sitting() -> None:
    assert offenders([*WRITTEN, *TESTS], lambda path: len(text(path).splitlines()) > LONGEST_FILE) == []


def test_every_function_fits_on_a_screen() -> None:
    assert offenders(WRITTEN, lambda path: any(length(node) > LONGEST_FUNCTION for node in functions(path))) == []


def test_nothing_is_pickled() -> None:
    assert offenders([*CODE, *TESTS], lambda path: bool(PICKLES & names(path))) == []


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    assert offenders([*CODE, *TESTS, *OTHERS], lambda path: bool(MACHINE.search(text(path)))) == []


def test_only_the_engine_room_opens_databases() -> None:
    assert offenders(CODE, lambda path: bool(OPENERS & names(path))) == ENGINE_ROOM


def test_most_files_and_functions_are_short() -> None:
    files = [len(text(path).splitlines()) for path in WRITTEN]
    lengths = sorted(length(node) for path in WRITTEN for node in functions(path))
    assert statistics.median(file for file in files if file) <= 90
    assert statistics.median(lengths) <= 8
    assert lengths[len(lengths) * 9 // 10] <= 20


def offenders(paths: list[Path], is_wrong: Callable[[Path], bool]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths if is_wrong(path)]


@cache
def text(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


@cache
def names(path: Path) -> frozenset[str]:
    return frozenset(found for node in ast.walk(tree(path)) for found in named(node))


def named(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import():
            yield from (alias.name for alias in node.names)
        case ast.ImportFrom():
            yield from (node.module or "", *(alias.name for alias in node.names))
        case ast.Attribute():
            yield node.attr


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_holds_hashes_and_no_address(lock: str) -> None:
    content = text(ROOT / lock)
    pins = re.split(r"^(?=\w)", content, flags=re.MULTILINE)[1:]
    assert pins
    assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)
    assert not re.search(r"://|^-|file:", content, flags=re.MULTILINE)


def test_both_lock_files_agree() -> None:
    runtime, complete = (set(re.findall(r"^\S+==\S+", text(ROOT / lock), re.MULTILINE)) for lock in LOCKS)
    assert runtime < complete


def test_every_text_a_table_holds_says_whose_it_is_and_how_long_it_stays() -> None:
    untagged = [
        f"{table.name}.{column.name}"
        for table in METADATA.sorted_tables
        for column in table.columns
        if holds_text(column) and not is_tagged(column)
    ]
    assert untagged == []


def holds_text(column: Column[object]) -> bool:
    return isinstance(column.type, String | JSON)


def is_tagged(column: Column[object]) -> bool:
    return isinstance(column.info.get("personal"), bool) and column.info.get("keep") in KEEP
