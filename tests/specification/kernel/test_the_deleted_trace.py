"""A named scenario: something linked is deleted, and no audit record remains. Here its events stay."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.builders.access import an_account
from tests.specification.kernel.conftest import AT
from upheld.domains.access.commands import close_account
from upheld.kernel.audit import verify
from upheld.kernel.identifiers import SYSTEM
from upheld.kernel.models import EventRow

pytestmark = pytest.mark.django_db


class TestTheDeletedTrace:
    def test_what_is_linked_to_something_else_cannot_be_deleted(self) -> None:
        account_id = an_account(granted=True)
        delete = f"SET CONSTRAINTS ALL IMMEDIATE; DELETE FROM access_account WHERE id = '{account_id}'"
        with (
            pytest.raises(DatabaseError, match="access_grant"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(delete)

    def test_the_events_of_what_was_deleted_stay_and_the_record_is_whole(self) -> None:
        account_id = an_account()
        close_account(account_id=account_id, by=SYSTEM, at=AT)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM access_account WHERE id = %s", [account_id])
        told = EventRow.objects.filter(stream=f"account:{account_id}").order_by("number")
        assert [event.kind for event in told] == ["access.AccountOpened", "access.AccountClosed"]
        assert verify().is_whole

    def test_the_events_themselves_cannot_be_deleted_with_it(self) -> None:
        an_account()
        with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
            EventRow.objects.all().delete()
