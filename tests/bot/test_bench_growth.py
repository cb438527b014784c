"""What is measured of Relais: small here, to see that the measuring itself works on both databases."""

import json
from typing import Any

from typer.testing import CliRunner

from bot.commands.bench_group import bench


def measured(*words: str) -> dict[str, Any]:
    said = CliRunner().invoke(bench, [*words, "--json"])
    assert said.exit_code == 0, said.output
    found: dict[str, Any] = json.loads(said.stdout)
    return {engine: figures for engine, figures in found.items() if figures is not None}


def test_a_pass_writes_what_a_small_season_owes_and_the_next_one_nothing() -> None:
    found = measured("plan", "--activities", "30", "--signups", "600", "--contacts", "900", "--rounds", "1")
    assert {(one["written"], one["written_later"]) for one in found.values()} == {(96, 0)}
    assert all(one["first_s"] > 0 and 0 < one["peak_rss_mb"] < 200 for one in found.values())


def test_a_turn_is_timed_beside_few_finished_messages_and_beside_more() -> None:
    found = measured("growth", "--rows", "11000", "--turns", "5")
    assert all(one["tick_ms"] > one["reservation_ms"] > 0 for one in found.values())
    assert all(one["tick_ratio"] == round(one["tick_ms"] / one["tick_ms_few"], 3) for one in found.values())
