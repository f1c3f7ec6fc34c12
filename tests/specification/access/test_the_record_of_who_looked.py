"""Who looked at what is kept, cannot be altered, and is told to those whom it concerns."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from tests.builders.access import AT, TODAY, a_grant, a_viewer, an_account
from upheld.domains.access.commands import record_looks, restrict_record
from upheld.domains.access.models import Look
from upheld.domains.access.queries import (
    LOOKS,
    NotYoursToDo,
    Role,
    Seen,
    Viewer,
    get_viewer,
    list_looks_at_client,
    search_looks,
)
from upheld.kernel.audit import Finding, verify
from upheld.kernel.detached import detach_before
from upheld.kernel.identifiers import SYSTEM, new_id

pytestmark = pytest.mark.django_db

ANN, BOB = new_id(), new_id()
REASON = "The police told us that she is a witness."


def looked(by: UUID, *clients: UUID, kind: str = "record", minutes: int = 0, **more: Any) -> None:
    """Somebody was shown these clients."""
    record_looks(
        seen=[Seen(kind, clients or (ANN,), more.get("found"))],
        door=more.get("door", "web"),
        why="work",
        route="client",
        request="0199",
        by=by,
        at=AT + timedelta(minutes=minutes),
    )


def as_owner(*statements: str) -> None:
    """Run SQL as somebody who owns the tables and switches their triggers off."""
    with connection.cursor() as cursor:
        for table in ("access_look", "access_look_head"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)


def auditor() -> Viewer:
    """Somebody who reads the trails."""
    return a_viewer(Role.AUDITOR, everywhere=True)


class TestWhenSomebodyWasShownSomething:
    def test_each_kind_is_a_row_with_all_that_was_shown(self) -> None:
        officer = an_account()
        seen = [Seen("record", (ANN,)), Seen("search", (ANN, BOB), 12)]
        record_looks(seen=seen, door="web", why="work", route="search", request="0199", by=officer, at=AT)
        kept = Look.objects.order_by("number").values_list("kind", "clients", "found", "door", "route")
        assert [*kept] == [
            ("record", [ANN], None, "web", "search"),
            ("search", [ANN, BOB], 12, "web", "search"),
        ]

    def test_all_of_it_is_one_statement(self, django_assert_num_queries: Callable[..., object]) -> None:
        seen = [Seen(kind, (ANN,)) for kind in ("record", "case", "list")]
        with django_assert_num_queries(1):
            record_looks(seen=seen, door="web", by=new_id(), at=AT)

    def test_each_account_has_a_chain_of_its_own(self) -> None:
        first, second = new_id(), new_id()
        for account in (first, second, first):
            looked(account)
        one, two = Look.objects.filter(account_id=first).order_by("number")
        assert (one.number, two.number, two.previous_hash) == (1, 2, one.hash)
        assert Look.objects.get(account_id=second).previous_hash == ""


class TestWhenSomebodyTriesToRewriteIt:
    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE access_look SET clients = '{}'",
            "DELETE FROM access_look",
            "TRUNCATE access_look",
            "UPDATE access_look_head SET number = 0",
            "DELETE FROM access_look_head",
        ],
    )
    def test_the_database_refuses(self, sql: str) -> None:
        looked(new_id())
        with (
            pytest.raises(DatabaseError, match="only ever added to"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
        assert Look.objects.count() == 1


class TestCheckingIt:
    @pytest.fixture
    def officer(self) -> UUID:
        officer = new_id()
        for minutes in range(4):
            looked(officer, minutes=minutes)
        return officer

    @pytest.mark.usefixtures("officer")
    def test_one_that_nobody_touched_is_whole(self) -> None:
        verdict = verify(record=LOOKS)
        assert (verdict.is_whole, verdict.checked, verdict.streams) == (True, 4, 1)

    @pytest.mark.parametrize(
        "change",
        [
            "account_id = gen_random_uuid()",
            "clients = '{}'",
            "kind = 'list'",
            "door = 'cli'",
            "why = ''",
            "route = 'home'",
            "request = ''",
            "found = 0",
            "at = at + interval '1 second'",
        ],
    )
    def test_one_that_was_altered_is_named(self, change: str, officer: UUID) -> None:
        as_owner(f"UPDATE access_look SET {change} WHERE number = 2")
        faults = verify(record=LOOKS).faults
        assert faults[0].number in {2, 1}
        assert str(officer) in " ".join(fault.stream for fault in faults)

    def test_one_that_was_removed_is_named(self, officer: UUID) -> None:
        as_owner("DELETE FROM access_look WHERE number = 3")
        fault = verify(record=LOOKS).faults[0]
        assert (fault.number, fault.finding) == (3, Finding.REMOVED)
        assert str(fault).startswith(f"Look 3 of {officer}")

    def test_the_last_one_that_was_removed_is_named(self, officer: UUID) -> None:
        as_owner("DELETE FROM access_look WHERE number = 4")
        assert [fault.number for fault in verify(record=LOOKS).faults] == [4]

    @pytest.mark.usefixtures("officer")
    def test_old_months_may_be_detached(self) -> None:
        later = Look.objects.latest("sequence").at.replace(year=2199, month=1)
        with transaction.atomic():
            months = detach_before(
                day=later.date().replace(day=1), tables=("access_look",), by=SYSTEM, at=later
            )
        assert sum(month.rows for month in months) == 4
        assert verify(record=LOOKS).is_whole


class TestTheClient:
    @pytest.fixture
    def ann(self) -> Viewer:
        return Viewer(account_id=new_id(), own_clients=frozenset({ANN}), roles=frozenset({Role.CLIENT}))

    def test_sees_who_looked_and_as_what_the_latest_first(self, ann: Viewer) -> None:
        officer, office = an_account(name="Una Reyes"), new_id()
        a_grant(officer, office_id=office)
        looked(officer, ANN, BOB, kind="list")
        looked(officer, ANN, minutes=5)
        rows = list_looks_at_client(ANN, viewer=ann)
        assert [row.kind for row in rows] == ["record", "list"]
        assert (rows[0].account_name, rows[0].role, rows[0].office_id) == ("Una Reyes", "officer", office)

    def test_is_not_told_who_else_stood_in_a_list(self, ann: Viewer) -> None:
        looked(an_account(), ANN, BOB, kind="list")
        assert list_looks_at_client(ANN, viewer=ann)[0].client_ids == (ANN,)

    def test_sees_nothing_about_somebody_else(self, ann: Viewer) -> None:
        with pytest.raises(NotYoursToDo):
            list_looks_at_client(BOB, viewer=ann)

    def test_reads_long_trails_page_by_page(self, ann: Viewer) -> None:
        officer = an_account()
        for minutes in range(5):
            looked(officer, minutes=minutes)
        first = list_looks_at_client(ANN, viewer=ann, limit=3)
        rest = list_looks_at_client(ANN, viewer=ann, limit=3, after=first[-1].id)
        assert [(row.at - AT).seconds // 60 for row in (*first, *rest)] == [4, 3, 2, 1, 0]


class TestASafeguardingLead:
    def test_sees_who_looked_at_clients_of_their_offices(self) -> None:
        office = new_id()
        lead = a_viewer(Role.SAFEGUARDING_LEAD, office_id=office)
        looked(an_account())
        assert len(list_looks_at_client(ANN, viewer=lead, offices=[office])) == 1

    def test_sees_nothing_of_other_offices(self) -> None:
        lead = a_viewer(Role.SAFEGUARDING_LEAD, office_id=new_id())
        with pytest.raises(NotYoursToDo):
            list_looks_at_client(ANN, viewer=lead, offices=[new_id()])


def ids(rows: Sequence[object]) -> list[UUID]:
    """Whose looks these are."""
    return [row.account_id for row in rows]  # type: ignore[attr-defined]


class TestAnAuditor:
    def test_finds_looks_by_all_that_is_given(self) -> None:
        one, other = an_account(), an_account()
        looked(one, ANN)
        looked(one, BOB, kind="search", found=3)
        looked(other, ANN, door="cli")
        viewer = auditor()
        assert ids(search_looks(viewer=viewer)) == [other, one, one]
        assert ids(search_looks(viewer=viewer, client_id=ANN)) == [other, one]
        assert ids(search_looks(viewer=viewer, client_id=ANN, account_id=one)) == [one]
        assert ids(search_looks(viewer=viewer, door="cli")) == [other]
        assert [row.found for row in search_looks(viewer=viewer, kind="search")] == [3]

    def test_finds_looks_of_a_time(self) -> None:
        officer = an_account()
        now = Look(id=new_id()).id.int >> 80
        day = AT.fromtimestamp(now / 1000, AT.tzinfo)
        for hours in (0, 1, 2):
            record_looks(
                seen=[Seen("record", (ANN,))], door="web", by=officer, at=day + timedelta(hours=hours)
            )
        found = search_looks(viewer=auditor(), since=day + timedelta(hours=1), until=day + timedelta(hours=2))
        assert [row.at for row in found] == [day + timedelta(hours=1)]

    def test_learns_nothing_of_a_restricted_client(self) -> None:
        looked(an_account(), ANN, BOB, kind="list")
        restrict_record(client_id=ANN, level="protected_person", offices=[], reason=REASON, by=SYSTEM, at=AT)
        assert search_looks(viewer=auditor(), client_id=ANN) == []
        assert [row.client_ids for row in search_looks(viewer=auditor())] == [(BOB,)]

    def test_others_find_nothing(self) -> None:
        officer = an_account(granted=True)
        with pytest.raises(NotYoursToDo):
            search_looks(viewer=get_viewer(officer, on=TODAY))
