"""An agency with one office, made by calling commands: so no test begins where the system cannot reach."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID

from upheld.domains.access.commands import grant_role, open_account
from upheld.domains.access.queries import Role, Viewer, get_viewer
from upheld.domains.casework import commands
from upheld.domains.casework.queries import CaseRecord, get_case
from upheld.domains.people.commands import register_client
from upheld.domains.workforce.commands import (
    open_office,
    open_team,
    record_training,
    take_on_officer,
)
from upheld.kernel.identifiers import SYSTEM

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday morning on which the agency of a test stands."""

BENEFIT = "personal-independence-payment"

_names = count(1)


@dataclass
class Agency:
    """One office with one team, and a clock that the test moves."""

    office_id: UUID
    team_id: UUID
    at: datetime = START
    officers: list[UUID] = field(default_factory=list)

    def later(self, **time: float) -> datetime:
        """Let time pass."""
        self.at += timedelta(**time)
        return self.at

    def officer(self, *, trained_for: tuple[str, ...] = (BENEFIT,), role: Role = Role.OFFICER) -> UUID:
        """Take on someone who may work on these benefits."""
        account_id = open_account(name=f"Officer {next(_names)}", by=SYSTEM, at=START)
        take_on_officer(
            account_id=account_id, team_id=self.team_id, joined_on=date(2024, 1, 1), by=SYSTEM, at=START
        )
        for benefit in trained_for:
            record_training(
                officer_id=account_id, benefit=benefit, starts_on=date(2024, 1, 1), by=SYSTEM, at=START
            )
        self.grant(account_id, role)
        self.officers.append(account_id)
        return account_id

    def leader(self) -> UUID:
        """Take on someone who leads the team."""
        return self.officer(role=Role.TEAM_LEADER)

    def grant(self, account_id: UUID, role: Role) -> None:
        """Give someone a role in the team."""
        grant_role(
            account_id=account_id,
            role=role,
            office_id=self.office_id,
            team_id=self.team_id,
            starts_on=date(2024, 1, 1),
            reason="Needed for the work of the office.",
            by=SYSTEM,
            at=START,
        )

    def client(self) -> UUID:
        """Register someone whom the office serves."""
        return register_client(
            family_name=f"Invented{next(_names)}",
            given_names="Robin",
            offices=[self.office_id],
            by=SYSTEM,
            at=self.at,
        )

    def case(self, *, owner: UUID | None = None, benefit: str = BENEFIT) -> UUID:
        """Open a case for a new client, and give it to an owner who took it."""
        case_id = commands.open_case(
            client_id=self.client(), benefit=benefit, team_id=self.team_id, by=SYSTEM, at=self.at
        )
        if owner:
            commands.take_case(case_id=case_id, by=owner, at=self.at)
        return case_id

    def offered(self, case_id: UUID, to: UUID, by: UUID) -> UUID:
        """Offer a case with a note."""
        note = "The client was told that you will ring on Friday."
        return commands.offer_case(case_id=case_id, to=to, note=note, by=by, at=self.at)

    def viewer(self, account_id: UUID) -> Viewer:
        """What someone sees now."""
        return get_viewer(account_id, on=self.at.date())

    def see(self, case_id: UUID, by: UUID | None = None) -> CaseRecord:
        """The case as someone sees it, or as its team's officers do."""
        looking = by or self.leader()
        return get_case(case_id, viewer=self.viewer(looking), as_of=self.at)


def agency() -> Agency:
    """A new agency with an office and a team of its own."""
    number = next(_names)
    office_id = open_office(name=f"Office {number}", key=f"office-{number}", by=SYSTEM, at=START)
    team_id = open_team(office_id=office_id, name=f"Team {number}", by=SYSTEM, at=START)
    return Agency(office_id, team_id)
