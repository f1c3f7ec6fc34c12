"""A batch of cases is given to those who may have them, up to their limits, and what is left is shown."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planning.allocation_checker import violations
from tests.planning.invented_agencies import CASES, OFFICERS, ON, case, officer, past
from upheld.planning.allocation import (
    Accreditation,
    Case,
    InputsAreFaulty,
    Obstacle,
    Officer,
    Plan,
    Urgency,
    Weights,
    plan_batch,
)

WEIGHTS = Weights()


def plan(officers: list[Officer], cases: list[Case], weights: Weights = WEIGHTS) -> Plan:
    """The plan of the day."""
    return plan_batch(officers, cases, weights, on=ON)


def owners(made: Plan) -> dict[str, str]:
    """Who was given which case."""
    return dict(made.placements)


def reasons(made: Plan) -> dict[str, Obstacle]:
    """Why which case has nobody."""
    return {one.case: one.reason for one in made.unmet}


class TestWhateverTheAgency:
    @given(OFFICERS, CASES)
    @settings(max_examples=100, deadline=None)
    def test_no_plan_breaks_a_hard_rule_and_every_reason_is_true(
        self, officers: list[Officer], cases: list[Case]
    ) -> None:
        assert violations(plan(officers, cases), officers, cases) == []

    @given(OFFICERS, CASES, st.randoms(use_true_random=False))
    @settings(max_examples=40, deadline=None)
    def test_the_same_inputs_in_another_order_give_the_same_plan(
        self, officers: list[Officer], cases: list[Case], chance: Random
    ) -> None:
        other_officers, other_cases = officers[:], cases[:]
        chance.shuffle(other_officers)
        chance.shuffle(other_cases)
        assert plan(other_officers, other_cases) == plan(officers, cases)

    @given(OFFICERS, CASES)
    @settings(max_examples=40, deadline=None)
    def test_the_loads_that_it_shows_are_what_it_gives(
        self, officers: list[Officer], cases: list[Case]
    ) -> None:
        made, points = plan(officers, cases), {one.id: one.points for one in cases}
        for load in made.loads:
            mine = [one.case for one in made.placements if one.officer == load.officer]
            assert load.after - load.before == sum(points[name] for name in mine)
            assert load.held_after - load.held_before == len(mine)


class TestWhenACaseHasAnOwner:
    def test_it_is_left_alone(self) -> None:
        made = plan([officer("ann"), officer("bo")], [case("1", owner="ann"), case("2")])
        assert (made.kept, set(owners(made))) == (1, {"2"})


class TestWhenSomebodyHasNothingAvailable:
    def test_they_are_full_and_not_empty(self) -> None:
        made = plan([officer("ann", capacity=0)], [case("1")])
        assert reasons(made) == {"1": Obstacle.FULL}


class TestWhenSomebodyIsTrainedForAnotherBenefit:
    def test_they_get_nothing_and_the_missing_training_is_named(self) -> None:
        made = plan([officer("ann", accreditations=(Accreditation("disability", 3),))], [case("1")])
        assert [(one.reason, one.missing) for one in made.unmet] == [(Obstacle.NOT_TRAINED, "pension")]


class TestWhenThereIsMoreWorkThanRoom:
    def test_ordinary_cases_stop_at_the_sustainable_load(self) -> None:
        made = plan([officer("ann")], [case(f"{number:02}") for number in range(12)])
        assert (len(made.placements), set(reasons(made).values())) == (9, {Obstacle.KEPT_FOR_CRISES})

    def test_a_crisis_may_use_the_room_that_was_kept(self) -> None:
        crises = [case("x", urgency=Urgency.CRISIS)]
        made = plan([officer("ann")], [case(f"{number:02}") for number in range(12)] + crises)
        assert ("x" in owners(made), made.loads[0].after) == (True, 1000)

    def test_the_oldest_cases_go_first(self) -> None:
        made = plan([officer("ann", heads=1)], [case("young", age=10), case("old", age=160)])
        assert owners(made) == {"old": "ann"}

    def test_a_limit_of_cases_holds_beside_the_limit_of_points(self) -> None:
        made = plan([officer("ann", heads=2)], [case("1"), case("2"), case("3")])
        assert set(reasons(made).values()) == {Obstacle.NO_HEADS}

    def test_a_heavy_crisis_takes_the_place_of_lighter_cases(self) -> None:
        light = [case(f"{number}", points=90) for number in range(11)]
        made = plan([officer("ann", heads=30)], [*light, case("x", points=800, urgency=Urgency.TERMINAL)])
        assert owners(made)["x"] == "ann"


class TestWhenTheClientKnowsSomebody:
    def test_they_get_the_case_again(self) -> None:
        people = [officer("ann", load=500), officer("bo")]
        assert owners(plan(people, [case("1", past_owners=(past("ann", 30),))])) == {"1": "ann"}

    def test_the_absent_owner_is_not_waited_for(self) -> None:
        people = [officer("ann", present=False), officer("bo")]
        assert owners(plan(people, [case("1", past_owners=(past("ann", 30),))])) == {"1": "bo"}

    def test_it_ends_with_the_days_that_the_agency_set(self) -> None:
        people = [officer("ann", load=700), officer("bo")]
        assert owners(plan(people, [case("1", past_owners=(past("ann", 183),))])) == {"1": "bo"}


class TestWhenSeveralPeopleCould:
    def test_work_is_shared_evenly(self) -> None:
        made = plan([officer(name) for name in "abcd"], [case(f"{number:02}") for number in range(20)])
        assert {load.after for load in made.loads} == {500}

    def test_whoever_works_near_the_client_goes_first(self) -> None:
        people = [officer("ann", places=frozenset({"perth"})), officer("bo")]
        assert owners(plan(people, [case("1", near="perth")])) == {"1": "ann"}

    def test_a_specialist_is_kept_for_what_only_they_know(self) -> None:
        people = [officer("ann", specialisms=frozenset({"end-of-life"})), officer("bo")]
        made = plan(people, [case("1", specialism="end-of-life"), case("2")])
        assert owners(made) == {"1": "ann", "2": "bo"}


class TestWhenSomebodyKnowsTheClientPrivately:
    def test_the_case_goes_to_somebody_else(self) -> None:
        people = [officer("ann", conflicts=frozenset({"client of 1"})), officer("bo", load=900)]
        assert reasons(plan(people, [case("1")])) == {"1": Obstacle.KEPT_FOR_CRISES}

    def test_and_if_there_is_nobody_else_it_says_so(self) -> None:
        assert reasons(plan([officer("ann")], [case("1", barred=frozenset({"ann"}))])) == {
            "1": Obstacle.CONFLICT
        }


class TestWhenThePlanIsMadeAgain:
    def test_it_is_the_same_with_the_same_digest(self) -> None:
        people, cases = [officer("ann"), officer("bo")], [case("1"), case("2", near="leith")]
        assert plan(people, cases) == plan(people, cases)

    @pytest.mark.parametrize("change", [{"age": 1}, {"level": 2}, {"near": "leith"}, {"owner": "ann"}])
    def test_any_change_of_a_case_changes_the_digest(self, change: dict[str, object]) -> None:
        before, after = case("1"), replace(case("1"), **change)  # type: ignore[arg-type]
        digests = {plan([officer("ann")], [one]).made_of.digest for one in (before, after)}
        assert len(digests) == 2


class TestWhenTheInputsMakeNoSense:
    def test_a_case_without_points_is_refused_by_name(self) -> None:
        with pytest.raises(InputsAreFaulty, match="Case 1: points is 0"):
            plan([officer("ann")], [case("1", points=0)])

    def test_an_officer_who_stands_twice_is_refused(self) -> None:
        with pytest.raises(InputsAreFaulty, match="stand twice"):
            plan([officer("ann"), officer("ann")], [case("1")])

    def test_a_load_below_zero_is_refused(self) -> None:
        with pytest.raises(InputsAreFaulty, match="Officer ann: load is -1"):
            plan([officer("ann", load=-1)], [case("1")])


class TestWhenNothingIsThere:
    def test_an_empty_agency_has_an_empty_plan(self) -> None:
        assert plan([], []).placements == ()

    def test_cases_without_officers_are_all_shown(self) -> None:
        assert reasons(plan([], [case("1")])) == {"1": Obstacle.NOT_TRAINED}
