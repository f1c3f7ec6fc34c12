"""An office in the middle of a working week: a broken promise, an offer, a hold, cases that nobody owns.

Everything is made by commands, at moments counted back from now, because browsers see the real time.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from upheld.domains.access.commands import grant_role, open_account
from upheld.domains.access.queries import Role, the_service
from upheld.domains.casework import commands as casework
from upheld.domains.casework.queries import Stage, list_open_tasks
from upheld.domains.charter.commands import break_promises_due
from upheld.domains.people import commands as people
from upheld.domains.people.queries import Needs
from upheld.domains.workforce import commands as workforce
from upheld.domains.workforce.queries import AbsenceKind
from upheld.kernel import clock
from upheld.kernel.identifiers import SYSTEM, new_id

PASSWORD = "three quiet lanterns"
PIP, PENSION, CREDIT = "personal-independence-payment", "state-pension", "pension-credit"
BENEFITS = (PIP, PENSION, CREDIT)


def ago(**time: float) -> datetime:
    """A moment so long before now."""
    return clock.now() - timedelta(**time)


@dataclass
class Office:
    """One office with one team."""

    id: UUID
    team_id: UUID
    people: dict[str, UUID] = field(default_factory=dict)

    def officer(
        self,
        name: str,
        *,
        role: Role = Role.OFFICER,
        hours: str = "37",
        trained_for: tuple[str, ...] = BENEFITS,
    ) -> UUID:
        """Someone of the team who can sign in: ann.okafor@agency.example for Ann Okafor."""
        at = ago(days=500)
        id_ = open_account(name=name, email=email_of(name), password=PASSWORD, by=SYSTEM, at=at)
        joined = {"team_id": self.team_id, "joined_on": at.date(), "contracted_hours": Decimal(hours)}
        workforce.take_on_officer(account_id=id_, **joined, by=SYSTEM, at=at)
        for benefit in trained_for:
            workforce.record_training(officer_id=id_, benefit=benefit, starts_on=at.date(), by=SYSTEM, at=at)
        self.grant(id_, role)
        self.people[name] = id_
        return id_

    def grant(self, account_id: UUID, role: Role) -> None:
        """Give someone a role in the team."""
        where = {"office_id": self.id, "team_id": None if role is Role.SERVICE_MANAGER else self.team_id}
        since = {"starts_on": ago(days=500).date(), "reason": "Needed for this test of a page.", "by": SYSTEM}
        grant_role(account_id=account_id, role=role, **where, **since, at=ago(days=500))

    def client(self, given: str, family: str, **known: object) -> UUID:
        """A client whom the office serves."""
        told = {"given_names": given, "family_name": family, "offices": [self.id]} | known
        return people.register_client(**told, by=SYSTEM, at=ago(days=400))

    def case(
        self,
        client: UUID,
        *,
        owner: UUID | None = None,
        benefit: str = PIP,
        days: float = 3,
        stage: Stage | None = None,
    ) -> UUID:
        """A case that was opened so many days ago, and taken at once by its owner."""
        opened = {"client_id": client, "benefit": benefit, "team_id": self.team_id, "by": SYSTEM}
        case_id = casework.open_case(**opened, at=ago(days=days))
        if owner:
            casework.take_case(case_id=case_id, by=owner, at=ago(days=days, hours=-1))
        if stage:
            casework.move_case(
                case_id=case_id, to_stage=stage, by=owner or SYSTEM, at=ago(days=days, hours=-2)
            )
        return case_id

    def contacted(self, case_id: UUID, by: UUID, days: float, then: str = "ask_for_information") -> None:
        """The first contact was made so many days ago, and something else is next."""
        [task] = list_open_tasks(case_id, viewer=the_service(), limit=1)
        casework.complete_task(task_id=task.id, next_kind=then, by=by, at=ago(days=days))


def email_of(name: str) -> str:
    """How someone signs in."""
    return f"{name.lower().replace(' ', '.')}@agency.example"


def an_office(name: str = "Northgate", team: str = "Amber team") -> Office:
    """An office with a team and nobody in it."""
    key = f"{name.lower()}-{new_id().hex[-6:]}"
    office_id = workforce.open_office(name=name, key=key, by=SYSTEM, at=ago(days=500))
    return Office(office_id, workforce.open_team(office_id=office_id, name=team, by=SYSTEM, at=ago(days=500)))


def a_busy_office() -> Office:
    """Ann Okafor has a full day; Lena Moss leads the team; Dev Patel leaves soon; Carys Llewellyn is away."""
    here = an_office()
    ann, ben = here.officer("Ann Okafor"), here.officer("Ben Achterberg", hours="30")
    carys, dev = here.officer("Carys Llewellyn"), here.officer("Dev Patel")
    here.officer("Lena Moss", role=Role.TEAM_LEADER)
    _owned_by_ann(here, ann)
    _offered_to_ann(here, ann, ben)
    for given, family, benefit in (
        ("Sunita", "Rao", PENSION),
        ("Owen", "Price", CREDIT),
        ("Grace", "Adeyemi", PIP),
    ):
        here.case(here.client(given, family), benefit=benefit, days=4)
    here.contacted(
        here.case(here.client("Malik", "Hussein"), owner=carys, days=40), carys, 35, "chase_information"
    )
    here.contacted(here.case(here.client("Ivy", "Castle"), owner=dev, benefit=CREDIT, days=20), dev, 18)
    gone = here.case(here.client("Noor", "Siddiqui"), owner=ben, days=60)
    casework.give_case_back(case_id=gone, reason="I know the family.", by=ben, at=ago(days=2))
    casework.add_leader_task(case_id=gone, kind="assign_owner", by=SYSTEM, at=ago(days=2))
    away = {"starts_on": ago(days=3).date(), "expected_back_on": (clock.now() + timedelta(days=9)).date()}
    workforce.record_absence(officer_id=carys, **away, kind=AbsenceKind.LEAVE, by=SYSTEM, at=ago(days=3))
    leaving = (clock.now() + timedelta(days=20)).date()
    workforce.record_leaving(officer_id=dev, leaving_on=leaving, reason="New job", by=SYSTEM, at=ago(days=10))
    break_promises_due(by=SYSTEM, at=clock.now())
    return here


def _owned_by_ann(here: Office, ann: UUID) -> None:
    late = here.client(
        "Rosa",
        "Fielding",
        born_on=date(1957, 5, 14),
        national_insurance_number="AB123456C",
        pronouns="she/her",
        needs=Needs(format="large_print", safe_contact="Ring after 2pm", note="Speak slowly, Rosa lip-reads"),
    )
    late_case = here.case(late, owner=ann, days=10)
    casework.describe_case(
        case_id=late_case,
        summary="Rosa sent her form. We wait for the letter of her "
        "consultant.\nShe is worried about her rent and asked for a call.",
        version=1,
        by=ann,
        at=ago(days=9),
    )
    casework.write_note(
        case_id=late_case,
        text="Rosa rang. Her consultant's secretary is away until Monday.",
        key=new_id(),
        by=ann,
        at=ago(days=5),
    )
    casework.promise_client(case_id=late_case, kind="call_back", by=ann, at=clock.now() - timedelta(hours=2))
    reply = here.case(here.client("Tom", "Abara"), owner=ann, benefit=PENSION, days=4)
    casework.promise_client(case_id=reply, kind="reply", by=ann, at=ago(days=1))
    held = here.case(here.client("Mary", "Quill"), owner=ann, days=30, stage=Stage.GATHERING)
    here.contacted(held, ann, 28, "chase_information")
    ends = (clock.now() + timedelta(days=12)).date()
    casework.hold_case(
        case_id=held, reason="hospital", ends_on=ends, note="Her sister will ring us.", by=ann, at=ago(days=6)
    )
    for given, family, days in (("Jun", "Sato", 12), ("Elsie", "Brook", 26), ("Kofi", "Mensah", 7)):
        here.contacted(
            here.case(here.client(given, family), owner=ann, benefit=CREDIT, days=days), ann, days - 2
        )


def _offered_to_ann(here: Office, ann: UUID, ben: UUID) -> None:
    case_id = here.case(here.client("Peter", "Lindqvist"), owner=ben, benefit=PENSION, days=6)
    note = (
        "Peter was told on Friday that his pension is worked out this week. He is hard of hearing and likes "
        "to talk in the morning. I am at my limit, and you spoke with him in May."
    )
    casework.offer_case(case_id=case_id, to=ann, note=note, by=ben, at=ago(hours=20))
