"""An event is a frozen record of ids and facts, that can be rebuilt from its row."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.specification.kernel.bells import BellInspected, BellRang
from upheld.kernel import outbox
from upheld.kernel.event import _domain_of
from upheld.kernel.identifiers import new_id

inspections = st.builds(
    BellInspected,
    bell_id=st.uuids(),
    found_at=st.datetimes(timezones=st.just(UTC)),
    next_on=st.none() | st.dates(),
    replaced_by=st.none() | st.uuids(),
    weight=st.decimals(allow_nan=False, allow_infinity=False),
    cracks=st.lists(st.dates(), max_size=3).map(tuple),
    loud=st.booleans(),
)


class TestWhenAnEventIsRebuilt:
    @given(inspections)
    def test_every_fact_comes_back_as_it_was(self, event: BellInspected) -> None:
        assert outbox.rebuild(event.kind, event.facts()) == event

    def test_an_event_from_before_a_field_was_added_takes_its_default(self) -> None:
        bell = new_id()
        assert outbox.rebuild(BellRang.kind, {"bell_id": str(bell)}) == BellRang(bell_id=bell, times=1)


class TestWhatAnEventHolds:
    def test_nothing_is_left_out_unless_its_absence_says_the_same(self) -> None:
        event = BellInspected(
            bell_id=new_id(), found_at=datetime(2026, 3, 2, tzinfo=UTC), next_on=None, weight=Decimal("1.50")
        )
        facts = event.facts()
        assert "replaced_by" not in facts
        assert facts["next_on"] is None
        assert facts["weight"] == "1.50"

    def test_it_cannot_be_changed(self) -> None:
        event = BellInspected(
            bell_id=new_id(),
            found_at=datetime(2026, 3, 2, tzinfo=UTC),
            next_on=None,
            weight=Decimal(1),
        )
        with pytest.raises(AttributeError):
            event.loud = False  # type: ignore[misc]


class TestTheNameOfAnEvent:
    @pytest.mark.parametrize(
        ("module", "domain"),
        [
            ("upheld.domains.casework.events", "casework"),
            ("upheld.domains.casework.events.handing_over", "casework"),
            ("tests.specification.kernel.bells", "kernel"),
            ("alone", "alone"),
        ],
    )
    def test_it_begins_with_the_domain_that_announces_it(self, module: str, domain: str) -> None:
        assert _domain_of(module) == domain
