"""Every command is called with names only, and is told who acts and at which moment."""

import importlib
import inspect
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from tests.conventions.reading import DOMAINS

CHANGES_NOTHING = {"hold_officer_still"}
"""What commands call to keep a row as it is until they are done."""

IN_BATCHES = {"break_promises_due", "end_holds_due"}
"""What the clock does to very many rows: each batch is one transaction."""

ONE_STATEMENT = {"record_looks"}
"""What is one statement, and so one transaction, without saying so: it is part of every page."""


def commands_of(domain: str) -> dict[str, Callable[..., Any]]:
    """The public commands of a domain by name."""
    module = importlib.import_module(f"upheld.domains.{domain}.commands")
    offered = {name: getattr(module, name) for name in getattr(module, "__all__", vars(module))}
    return {
        name: value
        for name, value in offered.items()
        if inspect.isfunction(value)
        and value.__module__.startswith(module.__name__)
        and name[0] != "_"
        and name not in CHANGES_NOTHING
    }


@pytest.mark.parametrize("domain", DOMAINS)
class TestTheCommandsOfADomain:
    def test_there_are_some(self, domain: str) -> None:
        assert commands_of(domain)

    def test_all_that_they_take_is_named(self, domain: str) -> None:
        positional = [
            f"{name}({parameter})"
            for name, command in commands_of(domain).items()
            for parameter in inspect.signature(command).parameters.values()
            if parameter.kind is not inspect.Parameter.KEYWORD_ONLY
        ]
        assert positional == []

    def test_each_is_told_who_acts_and_when(self, domain: str) -> None:
        untold = [
            name
            for name, command in commands_of(domain).items()
            if (told := inspect.get_annotations(command, eval_str=True)).get("by") is not UUID
            or told.get("at") is not datetime
        ]
        assert untold == []

    def test_each_is_one_transaction(self, domain: str) -> None:
        bare = [name for name, command in commands_of(domain).items() if not hasattr(command, "__wrapped__")]
        assert set(bare) <= IN_BATCHES | ONE_STATEMENT
