from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.workforce import NOW, TODAY, an_officer
from upheld.domains.access.queries import the_service
from upheld.domains.workforce.commands import (
    record_absence,
    record_return,
    start_owning_cases,
    stop_owning_cases,
)
from upheld.domains.workforce.queries import (
    AbsenceKind,
    AbsenceRecord,
    facts_for_ownership,
    get_officer,
    list_long_absences,
)
from upheld.domains.workforce.rules import (
    OfficerIsAlreadyAway,
    OfficerIsNotAway,
    ReasonIsMissing,
    ReturnIsBeforeTheAbsence,
    check_absence,
)
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.working_days import calendar

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)
IN_2025 = st.dates(date(2025, 1, 1), date(2026, 1, 1))


def away(officer_id, starts_on=TODAY, expected_back_on=None):
    return record_absence(
        officer_id=officer_id,
        starts_on=starts_on,
        expected_back_on=expected_back_on,
        kind=AbsenceKind.LEAVE,
        by=SYSTEM,
        at=NOW,
    )


def back(officer_id, on):
    record_return(officer_id=officer_id, returned_on=on, by=SYSTEM, at=NOW)


def is_absent(officer_id, on):
    return facts_for_ownership(officer_id, "state-pension", on).is_absent


class TestWhenAnOfficerIsAway:
    def test_colleagues_see_since_when_and_until_when(self):
        away(officer_id := an_officer(), expected_back_on=date(2026, 3, 16))
        record = get_officer(officer_id, viewer=the_service(), on=TODAY)
        assert record.absence == AbsenceRecord(TODAY, date(2026, 3, 16))

    def test_they_are_at_work_until_the_day_before(self):
        away(officer_id := an_officer())
        assert (is_absent(officer_id, TODAY - ONE_DAY), is_absent(officer_id, TODAY)) == (False, True)

    def test_they_stay_away_past_the_day_expected_until_someone_says_they_are_back(self):
        away(officer_id := an_officer(), expected_back_on=TODAY + ONE_DAY)
        assert is_absent(officer_id, TODAY + 5 * ONE_DAY)

    def test_they_cannot_be_away_twice_at_once(self):
        away(officer_id := an_officer())
        with pytest.raises(OfficerIsAlreadyAway):
            away(officer_id, TODAY + 7 * ONE_DAY)

    def test_they_cannot_be_expected_back_before_they_go(self):
        with pytest.raises(ReturnIsBeforeTheAbsence):
            away(an_officer(), expected_back_on=TODAY)


class TestWhenAnOfficerIsBack:
    def test_they_are_at_work_from_that_day(self):
        away(officer_id := an_officer())
        back(officer_id, TODAY + 3 * ONE_DAY)
        assert [is_absent(officer_id, TODAY + n * ONE_DAY) for n in (2, 3)] == [True, False]

    def test_they_can_be_away_again_from_that_day(self):
        away(officer_id := an_officer())
        back(officer_id, TODAY + 3 * ONE_DAY)
        away(officer_id, TODAY + 3 * ONE_DAY)
        assert is_absent(officer_id, TODAY + 3 * ONE_DAY)

    def test_an_absence_recorded_in_error_ends_on_its_first_day_and_never_counts(self):
        away(officer_id := an_officer())
        back(officer_id, TODAY)
        assert not is_absent(officer_id, TODAY)

    def test_a_new_absence_cannot_reach_into_the_earlier_one(self):
        away(officer_id := an_officer())
        back(officer_id, TODAY + 3 * ONE_DAY)
        with pytest.raises(OfficerIsAlreadyAway):
            away(officer_id, TODAY + 2 * ONE_DAY)

    def test_nobody_comes_back_who_was_not_away(self):
        with pytest.raises(OfficerIsNotAway):
            back(an_officer(), TODAY)

    def test_nobody_comes_back_before_they_went(self):
        away(officer_id := an_officer())
        with pytest.raises(ReturnIsBeforeTheAbsence):
            back(officer_id, TODAY - ONE_DAY)


class TestWhenAnAbsenceIsLong:
    def test_it_is_found_the_working_day_after_the_limit(self):
        away(officer_id := an_officer())
        weekdays = calendar("weekdays")
        tenth, eleventh = date(2026, 3, 13), date(2026, 3, 16)
        assert list_long_absences(tenth, 10, weekdays) == []
        (found,) = list_long_absences(eleventh, 10, weekdays)
        assert (found.officer_id, found.working_days_away) == (officer_id, 11)

    def test_bank_holidays_are_not_counted(self):
        away(an_officer(), starts_on=date(2026, 3, 30))
        eleventh_weekday = date(2026, 4, 13)
        assert list_long_absences(eleventh_weekday, 10, calendar("weekdays"))
        assert list_long_absences(eleventh_weekday, 10, calendar("england-and-wales")) == []

    def test_who_is_back_is_not_found(self):
        away(officer_id := an_officer())
        back(officer_id, date(2026, 4, 1))
        assert list_long_absences(date(2026, 4, 1), 10, calendar("weekdays")) == []


class TestWhenAnOfficerOwnsNoCasesForNow:
    def test_the_facts_for_ownership_say_so(self):
        stop_owning_cases(officer_id=(officer_id := an_officer()), reason="Away for long.", by=SYSTEM, at=NOW)
        assert not facts_for_ownership(officer_id, "state-pension", TODAY).can_own

    def test_a_reason_is_needed(self):
        with pytest.raises(ReasonIsMissing):
            stop_owning_cases(officer_id=an_officer(), reason=" ", by=SYSTEM, at=NOW)

    def test_they_can_own_cases_again_when_that_is_decided(self):
        stop_owning_cases(officer_id=(officer_id := an_officer()), reason="Away for long.", by=SYSTEM, at=NOW)
        start_owning_cases(officer_id=officer_id, by=SYSTEM, at=NOW)
        assert facts_for_ownership(officer_id, "state-pension", TODAY).can_own


class TestWhateverWasRecordedBefore:
    @given(
        starts=IN_2025,
        known=st.lists(st.tuples(IN_2025, st.integers(0, 60)), max_size=4),
    )
    def test_a_new_absence_is_accepted_only_after_every_earlier_one(self, starts, known):
        earlier = [(first, first + timedelta(days=days)) for first, days in known]
        free = all(starts >= back_on for first, back_on in earlier if back_on > first)
        try:
            check_absence(starts, None, earlier)
        except OfficerIsAlreadyAway:
            assert not free
        else:
            assert free
