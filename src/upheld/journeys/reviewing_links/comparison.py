"""Two records side by side, and what hangs on them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.queries import Viewer, name_of
from upheld.domains.casework.queries import CaseRow, list_open_cases_of_clients
from upheld.domains.people.queries import (
    IdentityStrip,
    NoSuchPair,
    PairRecord,
    PairRow,
    get_identity_strips,
    get_pair,
)
from upheld.journeys.reviewing_links.harm import open_cases
from upheld.journeys.reviewing_links.trained import require_training
from upheld.journeys.reviewing_links.words import Evidence, evidence_in_words
from upheld.kernel.days import day_of
from upheld.policy import current_pack


@dataclass(frozen=True, kw_only=True)
class Told:
    """One thing that was said about the pair, and by whom."""

    said: str
    state: str
    because: str
    by_name: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A pair with its evidence in words, its clients, their open cases, and everything said about it.

    `needs_another`: both clients have open cases, so a second person must say the same.
    `is_own_proposal`: the viewer said it first, so somebody else confirms.
    """

    today: date
    pair: PairRecord
    evidence: tuple[Evidence, ...]
    strips: dict[UUID, IdentityStrip]
    cases: dict[UUID, tuple[CaseRow, ...]]
    steps: tuple[Told, ...]
    needs_another: bool
    is_own_proposal: bool

    @property
    def row(self) -> PairRow:
        """The pair itself."""
        return self.pair.row

    @property
    def stays(self) -> UUID:
        """The client whose record stays when both are joined: with more open cases, or known for longer."""
        return min(self.row.clients, key=lambda client: (-len(self.cases.get(client, ())), client))

    @property
    def goes(self) -> UUID:
        """The client whose record then leads to the other."""
        return next((client for client in self.row.clients if client != self.stays), self.stays)


def get_comparison(pair_id: UUID, *, viewer: Viewer, at: datetime) -> Comparison:
    """Two records side by side, in nine queries. Raises NotTrainedToLink, NoSuchPair."""
    require_training(viewer=viewer, at=at)
    today = day_of(at, current_pack().time_zone)
    pair = get_pair(pair_id, viewer=viewer, on=today)
    clients = pair.row.clients
    strips = get_identity_strips(viewer=viewer, client_ids=clients, on=today)
    if len(strips) < len(clients):
        raise NoSuchPair
    cases = list_open_cases_of_clients(clients, viewer=viewer, as_of=at)
    names = name_of(step.by for step in pair.steps)
    return Comparison(
        today=today,
        pair=pair,
        evidence=evidence_in_words(pair.row.evidence),
        strips=strips,
        cases={client: tuple(cases.get(client, ())) for client in clients},
        steps=tuple(
            Told(
                said=step.said,
                state=step.state,
                because=step.because,
                by_name=names.get(step.by, "Somebody whose name we no longer hold"),
                at=step.at,
            )
            for step in pair.steps
        ),
        needs_another=needs_a_second_person(pair.row),
        is_own_proposal=pair.row.state == "proposed" and pair.row.decided_by == viewer.account_id,
    )


def needs_a_second_person(row: PairRow) -> bool:
    """Whether joining would bring open cases of two clients together, also those that the viewer does not
    see. One query, none within one client.
    """
    if row.is_within_one_client:
        return False
    return len(open_cases(row.clients)) == len(row.clients)
