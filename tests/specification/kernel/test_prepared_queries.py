"""A prepared query: its SQL is written once, its values are said each time."""

from typing import Any

import pytest
from django.db.models import QuerySet

from tests.builders.access import an_account
from tests.builders.concurrency import at_once
from upheld.domains.access.models import Account, Grant
from upheld.kernel.prepared import Given, Prepared

pytestmark = pytest.mark.django_db


def named() -> QuerySet[Account, Any]:
    return Account.objects.filter(name=Given("name")).order_by("email")


class TestAskedAgain:
    def test_answers_for_the_values_of_this_time(self) -> None:
        robin, sam = an_account(name="Robin"), an_account(name="Sam")
        prepared = Prepared(named)
        assert [[one.id for one in prepared.ask(name=name)] for name in ("Robin", "Sam")] == [[robin], [sam]]

    def test_finds_what_was_added_since(self) -> None:
        prepared = Prepared(named)
        assert prepared.ask(name="Robin") == []
        an_account(name="Robin")
        assert len(prepared.ask(name="Robin")) == 1

    def test_is_not_made_again(self) -> None:
        made = []
        prepared = Prepared(lambda: made.append(1) or named())  # type: ignore[func-returns-value]
        prepared.ask(name="Robin")
        prepared.ask(name="Sam")
        assert made == [1]

    def test_is_made_for_each_shape(self) -> None:
        an_account(name="Robin")
        an_account(name="Robin")
        prepared = Prepared(lambda limit: named()[:limit])
        assert [len(prepared.ask(limit, name="Robin")) for limit in (1, 2)] == [1, 2]


class TestWhatComesBack:
    def test_is_what_the_queryset_gives(self) -> None:
        robin = an_account(name="Robin")
        assert [one.id for one in Prepared(named).ask(name="Robin")] == [robin]
        assert Prepared(lambda: named().values_list("name", "id")).ask(name="Robin") == [("Robin", robin)]
        assert Prepared(lambda: named().values_list("id", flat=True)).ask(name="Robin") == [robin]

    def test_holds_what_was_read_along(self, django_assert_num_queries: Any) -> None:
        an_account(granted=True)
        prepared = Prepared(lambda: Grant.objects.select_related("account"))
        with django_assert_num_queries(1):
            assert all(one.account.name for one in prepared.ask())


class TestAValueThatIsMissing:
    def test_is_an_error_that_names_it(self) -> None:
        with pytest.raises(KeyError, match="name"):
            Prepared(named).ask()


class TestAskedUnprepared:
    def test_takes_the_value_that_was_there(self) -> None:
        robin = an_account(name="Robin")
        assert Account.objects.get(name=Given("name", "Robin")).id == robin


@pytest.mark.django_db(transaction=True)
class TestAskedByManyAtOnce:
    def test_each_gets_their_own_answer(self) -> None:
        names = ["Robin", "Sam", "Toni", "Uma"]
        for name in names:
            an_account(name=name)
        prepared = Prepared(named)
        found = at_once(*(lambda name=name: [one.name for one in prepared.ask(name=name)] for name in names))
        assert sorted(map(str, found)) == sorted(str([name]) for name in names)
