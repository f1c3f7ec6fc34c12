"""Grants: a role in a place for a time, given by someone for a reason."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.access import AT, FIRST_DAY, a_grant, an_account
from upheld.domains.access.commands import end_grants, grant_role
from upheld.domains.access.models import Grant
from upheld.domains.access.queries import NoSuchAccount, Role, get_viewer
from upheld.domains.access.rules.refusals import GrantIsOutOfOrder, TeamWithoutItsOffice
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.kernel.models import EventRow

pytestmark = pytest.mark.django_db

LAST = FIRST_DAY + timedelta(days=30)
A_DAY = timedelta(days=1)


def roles_on(account_id: UUID, day: date) -> frozenset[str]:
    """The roles that count on a day."""
    return get_viewer(account_id, on=day).roles


class TestWhenAGrantCounts:
    @pytest.mark.parametrize(
        ("day", "counts"),
        [(FIRST_DAY - A_DAY, False), (FIRST_DAY, True), (LAST - A_DAY, True), (LAST, False)],
        ids=["the day before", "its first day", "the day before its end", "its end"],
    )
    def test_it_counts_from_its_first_day_up_to_the_day_before_its_end(self, day: date, counts: bool) -> None:
        account_id = an_account()
        a_grant(account_id, ends_on=LAST)
        assert bool(roles_on(account_id, day)) is counts

    def test_one_without_an_end_goes_on(self) -> None:
        account_id = an_account()
        a_grant(account_id)
        assert roles_on(account_id, date(2199, 12, 31)) == {Role.OFFICER}

    def test_someone_without_a_grant_has_an_account_and_sees_nothing(self) -> None:
        viewer = get_viewer(an_account(), on=AT.date())
        assert not viewer.reads_cases
        assert viewer.roles == frozenset()


class TestWhenAGrantIsGiven:
    def test_who_gave_it_when_and_why_is_kept(self) -> None:
        a_grant(an_account())
        grant = Grant.objects.get()
        assert (grant.given_by, grant.given_at, grant.reason) == (
            SYSTEM,
            AT,
            "Needed for the work of the office.",
        )

    def test_it_is_announced_without_its_reason(self) -> None:
        grant_id = a_grant(an_account())
        told = EventRow.objects.get(kind="access.RoleGranted").facts
        assert told["grant_id"] == str(grant_id)
        assert "reason" not in told

    @given(days=st.integers(min_value=-400, max_value=0))
    def test_one_that_ends_before_it_could_count_is_refused(self, days: int) -> None:
        with pytest.raises(GrantIsOutOfOrder):
            a_grant(new_id(), ends_on=FIRST_DAY + timedelta(days=days))

    def test_a_team_without_its_office_is_refused(self) -> None:
        with pytest.raises(TeamWithoutItsOffice):
            grant_role(
                account_id=an_account(),
                role=Role.OFFICER,
                team_id=new_id(),
                starts_on=FIRST_DAY,
                reason="Needed for the work of the office.",
                by=SYSTEM,
                at=AT,
            )

    def test_the_database_refuses_what_a_command_did_not(self) -> None:
        account_id = an_account()
        with pytest.raises(Exception, match="access_grant_in_order"):
            Grant.objects.create(
                account_id=account_id,
                role="officer",
                starts_on=LAST,
                ends_on=LAST - A_DAY,
                given_by=SYSTEM,
                given_at=AT,
            )


class TestWhenSomebodyLeaves:
    def test_every_live_grant_ends_on_that_day_and_each_end_is_announced(self) -> None:
        account_id = an_account()
        for role in (Role.OFFICER, Role.TEAM_LEADER):
            a_grant(account_id, role)
        assert end_grants(account_id=account_id, ends_on=LAST, by=SYSTEM, at=AT) == 2
        assert roles_on(account_id, LAST - A_DAY) == {Role.OFFICER, Role.TEAM_LEADER}
        assert roles_on(account_id, LAST) == frozenset()
        assert EventRow.objects.filter(kind="access.GrantEnded").count() == 2

    def test_a_grant_that_had_ended_before_keeps_its_day(self) -> None:
        account_id = an_account()
        a_grant(account_id, ends_on=LAST - A_DAY)
        assert end_grants(account_id=account_id, ends_on=LAST, by=SYSTEM, at=AT) == 0
        assert Grant.objects.get().ends_on == LAST - A_DAY

    def test_one_that_would_begin_later_never_counts(self) -> None:
        account_id = an_account()
        a_grant(account_id, starts_on=LAST + A_DAY)
        end_grants(account_id=account_id, ends_on=LAST, by=SYSTEM, at=AT)
        assert roles_on(account_id, LAST + 2 * A_DAY) == frozenset()

    def test_somebody_unknown_cannot_leave(self) -> None:
        with pytest.raises(NoSuchAccount):
            end_grants(account_id=new_id(), ends_on=LAST, by=SYSTEM, at=AT)
