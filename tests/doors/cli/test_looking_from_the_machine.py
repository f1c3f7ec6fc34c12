"""What a command shows of clients is kept in the record of who looked before it is printed."""

import pytest

from upheld.cli.door import showing
from upheld.domains.access.models import Look
from upheld.domains.access.queries import saw
from upheld.kernel.identifiers import SYSTEM, new_id

pytestmark = pytest.mark.django_db


class TestACommandThatShowsAClient:
    def test_leaves_a_row_of_the_account_of_the_machine(self) -> None:
        client_id = new_id()
        with showing("clients show"):
            saw("record", [client_id])
        row = Look.objects.get()
        assert (row.account_id, row.clients, row.door) == (SYSTEM, [client_id], "cli")
        assert (row.route, row.why) == ("clients show", "machine")

    def test_that_fails_leaves_none(self) -> None:
        def fail() -> None:
            saw("record", [new_id()])
            raise ValueError("no such client")

        with pytest.raises(ValueError, match="no such"), showing("clients show"):
            fail()
        assert not Look.objects.exists()


class TestACommandThatShowsNobody:
    def test_leaves_nothing(self) -> None:
        with showing("clients show"):
            pass
        assert not Look.objects.exists()
