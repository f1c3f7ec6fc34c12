from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.builders.workforce import BENEFIT, JOINED, TODAY, an_officer
from upheld.domains.workforce.models import Absence, Officer, Training

pytestmark = pytest.mark.django_db


def refuses(**change):
    officers = Officer.objects.filter(pk=an_officer())
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        officers.update(**change)
    return refusal.value.__cause__.diag.constraint_name


class TestTheDatabaseRefuses:
    def test_leaving_on_the_day_of_joining(self):
        assert refuses(leaving_on=JOINED) == "workforce_officer_leaves_after_joining"

    def test_a_leaver_who_can_own_cases(self):
        change = {"leaving_on": TODAY, "left_on": TODAY}
        assert refuses(**change) == "workforce_officer_who_left_owns_nothing"

    def test_having_left_without_a_leaving_date(self):
        change = {"left_on": TODAY, "can_own_cases": False, "not_owning_reason": "has left"}
        assert refuses(**change) == "workforce_officer_who_left_owns_nothing"

    def test_owning_no_cases_without_a_reason(self):
        assert refuses(can_own_cases=False) == "workforce_officer_reason_for_not_owning"

    @pytest.mark.parametrize("hours", [0, 49])
    def test_impossible_hours(self, hours):
        assert refuses(contracted_hours=hours) == "workforce_officer_hours_are_possible"

    @pytest.mark.parametrize("days", [[], [0], [1, 9]])
    def test_impossible_working_days(self, days):
        assert refuses(working_days=days) == "workforce_officer_days_are_possible"

    def test_training_that_ends_before_it_counts(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            Training.objects.create(officer_id=an_officer(), benefit=BENEFIT, starts_on=TODAY, ends_on=TODAY)

    def test_two_open_absences_of_one_officer(self):
        officer_id = an_officer()
        Absence.objects.create(officer_id=officer_id, starts_on=TODAY, kind="leave")
        with pytest.raises(IntegrityError), transaction.atomic():
            Absence.objects.create(officer_id=officer_id, starts_on=TODAY + timedelta(9), kind="leave")

    def test_an_absence_of_an_unknown_kind(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            Absence.objects.create(officer_id=an_officer(), starts_on=TODAY, kind="gone fishing")


class TestTheDatabaseAllows:
    def test_a_reference_by_officer_and_whether_they_can_own(self):
        """What casework's composite foreign key stands on."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT contype FROM pg_constraint WHERE conname = 'workforce_officer_can_own'")
            assert cursor.fetchone() == ("u",)
