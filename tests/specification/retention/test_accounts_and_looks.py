"""Accounts that open nothing any more become anonymous, and old months of looks go as a whole."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import connection

from tests.builders.access import AT, TODAY, an_account
from tests.builders.casework import START, Agency, agency
from tests.builders.retention import LONG_AFTER, erase, everything_held
from upheld.domains.access.commands import end_grant, forget_clients, grant_role, record_looks
from upheld.domains.access.models import Account
from upheld.domains.access.queries import LOOKS, Role, Seen, get_viewer, name_of, the_service
from upheld.domains.people.commands import place_hold
from upheld.journeys.retention import list_due
from upheld.kernel.audit import verify
from upheld.kernel.erasures import list_runs
from upheld.kernel.identifiers import SYSTEM, new_id

pytestmark = pytest.mark.django_db

NAME, EMAIL = "Xanthippe Quillfeather", "xanthippe@quillfeather.example"
TWO_YEARS = datetime(TODAY.year + 2, TODAY.month, TODAY.day, 12, tzinfo=UTC) + timedelta(days=2)


def a_role(account_id: UUID, role: Role, client_id: UUID | None = None) -> UUID:
    """Give a role everywhere, or for one client."""
    return grant_role(
        account_id=account_id,
        role=role,
        client_id=client_id,
        starts_on=TODAY,
        reason="Needed for the work of Xanthippe Quillfeather.",
        by=SYSTEM,
        at=AT,
    )


def ended_account(role: Role, client_id: UUID | None = None) -> UUID:
    """An account with a name and ways to sign in, whose only role ended on the day it began."""
    account_id = an_account(name=NAME, email=EMAIL)
    EmailAddress.objects.create(user_id=account_id, email=EMAIL, verified=True, primary=True)
    Authenticator.objects.create(user_id=account_id, type="totp", data={"secret": "none"})
    grant_id = a_role(account_id, role, client_id)
    end_grant(grant_id=grant_id, because="The work for this person is over.", ends_on=TODAY, by=SYSTEM, at=AT)
    return account_id


def looked_at(client_id: UUID) -> None:
    """Somebody looked at a client."""
    record_looks(
        seen=[Seen("record", (client_id,), None)],
        door="web",
        why="work",
        route="client",
        request="0199",
        by=SYSTEM,
        at=AT,
    )


def looks_held() -> int:
    """How many looks the record holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {LOOKS.table}")
        return int(cursor.fetchone()[0])


class TestAnAccountOfAClientThatOpensNothingAnyMore:
    def test_names_nobody_and_cannot_sign_in_after_its_time(self) -> None:
        account_id = ended_account(Role.CLIENT, client_id=new_id())
        assert erase(TWO_YEARS)["client_account"] == 1
        assert name_of([account_id]) == {account_id: "A closed account"}
        held = [value.lower() for *_, value in everything_held()]
        assert not [value for value in held if "quillfeather" in value]
        assert not Account.objects.get(id=account_id).has_usable_password()

    def test_is_as_it_was_a_week_before(self) -> None:
        account_id = ended_account(Role.CLIENT, client_id=new_id())
        assert erase(TWO_YEARS - timedelta(days=7))["client_account"] == 0
        assert name_of([account_id]) == {account_id: NAME}

    def test_is_made_anonymous_once(self) -> None:
        ended_account(Role.CLIENT, client_id=new_id())
        erase(TWO_YEARS)
        assert erase(TWO_YEARS)["client_account"] == 0

    def test_ends_by_itself_when_the_client_is_erased(self) -> None:
        client_id, account_id = new_id(), an_account(name=NAME)
        a_role(account_id, Role.CLIENT, client_id)
        forget_clients(client_ids=[client_id], by=SYSTEM, at=AT)
        assert get_viewer(account_id, on=TODAY).own_clients == frozenset()


class TestAnAccountOfStaff:
    def test_keeps_its_name_as_long_as_it_is_kept_who_looked(self) -> None:
        account_id = ended_account(Role.AUDITOR)
        assert erase(TWO_YEARS)["staff_account"] == 0
        assert name_of([account_id]) == {account_id: NAME}
        assert erase(LONG_AFTER)["staff_account"] == 1
        assert name_of([account_id]) == {account_id: "A former member of staff"}

    def test_with_a_role_that_goes_on_is_left_alone(self) -> None:
        account_id = ended_account(Role.AUDITOR)
        a_role(account_id, Role.ADMINISTRATOR)
        assert erase(LONG_AFTER)["staff_account"] == 0
        assert name_of([account_id]) == {account_id: NAME}


class TestAMonthOfLooks:
    @pytest.fixture
    def house(self) -> Agency:
        return agency()

    def test_goes_as_a_whole_and_the_record_is_still_proved(self) -> None:
        looked_at(new_id())
        looked_at(new_id())
        assert erase(LONG_AFTER)["look"] == 2
        assert looks_held() == 0
        assert not verify(record=LOOKS).faults

    def test_stands_in_the_manifest_with_its_number(self) -> None:
        looked_at(new_id())
        erase(LONG_AFTER)
        assert [run.number for run in list_runs() if run.record_kind == "look"] == [1]

    def test_stays_until_its_time_has_come(self) -> None:
        looked_at(new_id())
        assert erase(TWO_YEARS)["look"] == 0
        assert looks_held() == 1

    def test_waits_while_a_legal_hold_stands_on_somebody_who_was_looked_at(self, house: Agency) -> None:
        client_id = house.client()
        looked_at(client_id)
        place_hold(client_id=client_id, reason="A court asked us to keep this.", by=SYSTEM, at=START)
        assert erase(LONG_AFTER)["look"] == 0
        assert looks_held() == 1

    def test_is_counted_before_it_goes(self) -> None:
        looked_at(new_id())
        due = {one.kind: one.number for one in list_due(viewer=the_service(), as_of=LONG_AFTER)}
        assert (due["look"], due["staff_account"]) == (1, 0)
