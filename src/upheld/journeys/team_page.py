"""The team page and what leads from it: who carries what, what nobody owns, what is about to break."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from upheld.domains.access.queries import NotYoursToDo, Viewer
from upheld.domains.casework.queries import (
    CaseRow,
    Load,
    UnownedCount,
    count_unowned,
    list_cases_owned,
    list_leader_tasks,
    list_loads,
    list_offers_from,
    list_unowned,
)
from upheld.domains.charter.queries import PromiseRow, list_promises_about_to_break
from upheld.domains.workforce.queries import (
    NoSuchTeam,
    OfficerRecord,
    TeamRow,
    get_officer,
    list_officers,
    list_teams,
)
from upheld.journeys.my_day import Offered, OwnLoad, ToDo, clients_of, names_of_clients, own_load
from upheld.kernel.days import day_of, start_of_day
from upheld.policy import current_pack

CASES_ON_A_PAGE = 25


@dataclass(frozen=True)
class Member:
    """An officer of the team and what they carry."""

    officer: OfficerRecord
    load: OwnLoad


@dataclass(frozen=True)
class Breaking:
    """A promise that is about to break, and who is to keep it."""

    promise: PromiseRow
    client: str
    owner_name: str


@dataclass(frozen=True, kw_only=True)
class TeamPage:
    """What the page shows. Officers stand by name, never as a ranking. `teams` are those that one leads."""

    today: date
    team: TeamRow
    teams: tuple[TeamRow, ...]
    members: tuple[Member, ...]
    unowned: tuple[UnownedCount, ...]
    breaking: tuple[Breaking, ...]
    offers: tuple[Offered, ...]
    to_do: tuple[ToDo, ...]

    @property
    def unowned_cases(self) -> int:
        """How many cases nobody owns."""
        return sum(one.cases for one in self.unowned)

    @property
    def away(self) -> tuple[Member, ...]:
        """Those who are away today."""
        return tuple(one for one in self.members if one.officer.absence)

    @property
    def leaving(self) -> tuple[Member, ...]:
        """Those whose last day is known."""
        return tuple(one for one in self.members if one.officer.leaving_on)


def list_led_teams(*, viewer: Viewer) -> tuple[TeamRow, ...]:
    """The teams whose work the viewer directs, by office and name. One query."""
    seen = list_teams(viewer=viewer)
    return tuple(one for one in seen if viewer.may_direct(office_id=one.office_id, team_id=one.id))


@dataclass(frozen=True)
class TeamChoice:
    """A team to choose, and how many of its cases nobody owns."""

    team: TeamRow
    unowned_cases: int


def list_team_choices(*, viewer: Viewer) -> tuple[TeamChoice, ...]:
    """The teams to choose from. Two queries."""
    teams = list_led_teams(viewer=viewer)
    counts: dict[UUID, int] = {}
    for one in count_unowned(viewer=viewer, team_ids=[team.id for team in teams]):
        counts[one.team_id] = counts.get(one.team_id, 0) + one.cases
    return tuple(TeamChoice(team, counts.get(team.id, 0)) for team in teams)


def get_team_page(*, team_id: UUID, viewer: Viewer, at: datetime) -> TeamPage:
    """A team for those who lead it, in twelve queries. Raises NoSuchTeam, also for one that others lead."""
    teams, today = list_led_teams(viewer=viewer), _today(at)
    team = _chosen(team_id, teams)
    officers = list_officers(viewer=viewer, team_ids=[team_id], on=today)
    loads = list_loads({one.id: one.contracted_hours for one in officers}, viewer=viewer, on=today)
    promises = list_promises_about_to_break(
        viewer=viewer, team_ids=[team_id], before=_soon(today), as_of=at, limit=25
    )
    offers = list_offers_from(viewer=viewer, team_ids=[team_id], as_of=at)
    asked = list_leader_tasks(viewer=viewer, team_ids=[team_id], limit=25)
    names = names_of_clients(clients_of(promises, asked, offers), viewer)
    known = {one.id: one.name for one in officers}
    return TeamPage(
        today=today,
        team=team,
        teams=teams,
        members=_members(officers, loads, today),
        unowned=tuple(count_unowned(viewer=viewer, team_ids=[team_id])),
        breaking=tuple(_breaking(one, names, known) for one in promises),
        offers=tuple(Offered(offer, names[offer.case.client_id]) for offer in offers),
        to_do=tuple(ToDo(task, names[task.client_id]) for task in asked),
    )


@dataclass(frozen=True, kw_only=True)
class UnownedPage:
    """Cases that nobody owns, by due date; `next` is the (due_at, id) after which the next page begins."""

    today: date
    team: TeamRow
    counts: tuple[UnownedCount, ...]
    cases: tuple[tuple[CaseRow, str], ...]
    next: tuple[datetime | None, UUID] | None


def get_unowned_page(
    *, team_id: UUID, viewer: Viewer, at: datetime, reason: str, after: tuple[datetime | None, UUID] | None
) -> UnownedPage:
    """A page of cases without an owner, for one reason or for all. Four queries. Raises NoSuchTeam."""
    team = _chosen(team_id, list_led_teams(viewer=viewer))
    rows = list_unowned(
        viewer=viewer, team_ids=[team_id], as_of=at, reason=reason, limit=CASES_ON_A_PAGE + 1, after=after
    )
    shown = rows[:CASES_ON_A_PAGE]
    names = names_of_clients((row.client_id for row in shown), viewer)
    return UnownedPage(
        today=_today(at),
        team=team,
        counts=tuple(count_unowned(viewer=viewer, team_ids=[team_id])),
        cases=tuple((row, names[row.client_id]) for row in shown),
        next=(shown[-1].due_at, shown[-1].id) if len(rows) > CASES_ON_A_PAGE else None,
    )


@dataclass(frozen=True, kw_only=True)
class OfficerPage:
    """An officer as their leader sees them; `next` is the (next_on, id) after which more cases begin."""

    today: date
    member: Member
    cases: tuple[tuple[CaseRow, str], ...]
    next: tuple[date, UUID] | None

    @property
    def officer(self) -> OfficerRecord:
        """Who they are."""
        return self.member.officer


def get_officer_page(
    *, officer_id: UUID, viewer: Viewer, at: datetime, after: tuple[date, UUID] | None = None
) -> OfficerPage:
    """An officer with their cases, for those who lead them. Seven queries.

    Raises NoSuchOfficer, NotYoursToDo.
    """
    today = _today(at)
    officer = get_officer(officer_id, viewer=viewer, on=today)
    if not viewer.may_direct(office_id=officer.office_id, team_id=officer.team_id):
        raise NotYoursToDo
    rows = list_cases_owned(officer_id, viewer=viewer, as_of=at, limit=CASES_ON_A_PAGE + 1, after=after)
    shown = rows[:CASES_ON_A_PAGE]
    names = names_of_clients((row.client_id for row in shown), viewer)
    following = [(row.next_on, row.id) for row in shown[-1:] if row.next_on and len(rows) > CASES_ON_A_PAGE]
    return OfficerPage(
        today=today,
        member=Member(officer, own_load(officer, viewer=viewer, on=today)),
        cases=tuple((row, names[row.client_id]) for row in shown),
        next=following[0] if following else None,
    )


def _members(officers: list[OfficerRecord], loads: Mapping[UUID, Load], today: date) -> tuple[Member, ...]:
    pack = current_pack()
    limit, hours = pack.limit_points(on=today), pack.full_time_hours(on=today)
    return tuple(Member(one, OwnLoad(loads[one.id], limit, one.contracted_hours, hours)) for one in officers)


def _breaking(promise: PromiseRow, names: Mapping[UUID, str], known: Mapping[UUID, str]) -> Breaking:
    owner = known.get(promise.owner_id, "") if promise.owner_id else ""
    return Breaking(promise, names[promise.client_id], owner)


def _chosen(team_id: UUID, teams: tuple[TeamRow, ...]) -> TeamRow:
    for team in teams:
        if team.id == team_id:
            return team
    raise NoSuchTeam


def _soon(today: date) -> datetime:
    """The first moment after the next working day: what is due before that is about to break."""
    pack = current_pack()
    return start_of_day(pack.calendar.next_working_day(today) + timedelta(days=1), pack.time_zone)


def _today(at: datetime) -> date:
    return day_of(at, current_pack().time_zone)
