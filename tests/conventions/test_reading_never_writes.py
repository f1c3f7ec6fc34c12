"""A page that is only looked at changes nothing: each is asked for on a database that refuses changes."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from tests.builders.casework import Agency, agency
from tests.conventions.routes import Route, every_route
from upheld.domains.access.models import Account
from upheld.domains.access.queries import Role

WRITES = re.compile(r"\b(INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|TRUNCATE|COPY)\s+\"?(\w+)", re.IGNORECASE)
OF_THE_VISIT = {"django_session", "access_look"}
"""That somebody is there, and who looked at what, is kept; nothing about the work."""

READ = [route for route in every_route() if "uidb36" not in route.arguments]


class PageWrote(AssertionError):
    """A page that was only looked at wrote to the database."""


def refuse_to_write(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Let a statement pass unless it writes."""
    for verb, table in WRITES.findall(str(sql)):
        if table.lower() not in OF_THE_VISIT and "FOR UPDATE" not in f"{verb} {table}".upper():
            raise PageWrote(f"{verb} {table}")
    return execute(sql, params, many, context)


def with_a_password(account_id: UUID) -> Account:
    """The account of somebody who can sign in."""
    account = Account.objects.get(pk=account_id)
    account.set_password("a quiet morning in Leith")
    account.save()
    return account


@pytest.fixture
def place(settings: Any) -> Agency:
    """An agency with a team leader and a service manager."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    made = agency()
    made.leader()
    made.officer(role=Role.SERVICE_MANAGER)
    return made


@pytest.mark.django_db
class TestLookingAtAPage:
    @pytest.mark.parametrize("route", READ, ids=lambda route: route.name)
    @pytest.mark.parametrize("role", [Role.TEAM_LEADER, Role.SERVICE_MANAGER])
    def test_it_writes_nothing(self, route: Route, role: Role, place: Agency, client: Client) -> None:
        who = place.officers[0 if role is Role.TEAM_LEADER else 1]
        client.force_login(with_a_password(who))
        address = route.address(place)
        with connection.execute_wrapper(refuse_to_write):
            answer = client.get(address)
        assert answer.status_code in (200, 302, 403, 405), address


@pytest.mark.django_db
class TestTheCheckItself:
    def test_a_write_is_refused(self, place: Agency) -> None:
        with pytest.raises(PageWrote), connection.execute_wrapper(refuse_to_write):
            Account.objects.filter(pk=place.officers[0]).update(name="Someone Else")
