"""Whatever agency chance builds, every query shows to everybody what the oracle allows."""

from typing import Any

import pytest
from django.db.models import Q

from tests.conventions.reading import DOMAINS
from tests.conventions.test_queries_take_a_viewer import facts_for_rules, queries_of
from tests.oracle.doors import DOORS, SHOWS_NOTHING
from tests.oracle.doors.door import Here
from upheld.domains.access.queries import NoSuchAccount, get_viewer, scope
from upheld.domains.people.queries import clients

pytestmark = pytest.mark.django_db

EVERY = [(place, name) for place, doors in DOORS.items() for name in doors]


class TestEveryDoor:
    @pytest.mark.parametrize("place", DOMAINS)
    def test_is_known_to_the_oracle(self, place: str) -> None:
        offered = {name for name, query in queries_of(place).items() if query not in facts_for_rules(place)}
        assert offered == {*DOORS[place], *SHOWS_NOTHING[place]}

    @pytest.mark.parametrize(("place", "name"), EVERY, ids=lambda part: str(part))
    def test_shows_to_everybody_what_the_oracle_allows(self, place: str, name: str, here: Here) -> None:
        door = DOORS[place][name]
        for person in here.made.people:
            if not here.facts.accounts[person]:
                continue
            viewer = get_viewer(person, on=here.on)
            assert door.shown(here, viewer) == door.allowed(here, person), here.oracle.tell(person)


class TestTheComparisonItself:
    @pytest.mark.parametrize(
        ("rule", "without"),
        [
            ("_open_to", lambda viewer, client: Q()),
            ("is_among", lambda column, these: Q(pk=None)),
        ],
        ids=["restrictions and conflicts", "challenges and conflicts"],
    )
    def test_notices_a_rule_that_is_left_out(
        self, rule: str, without: Any, here: Here, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(scope, rule, without)
        monkeypatch.setattr(clients._CALLED, "_ready", {})  # what was prepared with the rule is set aside
        door = DOORS["people"]["get_client_names"]
        viewers = [get_viewer(one, on=here.on) for one in here.made.people if here.facts.accounts[one]]
        assert any(door.shown(here, one) != door.allowed(here, one.account_id) for one in viewers)


class TestSomebodyWhoseAccountIsClosed:
    def test_is_nobody_who_looks(self, here: Here) -> None:
        for person, is_active in here.facts.accounts.items():
            if not is_active:
                with pytest.raises(NoSuchAccount):
                    get_viewer(person, on=here.on)
