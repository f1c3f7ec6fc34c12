from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.workforce import BENEFIT, JOINED, NOW, TODAY, an_officer
from upheld.domains.access.queries import the_service
from upheld.domains.workforce.commands import record_training
from upheld.domains.workforce.queries import TrainingRecord, facts_for_ownership, get_officer
from upheld.domains.workforce.rules import TrainingIsAlreadyRecorded, TrainingIsOutOfOrder
from upheld.kernel.identifiers import SYSTEM

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


def train(officer_id, starts_on=TODAY, ends_on=None):
    record_training(
        officer_id=officer_id, benefit=BENEFIT, starts_on=starts_on, ends_on=ends_on, by=SYSTEM, at=NOW
    )


def is_trained(officer_id, on):
    return facts_for_ownership(officer_id, BENEFIT, on).is_trained


class TestWhenTrainingIsRecorded:
    def test_it_counts_from_its_first_day(self):
        train(officer_id := an_officer())
        assert (is_trained(officer_id, TODAY - ONE_DAY), is_trained(officer_id, TODAY)) == (False, True)

    def test_it_counts_no_more_on_the_day_that_it_ends(self):
        train(officer_id := an_officer(), ends_on=TODAY + 9 * ONE_DAY)
        last, ended = TODAY + 8 * ONE_DAY, TODAY + 9 * ONE_DAY
        assert (is_trained(officer_id, last), is_trained(officer_id, ended)) == (True, False)

    def test_it_counts_for_its_benefit_alone(self):
        train(officer_id := an_officer())
        assert not facts_for_ownership(officer_id, "pension-credit", TODAY).is_trained

    def test_colleagues_see_it_with_its_dates(self):
        train(officer_id := an_officer(), ends_on=date(2027, 3, 2))
        record = get_officer(officer_id, viewer=the_service(), on=TODAY)
        assert record.training == (TrainingRecord(BENEFIT, TODAY, date(2027, 3, 2)),)


class TestWhenTrainingIsRenewed:
    def test_it_counts_without_a_gap(self):
        train(officer_id := an_officer(), JOINED, TODAY)
        train(officer_id, TODAY, None)
        assert is_trained(officer_id, TODAY)


class TestWhenTrainingCannotBeRecorded:
    def test_it_must_count_for_a_day_at_least(self):
        with pytest.raises(TrainingIsOutOfOrder):
            train(an_officer(), TODAY, TODAY)

    def test_it_is_recorded_once(self):
        train(officer_id := an_officer())
        with pytest.raises(TrainingIsAlreadyRecorded):
            train(officer_id)


class TestOnAnyDay:
    @given(start=st.dates(), days=st.none() | st.integers(1, 4000), day=st.dates())
    def test_the_record_and_the_calendar_agree(self, start, days, day):
        try:
            end = None if days is None else start + timedelta(days=days)
        except OverflowError:
            return
        inside = start <= day and (end is None or day < end)
        assert TrainingRecord(BENEFIT, start, end).counts_on(day) == inside
