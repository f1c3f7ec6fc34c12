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
"""How many agencies are built. Set the variable to look longer."""


@pytest.fixture(scope="module", params=range(EXAMPLES), ids=lambda seed: f"agency {seed}")
def here(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: object) -> Iterator[Here]:
    """An agency, and the oracle that knows the facts about it."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        made = a_random_agency(request.param)
        facts = read_facts()
        yield Here(made, facts, Oracle(facts, TODAY))
        transaction.set_rollback(True)
