"""Accounts: who may act in Upheld, and who may sign in."""

import pytest
from django.contrib.auth import authenticate

from tests.builders.access import AT, a_viewer, an_account
from upheld.domains.access.commands import close_account, open_account
from upheld.domains.access.queries import (
    NoSuchAccount,
    NotYoursToDo,
    Role,
    get_viewer,
    list_accounts,
    name_of,
)
from upheld.domains.access.rules.refusals import EmailIsTaken
from upheld.kernel.identifiers import SYSTEM, new_id
from upheld.kernel.models import EventRow

pytestmark = pytest.mark.django_db

PASSWORD = "a quiet morning in Leith"


class TestWhenAnAccountIsOpened:
    def test_it_is_announced_without_a_name_or_an_address(self) -> None:
        account_id = an_account(name="Robin Invented", email="robin@example.org")
        assert EventRow.objects.get().facts == {"account_id": str(account_id)}

    def test_its_holder_signs_in_whatever_capitals_they_type(self) -> None:
        account_id = an_account(email="Robin@Example.org", password=PASSWORD)
        found = authenticate(None, email="ROBIN@example.ORG", password=PASSWORD)
        assert found is not None
        assert found.pk == account_id

    def test_nobody_signs_in_to_one_without_a_password(self) -> None:
        an_account(email="robin@example.org")
        assert authenticate(None, email="robin@example.org", password="") is None

    def test_an_address_that_another_account_has_is_refused_in_words(self) -> None:
        an_account(email="robin@example.org")
        with pytest.raises(EmailIsTaken, match="already signs in"):
            open_account(name="Kim Invented", email="ROBIN@example.org", by=SYSTEM, at=AT)

    def test_two_may_be_without_an_address(self) -> None:
        assert an_account() != an_account()


class TestWhenAnAccountIsClosed:
    def test_its_holder_signs_in_no_more(self) -> None:
        account_id = an_account(email="robin@example.org", password=PASSWORD)
        close_account(account_id=account_id, by=SYSTEM, at=AT)
        assert authenticate(None, email="robin@example.org", password=PASSWORD) is None

    def test_its_holder_sees_nothing_any_more(self) -> None:
        account_id = an_account(granted=True)
        close_account(account_id=account_id, by=SYSTEM, at=AT)
        with pytest.raises(NoSuchAccount):
            get_viewer(account_id, on=AT.date())

    def test_closing_it_again_changes_and_announces_nothing(self) -> None:
        account_id = an_account()
        for _ in range(2):
            close_account(account_id=account_id, by=SYSTEM, at=AT)
        kinds = EventRow.objects.values_list("kind", flat=True).order_by("number")
        assert list(kinds) == ["access.AccountOpened", "access.AccountClosed"]

    def test_one_that_does_not_exist_cannot_be_closed(self) -> None:
        with pytest.raises(NoSuchAccount):
            close_account(account_id=new_id(), by=SYSTEM, at=AT)


class TestWhoMaySeeTheAccounts:
    def test_an_administrator_sees_them_by_name(self) -> None:
        an_account(name="Zoe Invented")
        an_account(name="Abel Invented")
        names = [row.name for row in list_accounts(viewer=a_viewer(Role.ADMINISTRATOR, everywhere=True))]
        assert names == sorted(names)
        assert {"Abel Invented", "Zoe Invented"} <= set(names)

    @pytest.mark.parametrize("role", [Role.OFFICER, Role.TEAM_LEADER, Role.SERVICE_MANAGER])
    def test_nobody_else_does(self, role: Role) -> None:
        with pytest.raises(NotYoursToDo):
            list_accounts(viewer=a_viewer(role))


class TestWhenNamesAreNeeded:
    def test_every_account_has_one_and_so_has_the_service_itself(self, django_assert_num_queries) -> None:
        account_id = an_account(name="Iris Madeup")
        with django_assert_num_queries(1):
            names = name_of([account_id, SYSTEM])
        assert names == {account_id: "Iris Madeup", SYSTEM: "Upheld"}

    def test_an_unknown_id_is_left_out(self) -> None:
        assert name_of([new_id()]) == {}
