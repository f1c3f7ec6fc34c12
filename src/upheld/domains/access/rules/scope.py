"""What a person sees, worked out from what was given to them. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from upheld.domains.access.rules.roles import OF_ONE_CLIENT, READING, Role

EVERY_LEVEL = 2**31 - 1
"""The clearance of Upheld itself, above every level that a pack can have."""


@dataclass(frozen=True)
class Scope:
    """One live grant: a role in some offices and perhaps one team of one; no offices means everywhere.

    `offices` is None for everywhere; a region comes as its offices. `benefit` is empty for all.
    """

    role: str
    offices: frozenset[UUID] | None = None
    team_id: UUID | None = None
    benefit: str = ""
    client_id: UUID | None = None


@dataclass(frozen=True)
class Viewer:
    """Who is looking, and what their live grants let them see. Every query takes one.

    `offices` are where they read clients, and where they read cases of at least one benefit:
    `whole_offices` those where they read cases of every benefit, `offices_by_benefit` the others.
    `everywhere` opens all offices, `everywhere_for` all offices for cases of these benefits. `teams` are
    those that they work in; `led_teams` and `managed_offices` those whose work they direct;
    `safeguarded_offices` those whose safety they look after. `clearance` is the highest rank of restricted
    records that they see. `closed` are clients whom they never see: themself, and those with whom they have a
    conflict; `challenged` those whom they opened for today with a reason; `own_clients` themself, or those
    for whom they speak.
    An administrator sees no case by being one.
    """

    account_id: UUID
    name: str = ""
    offices: frozenset[UUID] = frozenset()
    whole_offices: frozenset[UUID] = frozenset()
    offices_by_benefit: Mapping[str, frozenset[UUID]] = field(default_factory=dict)
    everywhere: bool = False
    everywhere_for: frozenset[str] = frozenset()
    teams: frozenset[UUID] = frozenset()
    led_teams: frozenset[UUID] = frozenset()
    managed_offices: frozenset[UUID] = frozenset()
    manages_everywhere: bool = False
    safeguarded_offices: frozenset[UUID] = frozenset()
    safeguards_everywhere: bool = False
    clearance: int = 0
    closed: frozenset[UUID] = frozenset()
    challenged: frozenset[UUID] = frozenset()
    own_clients: frozenset[UUID] = frozenset()
    roles: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_administrator(self) -> bool:
        """Whether they keep accounts and grants."""
        return Role.ADMINISTRATOR in self.roles

    @property
    def is_auditor(self) -> bool:
        """Whether they read the trails: who was given what, and who looked at what."""
        return Role.AUDITOR in self.roles

    @property
    def reads_every_client(self) -> bool:
        """Whether they read clients whichever office serves them."""
        return self.everywhere or bool(self.everywhere_for)

    @property
    def reads_cases(self) -> bool:
        """Whether they may read clients and cases anywhere at all."""
        return self.reads_every_client or bool(self.offices)

    @property
    def leads(self) -> bool:
        """Whether they direct the work of a team or an office."""
        return self.manages_everywhere or bool(self.led_teams or self.managed_offices)

    def may_direct(self, *, office_id: UUID, team_id: UUID) -> bool:
        """Whether they direct the work of this team of this office."""
        return self.manages_everywhere or team_id in self.led_teams or office_id in self.managed_offices

    def safeguards(self, office_ids: Iterable[UUID]) -> bool:
        """Whether they look after the safety of people in one of these offices."""
        return self.safeguards_everywhere or not self.safeguarded_offices.isdisjoint(office_ids)

    def looks_after(self, office_ids: Collection[UUID]) -> bool:
        """Whether they manage one of these offices, or look after the safety of its clients."""
        manages = self.manages_everywhere or not self.managed_offices.isdisjoint(office_ids)
        return manages or self.safeguards(office_ids)

    def reads_benefit(self, benefit: str, office_ids: Iterable[UUID]) -> bool:
        """Whether they read about a benefit in one of these offices; everyone reads what is of no benefit."""
        if not benefit or self.everywhere or benefit in self.everywhere_for:
            return True
        where = set(office_ids)
        limited = self.offices_by_benefit.get(benefit, frozenset())
        return not (self.whole_offices | limited).isdisjoint(where)


def viewer_of(
    account_id: UUID,
    name: str,
    scopes: Iterable[Scope],
    *,
    clearance: int = 0,
    closed: Iterable[UUID] = (),
    challenged: Iterable[UUID] = (),
) -> Viewer:
    """Work out what a person sees from their live grants, clearance, conflicts and challenges."""
    live = list(scopes)
    reading = [scope for scope in live if scope.role in READING]
    managing = [scope for scope in live if scope.role == Role.SERVICE_MANAGER]
    safeguarding = [scope for scope in live if scope.role == Role.SAFEGUARDING_LEAD]
    whole = [scope for scope in reading if not scope.benefit]
    return Viewer(
        account_id=account_id,
        name=name,
        offices=_offices(reading),
        whole_offices=_offices(whole),
        offices_by_benefit=_by_benefit(reading, _offices(whole)),
        everywhere=_is_everywhere(whole),
        everywhere_for=frozenset(s.benefit for s in reading if s.benefit and s.offices is None),
        teams=frozenset(scope.team_id for scope in reading if scope.team_id),
        led_teams=frozenset(s.team_id for s in live if s.team_id and s.role == Role.TEAM_LEADER),
        managed_offices=_offices(managing),
        manages_everywhere=_is_everywhere(managing),
        safeguarded_offices=_offices(safeguarding),
        safeguards_everywhere=_is_everywhere(safeguarding),
        clearance=clearance,
        closed=frozenset(closed),
        challenged=frozenset(challenged) if reading else frozenset(),
        own_clients=frozenset(s.client_id for s in live if s.client_id and s.role in OF_ONE_CLIENT),
        roles=frozenset(scope.role for scope in live),
    )


def _offices(scopes: Iterable[Scope]) -> frozenset[UUID]:
    return frozenset(office for scope in scopes for office in scope.offices or ())


def _is_everywhere(scopes: Iterable[Scope]) -> bool:
    return any(scope.offices is None for scope in scopes)


def _by_benefit(reading: Iterable[Scope], whole: frozenset[UUID]) -> dict[str, frozenset[UUID]]:
    """Where only cases of one benefit are read, besides the offices where all are."""
    limited: dict[str, set[UUID]] = {}
    for scope in reading:
        if scope.benefit and scope.offices is not None:
            limited.setdefault(scope.benefit, set()).update(scope.offices - whole)
    return {benefit: frozenset(offices) for benefit, offices in sorted(limited.items()) if offices}
