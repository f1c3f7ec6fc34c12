"""Random agencies that the tests of a module share; what a test writes is forgotten after it."""

import os
from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.builders.random_agency import TODAY, a_random_agency
from tests.oracle.doors.door import Here
from tests.oracle.facts import read_facts
from tests.oracle.rules import Oracle

EXAMPLES = int(os.environ.get("UPHELD_ORACLE_EXAMPLES", "2"))
"""How many agencies queries are compared in; half as many for what takes longer. Set it to look deeper."""

SEEDS = {
    "test_every_query": range(EXAMPLES),
    "test_every_journey": range(1000, 1000 + (EXAMPLES + 1) // 2),
    "test_every_page": range(2000, 2000 + (EXAMPLES + 1) // 2),
    "test_every_command": range(3000, 3000 + (EXAMPLES + 1) // 2),
}
"""The seeds of the agencies of each module: none is looked at through two sorts of doors."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that takes an agency is run in each one of its module."""
    if "here" in metafunc.fixturenames:
        seeds = SEEDS[metafunc.module.__name__.rsplit(".", 1)[-1]]
        metafunc.parametrize("here", seeds, ids=lambda seed: f"agency {seed}", indirect=True, scope="module")


@pytest.fixture(scope="module")
def here(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: object) -> Iterator[Here]:
    """An agency, and the oracle that knows the facts about it."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        made = a_random_agency(request.param)
        facts = read_facts()
        yield Here(made, facts, Oracle(facts, TODAY))
        transaction.set_rollback(True)
