"""What an officer needs when a client is on the telephone: people, casework and the charter on one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from upheld.domains.access.queries import Viewer
from upheld.domains.casework.commands import open_case
from upheld.domains.casework.queries import CaseRow, list_cases_of_client
from upheld.domains.charter.queries import PromiseRow, list_promises_of_client
from upheld.domains.people.queries import (
    ClientRecord,
    HeldFact,
    IdentityStrip,
    NoSuchClient,
    find_conflicts,
    get_client,
    get_identity_strips,
    is_client_in_scope,
)
from upheld.domains.workforce.queries import TeamRow, list_teams
from upheld.journeys.client_story import Story, tell_story
from upheld.kernel.commands import command
from upheld.kernel.days import day_of
from upheld.policy import current_pack


@dataclass(frozen=True, kw_only=True)
class ClientPage:
    """All about one client. Open cases come before closed ones, what is still owed before what has ended."""

    client: ClientRecord
    cases: tuple[CaseRow, ...]
    promises: tuple[PromiseRow, ...]
    story: Story

    @property
    def open_cases(self) -> tuple[CaseRow, ...]:
        """The cases in which there is something to do."""
        return tuple(case for case in self.cases if case.is_open)

    @property
    def conflicts(self) -> tuple[HeldFact, ...]:
        """The facts about which the records of systems disagree."""
        return find_conflicts(self.client)

    @property
    def benefits(self) -> dict[str, str]:
        """The benefits of the cases: key to name, in the order of the cases."""
        return {case.benefit: case.benefit_name for case in self.cases}


def get_client_page(
    client_id: UUID,
    *,
    viewer: Viewer,
    as_of: datetime,
    benefit: str = "",
    before: datetime | None = None,
    limit: int = 40,
) -> ClientPage:
    """A client with their cases, their promises and the part of their story before a moment. Eleven queries.

    `benefit` narrows the story only. The id of a client who was absorbed gives the one who stayed. Raises
    NoSuchClient, also for one whom no office of the viewer serves.
    """
    client = get_client(viewer=viewer, client_id=client_id, on=_today(as_of))
    promises = list_promises_of_client(viewer=viewer, client_id=client.id, as_of=as_of)
    story = tell_story(
        client.id,
        viewer=viewer,
        promises=promises,
        records=client.source_records,
        benefit=benefit,
        before=before,
        limit=limit,
    )
    return ClientPage(
        client=client,
        cases=tuple(list_cases_of_client(client.id, viewer=viewer, as_of=as_of)),
        promises=tuple(promises),
        story=story,
    )


@dataclass(frozen=True, kw_only=True)
class CaseOpening:
    """What there is to choose from when a case is opened: benefits as (key, name), and teams."""

    strip: IdentityStrip
    cases: tuple[CaseRow, ...]
    benefits: tuple[tuple[str, str], ...]
    teams: Sequence[TeamRow]


def get_case_opening(client_id: UUID, *, viewer: Viewer, as_of: datetime) -> CaseOpening:
    """What an officer chooses from to open a case for a client. Six queries. Raises NoSuchClient."""
    today = _today(as_of)
    strips = get_identity_strips(viewer=viewer, client_ids=[client_id], on=today)
    if client_id not in strips:
        raise NoSuchClient
    cases = list_cases_of_client(client_id, viewer=viewer, as_of=as_of)
    return CaseOpening(
        strip=strips[client_id],
        cases=tuple(case for case in cases if case.is_open),
        benefits=tuple((benefit.key, benefit.name) for benefit in current_pack().benefits.on(today)),
        teams=list_teams(viewer=viewer),
    )


@command
def open_case_for_client(
    *, client_id: UUID, benefit: str, team_id: UUID, viewer: Viewer, at: datetime
) -> UUID:
    """Open a case for a client whom the viewer sees, with a team that they see. Returns its id.

    Raises NoSuchClient and NoSuchTeam.
    """
    if not is_client_in_scope(viewer=viewer, client_id=client_id):
        raise NoSuchClient
    return open_case(client_id=client_id, benefit=benefit, team_id=team_id, by=viewer.account_id, at=at)


def _today(as_of: datetime) -> date:
    return day_of(as_of, current_pack().time_zone)
