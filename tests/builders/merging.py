"""Two clients who are joined and parted, and a dump of every table that hangs on a client."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from tests.builders.casework import Agency
from upheld.domains.access.queries import Viewer, the_service
from upheld.journeys.merging import merge_clients, part_clients, plan_parting

WHY = "They showed the same passport for both."
NOT_SO = "Two people of one name: the passports differ."

TABLES = (
    *("people_client", "people_client_name", "people_address", "people_contact_point"),
    *("people_representative", "people_legal_hold", "people_source_record", "people_earlier_source_record"),
    *("casework_case", "casework_note", "casework_note_draft", "casework_task", "casework_hold"),
    *("casework_ownership", "casework_handover", "casework_transition", "casework_out_of_reach"),
    *("charter_promise", "charter_promise_transition"),
    *("access_restriction", "access_conflict", "access_challenge", "access_grant", "access_look"),
)
"""Every table whose rows move, or hang on a row that moves."""

HISTORY = ("version", "changed_at", "changed_by")
"""What says that something was done, and by whom."""


def join(here: Agency, into: UUID, absorbed: UUID, *, by: UUID, because: str = WHY) -> UUID:
    """Join two clients now."""
    return merge_clients(into=into, absorbed=absorbed, because=because, by=by, at=here.at)


def part(here: Agency, merge_id: UUID, *, by: UUID, belongs: Mapping[str, UUID] | None = None) -> None:
    """Part them now."""
    part_clients(merge_id=merge_id, belongs=belongs or {}, because=NOT_SO, by=by, at=here.at)


def all_for(here: Agency, merge_id: UUID, whose: UUID, viewer: Viewer | None = None) -> dict[str, UUID]:
    """The answers that give everything that came later to one client."""
    plan = plan_parting(merge_id, viewer or the_service(), at=here.at)
    return dict.fromkeys((one.key for one in plan.later), whose)


def everything(*, besides: tuple[str, ...] = ()) -> dict[str, list[dict[str, Any]]]:
    """Every row of these tables as it stands, without what says only that something was done."""
    return {table: _rows(table) for table in TABLES if table not in besides}


def _rows(table: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [{name: value for name, value in row.items() if name not in HISTORY} for row in rows]
