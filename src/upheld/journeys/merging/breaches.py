"""Who must be told that somebody saw their data as another's."""

from dataclasses import dataclass
from uuid import UUID

from upheld.domains.access.queries import Viewer, name_of
from upheld.domains.people import queries as people
from upheld.domains.people.queries import BreachRow


@dataclass(frozen=True, kw_only=True)
class Untold:
    """A client to be told, or who was told, by whom."""

    row: BreachRow
    name: str
    told_by_name: str


def list_breaches(
    *, viewer: Viewer, told: bool = False, after: UUID | None = None, limit: int = 50
) -> list[Untold]:
    """The clients whom the viewer has to see told, or who were told, oldest first. At most five queries."""
    rows = people.list_breaches(viewer=viewer, told=told, after=after, limit=limit)
    names = people.get_client_names(viewer=viewer, client_ids=[row.client_id for row in rows])
    officers = name_of(row.told_by for row in rows if row.told_by)
    return [
        Untold(
            row=row,
            name=names.get(row.client_id, ""),
            told_by_name=officers.get(row.told_by, "") if row.told_by else "",
        )
        for row in rows
    ]
