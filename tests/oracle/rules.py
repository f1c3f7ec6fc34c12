"""Who may see what, in plain words and slow loops. It uses nothing of the product: only facts and this page.

It is read next to the access rules of the design, line by line; it is never mended to agree with the product.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tests.oracle.facts import Case, Challenge, Conflict, Facts, Grant, Pair, Promise, Record

READING_ROLES = ("officer", "support_partner", "team_leader", "safeguarding_lead", "service_manager")
SPEAKING_ROLES = ("client", "representative")


@dataclass(frozen=True)
class Oracle:
    """What each person may see on a day."""

    facts: Facts
    day: date

    def tell(self, person: UUID) -> str:
        """What somebody has, for whoever reads why a comparison failed."""
        return "\n".join(
            str(one)
            for some in (
                self.facts.grants,
                self.facts.clearances,
                self.facts.conflicts,
                self.facts.challenges,
            )
            for one in some
            if one.account == person
        )

    # What counts today

    def is_live(self, starts_on: date, ends_on: date | None) -> bool:
        """It counts from its first day up to the day before its end."""
        if ends_on is not None and ends_on <= starts_on:
            return False
        return starts_on <= self.day and (ends_on is None or self.day < ends_on)

    def grants_of(self, person: UUID, *roles: str) -> list[Grant]:
        """The grants of somebody that count today, in these roles or in any; of a closed account, none."""
        if not self.facts.accounts.get(person):
            return []
        return [
            grant
            for grant in self.facts.grants
            if grant.account == person
            and self.is_live(grant.starts_on, grant.ends_on)
            and (not roles or grant.role in roles)
        ]

    def has_role(self, person: UUID, role: str) -> bool:
        """Whether they have a role somewhere."""
        return len(self.grants_of(person, role)) > 0

    def is_in(self, grant: Grant, office: UUID) -> bool:
        """Whether a grant counts in an office: it names it, or its region, or no place at all."""
        if grant.office is not None:
            return grant.office == office
        if grant.region != "":
            return self.facts.places.get(office) == grant.region
        return grant.client is None

    def is_everywhere(self, grant: Grant) -> bool:
        """Whether a grant names no place."""
        return grant.office is None and grant.region == "" and grant.client is None

    # What stands before everything else

    def is_closed_to(self, person: UUID, client: UUID) -> bool:
        """It is their own record, or that of someone whom they know."""
        for conflict in self.facts.conflicts:
            if conflict.account == person and conflict.client == client:
                return True
        return False

    def clearance_of(self, person: UUID) -> int:
        """The highest rank that they are cleared for today."""
        ranks = [0]
        for one in self.facts.clearances:
            if one.account == person and self.is_live(one.starts_on, one.ends_on):
                ranks.append(one.rank)
        return max(ranks)

    def is_restricted_above(self, person: UUID, client: UUID) -> bool:
        """The record is restricted, and they are not cleared for it."""
        for restriction in self.facts.restrictions:
            if restriction.client == client and restriction.rank > self.clearance_of(person):
                return True
        return False

    def may_know_of(self, person: UUID, client: UUID) -> bool:
        """Nothing stands between them and the record."""
        return not self.is_closed_to(person, client) and not self.is_restricted_above(person, client)

    # Who sees what

    def has_challenged(self, person: UUID, client: UUID) -> bool:
        """They opened this record for today, and have work in which they read records."""
        if not self.grants_of(person, *READING_ROLES):
            return False
        for one in self.facts.challenges:
            if one.account == person and one.client == client and one.day == self.day:
                return True
        return False

    def sees_client(self, person: UUID, client: UUID) -> bool:
        """They may know of the record, and work where the person is served or opened it for today."""
        if client not in self.facts.clients or not self.may_know_of(person, client):
            return False
        for grant in self.grants_of(person, *READING_ROLES):
            if self.is_everywhere(grant):
                return True
            for office in self.facts.clients[client].offices:
                if self.is_in(grant, office):
                    return True
        return self.has_challenged(person, client)

    def reads(self, person: UUID, office: UUID, benefit: str) -> bool:
        """A grant of theirs is for this office, and for this benefit or for all."""
        for grant in self.grants_of(person, *READING_ROLES):
            if self.is_in(grant, office) and grant.benefit in ("", benefit):
                return True
        return False

    def sees_matter(self, person: UUID, matter: Case | Promise) -> bool:
        """They may know of the client, and read this benefit there, or own it, or opened the record today."""
        if not self.may_know_of(person, matter.client):
            return False
        return (
            self.reads(person, matter.office, matter.benefit)
            or matter.owner == person
            or self.has_challenged(person, matter.client)
        )

    def is_asked(self, person: UUID, case: Case) -> bool:
        """The case is offered to them, and they may know of its client."""
        for offer in self.facts.offers:
            if offer.case == case.id and offer.to == person:
                return self.may_know_of(person, case.client)
        return False

    def reads_case(self, person: UUID, case: Case) -> bool:
        """They may open its page: they see it, or are asked to take it."""
        return self.sees_matter(person, case) or self.is_asked(person, case)

    def reads_record(self, person: UUID, record: Record) -> bool:
        """They see the client, and read its benefit in one of the client's offices, or opened it today."""
        if not self.sees_client(person, record.client):
            return False
        if record.benefit == "" or self.has_challenged(person, record.client):
            return True
        for grant in self.grants_of(person, *READING_ROLES):
            if self.is_everywhere(grant) and grant.benefit in ("", record.benefit):
                return True
        return any(
            self.reads(person, office, record.benefit) for office in self.facts.clients[record.client].offices
        )

    def reads_pair(self, person: UUID, pair: Pair) -> bool:
        """They read both records: what is hidden on one side hides that there is a pair at all."""
        both = [one for one in self.facts.records if one.id in (pair.one, pair.other)]
        return len(both) == 2 and all(self.reads_record(person, one) for one in both)

    def is_own(self, person: UUID, client: UUID) -> bool:
        """It is what is held about themself, or about the one for whom they speak."""
        return any(grant.client == client for grant in self.grants_of(person, *SPEAKING_ROLES))

    # Whose work they direct

    def leads_team(self, person: UUID, team: UUID) -> bool:
        """They were made leader of this team."""
        return any(grant.team == team for grant in self.grants_of(person, "team_leader"))

    def manages(self, person: UUID, office: UUID) -> bool:
        """They were made service manager where this office lies."""
        return any(self.is_in(grant, office) for grant in self.grants_of(person, "service_manager"))

    def manages_everywhere(self, person: UUID) -> bool:
        """They were made service manager, whatever the benefit, and no place was named."""
        return any(self.is_everywhere(grant) for grant in self.grants_of(person, "service_manager"))

    def directs(self, person: UUID, team: UUID, office: UUID) -> bool:
        """They lead the team or manage its office."""
        return self.leads_team(person, team) or self.manages(person, office)

    def leads_anybody(self, person: UUID) -> bool:
        """They lead a team, or manage an office."""
        return (
            any(grant.team is not None for grant in self.grants_of(person, "team_leader"))
            or any(self.manages(person, office) for office in self.facts.offices)
            or self.manages_everywhere(person)
        )

    def safeguards(self, person: UUID, offices: list[UUID]) -> bool:
        """They look after the safety of people in one of these offices."""
        for grant in self.grants_of(person, "safeguarding_lead"):
            if self.is_everywhere(grant) or any(self.is_in(grant, office) for office in offices):
                return True
        return False

    # The trails

    def reads_looks(self, person: UUID, offices: list[UUID]) -> bool:
        """They audit, or manage or look after the safety of one of the offices that serve the client."""
        return (
            self.has_role(person, "auditor")
            or self.safeguards(person, offices)
            or self.manages_everywhere(person)
            or any(self.manages(person, office) for office in offices)
        )

    def reviews(self, person: UUID, challenge: Challenge) -> bool:
        """Somebody else opened it, and they lead that person: a team or an office of theirs."""
        if challenge.account == person or not self.may_know_of(person, challenge.client):
            return False
        return (
            self.manages_everywhere(person)
            or any(self.leads_team(person, team) for team in challenge.teams)
            or any(self.manages(person, office) for office in challenge.from_offices)
        )

    def knows_of_challenge(self, person: UUID, challenge: Challenge) -> bool:
        """They audit, review it, own a case of the client, or look after the client's safety."""
        if not self.may_know_of(person, challenge.client):
            return False
        if self.has_role(person, "auditor") or person in challenge.owners or self.reviews(person, challenge):
            return True
        return challenge.account != person and self.safeguards(person, challenge.offices)

    def sees_conflict(self, person: UUID, conflict: Conflict) -> bool:
        """It is somebody else's whom they lead, and they may know of the client themselves."""
        if conflict.account == person or not self.may_know_of(person, conflict.client):
            return False
        if self.manages_everywhere(person):
            return True
        for grant in self.facts.grants:
            if grant.account == conflict.account:
                if grant.team is not None and self.leads_team(person, grant.team):
                    return True
                if grant.office is not None and self.manages(person, grant.office):
                    return True
        return False

    # Colleagues, and rows that were set aside

    def sees_office(self, person: UUID, office: UUID) -> bool:
        """They read or manage something there, or everywhere, or are an administrator, who gives roles."""
        if self.has_role(person, "administrator"):
            return True
        return any(self.is_in(grant, office) for grant in self.grants_of(person, *READING_ROLES))

    def sees_row(self, person: UUID, office: UUID | None) -> bool:
        """They read all benefits in its office; without an office, all benefits everywhere."""
        whole = [grant for grant in self.grants_of(person, *READING_ROLES) if grant.benefit == ""]
        if office is None:
            return any(self.is_everywhere(grant) for grant in whole)
        return any(self.is_in(grant, office) for grant in whole)
