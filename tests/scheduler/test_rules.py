"""Every cause of a message is in the one list, and every kind it writes has its words."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

import scheduler
from messages.catalogue import AS_TYPED
from messages.outbox import Kind
from scheduler.planning import RULES
from tests.wording.cast import KINDS


def test_every_rule_of_the_floor_is_in_the_list() -> None:
    modules = [import_module(f"scheduler.{found.name}") for found in iter_modules(scheduler.__path__)]
    written = {rule.name for module in modules if (rule := getattr(module, "RULE", None))}
    assert written == {rule.name for rule in RULES}


@pytest.mark.parametrize("kind", [kind for rule in RULES for kind in rule.kinds], ids=lambda kind: kind.name)
def test_every_kind_a_rule_writes_can_be_said(kind: Kind) -> None:
    assert kind.name in {*KINDS, *AS_TYPED}


def test_every_kind_is_said_again_by_the_rule_that_wrote_it() -> None:
    assert all(kind.rule == rule.name for rule in RULES for kind in rule.kinds)
