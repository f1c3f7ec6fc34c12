"""Whatever is given, ended, restricted, declared and opened, in whatever order: the oracle sees the same."""

import os
from datetime import timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.builders.random_agency import (
    AT,
    LEVELS,
    REASON,
    TODAY,
    a_random_agency,
    challenge,
    give_a_grant,
    restrict,
)
from tests.oracle.facts import read_facts
from tests.oracle.rules import Oracle
from upheld.domains.access import commands
from upheld.domains.access.queries import NoSuchAccount, Viewer, get_viewer
from upheld.domains.casework.queries import find_cases_by_reference
from upheld.domains.people.queries import get_client_names
from upheld.kernel.identifiers import SYSTEM

EXAMPLES = 2 * int(os.environ.get("UPHELD_ORACLE_EXAMPLES", "2"))
STEPS = 10

numbers = st.integers(min_value=0, max_value=9999)


class Gifts(RuleBasedStateMachine):
    """A small agency to which everything happens that changes who sees what."""

    @initialize(seed=numbers)
    def an_agency(self, seed: int) -> None:
        self.made = a_random_agency(seed, people=4, clients=4, cases=4)
        self.day = TODAY

    @rule(chance=numbers)
    def a_role_is_given(self, chance: int) -> None:
        self.made.chance = Random(chance)
        give_a_grant(self.made, self.made.one(self.made.people))

    @rule(which=numbers)
    def a_role_ends(self, which: int) -> None:
        if self.made.grants:
            grant = self.made.grants[which % len(self.made.grants)]
            self.made.tries(commands.end_grant, grant_id=grant, ends_on=self.day, because=REASON, by=SYSTEM)

    @rule(who=numbers, level=st.sampled_from(LEVELS))
    def somebody_is_cleared(self, who: int, level: str) -> None:
        told = {"account_id": self.person(who), "level": level, "starts_on": self.day, "reason": REASON}
        self.made.tries(commands.give_clearance, **told, ends_on=self.day + timedelta(days=2), by=SYSTEM)

    @rule(chance=numbers)
    def a_record_is_restricted(self, chance: int) -> None:
        self.made.chance = Random(chance)
        restrict(self.made, self.made.one(self.made.clients))

    @rule(which=numbers)
    def a_restriction_is_lifted(self, which: int) -> None:
        client = self.made.clients[which % len(self.made.clients)]
        self.made.tries(commands.lift_restriction, client_id=client, because=REASON, by=SYSTEM)

    @rule(who=numbers, which=numbers)
    def somebody_knows_a_client(self, who: int, which: int) -> None:
        client = self.made.clients[which % len(self.made.clients)]
        self.made.tries(commands.declare_conflict, client_id=client, by=self.person(who))

    @rule(who=numbers, which=numbers)
    def a_record_is_opened(self, who: int, which: int) -> None:
        client = self.made.clients[which % len(self.made.clients)]
        challenge(self.made, self.person(who), client, AT + (self.day - TODAY))

    @rule(region=st.sampled_from(("north", "south")), which=numbers)
    def an_office_comes_to_lie_elsewhere(self, region: str, which: int) -> None:
        office = self.made.offices[which % len(self.made.offices)]
        commands.place_office(office_id=office, region=region, by=SYSTEM, at=AT)

    @rule()
    def a_night_passes(self) -> None:
        self.day += timedelta(days=1)

    @invariant()
    def everybody_sees_what_the_oracle_sees(self) -> None:
        facts = read_facts()
        oracle = Oracle(facts, self.day)
        for person, viewer in self.viewers():
            clients = {one for one in facts.clients if oracle.sees_client(person, one)}
            assert set(get_client_names(viewer=viewer, client_ids=list(facts.clients))) == clients
            for case in facts.cases.values():
                found = find_cases_by_reference(case.reference, viewer=viewer, as_of=AT)
                assert bool(found) == oracle.sees_matter(person, case), oracle.tell(person)

    def person(self, number: int):
        """One of the people."""
        return self.made.people[number % len(self.made.people)]

    def viewers(self) -> list[tuple[object, Viewer]]:
        """Everybody whose account is open, and what they see today."""
        seen = []
        for person in self.made.people:
            try:
                seen.append((person, get_viewer(person, on=self.day)))
            except NoSuchAccount:
                continue
        return seen


@pytest.mark.django_db
class TestWhateverIsGivenAndTaken:
    def test_everybody_sees_what_the_oracle_sees(self) -> None:
        class Forgotten(Gifts):
            """Each example leaves nothing behind."""

            def __init__(self) -> None:
                super().__init__()
                self.kept = transaction.atomic()
                self.kept.__enter__()

            def teardown(self) -> None:
                transaction.set_rollback(True)
                self.kept.__exit__(None, None, None)

        quietly = settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        run_state_machine_as_test(Forgotten, settings=quietly)
