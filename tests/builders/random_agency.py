"""An agency in which chance decided who was given what: by commands alone, the same for the same seed."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, permutations
from random import Random
from typing import Any
from uuid import UUID

from tests.builders.doubtful_pairs import a_record_of, pair_of, train
from upheld.domains.access import commands as access
from upheld.domains.access.queries import Role, Seen
from upheld.domains.casework import commands as casework
from upheld.domains.charter.commands import break_promises_due
from upheld.domains.people import commands as people
from upheld.domains.people.queries import FaultyRow, ReceivedRecord
from upheld.domains.workforce import commands as workforce
from upheld.journeys.merging import merge_clients, part_clients
from upheld.journeys.nobody import look_for_nobody
from upheld.kernel.errors import RuleBroken
from upheld.kernel.identifiers import SYSTEM, new_id

AT = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
"""A Wednesday morning in the agency."""
TODAY = AT.date()
JOINED = date(2024, 1, 8)
PIP, PENSION = "personal-independence-payment", "state-pension"
BENEFITS = (PIP, PENSION, "universal-credit")
LEVELS = ("colleague", "domestic_abuse", "protected_person")
SYSTEMS = ("disability", "pensions")
REGIONS = ("north", "south")
REASON = "Chance wanted it for this invented agency."
READING = (
    *(Role.OFFICER, Role.SUPPORT_PARTNER, Role.TEAM_LEADER),
    *(Role.SAFEGUARDING_LEAD, Role.SERVICE_MANAGER),
)
OTHERS = (Role.ANALYST, Role.AUDITOR, Role.CLIENT, Role.REPRESENTATIVE, Role.ADMINISTRATOR)
SEE_MUCH = (Role.OFFICER, Role.SERVICE_MANAGER, Role.AUDITOR, Role.ADMINISTRATOR, Role.SAFEGUARDING_LEAD)
"""One of each who has this role everywhere: what they do not see is hidden from everybody."""
FAMILY = (
    *("Abernethy", "Brackenbury", "Coldstream", "Drummond", "Eastlake", "Farquharson", "Galbraith"),
    *("Hollingworth", "Inverarity", "Jessamine", "Kirkbride", "Lanyon", "Mortlake", "Netherby"),
)


@dataclass
class RandomAgency:
    """What was built, by id; what each may see is for others to say."""

    chance: Random
    teams: dict[UUID, UUID] = field(default_factory=dict)
    offices: list[UUID] = field(default_factory=list)
    people: list[UUID] = field(default_factory=list)
    clients: list[UUID] = field(default_factory=list)
    words_of: dict[UUID, list[str]] = field(default_factory=dict)
    """For each client, all that names or describes them and must not stand where they are hidden."""
    said_on: dict[UUID, list[str]] = field(default_factory=dict)
    """For each case, what was written on it."""
    born: dict[UUID, date] = field(default_factory=dict)
    cases: list[UUID] = field(default_factory=list)
    grants: list[UUID] = field(default_factory=list)

    def tries(self, doing: Any, **facts: Any) -> Any:
        """Do it, unless a rule forbids it: chance asks for much that cannot be."""
        with suppress(RuleBroken):
            return doing(**{"at": AT, **facts})
        return None

    def maybe(self, percent: int) -> bool:
        """Whether something happens that happens so often."""
        return self.chance.randrange(100) < percent

    def one(self, some: Any) -> Any:
        """One of them."""
        return self.chance.choice(list(some))

    def period(self) -> dict[str, date | None]:
        """From when to when: mostly now, sometimes ended, sometimes later or up to about now."""
        days = self.chance.choice(((-400, None), (-40, 30), (-40, -3), (5, None), (0, None), (-9, 0), (0, 1)))
        start, end = days
        ends = None if end is None else TODAY + timedelta(days=end)
        return {"starts_on": TODAY + timedelta(days=start), "ends_on": ends}


def a_random_agency(seed: int, *, people: int = 9, clients: int = 7, cases: int = 9) -> RandomAgency:
    """Build one: offices, people with grants and clearances, clients, cases, and what hides them."""
    made = RandomAgency(Random(seed))
    _places(made)
    for _ in range(people):
        _person(made)
    for number in range(clients):
        _client(made, number)
    for number in range(cases):
        _case(made, number)
    break_promises_due(at=AT)
    _for_one_client(made)
    _rows(made)
    _doubt(made)
    _hide(made)
    if made.maybe(50):
        look_for_nobody(by=SYSTEM, at=AT)
    _look(made)
    _join(made)
    _open(made)
    return made


def _places(made: RandomAgency) -> None:
    for number in range(4):
        office = workforce.open_office(name=f"Place {number}", key=f"place-{number}", by=SYSTEM, at=AT)
        made.offices.append(office)
        if number < 3:
            access.place_office(office_id=office, region=REGIONS[number // 2], by=SYSTEM, at=AT)
        for team in range(1 + number % 2):
            name = f"Team {number}.{team}"
            made.teams[workforce.open_team(office_id=office, name=name, by=SYSTEM, at=AT)] = office


def _person(made: RandomAgency) -> None:
    number = len(made.people)
    account = access.open_account(name=f"Person {number}", by=SYSTEM, at=AT)
    made.people.append(account)
    _employ(made, account)
    if number < len(SEE_MUCH):
        role, reason = SEE_MUCH[number], REASON
        access.grant_role(account_id=account, role=role, starts_on=JOINED, reason=reason, by=SYSTEM, at=AT)
    for _ in range(
        made.chance.choice((0, 1, 2)) if number < len(SEE_MUCH) else made.chance.choice((0, 1, 2, 2, 3))
    ):
        give_a_grant(made, account)
    if made.maybe(45):
        level = made.one(LEVELS)
        made.tries(
            access.give_clearance, account_id=account, level=level, reason=REASON, by=SYSTEM, **made.period()
        )


def _employ(made: RandomAgency, account: UUID) -> None:
    team = made.one(made.teams)
    workforce.take_on_officer(account_id=account, team_id=team, joined_on=JOINED, by=SYSTEM, at=AT)
    for benefit in made.chance.sample(BENEFITS, 2):
        workforce.record_training(officer_id=account, benefit=benefit, starts_on=JOINED, by=SYSTEM, at=AT)


def give_a_grant(made: RandomAgency, account: UUID) -> None:
    """One more grant of any role that concerns no single client; sometimes ended before it began."""
    role = made.one(READING if made.maybe(80) else OTHERS[:2] + OTHERS[4:])
    grant = made.tries(
        access.grant_role,
        account_id=account,
        role=role,
        **_place(made),
        benefit=made.one(BENEFITS) if made.maybe(35) else "",
        reason=REASON,
        by=SYSTEM,
        **made.period(),
    )
    if grant is None:
        return
    made.grants.append(grant)
    if made.maybe(10):
        ends_on = TODAY - timedelta(days=made.chance.randrange(60))
        made.tries(access.end_grant, grant_id=grant, ends_on=ends_on, because=REASON, by=SYSTEM)


def _place(made: RandomAgency) -> dict[str, Any]:
    kind = made.chance.randrange(10)
    team = made.one(made.teams)
    if kind < 4:
        return {"office_id": made.teams[team], "team_id": team}
    if kind < 7:
        return {"office_id": made.one(made.offices)}
    return {"region": made.one(REGIONS)} if kind < 9 else {}


def _client(made: RandomAgency, number: int) -> None:
    born, nino = date(1950 + 3 * number, 1 + number % 12, 11 + number), f"AB{number:02}55{number:02}C"
    facts = {"born_on": born, "national_insurance_number": nino}
    family = FAMILY[number]
    offices = made.chance.sample(made.offices, made.chance.choice((1, 1, 2)))
    client = people.register_client(
        family_name=family, given_names="Robin", offices=offices, **facts, by=SYSTEM, at=AT
    )
    postcode = f"ZE{number + 10} 7{number % 10}QX"
    people.add_address(client_id=client, lines=[f"{number} Mill Lane"], postcode=postcode, by=SYSTEM, at=AT)
    references = [f"REF-{number:03}-{benefit[:3].upper()}" for benefit in BENEFITS if made.maybe(50)]
    received = [
        ReceivedRecord(
            reference=reference,
            extract_on=date(2026, 3, 1),
            office_id=offices[0],
            as_received={"reference": reference},
            benefit=next(one for one in BENEFITS if one[:3].upper() == reference[-3:]),
            family_name=family,
            given_names="Robin",
            **facts,
        )
        for reference in references
    ]
    for system in SYSTEMS:
        rows = [one for one in received if (one.benefit == PENSION) == (system == "pensions")]
        people.receive_source_records(rows=rows, system=system, by=SYSTEM, at=AT)
    made.clients.append(client)
    made.born[client] = born
    made.words_of[client] = [
        family,
        nino,
        " ".join((nino[:2], nino[2:4], nino[4:6], nino[6:8], nino[8])),
        postcode.split()[0],
    ]
    if made.maybe(20):
        people.place_hold(client_id=client, reason="A court wants to read it.", by=SYSTEM, at=AT)


def _case(made: RandomAgency, number: int) -> None:
    client, team = made.one(made.clients), made.one(made.teams)
    opened = AT - timedelta(days=made.one((0, 3, 40)))
    case = casework.open_case(
        client_id=client, benefit=made.one(BENEFITS), team_id=team, by=SYSTEM, at=opened
    )
    made.cases.append(case)
    words = f"Said in confidence {number:03}."
    casework.write_note(case_id=case, text=words, key=new_id(), by=SYSTEM, at=AT)
    asked = made.one(made.people)
    note = f"Handed on with care {number:03}."
    made.said_on[case] = [words[:-1], note[:-1]]
    made.tries(casework.offer_case, case_id=case, to=asked, note=note, by=SYSTEM)
    if made.maybe(60):
        made.tries(casework.accept_case, case_id=case, by=asked)
        if made.maybe(30):
            made.tries(casework.offer_case, case_id=case, to=made.one(made.people), note=note, by=SYSTEM)
    if made.maybe(12):
        made.tries(casework.close_case, case_id=case, outcome="Awarded.", by=SYSTEM)


def _for_one_client(made: RandomAgency) -> None:
    """Somebody is a client themself, and somebody speaks for one."""
    for role in (Role.CLIENT, Role.REPRESENTATIVE):
        made.tries(
            access.grant_role,
            account_id=made.one(made.people),
            role=role,
            client_id=made.one(made.clients),
            reason=REASON,
            by=SYSTEM,
            **made.period(),
        )


def _rows(made: RandomAgency) -> None:
    """Rows that were set aside in each office and in none, and a log that each team once kept."""
    for number, team in enumerate(made.teams):
        name, benefit = f"Log {number}", BENEFITS[number % 3]
        casework.register_log(
            name=name, zone="Europe/London", benefit=benefit, team_id=team, by=SYSTEM, at=AT
        )
    for number, office in enumerate((*made.offices, None)):
        row = FaultyRow(
            row_number=2,
            field="date_of_birth",
            value="?",
            reason="No date.",
            raw={"n": str(number)},
            digest=f"{number:064}",
        )
        people.quarantine_rows(
            rows=[row], system="disability", file_name="x.csv", office_id=office, by=SYSTEM, at=AT
        )


def _doubt(made: RandomAgency) -> None:
    """Each client's first record beside the next one's, waiting, or decided by somebody; some are trained."""
    firsts = [first for one in made.clients if (first := a_record_of(one)) is not None]
    for number, (one, other) in enumerate(pairwise(firsts)):
        pair = pair_of(one, other, at=AT)
        if number % 3:
            answer = ("same", "different")[number % 2]
            said = {"answer": answer, "because": REASON, "needs_another": number % 2 == 0}
            made.tries(people.decide_pair, pair_id=pair, **said, by=SYSTEM)
    for person in made.people[::2]:
        train(person, AT)


def _hide(made: RandomAgency) -> None:
    """The first person knows the first client, the second client is restricted; chance does the rest."""
    access.declare_conflict(client_id=made.clients[0], by=made.people[0], at=AT)
    for client in _some(made, made.clients[2:], 45):
        restrict(made, client)
        if made.maybe(20):
            made.tries(access.lift_restriction, client_id=client, because=REASON, by=SYSTEM)
    restrict(made, made.clients[1])
    for _ in range(len(made.people) // 2):
        conflict = made.tries(
            access.declare_conflict,
            client_id=made.one(made.clients),
            is_own=made.maybe(30),
            by=made.one(made.people),
        )
        if conflict and made.maybe(20):
            made.tries(access.end_conflict, conflict_id=conflict, because=REASON, by=SYSTEM)


def restrict(made: RandomAgency, client: UUID) -> None:
    """Restrict a record at any level."""
    level, offices = made.one(LEVELS), made.chance.sample(made.offices, 2)
    made.tries(
        access.restrict_record, client_id=client, level=level, offices=offices, reason=REASON, by=SYSTEM
    )


def _look(made: RandomAgency) -> None:
    """Some were shown some clients."""
    for client in _some(made, made.clients, 70):
        seen = [Seen("search", (client, made.one(made.clients)), 2)]
        access.record_looks(seen=seen, door="web", by=made.one(made.people), at=AT)


def _join(made: RandomAgency) -> None:
    """Two clients are one person; two others had been joined in error, and somebody looked meanwhile."""
    joined = _merged(made, made.clients[2:])
    if joined:
        _, into, absorbed = joined
        made.clients.remove(absorbed)
        made.words_of[into] += [*made.words_of.pop(absorbed), str(absorbed)]
    wrong = _merged(made, [one for one in made.clients[2:] if not joined or one != joined[1]])
    if wrong:
        merge, into, _ = wrong
        access.record_looks(seen=[Seen("record", (into,))], door="web", by=made.one(made.people), at=AT)
        part_clients(merge_id=merge, belongs={}, because=REASON, by=SYSTEM, at=AT)


def _merged(made: RandomAgency, among: list[UUID]) -> tuple[UUID, UUID, UUID] | None:
    """Join the first two of these that may be joined, in any order: the merge, who stays, who goes."""
    for into, absorbed in permutations(made.chance.sample(among, len(among)), 2):
        merge = made.tries(merge_clients, into=into, absorbed=absorbed, because=REASON, by=SYSTEM)
        if merge:
            return merge, into, absorbed
    return None


def _open(made: RandomAgency) -> None:
    for _ in range(2 * len(made.people)):
        challenge(made, made.one(made.people), made.one(made.clients), AT - timedelta(days=made.maybe(25)))
    for account in _some(made, made.people[1:], 10):
        access.close_account(account_id=account, by=SYSTEM, at=AT)


def challenge(made: RandomAgency, account: UUID, client: UUID, at: datetime = AT) -> None:
    """Open a record for a day, if somebody may."""
    made.tries(
        access.open_by_challenge,
        client_id=client,
        offices=made.chance.sample(made.offices, 1),
        owners=made.chance.sample(made.people, 1),
        purpose="covering",
        reason=REASON,
        by=account,
        at=at,
    )


def _some(made: RandomAgency, among: list[UUID], percent: int) -> Iterator[UUID]:
    return (one for one in among if made.maybe(percent))
