"""Every fault of the catalogue is injected by the campaign, or shown by a test that exists."""

import ast
from pathlib import Path

import pytest

from tests.faults.catalogue import CATALOGUE, Entry
from tests.faults.injections import INJECTIONS, POSTGRES, SQLITE, drawn

TESTS = Path(__file__).parents[1]
NUMBERS = [*range(1, 44), 45, 46]
every = pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.number)


def test_the_catalogue_is_whole() -> None:
    assert [entry.number for entry in CATALOGUE] == [f"F{number:02}" for number in NUMBERS]


@every
def test_a_fault_is_injected_or_shown(entry: Entry) -> None:
    assert entry.injections or entry.tests


@every
def test_a_test_that_is_pointed_at_exists(entry: Entry) -> None:
    for place in entry.tests:
        file, _, name = place.partition("::")
        tree = ast.parse((TESTS / file).read_text("utf-8"))
        functions = (ast.FunctionDef, ast.AsyncFunctionDef)
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, functions)}, place


def test_an_injection_carries_a_number_of_the_catalogue() -> None:
    assert {one.number for one in INJECTIONS} <= {entry.number for entry in CATALOGUE}


@pytest.mark.parametrize("engine", [SQLITE, POSTGRES])
def test_as_many_seeds_as_there_are_injections_draw_each_once(engine: str) -> None:
    pool = {one.name for one in INJECTIONS if engine in one.engines}
    assert {drawn(seed, engine).name for seed in range(len(pool))} == pool
