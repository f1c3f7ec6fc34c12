"""The second door: a command on what is hidden is refused as on what is missing, and writes nothing."""

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction

from tests.builders.random_agency import PIP, REASON
from tests.conventions.reading import DOMAINS, imported_names, modules
from tests.conventions.test_commands_say_who_and_when import commands_of
from tests.oracle.doors.commands import BEHIND_A_JOURNEY, TRIED, hidden_clients
from tests.oracle.doors.door import MANY, Here
from upheld.domains.access.queries import NothingToOpen, get_viewer
from upheld.domains.people.commands import tell_breach
from upheld.domains.people.queries import NoSuchBreach, NoSuchClient, NoSuchMerge, list_breaches
from upheld.journeys.challenging import ask_to_open
from upheld.journeys.client_page import open_case_for_client
from upheld.journeys.conflicts import close_to_oneself
from upheld.journeys.merging import merge_clients, part_clients
from upheld.journeys.restricting import restrict_client
from upheld.kernel.errors import RuleBroken
from upheld.kernel.identifiers import new_id

pytestmark = pytest.mark.django_db

ABOUT = {argument for _, argument, _ in TRIED} | {"client_ids", "case_ids"}
COMMANDS = {name: one for domain in DOMAINS for name, one in commands_of(domain).items()}
EVERY = [(name, some[name], argument, hidden) for some, argument, hidden in TRIED for name in some]
MISSING_ROW = 10**9


def refusal(doing: Callable[[], object]) -> tuple[str, str]:
    """How something is refused; whatever it did before is taken back."""
    before = events()
    try:
        with transaction.atomic():
            doing()
    except RuleBroken as error:
        assert events() == before
        return type(error).__name__, str(error)
    return "", "It was done."


def events() -> int:
    """How many events are on record."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kernel_event")
        return int(cursor.fetchone()[0])


class TestEveryCommandAboutSomebody:
    def test_is_known_to_the_oracle(self) -> None:
        about = {name for name, one in COMMANDS.items() if ABOUT & set(inspect.signature(one).parameters)}
        assert about == {name for name, *_ in EVERY} | set(BEHIND_A_JOURNEY)

    def test_is_no_pages_to_call_when_others_check_who_may(self) -> None:
        called = [
            f"{module}:{line} {name}"
            for module in modules("src/upheld/web")
            for name, line in imported_names(module)
            if ".commands." in name and name.rsplit(".", 1)[1] in set(BEHIND_A_JOURNEY) - {"grant_role"}
        ]
        assert called == []

    @pytest.mark.parametrize(("name", "tried", "argument", "hidden"), EVERY, ids=[one[0] for one in EVERY])
    def test_is_refused_as_if_there_were_no_such_thing(
        self, name: str, tried: Any, argument: str, hidden: Any, here: Here
    ) -> None:
        for person in here.made.people:
            things = hidden(here, person)
            if here.facts.accounts[person] and things:
                does = partial(COMMANDS[name], **tried(here), by=person, at=here.at)
                missing = MISSING_ROW if argument == "row_id" else new_id()
                expected = refusal(lambda does=does, missing=missing: does(**{argument: missing}))
                for thing in things[:3]:
                    assert refusal(lambda does=does, thing=thing: does(**{argument: thing})) == expected
                assert expected[0], name


class TestEveryJourneyThatWritesAboutAClient:
    @pytest.mark.parametrize(
        ("journey", "more"),
        [
            (close_to_oneself, {"is_own": False}),
            (restrict_client, {"level": "colleague", "reason": REASON}),
            (open_case_for_client, {"benefit": PIP, "team_id": new_id()}),
        ],
        ids=["close_to_oneself", "restrict_client", "open_case_for_client"],
    )
    def test_is_refused_as_if_there_were_nobody(self, journey: Any, more: dict[str, Any], here: Here) -> None:
        for person in here.made.people:
            if here.facts.accounts[person]:
                does = partial(journey, **more, viewer=get_viewer(person, on=here.on), at=here.at)
                for client in [new_id(), *hidden_clients(here, person)]:
                    with pytest.raises(NoSuchClient):
                        does(client_id=client)


class TestAskingToOpenARecord:
    def test_says_the_same_of_nobody_of_a_closed_and_of_a_restricted_record(self, here: Here) -> None:
        for person in here.made.people:
            if here.facts.accounts[person]:
                viewer = get_viewer(person, on=here.on)
                asks = partial(ask_to_open, purpose="covering", reason=REASON, viewer=viewer, at=here.at)
                closed = [one for one in here.made.clients if not here.oracle.may_know_of(person, one)]
                for number in ["QQ999999Z", *(here.made.words_of[one][1] for one in closed)]:
                    with pytest.raises(NothingToOpen):
                        asks(number=number)


class TestJoiningAndParting:
    def test_is_refused_as_if_there_were_nobody(self, here: Here) -> None:
        for person in here.made.people:
            seen = [one for one in here.made.clients if here.oracle.sees_client(person, one)]
            if here.facts.accounts[person] and seen:
                does = partial(merge_clients, into=seen[0], because=REASON, by=person, at=here.at)
                for client in [new_id(), *hidden_clients(here, person)]:
                    with pytest.raises(NoSuchClient):
                        does(absorbed=client)

    def test_of_a_hidden_merge_is_refused_as_if_there_were_none(self, here: Here) -> None:
        for person in here.made.people:
            if here.facts.accounts[person]:
                hidden = [one for one in here.facts.merges if not here.oracle.sees_client(person, one.into)]
                does = partial(part_clients, belongs={}, because=REASON, by=person, at=here.at)
                for merge in [new_id(), *(one.id for one in hidden)]:
                    with pytest.raises(NoSuchMerge):
                        does(merge_id=merge)

    def test_only_those_who_look_after_a_client_say_that_they_were_told(self, here: Here) -> None:
        for person in here.made.people:
            if here.facts.accounts[person]:
                told = {row.id for row in list_breaches(viewer=get_viewer(person, on=here.on), limit=MANY)}
                for breach in {new_id(), *(id_ for id_, _ in here.facts.breaches)} - told:
                    with pytest.raises(NoSuchBreach):
                        tell_breach(breach_id=breach, how="By letter.", by=person, at=here.at)
