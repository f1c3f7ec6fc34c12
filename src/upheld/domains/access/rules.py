"""Who may have which role where. Pure: the docstring of each refusal is the sentence that people read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from upheld.kernel.errors import NotFound, RuleBroken


class Role(StrEnum):
    """What a grant lets someone do. The pack gives each role its name and its words."""

    OFFICER = "officer"
    TEAM_LEADER = "team_leader"
    SERVICE_MANAGER = "service_manager"
    ADMINISTRATOR = "administrator"


class NoSuchAccount(NotFound):
    """There is no such account. Ask an administrator to open one."""


class EmailIsTaken(RuleBroken):
    """Another account already signs in with this email address.

    Use a different address, or find the account that has it.
    """


class GrantIsOutOfOrder(RuleBroken):
    """A grant must end after the day that it starts. Change one of the two days."""


class TeamWithoutItsOffice(RuleBroken):
    """A grant for a team must also name the office of that team."""


class NotYoursToDo(RuleBroken):
    """Your role does not let you do this. Ask your team leader, or the administrator who gives roles."""


@dataclass(frozen=True)
class Scope:
    """One live grant: a role in an office and perhaps one team of it; no office means everywhere."""

    role: str
    office_id: UUID | None
    team_id: UUID | None


@dataclass(frozen=True)
class Viewer:
    """Who is looking, and what their live grants let them see. Every query takes one.

    `offices` are where they may read clients and cases; `teams` are those that they work in; `led_teams` and
    `managed_offices` are those whose work they direct. `everywhere` opens all offices. An administrator sees
    no case by being one.
    """

    account_id: UUID
    name: str = ""
    offices: frozenset[UUID] = frozenset()
    teams: frozenset[UUID] = frozenset()
    led_teams: frozenset[UUID] = frozenset()
    managed_offices: frozenset[UUID] = frozenset()
    everywhere: bool = False
    manages_everywhere: bool = False
    roles: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_administrator(self) -> bool:
        """Whether they keep accounts and grants."""
        return Role.ADMINISTRATOR in self.roles

    @property
    def reads_cases(self) -> bool:
        """Whether they may read clients and cases anywhere at all."""
        return self.everywhere or bool(self.offices)

    @property
    def leads(self) -> bool:
        """Whether they direct the work of a team or an office."""
        return self.manages_everywhere or bool(self.led_teams or self.managed_offices)

    def may_read_in(self, office_ids: Iterable[UUID]) -> bool:
        """Whether any of these offices is one in which they may read clients and cases."""
        return self.everywhere or not self.offices.isdisjoint(office_ids)

    def may_direct(self, *, office_id: UUID, team_id: UUID) -> bool:
        """Whether they direct the work of this team of this office."""
        return self.manages_everywhere or team_id in self.led_teams or office_id in self.managed_offices


_READING_ROLES = {Role.OFFICER, Role.TEAM_LEADER, Role.SERVICE_MANAGER}


def viewer_of(account_id: UUID, name: str, scopes: Iterable[Scope]) -> Viewer:
    """Work out what a person sees from their live grants."""
    live = list(scopes)
    reading = [scope for scope in live if scope.role in _READING_ROLES]
    managing = [scope for scope in live if scope.role == Role.SERVICE_MANAGER]
    return Viewer(
        account_id=account_id,
        name=name,
        offices=frozenset(scope.office_id for scope in reading if scope.office_id),
        teams=frozenset(scope.team_id for scope in reading if scope.team_id),
        led_teams=frozenset(s.team_id for s in live if s.team_id and s.role == Role.TEAM_LEADER),
        managed_offices=frozenset(scope.office_id for scope in managing if scope.office_id),
        everywhere=any(scope.office_id is None for scope in reading),
        manages_everywhere=any(scope.office_id is None for scope in managing),
        roles=frozenset(scope.role for scope in live),
    )


def check_grant(
    *, office_id: UUID | None, team_id: UUID | None, starts_on: date, ends_on: date | None
) -> None:
    """Raise TeamWithoutItsOffice or GrantIsOutOfOrder when a grant cannot be."""
    if team_id and not office_id:
        raise TeamWithoutItsOffice
    if ends_on and ends_on <= starts_on:
        raise GrantIsOutOfOrder
