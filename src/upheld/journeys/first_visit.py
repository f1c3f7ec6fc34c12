"""Live examples for someone's first visit to the demonstration: found each time, never written down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from upheld.domains.access.queries import Viewer
from upheld.domains.casework.queries import (
    CaseRow,
    OfferRow,
    list_cases_owned,
    list_offers_from,
    list_offers_to,
    list_unowned,
)
from upheld.domains.charter.queries import PromiseRow, list_broken_promises
from upheld.domains.people.queries import find_client_of_several_systems
from upheld.domains.workforce.queries import list_teams


@dataclass(frozen=True, kw_only=True)
class Examples:
    """One of each, or None where there is none that the viewer may see."""

    client_of_several_systems: UUID | None
    broken: PromiseRow | None
    offer: OfferRow | None
    unowned: CaseRow | None


def find_examples(*, viewer: Viewer, as_of: datetime) -> Examples:
    """Look for examples among the viewer's own work first, then in their teams. At most twelve queries."""
    mine = list_cases_owned(viewer.account_id, viewer=viewer, as_of=as_of)
    teams = viewer.teams | viewer.led_teams or {team.id for team in list_teams(viewer=viewer)}
    unowned = list_unowned(viewer=viewer, team_ids=teams, as_of=as_of)
    known = _known_to_several(mine, viewer) or _known_to_several(unowned, viewer)
    broken = list_broken_promises(viewer=viewer, as_of=as_of)
    own = [promise for promise in broken if promise.owner_id == viewer.account_id]
    offers = list_offers_to(viewer.account_id, viewer=viewer, as_of=as_of)
    if not offers and viewer.leads:
        offers = list_offers_from(viewer=viewer, team_ids=teams, as_of=as_of)
    return Examples(
        client_of_several_systems=known,
        broken=next(iter([*own, *broken]), None),
        offer=next(iter(offers), None),
        unowned=next(iter(unowned), None),
    )


def _known_to_several(cases: Iterable[CaseRow], viewer: Viewer) -> UUID | None:
    return find_client_of_several_systems(viewer=viewer, among={case.client_id for case in cases})
