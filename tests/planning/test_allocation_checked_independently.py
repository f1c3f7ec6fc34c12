"""The checker of plans sees what is wrong with one: a plan that passes it has been looked at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.planning.allocation_checker import avoidable_crises, violations
from tests.planning.invented_agencies import ON, case, officer
from upheld.planning.allocation import Case, Obstacle, Officer, Placement, Plan, Urgency, Weights, plan_batch


def forced(person: Officer, *cases: Case) -> list[str]:
    """What the checker says of a plan that gives all of these to one person, whatever the rules say."""
    plan = plan_batch([], cases, Weights(), on=ON)
    given = tuple(Placement(one.id, person.id) for one in cases)
    return violations(replace(plan, placements=given, unmet=()), [person], cases)


class TestAPlanThatBreaksARule:
    @pytest.mark.parametrize(
        ("person", "waiting", "said"),
        [
            (officer("ann", accreditations=()), case("1"), "not trained"),
            (officer("ann"), case("1", level=3), "not trained"),
            (officer("ann"), case("1", needs=frozenset({"bsl"})), "what the client needs"),
            (officer("ann"), case("1", clearance=1), "not cleared"),
            (officer("ann"), case("1", place="perth"), "not at the place"),
            (officer("ann", present=False), case("1"), "is away"),
            (officer("ann", conflicts=frozenset({"client of 1"})), case("1"), "conflict"),
            (officer("ann"), case("1", barred=frozenset({"ann"})), "conflict"),
            (officer("ann", load=950), case("1"), "more points"),
            (officer("ann", heads=3, held=3), case("1"), "more cases"),
            (officer("ann", load=850), case("1"), "more ordinary work"),
        ],
    )
    def test_is_found_out(self, person: Officer, waiting: Case, said: str) -> None:
        assert any(said in sentence for sentence in forced(person, waiting))

    def test_a_case_that_has_an_owner_may_not_be_placed(self) -> None:
        assert forced(officer("ann"), case("1", owner="bo"))

    def test_a_plan_that_breaks_none_is_let_through(self) -> None:
        assert forced(officer("ann"), case("1")) == []


class TestAReasonThatIsNotTrue:
    def test_is_found_out(self) -> None:
        people, cases = [officer("ann", load=1000)], [case("1")]
        plan = plan_batch(people, cases, Weights(), on=ON)
        said = replace(plan, unmet=(plan.unmet[0]._replace(reason=Obstacle.AWAY),))
        assert violations(said, people, cases) == ["1: said away, but it is full"]


class TestACrisisThatWasLeft:
    def plan(self, person: Officer, crisis: Case) -> tuple[Plan, list[Officer], list[Case]]:
        """A plan that leaves the crisis."""
        return plan_batch([], [crisis], Weights(), on=ON), [person], [crisis]

    def test_is_avoidable_if_somebody_could_have_it(self) -> None:
        crisis = case("x", urgency=Urgency.CRISIS)
        assert [one.case for one in avoidable_crises(*self.plan(officer("ann"), crisis))] == ["x"]

    def test_is_not_if_nobody_could(self) -> None:
        crisis = case("x", urgency=Urgency.CRISIS)
        assert avoidable_crises(*self.plan(officer("ann", accreditations=()), crisis)) == []
