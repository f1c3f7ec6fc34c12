"""One case that cannot wait is placed at once, by the same rules as a batch."""

from __future__ import annotations

from hypothesis import given, settings

from tests.planning.allocation_checker import true_reason
from tests.planning.invented_agencies import CASES, OFFICERS, ON, case, officer, past
from upheld.planning.allocation import (
    Accreditation,
    Case,
    Index,
    Obstacle,
    Officer,
    Placement,
    Urgency,
    Weights,
    place_one,
)

WEIGHTS = Weights()


class TestWhateverTheAgency:
    @given(OFFICERS, CASES)
    @settings(max_examples=60, deadline=None)
    def test_each_case_goes_to_somebody_who_may_or_the_reason_is_true(
        self, officers: list[Officer], cases: list[Case]
    ) -> None:
        index, given_so_far = Index(officers, WEIGHTS), {one.id: list[Case]() for one in officers}
        people = {one.id: one for one in officers}
        for one in cases:
            found = place_one(one, index, on=ON)
            if isinstance(found, Placement):
                assert true_reason(one, [people[found.officer]], given_so_far, WEIGHTS) is None
                given_so_far[found.officer].append(one)
                index.record(one, found.officer)
            else:
                assert found.reason is true_reason(one, officers, given_so_far, WEIGHTS)


class TestWhenACrisisComesIn:
    def test_it_goes_to_whoever_has_the_most_room(self) -> None:
        index = Index([officer("ann", load=700), officer("bo", load=300)], WEIGHTS)
        assert place_one(case("x", urgency=Urgency.CRISIS), index, on=ON) == ("x", "bo")

    def test_it_goes_to_somebody_whom_the_client_knows(self) -> None:
        index = Index([officer("ann", load=700), officer("bo", load=300)], WEIGHTS)
        crisis = case("x", urgency=Urgency.CRISIS, past_owners=(past("ann", 10),))
        assert place_one(crisis, index, on=ON) == ("x", "ann")

    def test_it_may_use_the_room_that_ordinary_cases_may_not(self) -> None:
        index = Index([officer("ann", load=900)], WEIGHTS)
        ordinary, crisis = case("1"), case("x", urgency=Urgency.CRISIS)
        assert place_one(ordinary, index, on=ON).reason is Obstacle.KEPT_FOR_CRISES  # type: ignore[union-attr]
        assert place_one(crisis, index, on=ON) == ("x", "ann")


class TestWhenACaseWasRecorded:
    def test_its_room_is_taken_for_the_next(self) -> None:
        index, first = Index([officer("ann", heads=1)], WEIGHTS), case("1")
        index.record(first, "ann")
        assert place_one(case("2"), index, on=ON).reason is Obstacle.NO_HEADS  # type: ignore[union-attr]

    def test_its_room_is_free_again_once_it_has_ended(self) -> None:
        index, first = Index([officer("ann", heads=1)], WEIGHTS), case("1")
        index.record(first, "ann")
        index.record(first, "ann", ended=True)
        assert place_one(case("2"), index, on=ON) == ("2", "ann")


class TestWhenNobodyIsTrained:
    def test_the_benefit_is_named(self) -> None:
        index = Index([officer("ann", accreditations=(Accreditation("disability", 1),))], WEIGHTS)
        found = place_one(case("1"), index, on=ON)
        assert (found.reason, found.missing) == (Obstacle.NOT_TRAINED, "pension")  # type: ignore[union-attr]
