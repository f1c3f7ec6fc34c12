"""Exports of the command line: whoever runs it on the machine looks as Upheld itself, and as nobody else."""

import ast

from tests.conventions.reading import dotted, modules
from tests.oracle.doors import DOORS
from tests.oracle.doors.journeys import SHOWN, SHOWS_NOTHING
from upheld.domains.access.queries import the_service

COMPARED = {name for doors in DOORS.values() for name in doors} | {*SHOWN, *SHOWS_NOTHING}
MEASURES_A_LOG = {"measure_held_log"}
"""Of insight: it reads the traces of a log, which are compared, for whoever looks."""


def looking_calls() -> list[tuple[str, str, str]]:
    """Where the command line asks for something, what it asks, and through whose eyes."""
    return [
        (f"{module}:{call.lineno}", dotted(call.func).rsplit(".", 1)[-1], ast.unparse(given.value))
        for module in modules("src/upheld/cli")
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call)
        for given in call.keywords
        if given.arg == "viewer"
    ]


class TestEveryCommandThatShowsSomething:
    def test_looks_as_upheld_itself(self) -> None:
        calls = looking_calls()
        assert len(calls) > 5
        assert [one for one in calls if one[2] not in ("the_service()", "service", "viewer")] == []

    def test_asks_what_the_oracle_knows(self) -> None:
        asked = {name for _, name, _ in looking_calls()}
        assert asked - COMPARED - MEASURES_A_LOG - {"count_due_records"} == set()


class TestUpheldItself:
    def test_is_no_person_and_holds_no_role(self) -> None:
        service = the_service()
        assert service.roles == frozenset()
        assert not service.is_administrator
        assert not service.is_auditor
